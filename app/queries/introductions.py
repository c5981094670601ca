"""Introductions: one, those of a case, those a provider has to answer, and what is missing in the city."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.domain.case import Subject
from app.domain.errors import GoneError, NotThereError
from app.domain.introduction import ENDED, IntroductionKind, IntroductionStatus
from app.domain.referral import Concern
from app.domain.roles import Permission
from app.domain.tasks import TaskKind
from app.domain.unmet_needs import Need, WhyUnmet
from app.domain.viewer import Viewer
from app.models.cases import Appointment, Case, CaseTask
from app.models.introductions import Introduction, IntroductionDay, UnmetNeed
from app.models.people import AccessLink
from app.models.referrals import HistoryEvent
from app.models.visibility import visible_to
from app.queries.sharing import still_shared


def introduction_for(viewer: Viewer, introduction_id: uuid.UUID, permission: Permission) -> Introduction:
    """Raises: NotThereError, also for one out of reach."""
    found = db.session.scalar(
        select(Introduction).where(
            Introduction.id == introduction_id, visible_to(Introduction, viewer, permission)
        )
    )
    if found is None:
        raise NotThereError
    return found


def of_case(case: Case, introduction_id: uuid.UUID) -> Introduction:
    """One introduction of this case. Raises: NotThereError, also for another case's."""
    found = db.session.get(Introduction, introduction_id)
    if found is None or found.case_id != case.id:
        raise NotThereError
    return found


def all_of_case(case: Case) -> Sequence[Introduction]:
    """Newest first, without those made in error."""
    return db.session.scalars(
        select(Introduction)
        .where(Introduction.case_id == case.id, Introduction.status != IntroductionStatus.IN_ERROR)
        .order_by(Introduction.created_at.desc(), Introduction.id)
    ).all()


def history_of(introduction: Introduction) -> Sequence[HistoryEvent]:
    """Every move, newest first."""
    return db.session.scalars(
        select(HistoryEvent)
        .where(
            HistoryEvent.subject == Subject.INTRODUCTION,
            HistoryEvent.subject_id == introduction.id,
        )
        .order_by(HistoryEvent.id.desc())
    ).all()


def of_link(link: AccessLink) -> Introduction:
    """What a link is about. Raises: GoneError where there is none any more, or it was a mistake."""
    found = db.session.get(Introduction, link.introduction_id) if link.introduction_id else None
    if found is None or found.status is IntroductionStatus.IN_ERROR:
        raise GoneError(link.purpose)
    return found


def is_unread(introduction: Introduction) -> bool:
    """Does the provider's answer, or silence, still wait for the link worker?"""
    waits = select(CaseTask.id).where(
        CaseTask.about_id == introduction.id,
        CaseTask.kind.in_([TaskKind.PROVIDER_ANSWERED, TaskKind.PROVIDER_SILENT]),
        CaseTask.done_at.is_(None),
        CaseTask.cancelled_at.is_(None),
    )
    return db.session.scalar(waits.limit(1)) is not None


def days_of(introduction: Introduction) -> Sequence[IntroductionDay]:
    """Did they come, day by day, newest first."""
    return db.session.scalars(
        select(IntroductionDay)
        .where(IntroductionDay.introduction_id == introduction.id)
        .order_by(IntroductionDay.day.desc(), IntroductionDay.id)
    ).all()


def first_visit_of(introduction: Introduction) -> Appointment | None:
    """The entry in a diary for going along the first time."""
    return db.session.scalar(
        select(Appointment)
        .where(Appointment.introduction_id == introduction.id)
        .order_by(Appointment.created_at.desc(), Appointment.id)
        .limit(1)
    )


def shared_with(viewer: Viewer, introduction_id: uuid.UUID) -> Introduction:
    """What a provider may open, by account. Raises: NotThereError, also once the share is over."""
    found = db.session.scalar(
        select(Introduction).where(
            Introduction.id == introduction_id,
            visible_to(Introduction, viewer, Permission.INTRODUCTION_ANSWER),
            still_shared(),
        )
    )
    if found is None:
        raise NotThereError
    return found


def shared_by_link(introduction_id: uuid.UUID) -> Introduction | None:
    """What the holder of its link may open; None once the share is over."""
    return db.session.scalar(select(Introduction).where(Introduction.id == introduction_id, still_shared()))


def of_provider(viewer: Viewer) -> Sequence[Introduction]:
    """Those of a provider's organisation that still need somebody first, then those that have ended."""
    rows = db.session.scalars(
        select(Introduction)
        .where(
            visible_to(Introduction, viewer, Permission.INTRODUCTION_ANSWER),
            still_shared(),
            Introduction.kind == IntroductionKind.INTRODUCTION,
        )
        .order_by(Introduction.sent_at, Introduction.id)
        .limit(200)
    ).all()
    return sorted(rows, key=lambda one: one.status in ENDED)


def unmet(viewer: Viewer) -> list[Need]:
    """What was missing for people within a lead's reach."""
    rows = db.session.execute(
        select(UnmetNeed.theme, UnmetNeed.ward_code, UnmetNeed.why).where(
            visible_to(UnmetNeed, viewer, Permission.CASE_LEAD), UnmetNeed.settled_at.is_(None)
        )
    )
    return [Need(Concern(row.theme), row.ward_code, WhyUnmet(row.why)) for row in rows]
