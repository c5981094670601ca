"""Somebody's plan: written together, agreed, and from then on a new version for each change.

Of two who change the same part one is told: a form carries the mark of the part it was opened with.
Raises throughout: StaleError where that part moved since; NotAllowedError where the case is over.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain import plan, plan_parts
from app.domain.case import OPEN
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.plan import AgreedHow, GoalStatus, PlanDocument, PlanList
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.plans import Plan
from app.operations import audit, case_tasks
from app.queries.plans import document_of, latest

OF = "case"
REVIEW_AFTER = dt.timedelta(weeks=12)
LONGEST_AHEAD = dt.timedelta(days=366)
"""A plan is looked at again at least once a year."""


def write(case: Case, part: str, value: object, *, by: Viewer, mark: str | None = None) -> Plan:
    """Change a part that is one text or lines. `mark`: of the part, as it was shown."""

    def change(document: PlanDocument) -> PlanDocument:
        after = plan_parts.with_part(document, part, value)
        if after != document:
            _check(mark, plan_parts.mark(plan_parts.part_of(document, part)))
        return after

    return _change(case, change, by=by, part=part.partition(".")[0])


def put(
    case: Case,
    kind: PlanList,
    record: Mapping[str, Any],
    *,
    by: Viewer,
    mark: str | None = None,
    goal: str = "",
) -> Plan:
    """Change or add a goal, an action of a goal, a decision or how something is paid for.

    `mark`: of the record as it was shown, empty for a new one. Twice the same is once.
    Raises: NotThereError for an action of a goal that is not there.
    """

    def change(document: PlanDocument) -> PlanDocument:
        try:
            after = plan_parts.with_record(document, kind, record, goal=goal)
        except KeyError:
            raise NotThereError from None
        if after != document:
            held = plan_parts.record_of(document, kind, str(record["id"]))
            _check(mark, plan_parts.mark_of_record(held, kind))
        return after

    return _change(case, change, by=by, part=kind.value)


def remove(case: Case, kind: PlanList, id_: str, *, by: Viewer, mark: str | None = None) -> Plan:
    """Take something out of the plan. It still stands in the versions before."""

    def change(document: PlanDocument) -> PlanDocument:
        held = plan_parts.record_of(document, kind, id_)
        if held is not None:
            _check(mark, plan_parts.mark_of_record(held, kind))
        return plan_parts.without_record(document, kind, id_)

    return _change(case, change, by=by, part=kind.value)


def record_outcomes(case: Case, outcomes: Mapping[str, tuple[GoalStatus, str]], *, by: Viewer) -> Plan:
    """What came of goals: id -> status and words. For the closing of a case."""

    def change(document: PlanDocument) -> PlanDocument:
        for id_, (status, words) in outcomes.items():
            if plan_parts.record_of(document, PlanList.GOALS, id_) is None:
                raise NotThereError
            said = {"id": id_, "status": status.value, "outcome": words}
            document = plan_parts.with_record(document, PlanList.GOALS, said)
        return document

    return _change(case, change, by=by, part="outcomes")


def add_words(case: Case, words: str, *, by: Viewer) -> Plan:
    """The person adds to their own plan. What they write is marked as theirs and changed by nobody else."""

    def change(document: PlanDocument) -> PlanDocument:
        said = {"id": plan.new_id(), "words": words, "on": clock.today().isoformat()}
        if any(one["words"] == plan.prose(words) for one in document["own_words"]):
            return document
        return plan_parts.with_part(document, "own_words", [*document["own_words"], said])

    held = _change(case, change, by=by, part="own_words")
    if by.account_id is None:
        key = f"plan-words:{case.id}:{held.number}.{held.version}"
        case_tasks.ask(TaskKind.WROTE_BACK, key=key, case=case, due_on=clock.today(), about=held.id)
    return held


def agree(
    case: Case,
    *,
    on: dt.date,
    how: AgreedHow,
    review_on: dt.date,
    reviewer: str,
    by: Viewer,
    mark: str | None = None,
) -> Plan:
    """The person agrees to the plan as it stands. `mark`: of the whole document, as it was shown.

    Twice the same is once. Raises: NotAllowedError where there is nothing to agree to, or a day makes no
    sense.
    """
    _hold(case)
    held = latest(case.id)
    today = clock.today()
    if held is None or on > today or not on < review_on <= today + LONGEST_AHEAD:
        raise NotAllowedError
    if held.agreed_on is not None:
        if (held.agreed_on, held.agreed_how) == (on, how.value):
            return held
        raise NotAllowedError
    document = document_of(held)
    _check(mark, plan_parts.mark(document))
    held.document = dict(plan_parts.with_part(document, "reviewer", reviewer))
    held.agreed_on, held.agreed_how, held.review_on = on, how.value, review_on
    held.changed_at = clock.now()
    case_tasks.settle_all(case, [TaskKind.PLAN_REVIEW], by=by)
    key = f"plan-review:{case.id}:{held.number}"
    case_tasks.ask(TaskKind.PLAN_REVIEW, key=key, case=case, due_on=review_on, about=held.id)
    audit.record(by, "plan.agreed", of=(OF, case.id), scope=how.value)
    db.session.flush()
    return held


def _change(case: Case, edit: Callable[[PlanDocument], PlanDocument], *, by: Viewer, part: str) -> Plan:
    """Change what is worked on; where the plan is agreed, in a new version of it."""
    _hold(case)
    held = latest(case.id)
    before = document_of(held)
    after = edit(before)
    if after == before and held is not None:
        return held
    now = clock.now()
    if held is None or held.agreed_on is not None:
        held = Plan(
            id=uuid.uuid4(),
            case_id=case.id,
            person_id=case.person_id,
            number=held.number + 1 if held else 1,
            agreed_how="",
            review_on=held.review_on if held else None,
            made_by=by.account_id,
            made_at=now,
        )
        db.session.add(held)
    held.document, held.changed_at = dict(after), now
    goals = plan.goals_set(after), plan.goals_met(after)
    if goals != (case.goals_set, case.goals_met):
        case.goals_set, case.goals_met = goals
    audit.record(by, "plan.changed", of=(OF, case.id), scope=part)
    db.session.flush()
    return held


def _hold(case: Case) -> None:
    """Hold the case's row, so that its plan is changed by one at a time."""
    held = select(Case).where(Case.id == case.id).with_for_update(of=Case)
    db.session.scalars(held.execution_options(populate_existing=True)).one()
    if case.status not in OPEN:
        raise NotAllowedError


def _check(shown: str | None, now: str) -> None:
    if shown is not None and shown != now:
        raise StaleError
