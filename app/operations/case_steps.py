"""One move of a case: the table asked, the state set, the history kept. Every change of its state uses it.

Raises throughout: NotThereError; StaleError where it is no longer as it was shown; NotAllowedError where its
state or their part does not allow it; NeedsMoreError, naming what is missing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.domain import machine
from app.domain.case import CaseAction, Subject
from app.domain.case_moves import TRANSITIONS, missing
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.machine import Actor, Need
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.persons import Person
from app.operations import acting, audit, history
from app.operations.referral_moves import part

A = CaseAction

TRACED = {
    A.OPEN: "case.opened",
    A.ALLOCATE: "case.allocated",
    A.GIVE_BACK: "case.given-back",
    A.HAND_OVER: "case.handed-over",
    A.START: "case.started",
    A.HOLD: "case.held",
    A.RETURN: "case.come-back",
    A.BEGIN_CLOSING: "case.closing-begun",
    A.BACK_TO_ACTIVE: "case.back-to-active",
    A.ASK_LEAD: "case.lead-asked",
    A.LEAD_SEND_BACK: "case.sent-back",
    A.CLOSE: "case.closed",
    A.CLOSE_EARLY: "case.closed-early",
    A.REOPEN: "case.reopened",
    A.RECORD_DEATH: "case.death-recorded",
    A.MARK_ERROR: "case.marked-error",
}


def held_now(case_id: uuid.UUID, version: int | None = None) -> Case:
    """The case as it is now, for nobody else to move. Raises: NotThereError, StaleError."""
    held = db.session.scalars(
        select(Case)
        .options(joinedload(Case.person, innerjoin=True))
        .where(Case.id == case_id)
        .with_for_update(of=Case)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if held is None:
        raise NotThereError
    if version is not None and held.version != version:
        raise StaleError
    return held


def held_person(person_id: uuid.UUID) -> Person:
    """The person as they are now, held. Always before their case, so that two never wait for each other.

    Raises: NotThereError.
    """
    held = db.session.scalars(
        select(Person)
        .where(Person.id == person_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if held is None:
        raise NotThereError
    return held


def marked(case: Case) -> bool:
    """Is a lead asked before it closes?"""
    return case.is_safeguarding_open or case.is_high_risk or case.is_sampled


def move(
    held: Case,
    action: CaseAction,
    *,
    by: Viewer,
    given: Collection[Need] = (),
    actor: Actor | None = None,
    reason: str = "",
    note: str | None = None,
    details: Mapping[str, object] | None = None,
    at: dt.datetime | None = None,
    **values: Any,
) -> None:
    """Move a case that is held, and set these columns with it.

    `given`: the needs the caller has looked after; a reason, a note and a lead's part are seen here.
    `at`: when it happened, where that was before now.
    """
    row = machine.move_from(TRANSITIONS, held.status, action)
    may = frozenset({actor}) if actor else acting.for_case(by, held)
    if not row.by & may:
        raise NotAllowedError
    seen = {Need.REASON: reason, Need.NOTE: note, Need.LEAD: Actor.LEAD in may}
    lacking = missing(row, {*given, *(need for need, there in seen.items() if there)}, is_marked=marked(held))
    if lacking:
        raise NeedsMoreError(lacking)
    start, held.status = held.status, row.end
    for name, value in values.items():
        setattr(held, name, value)
    db.session.flush()
    history.append(
        Subject.CASE,
        held.id,
        action=action,
        start=start,
        end=row.end,
        by=by,
        actor=part(may & row.by),
        reason=reason,
        note=note,
        details=details,
        at=at,
    )
    audit.record(by, TRACED[action], of=("case", held.id))


def noted(case: Case, action: str, *, by: Viewer, note: str | None = None, **details: object) -> None:
    """Keep something in the history that moves nothing."""
    history.append(
        Subject.CASE,
        case.id,
        action=action,
        start=case.status,
        end=case.status,
        by=by,
        note=note,
        details=details or None,
    )
