"""Each day: remind providers, ask link workers to ring, ask people whether it helped, end what is over.

A provider's silence moves nothing. Source: referrals.md 4.2 C.
"""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import and_, or_, select

from app import clock
from app.database import db
from app.domain.case import OPEN
from app.domain.clocks import CLOCKS, Clock, Effect, reached
from app.domain.consent import ConsentPurpose
from app.domain.introduction import IntroductionKind, IntroductionStatus
from app.domain.messages import MessageKind
from app.domain.paper import easy_email
from app.domain.people import LinkPurpose
from app.domain.sharing import ASK_HELPED_AFTER
from app.domain.tasks import TaskKind
from app.domain.viewer import SYSTEM
from app.models.cases import Case
from app.models.introductions import Introduction
from app.models.persons import Consent, Person
from app.operations import access_links, audit, case_tasks, outbox
from app.operations.introductions import withdraw_links
from app.operations.reaching_out import is_email_safe
from app.queries.sharing import receiver, why_not_now

REMINDERS = sum(step.effect is Effect.REMIND for step in CLOCKS[Clock.PROVIDER])
MOST_A_DAY = 2000
"""What is left waits until tomorrow."""


def chase(today: dt.date) -> int:
    """Remind providers who have not answered, and put the link worker on after two weeks; how many."""
    rows = db.session.execute(
        select(Introduction, Case)
        .join(Case, Case.id == Introduction.case_id)
        .where(
            Introduction.status.in_([IntroductionStatus.SENT, IntroductionStatus.SEEN]),
            Introduction.sent_at.is_not(None),
            Introduction.reminder_step <= REMINDERS,
            Case.status.in_(OPEN),
        )
        .order_by(Introduction.sent_at, Introduction.id)
        .limit(MOST_A_DAY)
    ).all()
    return sum(_chased(introduction, case, today) for introduction, case in rows)


def _chased(introduction: Introduction, case: Case, today: dt.date) -> bool:
    assert introduction.sent_at is not None
    step = reached(Clock.PROVIDER, introduction.sent_at.astimezone(clock.LONDON).date(), today)
    if step <= introduction.reminder_step:
        return False
    introduction.reminder_step = step
    db.session.flush()
    if step > REMINDERS:
        case_tasks.ask(
            TaskKind.PROVIDER_SILENT,
            key=f"provider-silent:{introduction.id}",
            case=case,
            due_on=today,
            about=introduction.id,
        )
    elif introduction.sent_to and introduction.service_id and why_not_now(introduction) is None:
        _remind(introduction, (today - introduction.sent_at.astimezone(clock.LONDON).date()).days)
    return True


def _remind(introduction: Introduction, days: int) -> None:
    assert introduction.service_id is not None
    key = f"introduction-reminder:{introduction.id}:{introduction.reminder_step}"
    if outbox.is_told(key):
        return
    link = access_links.make(LinkPurpose.INTRODUCTION, introduction=introduction.id)
    outbox.tell(
        MessageKind.INTRODUCTION_REMINDER,
        key=key,
        to=introduction.sent_to,
        language=receiver(introduction.service_id).language,
        service=introduction.service_id,
        person=introduction.person_id,
        case=introduction.case_id,
        token=link.token,
        days=days,
    )


def ask_helped(now: dt.datetime) -> int:
    """Four weeks after the start, or after details were given: by e-mail where that is safe, else a task."""
    since = now - ASK_HELPED_AFTER
    given = and_(Introduction.kind == IntroductionKind.SIGNPOST, Introduction.created_at <= since)
    rows = db.session.execute(
        select(Introduction, Case, Person)
        .join(Case, Case.id == Introduction.case_id)
        .join(Person, Person.id == Introduction.person_id)
        .where(
            or_(Introduction.started_at <= since, given),
            Introduction.status.in_(
                [IntroductionStatus.GIVEN, IntroductionStatus.STARTED, IntroductionStatus.COMPLETED]
            ),
            Introduction.helped.is_(None),
            Introduction.created_at > since - dt.timedelta(days=365),
            Case.status.in_(OPEN),
            Person.died_on.is_(None),
        )
        .order_by(Introduction.created_at, Introduction.id)
        .limit(MOST_A_DAY)
    ).all()
    return sum(_asked(introduction, case, person, now) for introduction, case, person in rows)


def _asked(introduction: Introduction, case: Case, person: Person, now: dt.datetime) -> bool:
    key = f"did-it-help:{introduction.id}"
    if not may_write(person):
        return case_tasks.ask(
            TaskKind.DID_IT_HELP,
            key=key,
            case=case,
            due_on=now.astimezone(clock.LONDON).date(),
            about=introduction.id,
        )
    if outbox.is_told(key):
        return False
    link = access_links.make(LinkPurpose.HELPED, introduction=introduction.id, person=person.id)
    return outbox.tell(
        MessageKind.DID_IT_HELP,
        key=key,
        to=person.email,
        language=person.language,
        person=person.id,
        case=case.id,
        token=link.token,
        **easy_email(person.reaching),
    )


def may_write(person: Person) -> bool:
    """Is e-mail a safe way, and did they not say no to being asked how it was?"""
    return is_email_safe(person) and not _said_no(person.id)


def _said_no(person_id: uuid.UUID) -> bool:
    newest = db.session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.purpose == ConsentPurpose.FEEDBACK)
        .order_by(Consent.recorded_at.desc(), Consent.id)
        .limit(1)
    )
    return newest is not None and (not newest.given or newest.withdrawn_at is not None)


def end_shares(now: dt.datetime) -> int:
    """Empty what providers may see no more; the names of what was shared are kept. How many."""
    rows = db.session.scalars(
        select(Introduction)
        .where(Introduction.share_ends_at <= now, Introduction.ended_at.is_not(None))
        .where(or_(Introduction.shared.is_not(None), Introduction.sent_to.is_not(None)))
        .order_by(Introduction.share_ends_at, Introduction.id)
        .limit(MOST_A_DAY)
    ).all()
    for introduction in rows:
        introduction.shared = introduction.sent_to = None
        withdraw_links(introduction)
        audit.record(SYSTEM, "introduction.share-ended", of=("introduction", introduction.id))
    db.session.flush()
    return len(rows)
