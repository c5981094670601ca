"""The numbers of the service, counted from the rows within a viewer's reach. No name leaves this module."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, distinct, func, select

from app.clock import local_day, midnight
from app.database import db
from app.domain.case import CaseStatus, ClosureReason
from app.domain.contact_log import Attendance
from app.domain.introduction import Helped, IntroductionKind, IntroductionStatus
from app.domain.measures import MeasureKind
from app.domain.roles import Permission
from app.domain.service_numbers import Counted, outcome_of
from app.domain.viewer import Viewer
from app.domain.waits import Waits, summed_up
from app.domain.working_days import between
from app.models.cases import Case, CaseContact
from app.models.introductions import Introduction
from app.models.persons import EqualityAnswer, Person
from app.models.places import Area
from app.models.plans import Measure
from app.models.referrals import Referral
from app.models.visibility import visible_to

P = Permission.NUMBERS_SEE
NO_TARGET = 10**6
MET = frozenset({Attendance.ON_TIME, Attendance.LATE_SEEN})
MISSED = frozenset({Attendance.DID_NOT_ATTEND, Attendance.LATE_NOT_SEEN})


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, both ends counted."""

    first: dt.date
    last: dt.date

    @property
    def since(self) -> dt.datetime:
        return midnight(self.first)

    @property
    def until(self) -> dt.datetime:
        """The first moment after it."""
        return midnight(self.last + dt.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    supported: int
    """People whose first talk with a link worker was in these days."""
    waiting: int
    waiting_longest: int | None
    """Working days."""
    to_first_try: Waits
    to_first_talk: Waits
    to_first_meeting: Waits
    closed: int
    contacts: tuple[int, ...]
    """How many contacts each closed case had."""
    goals_set: int
    goals_met: int
    meetings: int
    missed: int


@dataclass(frozen=True, slots=True)
class IntroductionNumbers:
    signposted: int
    introduced: int
    accepted: int
    declined: int
    silent: int
    """Sent two weeks ago or longer, and not answered."""
    started: int
    completed: int
    asked: int
    """Who said whether it helped."""
    helped: int
    reply_days: tuple[int, ...]


def counted(viewer: Viewer, span: Span) -> list[Counted]:
    """Every referral of these days that is counted. Three statements."""
    rows = db.session.execute(
        select(
            Referral.status,
            Referral.heard_offer,
            Referral.source,
            Referral.concerns,
            Referral.ward_code,
            Referral.received_at,
            Referral.person_id,
            case((Referral.person_id.is_(None), Referral.document)).label("document"),
        ).where(
            visible_to(Referral, viewer, P),
            Referral.received_at >= span.since,
            Referral.received_at < span.until,
        )
    ).all()
    persons = {
        row.id: row
        for row in db.session.execute(
            select(Person.id, Person.born_on, Person.ward_code, Person.imd_decile, Person.groups).where(
                Person.id.in_(_ids(viewer, span))
            )
        )
    }
    answers: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for answer in db.session.execute(
        select(EqualityAnswer.person_id, EqualityAnswer.item, EqualityAnswer.value).where(
            EqualityAnswer.person_id.in_(_ids(viewer, span))
        )
    ):
        answers[answer.person_id][answer.item] = answer.value
    made = []
    for row in rows:
        outcome = outcome_of(row.status, heard_offer=row.heard_offer)
        if outcome is None:
            continue
        person, document = persons.get(row.person_id), row.document or {}
        made.append(
            Counted(
                outcome=outcome,
                source=row.source,
                needs=row.concerns,
                ward_code=person.ward_code if person else row.ward_code,
                imd_decile=person.imd_decile if person else None,
                born_on=(person.born_on if person else document.get("born_on")) or "",
                received_on=local_day(row.received_at),
                groups=person.groups if person else document.get("groups", []),
                equality=answers.get(row.person_id) or document.get("equality", {}),
            )
        )
    return made


def _ids(viewer: Viewer, span: Span) -> Select[Any]:
    return select(Referral.person_id).where(
        visible_to(Referral, viewer, P),
        Referral.received_at >= span.since,
        Referral.received_at < span.until,
        Referral.person_id.is_not(None),
    )


def of_cases(viewer: Viewer, span: Span, *, today: dt.date, holidays: Collection[dt.date]) -> CaseNumbers:
    """Four statements."""
    within = visible_to(Case, viewer, P)
    opened = db.session.execute(
        select(Case.waiting_since, Case.first_tried_at, Case.started_at, Case.first_met_at).where(
            within,
            Case.opened_at >= span.since,
            Case.opened_at < span.until,
            Case.status != CaseStatus.IN_ERROR,
        )
    ).all()
    closed = db.session.execute(
        select(Case.contacts, Case.goals_set, Case.goals_met).where(
            within,
            Case.closed_at >= span.since,
            Case.closed_at < span.until,
            Case.status == CaseStatus.CLOSED,
            Case.closure_reason != ClosureReason.IN_ERROR,
        )
    ).all()
    now = db.session.execute(
        select(
            func.count(distinct(Case.person_id)).filter(
                and_(Case.started_at >= span.since, Case.started_at < span.until)
            ),
            func.count().filter(Case.status == CaseStatus.WAITING),
            func.min(Case.waiting_since).filter(Case.status == CaseStatus.WAITING),
        ).where(within, Case.status != CaseStatus.IN_ERROR)
    ).one()
    kept: Counter[Attendance | None] = Counter()
    for attendance, many in db.session.execute(
        select(CaseContact.attendance, func.count())
        .where(
            CaseContact.case_id.in_(select(Case.id).where(within)),
            CaseContact.happened_at >= span.since,
            CaseContact.happened_at < span.until,
            CaseContact.attendance.is_not(None),
        )
        .group_by(CaseContact.attendance)
    ):
        kept[attendance] = many

    def waits(column: int) -> Waits:
        ended = ((row[0], row[column]) for row in opened)
        return summed_up(
            (between(local_day(asked), local_day(end), holidays), NO_TARGET) for asked, end in ended if end
        )

    return CaseNumbers(
        supported=now[0],
        waiting=now[1],
        waiting_longest=between(local_day(now[2]), today, holidays) if now[2] else None,
        to_first_try=waits(1),
        to_first_talk=waits(2),
        to_first_meeting=waits(3),
        closed=len(closed),
        contacts=tuple(row.contacts for row in closed),
        goals_set=sum(row.goals_set for row in closed),
        goals_met=sum(row.goals_met for row in closed),
        meetings=sum(kept[one] for one in (*MET, *MISSED)),
        missed=sum(kept[one] for one in MISSED),
    )


def of_introductions(viewer: Viewer, span: Span, *, now: dt.datetime) -> IntroductionNumbers:
    """One statement."""
    rows = db.session.execute(
        select(
            Introduction.kind,
            Introduction.status,
            Introduction.sent_at,
            Introduction.answered_at,
            Introduction.started_at,
            Introduction.decline_reason,
            Introduction.helped,
        ).where(
            visible_to(Introduction, viewer, P),
            Introduction.created_at >= span.since,
            Introduction.created_at < span.until,
            Introduction.status.not_in([IntroductionStatus.DRAFT, IntroductionStatus.IN_ERROR]),
        )
    ).all()
    sent = [row for row in rows if row.kind is IntroductionKind.INTRODUCTION]
    said = [row for row in rows if row.helped not in {None, Helped.RATHER_NOT_SAY}]
    declined = [row for row in sent if row.status is IntroductionStatus.DECLINED]
    unanswered = {IntroductionStatus.SENT, IntroductionStatus.SEEN}
    return IntroductionNumbers(
        signposted=len(rows) - len(sent),
        introduced=len(sent),
        accepted=sum(row.answered_at is not None for row in sent) - len(declined),
        declined=len(declined),
        silent=sum(
            row.status in unanswered
            and row.sent_at is not None
            and now - row.sent_at >= dt.timedelta(days=14)
            for row in sent
        ),
        started=sum(row.started_at is not None for row in sent),
        completed=sum(row.status is IntroductionStatus.COMPLETED for row in sent),
        asked=len(said),
        helped=sum(row.helped in {Helped.YES, Helped.PARTLY} for row in said),
        reply_days=tuple(
            (row.answered_at - row.sent_at).days for row in sent if row.answered_at and row.sent_at
        ),
    )


def said_effective(viewer: Viewer, span: Span) -> tuple[int, int]:
    """Of those asked whether the service was effective for them: how many said yes, and how many answered."""
    answers = [
        row.answers.get("effective")
        for row in db.session.execute(
            select(Measure.answers).where(
                visible_to(Measure, viewer, P),
                Measure.kind == MeasureKind.SERVICE,
                Measure.answered_on >= span.first,
                Measure.answered_on <= span.last,
                Measure.ended_at.is_(None),
            )
        )
    ]
    given = [one for one in answers if one in {"yes", "partly", "no"}]
    return given.count("yes"), len(given)


def area_names(codes: Collection[str]) -> dict[str, str]:
    rows = db.session.execute(select(Area.code, Area.name).where(Area.code.in_(codes)))
    return {row.code: row.name for row in rows}


def first_day(viewer: Viewer) -> dt.date | None:
    """The day of the oldest referral within reach."""
    oldest = db.session.scalar(select(func.min(Referral.received_at)).where(visible_to(Referral, viewer, P)))
    return local_day(oldest) if oldest else None
