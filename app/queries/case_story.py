"""Everything that happened on a case and is still to come, in one read, whatever its length.

Nine kinds of rows in one statement: each brings no more than a page of its own, then all are put in order.
Worries about safety are no part of it: they have readers of their own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    String,
    Uuid,
    and_,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.sql.expression import FromClause

from app.database import UTCDateTime, db
from app.domain.case import Subject
from app.domain.introduction import ENDED
from app.domain.tasks import AppointmentStatus
from app.models.case_papers import CaseDocument, CaseMessage
from app.models.cases import Appointment, Case, CaseContact
from app.models.introductions import Introduction
from app.models.people import Account
from app.models.plans import Measure, Plan
from app.models.referrals import HistoryEvent, Referral
from app.models.sealed import unseal

PAGE = 20
WIDE = 10**9
"""Added to numbers, so that as text they keep their order; the sum is still a whole number of 32 bits."""


class Kind(StrEnum):
    """What an entry is. In order of their values where two happened at one moment."""

    APPOINTMENT = "appointment"
    CONTACT = "contact"
    DOCUMENT = "document"
    FIRST_VISIT = "first-visit"
    HISTORY = "history"
    MEASURE = "measure"
    MESSAGE = "message"
    PLAN = "plan"
    REFERRAL = "referral"


class Only(StrEnum):
    """What the story can be narrowed to."""

    CONTACTS = "contacts"
    MESSAGES = "messages"


Mark = tuple[dt.datetime, str, str]
"""Where a page ends: moment, kind and key of its last entry."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry. Which codes and words it has depends on its kind."""

    kind: Kind
    key: str
    at: dt.datetime
    by: str
    codes: tuple[str, str, str, str]
    number: int | None
    name: str
    words: str
    more: str


@dataclass(frozen=True, slots=True)
class Story:
    entries: tuple[Happened, ...]
    older: Mark | None


def story(case: Case, *, only: Only | None = None, before: Mark | None = None) -> Story:
    """A page of the story of a case that was opened, the newest first; what is to come stands first."""
    parts = [part for kind, part in _parts(case) if only is None or ONLY[only] is kind]
    rows = union_all(*(_page(part, before) for part in parts)).subquery()
    found = db.session.execute(
        select(rows, Account.name.label("by"))
        .outerjoin(Account, Account.id == rows.c.actor)
        .order_by(rows.c.at.desc(), rows.c.kind.desc(), rows.c.key.desc())
        .limit(PAGE + 1)
    ).all()
    entries = tuple(_happened(row) for row in found[:PAGE])
    last = entries[-1] if len(found) > PAGE else None
    return Story(entries, (last.at, last.kind.value, last.key) if last else None)


ONLY = {Only.CONTACTS: Kind.CONTACT, Only.MESSAGES: Kind.MESSAGE}

SEALED: dict[Kind, tuple[str, str]] = {
    Kind.CONTACT: ("case_contact.note", "case_contact.present"),
    Kind.MESSAGE: ("case_message.words", ""),
    Kind.APPOINTMENT: ("appointment.what", "appointment.place"),
    Kind.FIRST_VISIT: ("introduction.first_place", "introduction.goes_along"),
    Kind.HISTORY: ("history_event.note", "introduction.provider_words"),
    Kind.REFERRAL: ("referral.referrer_name", "referral.document"),
}
"""Kind -> the columns its two sealed values stand in."""


def _row(
    kind: Kind,
    key: Any,
    at: Any,
    *,
    actor: Any = None,
    codes: tuple[Any, ...] = (),
    number: Any = None,
    name: Any = None,
    words: Any = None,
    more: Any = None,
) -> Select[Any]:
    """One kind of row in the shape they share; sealed values stay sealed."""
    filled = (*codes, *(literal("") for _ in range(4 - len(codes))))
    return select(
        literal(kind.value, String(20)).label("kind"),
        cast(key, String(40)).label("key"),
        type_coerce(at, UTCDateTime).label("at"),
        cast(actor if actor is not None else null(), Uuid).label("actor"),
        *(type_coerce(code, String(60)).label(f"c{place}") for place, code in enumerate(filled, 1)),
        cast(number if number is not None else null(), Integer).label("number"),
        type_coerce(name if name is not None else literal(""), String).label("name"),
        _bytes(words).label("words"),
        _bytes(more).label("more"),
    )


def _bytes(column: Any) -> ColumnElement[Any]:
    if column is None:
        return cast(null(), LargeBinary)
    return type_coerce(column, LargeBinary)


