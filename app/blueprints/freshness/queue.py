"""The queue of checks, for those who ring, go there, or write again."""

from __future__ import annotations

import math
import uuid
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app import clock
from app.blueprints.freshness.blueprint import bp
from app.blueprints.freshness.forms import FilterForm, RungForm, StoppedForm
from app.blueprints.freshness.still_right import Asked, asked, stopped_note
from app.domain.freshness import REMINDERS
from app.domain.listing import CheckedBy
from app.domain.roles import Permission
from app.operations import checks, reminders
from app.operations.index import Ground, ground
from app.queries import checks as queries
from app.queries import freshness
from app.queries.checks import PER_PAGE, Shown, Waiting, Wanted
from app.web.access import requires
from app.web.filters import full_date, long_ago, number
from app.web.i18n import current_language
from app.web.paging import pages
from app.web.place import place
from app.web.viewer import viewer

PARTS = {
    Shown.NOW: _l("To ring"),
    Shown.WAITING: _l("Waiting for an answer"),
    Shown.ARCHIVE: _l("Two years and more"),
}
BAND_WORDS = {
    "3-months": _l("Under 3 months"),
    "6-months": _l("3 to 6 months"),
    "12-months": _l("6 to 12 months"),
    "24-months": _l("1 to 2 years"),
    "older": _l("Over 2 years"),
}


@bp.get("/listings/checks")
@requires(Permission.LISTING_REVIEW)
def queue() -> ResponseReturnValue:
    form = FilterForm(request.args)
    form.ward.choices = [("", _l("All areas")), *((ward.code, ward.name) for ward in place().wards)]
    is_right = form.validate()
    wanted = asked_for(form) if is_right else Wanted()
    today = clock.today()
    found = queries.queue(viewer(), wanted, today)
    figures = freshness.figures(today)
    page = render_template(
        "freshness/queue.html",
        form=form,
        wanted=wanted,
        found=found,
        rows=[(row, state_words(row), why(row)) for row in found.rows],
        tabs=[
            {
                "words": words,
                "many": found.counts[part],
                "url": part_url(wanted, part),
                "on": part is wanted.shown,
            }
            for part, words in PARTS.items()
        ],
        pages=pages(
            wanted.page,
            max(1, math.ceil(found.total / PER_PAGE)),
            lambda at: part_url(wanted, wanted.shown, page=at),
        ),
        figures=figures,
        done_words=DONE,
        bands=[(BAND_WORDS[name], many) for name, many in figures.bands],
        median=ngettext("%(num)s day", "%(num)s days", figures.median_days or 0),
        is_filtered=bool(wanted.ward or wanted.organization),
        has_errors=bool(form.errors),
    )
    return page, 200 if is_right else 422


@bp.get("/listings/checks/<uuid:listing_id>")
@requires(Permission.LISTING_REVIEW)
def ring(listing_id: uuid.UUID) -> ResponseReturnValue:
    return ring_page(listing_id)


@bp.post("/listings/checks/<uuid:listing_id>/right")
@requires(Permission.LISTING_REVIEW)
def checked(listing_id: uuid.UUID) -> ResponseReturnValue:
    waiting = queries.one(viewer(), listing_id, clock.today())
    form = RungForm()
    if not form.validate_on_submit():
        return ring_page(listing_id, rung=form)
    checks.mark(waiting.id, by=viewer(), checked_by=CheckedBy(form.checked_by.data), ground=here())
    return done(waiting, "right")


@bp.post("/listings/checks/<uuid:listing_id>/stopped")
@requires(Permission.LISTING_REVIEW)
def said_stopped(listing_id: uuid.UUID) -> ResponseReturnValue:
    waiting = queries.one(viewer(), listing_id, clock.today())
    form = StoppedForm()
    if not form.validate_on_submit():
        return ring_page(listing_id, stopped=form)
    checks.say_stopped(
        waiting.id,
        note=stopped_note(form.stopped_on.data, form.instead.data or ""),
        by=viewer(),
        language=current_language(),
        ground=here(),
    )
    return done(waiting, "stopped")


@bp.post("/listings/checks/<uuid:listing_id>/write-again")
@requires(Permission.LISTING_REVIEW)
def write_again(listing_id: uuid.UUID) -> ResponseReturnValue:
    waiting = queries.one(viewer(), listing_id, clock.today())
    return done(waiting, "written" if reminders.write_again(waiting.id, by=viewer()) else "no-address")


