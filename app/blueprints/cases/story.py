"""The story of a case: everything that happened and is to come, and what stands beside it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.cases.blueprint import bp
from app.domain.plan import ENDED, PlanDocument
from app.domain.roles import Permission
from app.queries import case_contacts, plans
from app.queries import case_story as queries
from app.queries.case_story import Mark, Only
from app.web.access import requires
from app.web.case_due import dues
from app.web.case_frame import frame
from app.web.opening import opened_case
from app.web.story_words import entry

MOST_SURE = 3
MARKS = "~"
STAMP = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure they are of one thing they want to do: of ten."""

    words: str
    confidence: int


@bp.get("/cases/<uuid:case_id>")
@requires(Permission.CASE_READ)
def story(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="story")
    only = next((one for one in Only if one == request.args.get("only")), None)
    before = mark_of(request.args.get("before", ""))
    found = queries.story(case, only=only, before=before)
    plan = plans.latest(case.id)
    document = plans.document_of(plan)
    return render_template(
        "cases/story.html",
        frame=frame(case, "story"),
        entries=[entry(one, case) for one in found.entries],
        only=only.value if only else "",
        is_first=before is None,
        older=url_for(".story", case_id=case_id, only=only, before=token_of(found.older))
        if found.older
        else "",
        strengths=document["strengths"],
        sure=sure_of(document),
        tasks=dues(case_contacts.open_tasks(case)),
        plan_day=plan.agreed_on if plan else None,
    )


def sure_of(document: PlanDocument) -> list[Sure]:
    """The first things of the plan they have said it about."""
    said = [
        Sure(action["what"], action["confidence"])
        for goal in document["goals"]
        if goal["status"] not in ENDED
        for action in goal["actions"]
        if action["confidence"] is not None
    ]
    return said[:MOST_SURE]


def token_of(mark: Mark) -> str:
    """Where a page ends, as one word of an address."""
    return MARKS.join((mark[0].astimezone(dt.UTC).strftime(STAMP), mark[1], mark[2]))


def mark_of(token: str) -> Mark | None:
    """None for what is none."""
    moment, _first, rest = token.partition(MARKS)
    kind, _second, key = rest.partition(MARKS)
    try:
        at = dt.datetime.strptime(moment, STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return (at, kind, key[:40]) if kind in set(queries.Kind) else None
