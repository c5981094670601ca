"""How a case ends without a closing of its own: a death, a mistake; and what every end stops."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, select, update

from app import clock
from app.database import db
from app.domain import introduction_moves
from app.domain.case import OPEN, CaseAction, ClosureReason
from app.domain.errors import NotAllowedError
from app.domain.machine import Actor
from app.domain.messages import KEPT_AFTER_CLOSING
from app.domain.referral import ReferralAction
from app.domain.referral_moves import OPEN as REFERRAL_OPEN
from app.domain.tasks import AppointmentStatus
from app.domain.viewer import SYSTEM, Viewer
from app.models.cases import Appointment, Case
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.people import AccessLink, BrowserSession
from app.models.persons import Person
from app.models.referrals import Referral
from app.operations import acting, audit, case_tasks, introductions, transfers
from app.operations.case_steps import held_now, held_person, move
from app.operations.referral_moves import move as move_referral
from app.operations.referral_moves import part

A = CaseAction
DIED = "The person has died."
MISTAKE = "The case was opened by mistake."
"""Why introductions are called off: kept with them, never shown outside."""


def record_death(
    case: Case, *, by: Viewer, died_on: dt.date | None = None, note: str = "", version: int | None = None
) -> Case:
    """Somebody has died: one action stops every message, and closes what is open. Twice is once.

    It reaches all that is theirs: an open case beside a closed one, referrals that wait, introductions that
    run on, links that let somebody in.
    """
    person = held_person(case.person_id)
    held = held_now(case.id, None if person.died_on else version)
    who = acting.for_case(by, held)
    if person.died_on is not None:
        return held
    day = died_on or clock.today()
    _close_for_death(held, day, by=by, who=who, note=note)
    person.died_on = day
    stop_messages(Message.person_id == person.id)
    for one in db.session.scalars(select(Case).where(Case.person_id == person.id)):
        end_everything(one, by=by)
        call_off_introductions(one, DIED)
    for referral in db.session.scalars(
        select(Referral).where(Referral.person_id == person.id, Referral.status.in_(REFERRAL_OPEN))
    ):
        move_referral(referral, ReferralAction.RECORD_DEATH, by=by, actor=Actor.SYSTEM)
    end_links(person)
    audit.record(by, "person.death-recorded", of=("person", person.id))
    db.session.flush()
    return held


def mark_error(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """It should never have been opened. It counts nowhere, and stays in the history and the trace."""
    held = held_now(case.id, version)
    move(
        held,
        A.MARK_ERROR,
        by=by,
        reason=ClosureReason.IN_ERROR,
        note=reason,
        closure_reason=ClosureReason.IN_ERROR,
        closed_at=held.closed_at or clock.now(),
    )
    end_everything(held, by=by)
    call_off_introductions(held, MISTAKE)
    db.session.flush()
    return held


def end_everything(case: Case, *, by: Viewer) -> None:
    """Cancel what a case has under way: tasks, what is planned, chaser messages, a hand-over."""
    case_tasks.cancel(case)
    call_off_appointments(case)
    stop_messages(Message.case_id == case.id, Message.kind.not_in(KEPT_AFTER_CLOSING))
    transfers.withdraw_open(case)


def call_off_appointments(case: Case) -> None:
    """What is planned from now on."""
    db.session.execute(
        update(Appointment)
        .where(
            Appointment.case_id == case.id,
            Appointment.status == AppointmentStatus.PLANNED,
            Appointment.starts_at > clock.now(),
        )
        .values(status=AppointmentStatus.CANCELLED, version=Appointment.version + 1, modified_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )
    db.session.flush()


def call_off_introductions(case: Case, why: str) -> None:
    """Every one that is open; the providers hear that it is off, and nothing else."""
    found = db.session.scalars(
        select(Introduction).where(
            Introduction.case_id == case.id, Introduction.status.in_(introduction_moves.OPEN)
        )
    ).all()
    for one in found:
        introductions.cancel(one.id, why, by=SYSTEM, version=one.version)


def stop_messages(*of: ColumnElement[bool]) -> int:
    """Drop those that have not left yet; how many."""
    stopped: CursorResult[object] = db.session.execute(  # type: ignore[assignment]  # as updates answer
        update(Message)
        .where(*of, Message.sent_at.is_(None), Message.failed_at.is_(None), Message.dropped_at.is_(None))
        .values(dropped_at=clock.now(), error="over")
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
    return stopped.rowcount


def end_links(person: Person) -> None:
    """No link lets anybody into their page any more, and whoever is in is out."""
    links = select(AccessLink.id).where(AccessLink.person_id == person.id)
    now = clock.now()
    db.session.execute(
        update(BrowserSession)
        .where(BrowserSession.link_id.in_(links), BrowserSession.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(AccessLink)
        .where(AccessLink.person_id == person.id, AccessLink.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def _close_for_death(held: Case, day: dt.date, *, by: Viewer, who: frozenset[Actor], note: str) -> None:
    """The open case, of whichever team; or an event with the closed one."""
    if not who:
        raise NotAllowedError
    open_id: uuid.UUID | None = db.session.scalar(
        select(Case.id).where(Case.person_id == held.person_id, Case.status.in_(OPEN))
    )
    target = held if open_id is None or open_id == held.id else held_now(open_id)
    closes = target.status in OPEN
    values: dict[str, Any] = {"closure_reason": ClosureReason.DIED, "closed_at": clock.now()}
    move(
        target,
        A.RECORD_DEATH,
        by=by,
        actor=part(who),
        reason=ClosureReason.DIED,
        note=note or None,
        details={"died_on": day.isoformat()},
        **(values if closes else {}),
    )