def _parts(case: Case) -> list[tuple[Kind, Select[Any]]]:
    return [
        (
            Kind.HISTORY,
            _row(
                Kind.HISTORY,
                HistoryEvent.id + WIDE,
                HistoryEvent.effective_at,
                actor=HistoryEvent.actor_id,
                codes=(HistoryEvent.subject, HistoryEvent.action, HistoryEvent.end, Introduction.status),
                name=Introduction.service_name,
                words=HistoryEvent.note,
                more=Introduction.provider_words,
            )
            .outerjoin(
                Introduction,
                and_(
                    HistoryEvent.subject == Subject.INTRODUCTION, Introduction.id == HistoryEvent.subject_id
                ),
            )
            .where(HistoryEvent.case_id == case.id),
        ),
        (
            Kind.CONTACT,
            _row(
                Kind.CONTACT,
                CaseContact.id,
                CaseContact.happened_at,
                actor=CaseContact.made_by,
                codes=(CaseContact.direction, CaseContact.channel, CaseContact.result, CaseContact.needs_met),
                number=CaseContact.minutes,
                words=CaseContact.note,
                more=CaseContact.present,
            ).where(CaseContact.case_id == case.id),
        ),
        (
            Kind.MESSAGE,
            _row(
                Kind.MESSAGE,
                CaseMessage.id,
                CaseMessage.sent_at,
                actor=CaseMessage.sent_by,
                number=CaseMessage.from_person,
                words=CaseMessage.words,
            ).where(CaseMessage.case_id == case.id),
        ),
        (
            Kind.APPOINTMENT,
            _row(
                Kind.APPOINTMENT,
                Appointment.id,
                Appointment.starts_at,
                actor=Appointment.worker_id,
                codes=(Appointment.kind, Appointment.status),
                number=Appointment.minutes,
                words=Appointment.what,
                more=Appointment.place,
            ).where(Appointment.case_id == case.id, Appointment.status != AppointmentStatus.CANCELLED),
        ),
        (Kind.FIRST_VISIT, _first_visits(case)),
        (
            Kind.PLAN,
            _row(
                Kind.PLAN,
                Plan.id,
                Plan.changed_at,
                actor=Plan.made_by,
                codes=(Plan.agreed_how,),
                number=Plan.number,
            ).where(Plan.case_id == case.id, Plan.agreed_on.is_not(None)),
        ),
        (
            Kind.MEASURE,
            _row(
                Kind.MEASURE,
                Measure.id,
                Measure.recorded_at,
                actor=Measure.recorded_by,
                codes=(Measure.kind, Measure.moment, Measure.how),
                name=Measure.name,
            ).where(Measure.case_id == case.id, Measure.ended_at.is_(None), Measure.why_not.is_(None)),
        ),
        (
            Kind.DOCUMENT,
            _row(Kind.DOCUMENT, CaseDocument.id, CaseDocument.made_at, actor=CaseDocument.made_by).where(
                CaseDocument.case_id == case.id, CaseDocument.removed_at.is_(None)
            ),
        ),
        (
            Kind.REFERRAL,
            _row(
                Kind.REFERRAL,
                Referral.id,
                Referral.received_at,
                codes=(Referral.source, Referral.language, Referral.reference),
                words=Referral.referrer_name,
                more=Referral.document,
            ).where(Referral.case_id == case.id, Referral.received_at.is_not(None)),
        ),
    ]


def _first_visits(case: Case) -> Select[Any]:
    """Agreed first visits that stand in nobody's diary."""
    in_diary = exists().where(
        Appointment.introduction_id == Introduction.id, Appointment.status != AppointmentStatus.CANCELLED
    )
    return _row(
        Kind.FIRST_VISIT,
        Introduction.id,
        Introduction.first_at,
        name=Introduction.service_name,
        words=Introduction.first_place,
        more=Introduction.goes_along,
    ).where(
        Introduction.case_id == case.id,
        Introduction.first_at.is_not(None),
        Introduction.status.not_in(ENDED),
        ~in_diary,
    )


def _page(part: Select[Any], before: Mark | None) -> Select[Any]:
    """A page of one kind, from where the page before ended."""
    rows: FromClause = part.subquery()
    chosen = select(rows)
    if before is not None:
        at, kind, key = before
        same = or_(rows.c.kind < kind, and_(rows.c.kind == kind, rows.c.key < key))
        chosen = chosen.where(or_(rows.c.at < at, and_(rows.c.at == at, same)))
    page = chosen.order_by(rows.c.at.desc(), rows.c.key.desc()).limit(PAGE + 1).subquery()
    return select(page)


def _happened(row: Any) -> Happened:
    kind = Kind(row.kind)
    words, more = SEALED.get(kind, ("", ""))
    return Happened(
        kind=kind,
        key=row.key,
        at=row.at,
        by=row.by or "",
        codes=(row.c1 or "", row.c2 or "", row.c3 or "", row.c4 or ""),
        number=row.number,
        name=row.name or "",
        words=_open(row.words, words),
        more=_open(row.more, more),
    )


def _open(sealed: bytes | None, where: str) -> str:
    return unseal(bytes(sealed), where=where).decode() if sealed and where else ""
