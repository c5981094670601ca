"""The trace itself, to search."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.trust.blueprint import bp
from app.blueprints.trust.forms import EventSearchForm, PersonForm
from app.domain.audit import Outcome
from app.domain.roles import Permission
from app.operations import audit
from app.queries import account_lookup, trust
from app.web import addresses
from app.web.access import requires
from app.web.viewer import viewer


@bp.get("/audit")
@requires(Permission.AUDIT_READ)
def events() -> ResponseReturnValue:
    form = EventSearchForm(request.args)
    is_right = form.validate()
    rows, more = trust.events(viewer(), wanted(form)) if is_right else ([], False)
    audit.seen(viewer(), "audit.searched", count=len(rows))
    older = addresses.with_arguments(before=str(rows[-1].seq)) if more else ""
    page = render_template("trust/events.html", form=form, person=PersonForm(), rows=rows, older=older)
    return page, 200 if is_right else 422


@bp.post("/audit/person")
@requires(Permission.AUDIT_READ)
def person() -> ResponseReturnValue:
    """Somebody's events by their e-mail address, which never stands in an address."""
    form = PersonForm()
    if form.validate_on_submit():
        found = account_lookup.id_of(viewer(), form.email.data or "")
        audit.record(viewer(), "audit.person-looked-up", of=("account", found) if found else None)
        return redirect(url_for(".events", person=found or uuid.UUID(int=0)), 303)
    page = render_template("trust/events.html", form=EventSearchForm(), person=form, rows=[], older="")
    return page, 422


def wanted(form: EventSearchForm) -> trust.EventSearch:
    return trust.EventSearch(
        actor=id_in(form.person.data),
        action=(form.action.data or "").strip(),
        object_id=id_in(form.thing.data),
        outcome=Outcome(form.outcome.data) if form.outcome.data else None,
        since=clock.midnight(form.since.data) if form.since.data else None,
        until=clock.midnight(form.until.data + dt.timedelta(days=1)) if form.until.data else None,
        before=number_in(request.args.get("before", "")),
    )


def id_in(typed: str | None) -> uuid.UUID | None:
    """An id as typed; one that is nobody's where it is none, so that nothing is found."""
    if not typed or not typed.strip():
        return None
    try:
        return uuid.UUID(typed.strip())
    except ValueError:
        return uuid.UUID(int=0)


def number_in(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 19 else None
