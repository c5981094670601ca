"""What somebody sees of themselves. Every row follows what their link reaches."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from app import clock
from app.database import db
from app.domain.case import OPEN, CaseStatus
from app.domain.consent import ConsentPurpose
from app.domain.errors import NotThereError
from app.domain.introduction import ENDED, IntroductionKind, IntroductionStatus
from app.domain.measures import BY_LINK, MeasureKind, MeasureMoment
from app.domain.referral import ReferralStatus
from app.domain.roles import Permission
from app.domain.tasks import AppointmentStatus, TaskKind
from app.domain.viewer import Viewer
from app.models.case_papers import CaseMessage
from app.models.cases import Appointment, Case, CaseTask
from app.models.introductions import Introduction
from app.models.people import Account, Team
from app.models.persons import Consent, Person
from app.models.plans import StoryOffer
from app.models.referrals import Referral
from app.models.visibility import visible_to
from app.queries.sharing import is_live

OWN = Permission.MY_OPEN
UNSAID = (ReferralStatus.DRAFT, ReferralStatus.DUPLICATE, ReferralStatus.IN_ERROR)


def person_of(viewer: Viewer) -> Person:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Person).where(Person.id == viewer.person_id, visible_to(Person, viewer, OWN))
    )
    if found is None:
        raise NotThereError
    return found


def own_case(viewer: Viewer) -> Case | None:
    """The case that is open, or else the last one; none made by mistake."""
    found = db.session.scalars(
        select(Case)
        .options(joinedload(Case.person))
        .where(visible_to(Case, viewer, OWN), Case.status != CaseStatus.IN_ERROR)
        .order_by(Case.opened_at.desc(), Case.id)
    ).all()
    return next((one for one in found if one.status in OPEN), found[0] if found else None)


def waiting_referral(viewer: Viewer, case: Case | None) -> Referral | None:
    """The newest request for help that belongs to no case, where it came after the last one."""
    newest = db.session.scalar(
        select(Referral)
        .where(
            visible_to(Referral, viewer, OWN),
            Referral.case_id.is_(None),
            Referral.status.not_in(UNSAID),
        )
        .order_by(Referral.received_at.desc(), Referral.id)
        .limit(1)
    )
    if newest is None or newest.received_at is None:
        return None
    ended = (case.closed_at or case.opened_at) if case is not None else None
    return None if ended is not None and newest.received_at < ended else newest


@dataclass(frozen=True, slots=True)
class Worker:
    """Who looks after somebody, as they are told."""

    first_name: str
    team: str


def worker_of(case: Case) -> Worker:
    """A first name, empty where nobody has the case yet; and the team, where there is one."""
    name = db.session.scalar(select(Account.name).where(Account.id == case.worker_id)) or ""
    team = db.session.scalar(select(Team.name).where(Team.id == case.team_id)) or ""
    return Worker(first_name(name), team)


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.strip() else ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One meeting, call or first visit that is to come. Nothing of the diary's own words."""

    starts_at: dt.datetime
    minutes: int
    kind: str
    """A value of AppointmentKind; empty for a first visit that is in no diary."""
    place: str
    service_name: str
    goes_along: str
    appointment_id: uuid.UUID | None = None
    introduction_id: uuid.UUID | None = None


def visits(viewer: Viewer) -> list[Visit]:
    """What is to come, the soonest first."""
    since = clock.midnight(clock.today())
    planned = db.session.execute(
        select(Appointment, Introduction.service_name)
        .join(Case, Case.id == Appointment.case_id)
        .outerjoin(Introduction, Introduction.id == Appointment.introduction_id)
        .where(
            visible_to(Appointment, viewer, OWN),
            Case.status.in_(OPEN),
            Appointment.status == AppointmentStatus.PLANNED,
            Appointment.starts_at >= since,
        )
    ).all()
    made = [_visit(row.Appointment, row.service_name or "") for row in planned]
    known = {row.Appointment.introduction_id for row in planned}
    return sorted(
        [*made, *(one for one in _first_visits(viewer, since) if one.introduction_id not in known)],
        key=lambda one: one.starts_at,
    )


def _first_visits(viewer: Viewer, since: dt.datetime) -> list[Visit]:
    found = [
        one
        for one in introductions(viewer)
        if one.first_at is not None and one.first_at >= since and one.status not in ENDED
    ]
    return [
        Visit(
            starts_at=one.first_at,
            minutes=60,
            kind="",
            place=one.first_place or "",
            service_name=one.service_name,
            goes_along=one.goes_along or "",
            introduction_id=one.id,
        )
        for one in found
        if one.first_at is not None
    ]