@bp.post("/listings/checks/<uuid:listing_id>/not-reached")
@requires(Permission.LISTING_REVIEW)
def not_reached(listing_id: uuid.UUID) -> ResponseReturnValue:
    waiting = queries.one(viewer(), listing_id, clock.today())
    checks.not_reached(waiting.id, by=viewer())
    return done(waiting, "not-reached")


@bp.post("/listings/checks/<uuid:listing_id>/archive")
@requires(Permission.LISTING_REVIEW)
def archive(listing_id: uuid.UUID) -> ResponseReturnValue:
    waiting = queries.one(viewer(), listing_id, clock.today())
    checks.archive(waiting.id, by=viewer(), ground=here())
    return done(waiting, "archived")


DONE = {
    "right": _l("Thank you. It counts as checked today."),
    "stopped": _l("It is off the list. Its page says that it has stopped."),
    "written": _l("We have written to them again."),
    "no-address": _l("We hold no e-mail address for them, so nothing was sent."),
    "not-reached": _l("We will show it here again in two weeks."),
    "archived": _l("It is off the list. Its history is kept, and it can be put back."),
}


def done(waiting: Waiting, what: str) -> ResponseReturnValue:
    return redirect(url_for(".queue", said=what, about=waiting.slug), 303)


def ring_page(
    listing_id: uuid.UUID, *, rung: RungForm | None = None, stopped: StoppedForm | None = None
) -> ResponseReturnValue:
    waiting = queries.one(viewer(), listing_id, clock.today())
    said: Asked = asked(listing_id)
    wrong = rung or stopped
    page = make_response(
        render_template(
            "freshness/ring.html",
            waiting=waiting,
            asked=said,
            state=state_words(waiting),
            why=why(waiting),
            rung=rung or RungForm(formdata=None),
            stopped=stopped or StoppedForm(formdata=None),
            wrong=wrong,
            has_errors=wrong is not None,
        )
    )
    page.status_code = 200 if wrong is None else 422
    return page


def asked_for(form: FilterForm) -> Wanted:
    shown, at = request.args.get("show", ""), request.args.get("page", "")
    return Wanted(
        shown=Shown(shown) if shown in set(Shown) else Shown.NOW,
        ward=form.ward.data if form.ward.data in place().ward_names else "",
        organization=(form.organization.data or "").strip(),
        page=int(at) if at.isdecimal() and 0 < len(at) < 6 and int(at) else 1,
    )


def part_url(wanted: Wanted, part: Shown, **extra: Any) -> str:
    return url_for(
        ".queue",
        show=part.value if part is not Shown.NOW else None,
        ward=wanted.ward or None,
        organization=wanted.organization or None,
        **extra,
    )


def state_words(row: Waiting) -> tuple[str, str]:
    """The shape and the words of where it stands."""
    if row.checked_on is None:
        return "unknown", str(_l("Never checked"))
    days = (clock.today() - row.checked_on).days
    ago = long_ago(days) if days >= 14 else ngettext("%(num)s day ago", "%(num)s days ago", days)
    # Translators: the gap is how long ago, such as "5 months ago".
    return "late" if row.closed_reports else "unknown", str(_l("Checked %(ago)s", ago=ago))


def why(row: Waiting) -> list[str]:
    """Why it is in the queue, most telling first."""
    said = []
    if row.closed_reports:
        said.append(
            ngettext(
                "%(num)s reader says that it has closed.",
                "%(num)s readers say that it has closed.",
                row.closed_reports,
            )
        )
    if row.silent_since:
        said.append(str(_l("Its website has not answered since %(day)s.", day=full_date(row.silent_since))))
    if row.sensitive:
        said.append(str(_l("People turn to it when things are hard.")))
    if row.letters >= len(REMINDERS):
        said.append(str(_l("Nobody has answered us.")))
    elif not row.email:
        said.append(str(_l("We know no e-mail address to ask.")))
    if row.views_a_week >= 1:
        looks = round(row.views_a_week)
        said.append(
            ngettext(
                "Looked at once a week.", "Looked at %(times)s times a week.", looks, times=number(looks)
            )
        )
    return said


def here() -> Ground:
    return ground(place(), current_app.config["ROOT"])
