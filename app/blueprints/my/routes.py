"""Where things stand, visits, questions and who has looked."""

from __future__ import annotations

import uuid

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.my.blueprint import bp
from app.blueprints.my.opening import own, own_case, own_person, page
from app.domain.case import OPEN
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.roles import Permission
from app.operations import my_wishes
from app.queries import case_lookers, measures, my
from app.queries import plans as plan_queries
from app.web import case_frame, measures_page, my_words
from app.web.access import requires
from app.web.contact_words import day_and_time
from app.web.viewer import viewer

P = Permission
LONGEST_SEQ = 15


@bp.get("/my/home")
@requires(P.MY_OPEN)
def home() -> ResponseReturnValue:
    """How it stands, what is next, what is new."""
    person = own_person("home")
    case = my.own_case(viewer())
    asked = my.waiting_referral(viewer(), case)
    visits = my.visits(viewer())
    return page(
        "my/home.html",
        person,
        called=case_frame.called(person),
        case=case,
        is_open=case is not None and case.status in OPEN,
        standing=my_words.standing(case) if case else None,
        asked=my_words.of_request(asked.status) if asked else None,
        worker=my.worker_of(case) if case else None,
        visit=visits[0] if visits else None,
        unread=my.unread(case) if case else 0,
        questions=bool(case and case.status in OPEN and my_wishes.due_now(case)),
        visit_words=my_words.visit_words,
        when=day_and_time,
    )


@bp.get("/my/visits")
@requires(P.MY_OPEN)
def visits() -> ResponseReturnValue:
    person = own_person("diary")
    return page(
        "my/visits.html",
        person,
        visits=my.visits(viewer()),
        visit_words=my_words.visit_words,
        when=day_and_time,
    )


@bp.get("/my/visits/<uuid:appointment_id>.ics")
@requires(P.MY_OPEN)
def visit_file(appointment_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return calendar(own("appointment", appointment_id, lambda: my.visit(viewer(), appointment_id), "diary"))


@bp.get("/my/introductions/<uuid:introduction_id>/first-visit.ics")
@requires(P.MY_OPEN)
def first_visit_file(introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also where no day is set."""
    own("introduction", introduction_id, lambda: my.introduction(viewer(), introduction_id), "diary")
    found = [one for one in my.visits(viewer()) if one.introduction_id == introduction_id]
    if not found:
        raise NotThereError
    return calendar(found[0])


def calendar(one: my.Visit) -> Response:
    return Response(
        my_words.visit_file(one),
        mimetype="text/calendar",
        headers={"Content-Disposition": "attachment; filename=visit.ics"},
    )


@bp.get("/my/measures")
@requires(P.MY_OPEN)
def answers() -> ResponseReturnValue:
    """What they answered about how things are, and what is to be answered now."""
    case = own_case("measures")
    return page(
        "my/measures.html",
        case.person,
        parts=measures_page.parts(measures.listed(case.id), plan_queries.goal_words(case.id)),
        is_due=case.status in OPEN and my_wishes.due_now(case) is not None,
    )


@bp.post("/my/measures")
@requires(P.MY_OPEN)
def begin_answers() -> ResponseReturnValue:
    """On to the questions that are due."""
    try:
        token = my_wishes.begin_measures(own_case("measures"), by=viewer())
    except NotAllowedError:
        return redirect(url_for(".answers"), 303)
    return redirect(url_for("measures.own", token=token), 303)


@bp.get("/my/who-has-looked")
@requires(P.MY_OPEN)
def lookers() -> ResponseReturnValue:
    case = own_case("who-has-looked")
    typed = request.args.get("before", "")
    before = int(typed) if typed.isdecimal() and typed.isascii() and len(typed) <= LONGEST_SEQ else None
    looks = case_lookers.looks(case, before)
    return page(
        "my/lookers.html",
        case.person,
        lines=my_words.lookers(looks.rows),
        older=url_for(".lookers", before=looks.older) if looks.older else "",
    )
