"""What a link worker or a lead does with a case: share out, begin, rest, come back, close, open again.

Each holds the case first, moves it by the table (operations/case_steps.py says what it raises), and brings
its tasks along. `version`: of the case, as the page showed it. How a case ends: operations/case_endings.py.
"""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.case import CaseAction, CaseStatus, ClosureReason, HoldReason
from app.domain.clocks import CLOCKS, REOPEN_DAYS, Clock, can_reopen, due_on
from app.domain.errors import NeedsMoreError, NotAllowedError
from app.domain.machine import Actor, Need
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.operations import acting, case_opening, case_tasks, leads, transfers
from app.operations.case_endings import call_off_appointments, end_everything
from app.operations.case_steps import held_now, held_person, move
from app.operations.case_workers import has_room, is_worker_of

A, S, K = CaseAction, CaseStatus, TaskKind
open_for = case_opening.open_for

BEGINNING = (K.NEW_TO_ME, K.FIRST_CONTACT)


def allocate(
    case: Case, worker: uuid.UUID, *, by: Viewer, version: int | None = None, reason: str = ""
) -> Case:
    """Give it to somebody of its team. `reason`: why, where they have more people than they can.

    Raises: NeedsMoreError (worker: not one of the team; capacity: full, and no reason given).
    """
    held = held_now(case.id, version)
    given = set()
    if is_worker_of(worker, held.team_id):
        given.add(Need.WORKER)
    if reason or has_room(worker):
        given.add(Need.CAPACITY)
    if acting.for_case(by, held) == {Actor.LINK_WORKER} and worker != by.account_id:
        raise NotAllowedError
    now = clock.now()
    move(
        held,
        A.ALLOCATE,
        by=by,
        given=given,
        note=reason or None,
        details={"worker": str(worker)},
        worker_id=worker,
        allocated_at=now,
    )
    case_tasks.follow(held)
    mark = f"{held.id}:{held.version}"
    if worker != by.account_id:
        case_tasks.ask(K.NEW_TO_ME, key=f"new-to-me:{mark}", case=held, due_on=clock.today())
    first = due_on(CLOCKS[Clock.FIRST_CONTACT][0], clock.today())
    case_tasks.ask(K.FIRST_CONTACT, key=f"first-contact:{mark}", case=held, due_on=first)
    db.session.flush()
    return held


