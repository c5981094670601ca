"""Messages between a person and their link worker, each read on a page of its own.

An e-mail says only that there is one, and only where e-mail is safe.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.case import OPEN, CaseStatus
from app.domain.errors import NotAllowedError, StaleError
from app.domain.messages import MessageKind
from app.domain.paper import easy_email
from app.domain.tasks import TaskKind
from app.domain.typed_text import clean_lines
from app.domain.viewer import Viewer
from app.models.case_papers import CaseMessage
from app.models.cases import Case
from app.operations import audit, case_tasks, outbox
from app.operations.reaching_out import is_email_safe

LONGEST = 2_000
ASKED = (TaskKind.WROTE_BACK, TaskKind.STOPPED)
"""What the person's words ask of the worker: settled when the worker has read them, or answers."""


def write(case: Case, words: str, *, by: Viewer, from_person: bool, key: str) -> CaseMessage:
    """Keep a message once, and let the other side know.

    From the person it goes on the worker's day. To the person, an e-mail says that there is something new
    where that is safe; where it is not, telling them is on the worker's day.
    Raises: NotAllowedError where there is nothing to say, nobody to read it, or the case is over for us;
    StaleError where the same key said something else.
    """
    said = clean_lines(words)[:LONGEST].strip()
    if not said or case.status is CaseStatus.IN_ERROR:
        raise NotAllowedError
    if not from_person and (case.status not in OPEN or case.person.died_on is not None):
        raise NotAllowedError
    made = _insert(case, said, by=by, from_person=from_person, key=key)
    if made is None:
        return _same(case, said, from_person=from_person, key=key)
    if from_person:
        case_tasks.ask(
            TaskKind.WROTE_BACK,
            key=f"wrote-back:{made.id}",
            case=case,
            due_on=clock.today(),
            about=made.id,
            for_lead=case.worker_id is None,
        )
        audit.record(by, "case-message.received", of=("case", case.id), scope="messages")
    else:
        _tell(case, made)
        case_tasks.settle_all(case, ASKED, by=by)
        audit.record(by, "case-message.sent", of=("case", case.id), scope="messages")
    db.session.flush()
    return made


def mark_read(case: Case, *, by: Viewer, from_person: bool = True) -> int:
    """Those of the other side are read; how many were new. `from_person`: those the person wrote.

    What they asked the worker for is settled when the worker says so here, or answers.
    """
    read = db.session.scalars(
        update(CaseMessage)
        .where(
            CaseMessage.case_id == case.id,
            CaseMessage.from_person.is_(from_person),
            CaseMessage.read_at.is_(None),
        )
        .values(read_at=clock.now())
        .returning(CaseMessage.id)
        .execution_options(synchronize_session=False)
    ).all()
    if from_person:
        case_tasks.settle_all(case, ASKED, by=by)
    if read:
        audit.record(by, "case-message.read", of=("case", case.id), scope="messages", count=len(read))
    db.session.flush()
    return len(read)


def _tell(case: Case, made: CaseMessage) -> None:
    if is_email_safe(case.person):
        outbox.tell(
            MessageKind.PERSON_NEWS,
            key=f"person-news:{made.id}",
            to=case.person.email,
            language=case.person.language,
            person=case.person_id,
            case=case.id,
            **easy_email(case.person.reaching),
        )
        return
    case_tasks.ask(
        TaskKind.TELL_BY_HAND,
        key=f"tell:message:{made.id}",
        case=case,
        due_on=clock.today(),
        about=made.id,
    )


def _insert(case: Case, words: str, *, by: Viewer, from_person: bool, key: str) -> CaseMessage | None:
    """The new row; None where the key is known."""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    made = db.session.scalar(
        insert(CaseMessage)
        .values(
            id=uuid.uuid4(),
            case_id=case.id,
            from_person=from_person,
            words=words,
            sent_by=by.account_id,
            sent_at=clock.now(),
            idempotency_key=key,
        )
        .on_conflict_do_nothing(index_elements=["idempotency_key"])
        .returning(CaseMessage.id)
    )
    return db.session.get_one(CaseMessage, made) if made else None


def _same(case: Case, words: str, *, from_person: bool, key: str) -> CaseMessage:
    found = db.session.scalars(select(CaseMessage).where(CaseMessage.idempotency_key == key)).one()
    if (found.case_id, found.from_person, found.words) != (case.id, from_person, words):
        raise StaleError
    return found
