"""What a provider answers to an introduction, by link or account; or a link worker for them, by phone.

Source: referrals.md 4.2 C. A late answer is as welcome as a quick one.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.introduction import (
    DeclineReason,
    IntroductionAction,
    IntroductionStatus,
    NotCompletedReason,
)
from app.domain.listing import Capacity
from app.domain.machine import Actor
from app.domain.viewer import Viewer
from app.models.introductions import Introduction, IntroductionDay
from app.operations import audit, checks
from app.operations.index import Ground
from app.operations.introduction_steps import check, held, move, settle, tell_worker
from app.queries.sharing import receiver

A, S = IntroductionAction, IntroductionStatus

FULL = frozenset({DeclineReason.NO_CAPACITY, DeclineReason.LIST_CLOSED})
"""Reasons by which the listing says that it is full."""
UNDER_WAY = frozenset({S.ACCEPTED, S.WAITLISTED, S.STARTED})


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says it, and for whom."""

    by: Viewer
    actor: Actor = Actor.PROVIDER
    on_behalf_of: str = ""
    """The organisation that said it on the phone, where a link worker writes it down."""

    @property
    def said_by(self) -> str:
        return "provider" if self.actor is Actor.PROVIDER else "worker"


def see(introduction_id: uuid.UUID, *, teller: Teller) -> None:
    """They opened it. Opening it again changes nothing."""
    introduction = held(introduction_id)
    if introduction.status is S.SENT:
        introduction.seen_at = clock.now()
        move(introduction, A.SEE, by=teller.by, actor=teller.actor)


def accept(introduction_id: uuid.UUID, *, teller: Teller, version: int, words: str = "") -> None:
    """Yes; or there is room now for somebody who waited. Raises: NotAllowedError, StaleError."""
    introduction = held(introduction_id, version=version)
    action = A.LEAVE_WAITLIST if introduction.status is S.WAITLISTED else A.ACCEPT
    _answer(introduction, action, teller, words)


def decline(
    introduction_id: uuid.UUID,
    reason: DeclineReason,
    *,
    teller: Teller,
    version: int,
    ground: Ground,
    words: str = "",
) -> bool:
    """No, and why. True where the listing says from now on that it is full.

    An access need that cannot be met is put before a lead: it is an equality issue.
    Raises: NotAllowedError, StaleError.
    """
    introduction = held(introduction_id, version=version)
    check(introduction, A.DECLINE, teller.actor)
    introduction.decline_reason = reason
    _answer(introduction, A.DECLINE, teller, words, reason=reason.value)
    if reason is DeclineReason.ACCESS_NEED:
        tell_worker(introduction, for_lead=True)
        audit.record(teller.by, "introduction.equality-flagged", of=("introduction", introduction.id))
    return reason in FULL and _is_full(introduction, teller.by, ground)


def waitlist(
    introduction_id: uuid.UUID, weeks: int, *, teller: Teller, version: int, words: str = ""
) -> None:
    """Not yet; about so many weeks. Raises: NotAllowedError, StaleError."""
    introduction = held(introduction_id, version=version)
    check(introduction, A.WAITLIST, teller.actor)
    introduction.rough_wait_weeks = weeks
    _answer(introduction, A.WAITLIST, teller, words, details={"weeks": weeks})


def start(introduction_id: uuid.UUID, on: dt.date, *, teller: Teller, version: int, words: str = "") -> None:
    """They came for the first time, or will. A day ahead is kept as the first date, and nothing moves yet.

    Raises: NotAllowedError, StaleError.
    """
    introduction = held(introduction_id, version=version)
    if on <= clock.today():
        if introduction.status in {S.SENT, S.SEEN}:
            move(introduction, A.ACCEPT, by=teller.by, actor=teller.actor, on_behalf_of=teller.on_behalf_of)
            introduction.answered_at = clock.now()
        check(introduction, A.START, teller.actor)
        introduction.started_at = _midday(on)
        _answer(introduction, A.START, teller, words, at=introduction.started_at)
        _day(introduction, on, True, teller)
        return
    if introduction.status not in {S.ACCEPTED, S.WAITLISTED}:
        raise NotAllowedError
    introduction.first_at = introduction.first_at or _midday(on)
    introduction.provider_words = words or introduction.provider_words
    db.session.flush()
    audit.record(teller.by, "introduction.first-day-said", of=("introduction", introduction.id))
    tell_worker(introduction)


def note_day(introduction_id: uuid.UUID, day: dt.date, came: bool, *, teller: Teller, version: int) -> None:
    """Did they come that day? The first day they came is the start. Raises: NotAllowedError, StaleError."""
    introduction = held(introduction_id, version=version)
    if introduction.status not in UNDER_WAY or day > clock.today():
        raise NotAllowedError
    if came and introduction.status is not S.STARTED:
        introduction.started_at = _midday(day)
        _answer(introduction, A.START, teller, "", at=introduction.started_at)
    _day(introduction, day, came, teller)
    audit.record(teller.by, "introduction.day-said", of=("introduction", introduction.id))


def complete(introduction_id: uuid.UUID, done: str, *, teller: Teller, version: int) -> None:
    """It is done, and what was done. Raises: NotAllowedError, StaleError."""
    introduction = held(introduction_id, version=version)
    check(introduction, A.COMPLETE, teller.actor)
    introduction.output = done
    introduction.started_at = introduction.started_at or clock.now()
    _answer(introduction, A.COMPLETE, teller, "", note=done)


def not_complete(
    introduction_id: uuid.UUID, reason: NotCompletedReason, *, teller: Teller, version: int, words: str = ""
) -> None:
    """It came to nothing, or stopped. Raises: NotAllowedError, StaleError."""
    introduction = held(introduction_id, version=version)
    check(introduction, A.NOT_COMPLETE, teller.actor)
    introduction.not_completed = reason
    _answer(introduction, A.NOT_COMPLETE, teller, words, reason=reason.value)


def _answer(
    introduction: Introduction,
    action: IntroductionAction,
    teller: Teller,
    words: str,
    *,
    reason: str = "",
    note: str | None = None,
    details: dict[str, object] | None = None,
    at: dt.datetime | None = None,
) -> None:
    check(introduction, action, teller.actor)
    introduction.answered_at = introduction.answered_at or clock.now()
    introduction.provider_words = words or introduction.provider_words
    move(
        introduction,
        action,
        by=teller.by,
        actor=teller.actor,
        reason=reason,
        note=note or words or None,
        details=details,
        on_behalf_of=teller.on_behalf_of,
        at=at,
    )
    if teller.actor is Actor.PROVIDER:
        tell_worker(introduction)
    else:
        settle(introduction, by=teller.by)


def _is_full(introduction: Introduction, by: Viewer, ground: Ground) -> bool:
    """Say on the listing's page that it is full, where the listing is still there."""
    if introduction.service_id is None or not receiver(introduction.service_id).is_there:
        return False
    checks.say_room(introduction.service_id, Capacity.FULL, None, by=by, ground=ground)
    return True


def _day(introduction: Introduction, day: dt.date, came: bool, teller: Teller) -> None:
    """One answer a day: a later one takes its place."""
    said = db.session.scalar(
        select(IntroductionDay).where(
            IntroductionDay.introduction_id == introduction.id, IntroductionDay.day == day
        )
    )
    if said is None:
        said = IntroductionDay(id=uuid.uuid4(), introduction_id=introduction.id, day=day)
        db.session.add(said)
    said.came, said.said_by, said.said_at = came, teller.said_by, clock.now()
    db.session.flush()


def _midday(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), clock.LONDON).astimezone(dt.UTC)