def give_back(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """Back to the waiting list, at its old place: T0 stays. What was planned is called off."""
    held = held_now(case.id, version)
    move(held, A.GIVE_BACK, by=by, reason="given-back", note=reason, worker_id=None, allocated_at=None)
    case_tasks.settle_all(held, BEGINNING, by=by)
    call_off_appointments(held)
    transfers.withdraw_open(held)
    case_tasks.follow(held)
    db.session.flush()
    return held


def start(case: Case, *, by: Viewer, at: dt.datetime | None = None) -> Case:
    """The first contact both ways happened. Nothing where it had begun before."""
    held = held_now(case.id)
    if held.status is not S.ALLOCATED:
        return held
    move(held, A.START, by=by, given={Need.TWO_WAY_CONTACT}, at=at, started_at=at or clock.now())
    case_tasks.settle_all(held, BEGINNING, by=by)
    return held


def hold(
    case: Case,
    *,
    by: Viewer,
    why: HoldReason,
    until: dt.date,
    note: str = "",
    version: int | None = None,
) -> Case:
    """Let it rest until a day, which comes back as a task. Once more for another day.

    Raises: NeedsMoreError for a day that has come already.
    """
    held = held_now(case.id, version)
    given = {Need.RETURN_DATE} if until > clock.today() else set()
    move(
        held,
        A.HOLD,
        by=by,
        given=given,
        reason=why,
        note=note or None,
        details={"until": until.isoformat()},
        hold_reason=why,
        hold_until=until,
    )
    case_tasks.settle_all(held, [K.RETURN_DATE], by=by)
    case_tasks.ask(K.RETURN_DATE, key=f"return:{held.id}:{held.version}", case=held, due_on=until)
    return held


def come_back(case: Case, *, by: Viewer, note: str = "", version: int | None = None) -> Case:
    """The rest is over."""
    held = held_now(case.id, version)
    move(held, A.RETURN, by=by, note=note or None, hold_reason=None, hold_until=None)
    case_tasks.settle_all(held, [K.RETURN_DATE], by=by)
    return held


def begin_closing(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Put together how it ends. What is missing is asked for before it closes: operations/closing.py."""
    held = held_now(case.id, version)
    move(held, A.BEGIN_CLOSING, by=by, hold_reason=None, hold_until=None, closing=held.closing or {})
    case_tasks.settle_all(held, [K.RETURN_DATE], by=by)
    return held


def back_to_active(case: Case, *, by: Viewer, note: str, version: int | None = None) -> Case:
    """It does not end yet. What was put together is kept for later."""
    held = held_now(case.id, version)
    move(held, A.BACK_TO_ACTIVE, by=by, note=note)
    case_tasks.settle_all(held, [K.LEAD_CONFIRM], by=by)
    return held


def lead_send_back(case: Case, *, by: Viewer, note: str, version: int | None = None) -> Case:
    """A lead does not agree yet, and says what is missing: it stands on the link worker's day."""
    held = held_now(case.id, version)
    move(held, A.LEAD_SEND_BACK, by=by, note=note)
    case_tasks.settle_all(held, [K.LEAD_CONFIRM], by=by)
    key = f"sent-back:{held.id}:{held.version}"
    case_tasks.ask(K.NEXT_STEP, key=key, case=held, due_on=clock.today(), words=note)
    return held


def close_early(
    case: Case, *, by: Viewer, why: ClosureReason, note: str = "", version: int | None = None
) -> Case:
    """Close it before any work began. A marked one is closed by a lead only."""
    held = held_now(case.id, version)
    move(
        held,
        A.CLOSE_EARLY,
        by=by,
        reason=why,
        note=note or None,
        closure_reason=why,
        closed_at=clock.now(),
    )
    end_everything(held, by=by)
    return held


def ask_lead_to_close_early(case: Case, *, by: Viewer, note: str, version: int | None = None) -> Case:
    """A marked case that never began: a lead is asked to close it. Its state stays as it is."""
    held = held_now(case.id, version)
    if held.status not in {S.WAITING, S.ALLOCATED} or not acting.for_case(by, held):
        raise NotAllowedError
    leads.ask_to_close(held, by=by, words=note)
    return held


def reopen(
    case: Case,
    *,
    by: Viewer,
    reason: str,
    version: int | None = None,
    worker: uuid.UUID | None = None,
    within: int = REOPEN_DAYS,
) -> Case:
    """Open it again with its link worker, or another of the team.

    After too long, or where no work had begun, a new case follows it and waits; its `previous_id` leads back.
    Only a lead opens one that was closed by a death, which was then a mistake.
    Raises: NeedsMoreError (worker); NotAllowedError where the person has another one open.
    """
    person = held_person(case.person_id)
    held = held_now(case.id, version)
    if held.status is not S.CLOSED:
        raise NotAllowedError
    if person.died_on is not None:
        if Actor.LEAD not in acting.for_case(by, held):
            raise NotAllowedError
        person.died_on = None
    if not is_within(held, within):
        return follow_with_new(held, by=by, reason=reason)
    owner = worker or held.worker_id
    if owner is None or not is_worker_of(owner, held.team_id):
        raise NeedsMoreError([Need.WORKER])
    try:
        with db.session.begin_nested():
            move(
                held,
                A.REOPEN,
                by=by,
                given={Need.WITHIN_REOPENING},
                reason="asked-again",
                note=reason,
                worker_id=owner,
                closed_at=None,
                closure_reason=None,
                closing=None,
                letter="",
                reopened=held.reopened + 1,
            )
    except IntegrityError:
        raise NotAllowedError from None
    if owner != by.account_id:
        key = f"new-to-me:{held.id}:{held.version}"
        case_tasks.ask(K.NEW_TO_ME, key=key, case=held, due_on=clock.today())
    return held


def is_within(case: Case, days: int = REOPEN_DAYS) -> bool:
    """Can it be opened again as it is, or does a new one follow?"""
    closed = case.closed_at
    had_begun = case.started_at is not None
    return had_begun and closed is not None and can_reopen(clock.local_day(closed), clock.today(), days)


def follow_with_new(held: Case, *, by: Viewer, reason: str) -> Case:
    """A new case of the same person that waits from today. Raises: NotAllowedError where one is open."""
    if not {Actor.LEAD, Actor.LINK_WORKER} & acting.for_case(by, held):
        raise NotAllowedError
    if not reason:
        raise NeedsMoreError([Need.REASON])
    if case_opening.open_case_of(held.person_id) is not None:
        raise NotAllowedError
    made = open_for(
        held.person, referral=None, by=by, priority=held.priority, team_id=held.team_id, previous=held
    )
    made.is_high_risk, made.risks = held.is_high_risk, held.risks
    db.session.flush()
    return made
