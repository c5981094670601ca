"""The first visit: when, where, and who goes along; and the same for a calendar."""

from __future__ import annotations

import datetime as dt
import uuid

import icalendar
from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.forms import VisitForm
from app.blueprints.introductions.introducing import again, number, opened_one
from app.domain.paper import first_for
from app.domain.roles import Permission
from app.models.introductions import Introduction
from app.operations import introductions
from app.queries.cases import sees_address_of
from app.web import sheets
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.moved_on import MovedOnError
from app.web.other_language import known, speaking
from app.web.viewer import viewer

FIRST_LASTS = dt.timedelta(hours=1)


@bp.route("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/first-visit", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def first_visit(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    form = VisitForm(data={"version": str(one.version), **planned(one)})
    refused = ""
    if form.validate_on_submit():
        try:
            introductions.plan_first_visit(
                one.id,
                at=form.at,
                place=form.place.data or "",
                goes_along=form.goes_along.data or (viewer().name if form.in_diary.data else ""),
                in_diary=form.in_diary.data,
                by=viewer(),
                version=number(form.version.data),
            )
        except MovedOnError as error:
            refused = again(form, one, error)
        else:
            return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id, said="visit"), 303)
    page = render_template(
        "introductions/first_visit.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        one=one,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 409 if refused else 200


@bp.get("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/first-visit/print")
@requires(Permission.CASE_WORK)
def first_visit_sheet(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """The invitation to the first visit on paper, as they need it and in their language."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    if one.first_at is None:
        return redirect(url_for(".first_visit", case_id=case.id, introduction_id=one.id), 303)
    back, language = url_for(".shown", case_id=case.id, introduction_id=one.id), known(case.person.language)
    with speaking(language):
        page = render_template(
            "introductions/first_visit_sheet.html",
            called=called(case.person),
            one=one,
            place_of_it=one.first_place if sees_address_of(viewer(), case) else "",
            size=sheets.size_for(case.person).value,
            needs=first_for(case.person.reaching).value,
            back=back,
            **sheets.leads_to("my.start"),
        )
    return Response(page, headers={"Content-Language": language})


@bp.get("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/first-visit.ics")
@requires(Permission.CASE_WORK)
def first_visit_file(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """For a calendar, theirs or ours: what, when and where; nobody's name. Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    if one.first_at is None:
        return redirect(url_for(".first_visit", case_id=case.id, introduction_id=one.id), 303)
    event = icalendar.Event()
    event.add("uid", f"{one.id}@ginnel")
    event.add("dtstamp", clock.now())
    event.add("summary", _("First time: %(name)s", name=one.service_name))
    event.add("dtstart", one.first_at)
    event.add("dtend", one.first_at + FIRST_LASTS)
    if one.first_place and sees_address_of(viewer(), case):
        event.add("location", one.first_place)
    file = icalendar.Calendar()
    file.add("prodid", "-//Ginnel//Introductions//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    return Response(
        bytes(file.to_ical()),
        mimetype="text/calendar",
        headers={"Content-Disposition": "attachment; filename=first-visit.ics"},
    )


def planned(one: Introduction) -> dict[str, object]:
    """What is planned already, for the form."""
    if one.first_at is None:
        return {}
    local = one.first_at.astimezone(clock.LONDON)
    return {
        "day": local.date(),
        "time": f"{local:%H:%M}",
        "place": one.first_place or "",
        "goes_along": one.goes_along or "",
    }