def visit(viewer: Viewer, appointment_id: uuid.UUID) -> Visit:
    """Raises: NotThereError, also for one that was called off."""
    row = db.session.execute(
        select(Appointment, Introduction.service_name)
        .outerjoin(Introduction, Introduction.id == Appointment.introduction_id)
        .where(
            Appointment.id == appointment_id,
            visible_to(Appointment, viewer, OWN),
            Appointment.status != AppointmentStatus.CANCELLED,
        )
    ).one_or_none()
    if row is None:
        raise NotThereError
    return _visit(row.Appointment, row.service_name or "")


def _visit(row: Appointment, service_name: str) -> Visit:
    return Visit(
        starts_at=row.starts_at,
        minutes=row.minutes,
        kind=row.kind,
        place=row.place or "",
        service_name=service_name,
        goes_along="",
        appointment_id=row.id,
    )


TOLD = (
    Introduction.status.not_in((IntroductionStatus.DRAFT, IntroductionStatus.IN_ERROR)),
    or_(Introduction.kind == IntroductionKind.SIGNPOST, Introduction.sent_at.is_not(None)),
)
"""What was really given or sent: what a link worker is still putting together is not theirs to see yet."""


def introductions(viewer: Viewer) -> Sequence[Introduction]:
    """Newest first."""
    return db.session.scalars(
        select(Introduction)
        .where(visible_to(Introduction, viewer, OWN), *TOLD)
        .order_by(Introduction.created_at.desc(), Introduction.id)
    ).all()


def introduction(viewer: Viewer, introduction_id: uuid.UUID) -> Introduction:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Introduction).where(
            Introduction.id == introduction_id, visible_to(Introduction, viewer, OWN), *TOLD
        )
    )
    if found is None:
        raise NotThereError
    return found


def consent(viewer: Viewer, consent_id: uuid.UUID) -> Consent:
    """Raises: NotThereError for somebody else's."""
    found = db.session.scalar(
        select(Consent).where(Consent.id == consent_id, visible_to(Consent, viewer, OWN))
    )
    if found is None:
        raise NotThereError
    return found


def live_consent(person_id: uuid.UUID, purpose: ConsentPurpose) -> Consent | None:
    """What they said last about a purpose, while it is a yes that holds."""
    said = db.session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.purpose == purpose)
        .order_by(Consent.recorded_at.desc(), Consent.id)
        .limit(1)
    )
    return said if said is not None and is_live(said) else None


def agreed_until(shown: Sequence[Introduction]) -> dict[uuid.UUID, dt.date | None]:
    """Introduction -> the last day of the agreement it rests on."""
    ids = [one.consent_id for one in shown if one.consent_id]
    found = db.session.execute(select(Consent.id, Consent.ends_on).where(Consent.id.in_(ids)))
    ends = {row.id: row.ends_on for row in found}
    return {one.id: ends.get(one.consent_id) if one.consent_id else None for one in shown}


def unread(case: Case) -> int:
    """How many messages of ours they have not said they read."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(CaseMessage)
            .where(
                CaseMessage.case_id == case.id,
                CaseMessage.from_person.is_(False),
                CaseMessage.read_at.is_(None),
            )
        )
        or 0
    )


@dataclass(frozen=True, slots=True)
class DueMeasure:
    moment: MeasureMoment
    due_on: dt.date


def due_measures(case: Case) -> list[DueMeasure]:
    """The moments for which questions stand on the worker's day."""
    live = db.session.execute(
        select(CaseTask.key, CaseTask.due_on)
        .where(
            CaseTask.case_id == case.id,
            CaseTask.kind == TaskKind.MEASURE,
            CaseTask.done_at.is_(None),
            CaseTask.cancelled_at.is_(None),
        )
        .order_by(CaseTask.due_on, CaseTask.id)
    )
    return [DueMeasure(MeasureMoment(key.split(":")[2]), due_on) for key, due_on in live]


def by_themselves(kinds: Sequence[MeasureKind]) -> list[MeasureKind]:
    """Those that somebody can answer without their link worker."""
    return [kind for kind in BY_LINK if kind in kinds]


def last_story(case: Case) -> StoryOffer | None:
    """What they answered last, when we asked for their story."""
    return db.session.scalar(
        select(StoryOffer)
        .where(StoryOffer.case_id == case.id)
        .order_by(StoryOffer.at.desc(), StoryOffer.id)
        .limit(1)
    )


ELSEWHERE = (ConsentPurpose.SHARE_WITH_PROVIDER, ConsentPurpose.STORY)
ASKABLE = tuple(one for one in ConsentPurpose if one not in ELSEWHERE)
"""What they can say yes to in the list. Sharing with an organisation is agreed where it is introduced, and a
story has a page of its own."""
