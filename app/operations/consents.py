"""What somebody agrees to is written down, and taken back. None is changed: it ends, and another follows."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.domain.consent import WORDINGS, ConsentHow, ConsentPurpose
from app.domain.errors import NeedsMoreError, NotAllowedError
from app.domain.introduction import ENDED
from app.domain.messages import TO_PERSON
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.persons import Consent
from app.operations import audit, case_tasks, introductions

WITHDRAWN = "Consent was taken back"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about one purpose."""

    purpose: ConsentPurpose
    given: bool
    how: ConsentHow | None = None
    given_by: str = "person"
    named: str = ""
    ends_on: dt.date | None = None
    note: str = ""
    why_not: str = ""
    language: str = "en"


def record(case: Case, said: Said, *, by: Viewer) -> Consent:
    """Keep it. It takes the place of what was said before about the same purpose and the same people.

    Sharing with an organisation is agreed where it is introduced, not here.
    Raises: NeedsMoreError, naming `how`, `why_not` or `note`; NotAllowedError for somebody who died.
    """
    if case.person.died_on is not None or said.purpose is ConsentPurpose.SHARE_WITH_PROVIDER:
        raise NotAllowedError
    lacking = []
    if said.given and said.how is None:
        lacking.append("how")
    if said.how is ConsentHow.BEST_INTERESTS and not said.note:
        lacking.append("note")
    if not said.given and not said.why_not:
        lacking.append("why_not")
    if lacking:
        raise NeedsMoreError(lacking)
    now = clock.now()
    made = Consent(
        id=uuid.uuid4(),
        person_id=case.person_id,
        purpose=said.purpose,
        given=said.given,
        data=[],
        how=said.how if said.given else None,
        given_by=said.given_by,
        named=said.named or None,
        recorded_by=by.account_id,
        wording=next(name for name, purpose in WORDINGS.items() if purpose is said.purpose),
        language=said.language,
        note=said.note or None,
        why_not=None if said.given else said.why_not,
        starts_at=now,
        ends_on=said.ends_on,
        recorded_at=now,
    )
    db.session.add(made)
    audit.record(
        by,
        "consent.recorded" if said.given else "consent.refused",
        of=("person", case.person_id),
        scope=said.purpose,
    )
    case_tasks.settle_all(case, [TaskKind.CONSENT_ENDS], by=by)
    if not said.given:
        carry_out(case, made, by=by)
    db.session.flush()
    return made


def withdraw(case: Case, consent: Consent, why: str, *, by: Viewer) -> Consent:
    """They take it back. What rests on it stops at once. Raises: NotAllowedError where it is over already."""
    if consent.person_id != case.person_id or consent.withdrawn_at is not None or not consent.given:
        raise NotAllowedError
    consent.withdrawn_at, consent.withdrawn_why = clock.now(), why or None
    audit.record(by, "consent.withdrawn", of=("person", case.person_id), scope=consent.purpose)
    db.session.flush()
    carry_out(case, consent, by=by)
    return consent


def carry_out(case: Case, consent: Consent, *, by: Viewer) -> None:
    """What a no brings with it: sharing ends, messages stop, the link worker knows."""
    if consent.purpose is ConsentPurpose.SHARE_WITH_PROVIDER:
        for one in db.session.scalars(
            select(Introduction).where(
                Introduction.consent_id == consent.id, Introduction.status.not_in(ENDED)
            )
        ).all():
            introductions.cancel(one.id, WITHDRAWN, by=by, version=one.version)
    if consent.purpose is ConsentPurpose.CONTACT:
        stop_messages(case.person_id)
        case_tasks.ask(
            TaskKind.STOPPED,
            key=f"no-contact:{consent.id}",
            case=case,
            due_on=clock.today(),
            about=consent.id,
        )
    db.session.flush()


def stop_messages(person_id: uuid.UUID) -> None:
    """What is on its way to them stays here. What others hear of them rests on consents of its own."""
    db.session.execute(
        update(Message)
        .where(
            Message.person_id == person_id,
            Message.kind.in_(TO_PERSON),
            Message.sent_at.is_(None),
            Message.dropped_at.is_(None),
        )
        .values(dropped_at=clock.now(), error="consent withdrawn")
        .execution_options(synchronize_session=False)
    )
