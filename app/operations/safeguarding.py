"""Worries about somebody's safety: raised to a named lead, read by those named, ended with what came of it.

Words of a worry stand nowhere else: not in the history, not in a message, not in a list.
"""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.case import Subject
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.messages import LeadNeed, MessageKind
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.case_papers import SafeguardingNote, SafeguardingReader
from app.models.cases import Case
from app.models.people import Account
from app.operations import audit, case_tasks, history, outbox
from app.operations.case_steps import held_now
from app.queries.papers import leads_of_team


def raise_worry(
    case: Case, *, concern: str, words: str, lead_id: uuid.UUID, person_told: str, key: uuid.UUID, by: Viewer
) -> SafeguardingNote:
    """Tell a lead of a worry, once for a key. Raises: NotAllowedError for a lead of another team."""
    before = db.session.get(SafeguardingNote, key)
    if before is not None:
        return before
    lead = db.session.get(Account, lead_id)
    if lead is None or lead_id not in dict(leads_of_team(case.team_id)):
        raise NotAllowedError
    held = held_now(case.id)
    made = SafeguardingNote(
        id=key,
        case_id=held.id,
        words=words,
        concern=concern,
        raised_by=by.account_id,
        raised_at=clock.now(),
        lead_id=lead.id,
        person_told=person_told,
    )
    db.session.add(made)
    held.is_safeguarding_open = True
    db.session.flush()
    _noted(held, "worry-raised", by)
    audit.record(by, "worry.raised", of=("worry", made.id))
    for mark, for_lead in (("worker", False), ("lead", True)):
        case_tasks.ask(
            TaskKind.SAFEGUARDING,
            key=f"worry:{made.id}:{mark}",
            case=held,
            due_on=clock.today(),
            about=made.id,
            for_lead=for_lead,
        )
    outbox.tell(
        MessageKind.LEAD_NEEDED,
        key=f"worry:{made.id}",
        account=lead.id,
        language=lead.language,
        what=LeadNeed.SAFEGUARDING.value,
        reference=str(held.number),
    )
    return made


def answer(note: SafeguardingNote, words: str, *, by: Viewer, version: int) -> None:
    """The lead has read it, and says what to do. Raises: NotAllowedError for anybody else; StaleError."""
    _led(note, by, version)
    note.read_at, note.answer = note.read_at or clock.now(), words
    audit.record(by, "worry.answered", of=("worry", note.id))
    case_tasks.settle(f"worry:{note.id}:lead", by=by)
    db.session.flush()


def name_reader(note: SafeguardingNote, account_id: uuid.UUID, *, by: Viewer) -> None:
    """Let one more person read it. Raises: NotAllowedError for anybody but the lead; NotThereError."""
    _led(note, by, note.version)
    if db.session.get(Account, account_id) is None:
        raise NotThereError
    if db.session.get(SafeguardingReader, (note.id, account_id)) is None:
        db.session.add(
            SafeguardingReader(
                note_id=note.id, account_id=account_id, named_by=by.account_id, named_at=clock.now()
            )
        )
        audit.record(by, "worry.reader-named", of=("worry", note.id))
    db.session.flush()


def end(note: SafeguardingNote, outcome: str, *, by: Viewer, version: int) -> None:
    """The lead says what came of it. With the last one the case's mark goes. Raises: as `answer`."""
    _led(note, by, version)
    note.ended_at, note.outcome = clock.now(), outcome
    held = held_now(note.case_id)
    db.session.flush()
    still = db.session.scalar(
        select(func.count())
        .select_from(SafeguardingNote)
        .where(SafeguardingNote.case_id == held.id, SafeguardingNote.ended_at.is_(None))
    )
    held.is_safeguarding_open = bool(still)
    _noted(held, "worry-ended", by)
    audit.record(by, "worry.ended", of=("worry", note.id))
    case_tasks.settle_all(held, [TaskKind.SAFEGUARDING], by=by, about=note.id)
    db.session.flush()


def _led(note: SafeguardingNote, by: Viewer, version: int) -> None:
    if note.ended_at is not None or by.account_id is None or note.lead_id != by.account_id:
        raise NotAllowedError
    if note.version != version:
        raise StaleError


def _noted(held: Case, action: str, by: Viewer) -> None:
    """That there is one, or no more; never what it says."""
    history.append(Subject.CASE, held.id, action=action, start=held.status, end=held.status, by=by)
