"""Answers to what people said: written by us, or by the owner who was asked, and then shown by us."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app import clock
from app.database import db
from app.domain.answering import AnswerWritten, StepWritten
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.insight import AnswerStatus, StatementStatus, StepState
from app.domain.messages import MessageKind
from app.domain.people import LASTS, LinkPurpose
from app.domain.viewer import SYSTEM, Viewer
from app.models.answers import Answer, AnswerStep
from app.models.engagement import Statement
from app.operations import access_links, audit, outbox
from app.queries.accounts import email_hash

ENGLISH = "en"
LONGEST_SAID = 140
OWNERS_KEPT = dt.timedelta(days=180)
"""After the last change of an answer that is settled."""
SETTLED = (AnswerStatus.MET, AnswerStatus.CANNOT, AnswerStatus.NOT_MET)


def write(
    statement: Statement, written: AnswerWritten, *, by: Viewer, key: uuid.UUID | None = None
) -> Answer:
    """One more answer, or somebody to ask for one. `key` is its id: sent twice, it is kept once."""
    db.session.get(Statement, statement.id, with_for_update=True)  # one after the other: answers are numbered
    held = db.session.get(Answer, key) if key else None
    if held is not None:
        return held
    db.session.refresh(statement, ["answers"])
    number = max((one.number for one in statement.answers), default=0) + 1
    made = Answer(id=key or uuid.uuid4(), number=number, changed_on=clock.today(), words="")
    fill(made, written)
    statement.answers.append(made)
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "answer.written", of=("answer", made.id))
    if statement.status is StatementStatus.PUBLISHED:
        ask_all(statement, by=by)
    return made


def change(statement: Statement, answer: Answer, written: AnswerWritten, *, by: Viewer, version: int) -> None:
    """Write it anew; another owner is asked at once, and the link of the one before opens nothing any more.

    Raises: StaleError where somebody was quicker.
    """
    held = locked(answer.id, version)
    if held.owner_email != (written.owner_email or None):
        held.asked_on = held.reminded_on = None
        held.reminders = 0
    was = (held.status, held.words, held.title)
    fill(held, written)
    if was != (held.status, held.words, held.title):
        held.changed_on = clock.today()
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "answer.changed", of=("answer", held.id))
    if statement.status is StatementStatus.PUBLISHED:
        ask_all(statement, by=by)


def fill(row: Answer, written: AnswerWritten) -> None:
    row.title, row.words, row.lead = written.title, written.words, written.lead
    row.belongs_to, row.due_on = written.belongs_to, written.due_on
    row.owner_name, row.owner_email = written.owner_name or None, written.owner_email or None
    settle(row, written.status)


def settle(row: Answer, status: AnswerStatus | None) -> None:
    """How it stands now; the day of the first answer is kept."""
    if status is None:
        row.answered_on = None
    elif row.status is None or row.answered_on is None:
        row.answered_on = clock.today()
    row.status = status


def locked(answer_id: uuid.UUID, version: int | None = None) -> Answer:
    """The row, ours until the end. Raises: StaleError; NotThereError."""
    held = db.session.get(Answer, answer_id, with_for_update=True, populate_existing=True)
    if held is None:
        raise NotThereError
    if version is not None and held.version != version:
        raise StaleError
    return held


def check_version(answer: Answer, version: int) -> None:
    """Are the owner's words still those that were read? Raises: StaleError; NotThereError."""
    locked(answer.id, version)


def remove(statement: Statement, answer: Answer, *, by: Viewer) -> None:
    """Raises: NotAllowedError for the last one of what everybody can read."""
    if statement.status is StatementStatus.PUBLISHED and len(statement.answers) == 1:
        raise NotAllowedError
    statement.answers.remove(answer)
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "answer.removed", of=("answer", answer.id))


def ask_all(statement: Statement, *, by: Viewer) -> int:
    """Ask everybody who owes an answer and was not asked yet: one letter each, however many they owe."""
    waiting = [
        one
        for one in statement.answers
        if one.status is None and one.owner_email and one.due_on and one.asked_on is None
    ]
    owners: dict[str, list[Answer]] = defaultdict(list)
    for one in waiting:
        owners[email_hash(one.owner_email or "")].append(one)
    for owed in owners.values():
        for one in owed:
            one.asked_on = clock.today()
            audit.record(by, "answer.asked", of=("answer", one.id))
        tell_owner(MessageKind.ANSWER_ASKED, statement, owed)
    db.session.flush()
    return len(owners)


