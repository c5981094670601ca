"""Published statements as everybody sees them: how they stand, where they come from, how they are found."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import clock
from app.database import db
from app.domain.answering import days_late, overall, way_of
from app.domain.errors import NotThereError
from app.domain.insight import AnswerStatus, SourceKind, StatementStatus, StepState, WayIn
from app.models.answers import Answer, AnswerStep, Release, StatementSource
from app.models.engagement import Event, Statement
from app.queries.releases import shown_of, themes_of

Way = tuple[WayIn | None, str]
"""A way in and its key; None is the area of focus."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement in a list."""

    id: uuid.UUID
    number: int
    slug: str
    words: str
    focus: str
    said_in: int
    status: AnswerStatus | None
    """By all its answers; None: no answer yet."""
    late: int
    """By how many days its latest answer is late."""
    changed_on: dt.date
    answers: tuple[AnswerStatus | None, ...]
    ways: frozenset[Way]


@dataclass(frozen=True, slots=True)
class Came:
    """Where a statement comes from, as it may be shown."""

    kind: SourceKind
    name: str
    year: int
    number: int | None
    """Conversations of an event, people elsewhere; None where it is too few or not known."""
    event_slug: str


def listed() -> list[StatementRow]:
    """All that is published, the newest change first."""
    rows = db.session.scalars(
        select(Statement)
        .where(Statement.status == StatementStatus.PUBLISHED)
        .options(selectinload(Statement.answers), selectinload(Statement.tags))
    )
    found = [row_of(one) for one in rows]
    return sorted(found, key=lambda one: (-one.changed_on.toordinal(), -one.number))


def row_of(one: Statement) -> StatementRow:
    today = clock.today()
    return StatementRow(
        id=one.id,
        number=one.number,
        slug=one.slug,
        words=one.words,
        focus=one.focus,
        said_in=one.said_in,
        status=overall(answer.status for answer in one.answers),
        late=max((days_late(answer.status, answer.due_on, today) for answer in one.answers), default=0),
        changed_on=changed_on(one),
        answers=tuple(answer.status for answer in one.answers),
        ways=ways_of(one),
    )


def changed_on(one: Statement) -> dt.date:
    """When it was shown, or an answer to it last changed."""
    days = [answer.changed_on for answer in one.answers]
    return max([*days, *([one.published_on] if one.published_on else [])], default=dt.date(one.said_in, 1, 1))


def ways_of(one: Statement) -> frozenset[Way]:
    """By what it is found: its own ways in, and the lists that its answers belong to."""
    own: set[Way] = {(tag.group, tag.value) for tag in one.tags}
    answered: set[Way] = {way for answer in one.answers if (way := way_of(answer.belongs_to))}
    return frozenset({(None, one.focus)} | own | answered)


def standing(rows: Iterable[StatementRow]) -> Counter[AnswerStatus | None]:
    """How many answers are met, partly met and so on; None: not there, or a statement without any."""
    return Counter(status for row in rows for status in (row.answers or (None,)))


def of_event(event: Event) -> list[StatementRow]:
    """Published statements that come from this event, among others."""
    ids = (
        select(StatementSource.statement_id)
        .join(Release, Release.id == StatementSource.release_id)
        .where(Release.event_id == event.id)
    )
    rows = db.session.scalars(
        select(Statement)
        .where(Statement.status == StatementStatus.PUBLISHED, Statement.id.in_(ids))
        .options(selectinload(Statement.answers), selectinload(Statement.tags))
        .order_by(Statement.number)
    )
    return [row_of(one) for one in rows]


def public(slug: str) -> Statement:
    """Raises: NotThereError, also for a draft."""
    found = db.session.scalar(
        select(Statement).where(Statement.slug == slug, Statement.status == StatementStatus.PUBLISHED)
    )
    if found is None:
        raise NotThereError
    return found


def in_time(answers: Iterable[Answer]) -> list[Answer]:
    """The oldest answer first; those that are not there yet, and late ones, at the end."""
    return sorted(
        answers,
        key=lambda one: (one.status is None, one.answered_on or one.due_on or one.changed_on, one.number),
    )


def shown_steps(answer: Answer) -> list[AnswerStep]:
    """Progress that may be shown. What became the answer itself is not said twice."""
    return [one for one in answer.steps if one.state is StepState.SHOWN and one.words != answer.words]


def came_from(sources: Sequence[StatementSource]) -> list[Came]:
    """An event's numbers are those of its newest release: no two releases are set against each other."""
    return [came(source) for source in sources]


def came(source: StatementSource) -> Came:
    release = db.session.get(Release, source.release_id) if source.release_id else None
    event = db.session.get(Event, release.event_id) if release and release.event_id else None
    if event is None:
        return Came(source.kind, source.name, source.year, source.people, "")
    newest = shown_of(event)
    counts = {one.code_id: one.count for one in themes_of(newest)} if newest else {}
    return Came(source.kind, source.name, source.year, counts.get(str(source.code_id)), event.slug)
