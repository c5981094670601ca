"""Write a statement, say where it comes from, publish it, take it back. Every change leaves a trace."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.answering import StatementWritten
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.feeds.identity import slug as slug_of
from app.domain.insight import SourceKind, StatementStatus, WayIn
from app.domain.results import Theme
from app.domain.viewer import Viewer
from app.models.answers import Release, StatementSource, StatementTag
from app.models.engagement import Statement
from app.operations import answers, audit

FIELDS = ("words", "about", "focus", "said_in", "first_by")
LONGEST_SLUG = 60


def write(written: StatementWritten, *, by: Viewer, key: uuid.UUID | None = None) -> Statement:
    """A new draft. `key` is its id: sent twice, it is kept once."""
    held = db.session.get(Statement, key) if key else None
    if held is not None:
        return held
    for _try in range(3):
        made = new_row(written, by=by, key=key)
        try:
            with db.session.begin_nested():
                db.session.add(made)
        except IntegrityError:  # somebody took the number, or sent the same page
            if key and (held := db.session.get(Statement, key)):
                return held
            continue
        audit.record(by, "statement.written", of=("statement", made.id))
        return made
    raise StaleError


def new_row(written: StatementWritten, *, by: Viewer, key: uuid.UUID | None) -> Statement:
    number = (db.session.scalar(select(func.max(Statement.number))) or 0) + 1
    start = slug_of(written.words, LONGEST_SLUG) or "statement"
    made = Statement(
        id=key or uuid.uuid4(),
        number=number,
        slug=f"{start}-{number}",
        status=StatementStatus.DRAFT,
        source="",
        topics=list(written.topics),
        made_by=by.account_id,
        edited_at=clock.now(),
        **{name: getattr(written, name) for name in FIELDS},
    )
    made.tags = [StatementTag(group=group, value=value) for group, value in dict.fromkeys(written.ways)]
    return made


def change(statement: Statement, written: StatementWritten, *, by: Viewer, version: int) -> None:
    """Write it anew. Raises: StaleError where somebody was quicker."""
    held = locked(statement.id, version)
    before = {name: getattr(held, name) for name in FIELDS}
    for name in FIELDS:
        setattr(held, name, getattr(written, name))
    held.topics = list(written.topics)
    retag(held, written.ways)
    changed = {name: (was, now) for name, was in before.items() if was != (now := getattr(held, name))}
    held.edited_at = held.modified_at = clock.now()
    db.session.flush()
    audit.record(by, "statement.changed", of=("statement", held.id), fields=changed)


def retag(statement: Statement, ways: Iterable[tuple[WayIn, str]]) -> None:
    held = {(tag.group, tag.value): tag for tag in statement.tags}
    statement.tags = [
        held.get(way) or StatementTag(group=way[0], value=way[1]) for way in dict.fromkeys(ways)
    ]


def locked(statement_id: uuid.UUID, version: int) -> Statement:
    """The row, ours until the end. Raises: StaleError; NotThereError."""
    held = db.session.get(Statement, statement_id, with_for_update=True, populate_existing=True)
    if held is None:
        raise NotThereError
    if held.version != version:
        raise StaleError
    return held


def needs(statement: Statement) -> frozenset[str]:
    """What is missing before everybody may read it: `source`, `answer`; nothing where it is complete."""
    is_asked = any(one.owner_email and one.due_on for one in statement.answers)
    is_answered = any(one.status is not None for one in statement.answers)
    return frozenset(
        name
        for name, is_there in (("source", bool(statement.sources)), ("answer", is_asked or is_answered))
        if not is_there
    )


def publish(statement: Statement, *, by: Viewer, version: int) -> None:
    """Everybody may read it, and who is to answer is asked.

    Raises: StaleError; NeedsMoreError without a source, or without an answer and anybody asked for one.
    """
    held = locked(statement.id, version)
    if held.status is StatementStatus.PUBLISHED:
        raise NotAllowedError
    if missing := needs(held):
        raise NeedsMoreError(missing)
    held.status, held.published_on, held.why_not_shown = StatementStatus.PUBLISHED, clock.today(), ""
    held.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "statement.published", of=("statement", held.id))
    answers.ask_all(held, by=by)


def unpublish(statement: Statement, why: str, *, by: Viewer, version: int) -> None:
    """Nobody outside reads it any more. Raises: StaleError; NotAllowedError where it is a draft."""
    held = locked(statement.id, version)
    if held.status is not StatementStatus.PUBLISHED:
        raise NotAllowedError
    held.status, held.why_not_shown, held.edited_at = StatementStatus.DRAFT, why, clock.now()
    db.session.flush()
    audit.record(by, "statement.taken-back", of=("statement", held.id), fields={"why": ("", why)})


def add_theme(statement: Statement, release: Release, theme: Theme, name: str, *, by: Viewer) -> None:
    """It comes from a theme of a published release. The same theme twice is one."""
    code_id = uuid.UUID(theme.code_id)
    if any(one.release_id == release.id and one.code_id == code_id for one in statement.sources):
        return
    source = StatementSource(
        id=uuid.uuid4(),
        kind=SourceKind.EVENT,
        release_id=release.id,
        code_id=code_id,
        name=name,
        year=release.year,
        people=theme.count,
    )
    _add(statement, source, by=by)


def add_source(
    statement: Statement, kind: SourceKind, name: str, year: int, people: int | None, *, by: Viewer
) -> None:
    """It comes from a survey, or from what people told us before. The same twice is one."""
    same = (kind, name, year)
    if any((one.kind, one.name, one.year) == same for one in statement.sources):
        return
    source = StatementSource(id=uuid.uuid4(), kind=kind, name=name, year=year, people=people)
    _add(statement, source, by=by)


def _add(statement: Statement, source: StatementSource, *, by: Viewer) -> None:
    statement.sources.append(source)
    statement.edited_at = clock.now()
    statement.source = statement.source or source.name[:255]
    db.session.flush()
    audit.record(by, "statement.source-added", of=("statement", statement.id))


def remove_source(statement: Statement, source_id: uuid.UUID, *, by: Viewer) -> None:
    """Raises: NotAllowedError where it is the last one of what everybody can read."""
    source = next((one for one in statement.sources if one.id == source_id), None)
    if source is None:
        return
    if statement.status is StatementStatus.PUBLISHED and len(statement.sources) == 1:
        raise NotAllowedError
    statement.sources.remove(source)
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "statement.source-removed", of=("statement", statement.id))


def due_in(days: int) -> dt.date:
    """The day by which an answer asked for today is due."""
    return clock.today() + dt.timedelta(days=days)
