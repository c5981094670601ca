"""The queue of what readers told us, and the answer to all about one listing at once."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.blueprints.reports.forms import AnswerForm
from app.domain.reports import PROMISED, WARNS_FROM, promised_by
from app.domain.roles import Permission
from app.domain.stewardship import ReportOutcome
from app.operations import audit
from app.operations import reports as operations
from app.operations.index import ground
from app.queries import reports
from app.queries.reports import Group
from app.web import listing_words
from app.web.access import requires
from app.web.filters import ago
from app.web.paging import pages
from app.web.place import place
from app.web.viewer import viewer

bp = Blueprint("reports", __name__)

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    group: Group
    is_late: bool
    age: str
    doubt: str
    """What its page does about readers who say that it has closed; empty where nothing."""
    checked: str


@bp.get("/listings/reports")
@requires(Permission.LISTING_REVIEW)
def queue() -> ResponseReturnValue:
    found = reports.queue(viewer())
    last = max(1, -(-len(found) // A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    shown = [row_of(group) for group in found[(page - 1) * A_PAGE : page * A_PAGE]]
    return render_template(
        "reports/queue.html",
        rows=shown,
        total=len(found),
        late=sum(is_late(group) for group in found),
        done=request.args.get("done", type=int),
        pages=pages(page, last, lambda number: url_for(".queue", page=number if number > 1 else None)),
    )


@bp.route("/listings/reports/<uuid:service_id>", methods=["GET", "POST"])
@requires(Permission.LISTING_REVIEW)
def answer(service_id: uuid.UUID) -> ResponseReturnValue:
    service = reports.service_for(viewer(), service_id)
    form = AnswerForm()
    if form.validate_on_submit():
        number = operations.answer(
            service,
            ReportOutcome(form.outcome.data),
            seen=form.seen_until(),
            words=form.words.data or "",
            checked=form.checked.data,
            by=viewer(),
            ground=ground(place(), current_app.config["ROOT"]),
        )
        return redirect(url_for(".queue", done=number), 303)
    group = reports.of_listing(viewer(), service_id)
    audit.seen(viewer(), "report.opened", of=("listing", service_id), count=len(group.said))
    if not form.is_submitted():
        form.seen.data = group.newest.isoformat()
    page = render_template(
        "reports/answer.html",
        row=row_of(group),
        group=group,
        form=form,
        before=reports.answered(viewer(), service_id),
    )
    return page, 422 if form.errors else 200


def row_of(group: Group) -> Row:
    days = (clock.today() - day_of(group)).days
    late = is_late(group)
    age = ngettext("%(num)s day old", "%(num)s days old", days) if days else _("New today")
    if late:
        age = ngettext(
            "%(num)s day old: we promise %(promised)s working days",
            "%(num)s days old: we promise %(promised)s working days",
            days,
            promised=PROMISED,
        )
    return Row(group, late, str(age), doubt_words(group), checked_words(group))


def is_late(group: Group) -> bool:
    return clock.today() > promised_by(day_of(group), place().bank_holidays)


def day_of(group: Group) -> dt.date:
    return clock.local_day(group.oldest)


def doubt_words(group: Group) -> str:
    if group.hidden_at is not None:
        return _("Hidden, because nobody checked it for 30 days.")
    if group.closed_reports >= WARNS_FROM:
        return _("Its page warns readers that it may have closed.")
    return ""


def checked_words(group: Group) -> str:
    if group.checked_on is None:
        return _("Never checked")
    return str(listing_words.CHECKED[group.checked_by]) % {"ago": ago(group.checked_on)}