def tell_owner(kind: MessageKind, statement: Statement, owed: Sequence[Answer], *, days: int = 0) -> None:
    """A letter with a new link that opens these answers, as long as they are theirs. `days`: how late.

    It works for its usual time after the last of them is due.
    """
    to = str(owed[0].owner_email)
    more: dict[str, Any] = {"days": days} if days else {}
    key = f"{kind}:{email_hash(to)[:16]}:{owed[0].id}:{clock.today()}:{owed[0].version}"
    if outbox.is_told(key):
        return
    left = [one.due_on - clock.today() for one in owed if one.due_on] or [dt.timedelta(0)]
    link = access_links.make(
        LinkPurpose.ANSWER,
        arguments={"answers": [str(one.id) for one in owed], "owner": email_hash(to)},
        lasts=LASTS[LinkPurpose.ANSWER] + max(dt.timedelta(0), *left),
    )
    if kind is not MessageKind.ANSWER_RETURNED:
        more["by"] = min(one.due_on for one in owed if one.due_on).isoformat()
    outbox.tell(kind, key=key, to=to, language=ENGLISH, token=link.token, said=said_of(statement), **more)


def said_of(statement: Statement) -> str:
    """The statement as a letter names it. Shape: one line."""
    words = statement.words
    return words if len(words) <= LONGEST_SAID else words[:LONGEST_SAID].rpartition(" ")[0] + " …"


def add_step(statement: Statement, answer: Answer, written: StepWritten, *, by: Viewer) -> None:
    """Progress that somebody on the team writes down: shown at once. The same twice is one."""
    held = locked(answer.id)
    if any((one.day, one.words) == (written.day, written.words) for one in held.steps):
        return
    held.steps.append(
        AnswerStep(
            id=uuid.uuid4(),
            day=written.day,
            status=written.status,
            words=written.words,
            is_outcome=written.is_outcome,
            made_by=by.account_id,
            written_at=clock.now(),
        )
    )
    moved(held, written.status)
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "answer.progress-written", of=("answer", held.id))


def moved(answer: Answer, status: AnswerStatus | None) -> None:
    answer.changed_on = clock.today()
    if status is not None:
        settle(answer, status)


def owner_writes(answer: Answer, written: StepWritten, *, by: Viewer) -> AnswerStep:
    """What its owner says. It waits until somebody on the team has read it.

    What went back to them with a question is written anew, so that there is one of it. Twice is as once.
    """
    held = locked(answer.id)
    said = (written.words, written.status, written.is_outcome)
    same = next(
        (one for one in held.steps if one.by_owner and (one.words, one.status, one.is_outcome) == said), None
    )
    if same is not None and same.state is not StepState.RETURNED:
        return same
    step = next((one for one in held.steps if one.by_owner and one.state is not StepState.SHOWN), None)
    if step is None:
        step = AnswerStep(id=uuid.uuid4(), by_owner=True)
        held.steps.append(step)
    step.day, step.status, step.words = written.day, written.status, written.words
    step.is_outcome, step.written_at = written.is_outcome, clock.now()
    step.state = StepState.WAITING
    flag_modified(held, "reminders")  # so that whoever reads the words before meets another version
    db.session.flush()
    audit.record(by, "answer.owner-wrote", of=("answer", held.id))
    return step


def show(statement: Statement, step: AnswerStep, words: str, *, by: Viewer) -> None:
    """Everybody may read it: as the answer where there was none, else as progress. `words`: made plainer.

    Raises: NotAllowedError where it does not wait.
    """
    answer = locked(step.answer_id)
    if step.state is not StepState.WAITING:
        raise NotAllowedError
    step.state, step.words, step.note, step.made_by = StepState.SHOWN, words, "", by.account_id
    if answer.status is None:
        answer.words = words
    moved(answer, step.status)
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "answer.shown", of=("answer", answer.id))


def send_back(statement: Statement, step: AnswerStep, question: str, *, by: Viewer) -> None:
    """It is not clear yet: its owner is asked. Raises: NotAllowedError where it does not wait."""
    answer = locked(step.answer_id)
    if step.state is not StepState.WAITING:
        raise NotAllowedError
    step.state, step.note = StepState.RETURNED, question
    db.session.flush()
    audit.record(by, "answer.sent-back", of=("answer", answer.id))
    if answer.owner_email:
        tell_owner(MessageKind.ANSWER_RETURNED, statement, [answer])


def forget_owners(today: dt.date) -> int:
    """Nobody needs to know any more whom we asked about what is long settled; how many answers."""
    last = today - OWNERS_KEPT
    old = db.session.scalars(
        select(Answer)
        .where(
            Answer.status.in_(SETTLED),
            Answer.changed_on < last,
            (Answer.answered_on.is_(None)) | (Answer.answered_on < last),
            (Answer.owner_email.is_not(None)) | (Answer.owner_name.is_not(None)),
        )
        .order_by(Answer.id)
    ).all()
    for answer in old:
        answer.owner_name = answer.owner_email = None
        audit.record(SYSTEM, "answer.owner-forgotten", of=("answer", answer.id))
    db.session.flush()
    return len(old)
