"""Feedback from elsewhere comes in as an event of its own kind, each row a conversation. Twice is as once."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.engagement import (
    CaptureWay,
    ConversationState,
    EventKind,
    EventStatus,
    QuestionKind,
    SetStatus,
)
from app.domain.insight import OutsideKind
from app.domain.outside_rows import WHAT_THEY_SAID, OutsideRow, Read, numbered, question_key
from app.domain.personal_data import find
from app.domain.question_sets import free_key
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, ErasedSubmission, Point
from app.models.engagement import Event, Question, QuestionSet, QuestionSetVersion
from app.models.insight import OutsideImport
from app.models.sealed import keyed_hash
from app.operations import audit, harm_alerts, point_words
from app.queries.events import hash_of

OF = "outside-row"
BATCH = 500
Kept = tuple[uuid.UUID, OutsideRow]
FRESH = dt.timedelta(days=14)
"""Words of harm in older feedback raise no alert of today."""


@dataclass(slots=True)
class Report:
    """What came, or would come, of a file: `given` is the sum of the others."""

    given: int = 0
    new: list[Kept] = field(default_factory=list)
    """With the id of what was said, which follows from it: the same row never comes in twice."""
    here: int = 0
    wrong: list[Read] = field(default_factory=list)

    @property
    def questions(self) -> dict[str, str]:
        """Key -> words, in the order of the file."""
        return {question_key(row.question): row.question for _id, row in self.new}


def dry_run(rows: Sequence[Read]) -> Report:
    """Nothing is written."""
    made = Report(given=len(rows), wrong=[one for one in rows if one.row is None])
    ids = [(id_of(row, place), row) for row, place in numbered(one.row for one in rows if one.row)]
    held = held_among([row_id for row_id, _row in ids])
    made.new = [(row_id, row) for row_id, row in ids if row_id not in held]
    made.here = len(ids) - len(made.new)
    return made


def id_of(row: OutsideRow, place: int) -> uuid.UUID:
    """Nobody can tell from it what was said."""
    said = "\0".join((row.source, row.question, row.day.isoformat(), row.text, str(place)))
    return uuid.UUID(keyed_hash(said, of=OF)[:32])


def held_among(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those that are here, and those that were erased: they never come back."""
    held: set[uuid.UUID] = set()
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        for column in (Conversation.submission_id, ErasedSubmission.submission_id):
            held |= set(db.session.scalars(select(column).where(column.in_(some))))
    return held


def bring_in(
    rows: Sequence[Read],
    *,
    name: str,
    kind: OutsideKind,
    digest: str,
    columns: Mapping[str, str],
    by: Viewer,
) -> OutsideImport | None:
    """Keep what is new; None where nothing is."""
    report = dry_run(rows)
    if not report.new:
        return None
    event = event_of(name, report, by=by)
    made = OutsideImport(
        id=uuid.uuid4(),
        event_id=event.id,
        kind=kind,
        digest=digest,
        columns=dict(columns),
        kept=len(report.new),
        joined=report.here,
        refused=[{"row": one.number, "why": one.fault} for one in report.wrong],
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(made)
    by_key = {question.key: question for question in event.asks.questions}
    for some in in_batches(report.new):
        keep(event, some, by_key)
    audit.record(by, "outside.imported", of=("event", event.id), count=made.kept)
    db.session.flush()
    return made


def in_batches(
    rows: Sequence[tuple[uuid.UUID, OutsideRow]],
) -> Iterator[Sequence[tuple[uuid.UUID, OutsideRow]]]:
    return (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))


def keep(event: Event, rows: Sequence[Kept], questions: Mapping[str, Question]) -> None:
    """One conversation of one point for each row."""
    kept: list[tuple[Conversation, Point]] = []
    for row_id, row in rows:
        question = questions[question_key(row.question)]
        point = Point(
            id=uuid.uuid4(),
            question_id=question.id,
            question_key=question.key,
            position=0,
            words=row.text,
            doubts=sorted({found.kind for found in find(row.text)}),
        )
        conversation = Conversation(
            id=uuid.uuid4(),
            event_id=event.id,
            submission_id=row_id,
            state=ConversationState.KEPT,
            way=CaptureWay.FILE,
            area_code=row.area,
            may_quote=row.may_quote,
            source=row.source,
            spoke_at=clock.midnight(row.day),
            points=[point],
        )
        db.session.add(conversation)
        kept.append((conversation, point))
    db.session.flush()
    point_words.index([point for _conversation, point in kept])
    for conversation, point in kept:
        if clock.now() - conversation.spoke_at < FRESH:
            harm_alerts.raise_for(event, conversation, [point.words or ""])


def event_of(name: str, report: Report, *, by: Viewer) -> Event:
    """What stands for the file: closed from the start, so that nothing is captured at it."""
    days = [row.day for _id, row in report.new]
    token = secrets.token_urlsafe(24)
    event = Event(
        id=uuid.uuid4(),
        slug=f"from-elsewhere-{uuid.uuid4().hex[:12]}",
        name=name,
        kind=EventKind.ELSEWHERE,
        status=EventStatus.CLOSED,
        asks=questions_of(name, report, by=by),
        starts_at=clock.midnight(min(days)),
        ends_at=clock.midnight(max(days)) + dt.timedelta(hours=23),
        languages=[],
        organiser_id=by.account_id,
        alert_to_id=by.account_id,
        public_key="",
        private_key="",
        join_token=token,
        join_hash=hash_of(token),
    )
    db.session.add(event)
    db.session.flush()
    return event


def questions_of(name: str, report: Report, *, by: Viewer) -> QuestionSetVersion:
    taken = set(db.session.scalars(select(QuestionSet.key)))
    held = QuestionSet(id=uuid.uuid4(), key=free_key(name, taken), name=name)
    version = QuestionSetVersion(
        id=uuid.uuid4(),
        question_set=held,
        number=1,
        status=SetStatus.RETIRED,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    for at, (key, words) in enumerate(report.questions.items()):
        text = words or "What they said"
        version.questions.append(
            Question(
                id=uuid.uuid4(),
                key=key or WHAT_THEY_SAID,
                position=at,
                kind=QuestionKind.OPEN,
                words={"en": {"text": text}},
                choices=[],
                ends={},
            )
        )
    db.session.add_all((held, version))
    return version
