"""How much listening there was, how well it was answered, and whether that made a difference.

Source: engagement.md 8. For a team's own page: counts, and no words of anybody's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.disclosure import TEAM, figure, share
from app.domain.engagement import ConversationState, EventKind
from app.domain.insight import AnswerStatus, ReleaseScope, ReleaseStatus, RightAnswer, StatementStatus
from app.domain.results import document_from
from app.models.answers import Release, RightCount, StatementSource
from app.models.conversations import Conversation
from app.models.engagement import Event, Statement
from app.queries.said_by import WHERE, tenths_of_wards

POOREST = 3
"""Tenths that count as the poorest: the first, the second and the third."""
NOT_FULLY = frozenset({AnswerStatus.PARTLY, AnswerStatus.NOT_MET, AnswerStatus.CANNOT})


@dataclass(frozen=True, slots=True)
class Figures:
    """None where there is nothing to say, or it is too few to show."""

    people: int | None
    conversations: int | None
    poorest: int | None
    """Of a hundred conversations whose ward is known, those in wards of the poorest tenths."""
    poorest_wards: int | None
    """Of a hundred wards of the place, those of the poorest tenths."""
    first_days: int | None
    """The usual time from a statement to its first answer. Units: days."""
    themes: int
    """Themes large enough to show in what is published."""
    themes_answered: int | None
    """Of a hundred of them, those from which a statement with an answer comes."""
    answers: int
    """Answers that somebody gave; what a paper planned, and nobody looked at since, is none."""
    not_fully: int | None
    """Of a hundred answers, those that are partly met or not met."""
    asked_right: int
    """How many said whether we got it right."""
    right: int | None
    """Of a hundred of them, those who said yes."""


def figures() -> Figures:
    """Of everything there is. Seven statements however much there is."""
    number, people = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Conversation.people), 0))
        .join(Event, Event.id == Conversation.event_id)
        .where(Conversation.state == ConversationState.KEPT, Event.kind != EventKind.ELSEWHERE)
    ).one()
    poorest, wards = by_tenth()
    statements = published()
    answered, shown_themes = themes_answered(statements)
    statuses = [
        answer.status
        for one in statements
        for answer in one.answers
        if answer.status not in (None, AnswerStatus.PLANNED)
    ]
    days = [found for one in statements if (found := first_days(one)) is not None]
    said = Counter(
        {
            answer: int(many)
            for answer, many in db.session.execute(
                select(RightCount.answer, func.sum(RightCount.many)).group_by(RightCount.answer)
            )
        }
    )
    return Figures(
        people=figure(int(people), TEAM),
        conversations=figure(number, TEAM),
        poorest=poorest,
        poorest_wards=wards,
        first_days=round(median(days)) if days else None,
        themes=shown_themes,
        themes_answered=in_hundred(answered, shown_themes),
        answers=len(statuses),
        not_fully=in_hundred(sum(status in NOT_FULLY for status in statuses), len(statuses)),
        asked_right=said.total(),
        right=share(said[RightAnswer.YES], said.total(), TEAM),
    )


def in_hundred(part: int, whole: int) -> int | None:
    """Of things that are public anyway."""
    return round(100 * part / whole) if whole else None


def by_tenth() -> tuple[int | None, int | None]:
    """The share of conversations, and of wards, in the poorest tenths."""
    tenths = tenths_of_wards()
    rows = db.session.execute(
        select(WHERE, func.count())
        .select_from(Conversation)
        .join(Event, Event.id == Conversation.event_id)
        .where(Conversation.state == ConversationState.KEPT, Event.kind != EventKind.ELSEWHERE)
        .group_by(WHERE)
    )
    known = {ward: number for ward, number in rows if ward in tenths}
    poor = sum(number for ward, number in known.items() if int(tenths[ward]) <= POOREST)
    wards = sum(int(tenth) <= POOREST for tenth in tenths.values())
    return share(poor, sum(known.values()), TEAM), in_hundred(wards, len(tenths))


def published() -> list[Statement]:
    return list(
        db.session.scalars(
            select(Statement)
            .where(Statement.status == StatementStatus.PUBLISHED)
            .options(selectinload(Statement.answers))
        )
    )


def first_days(statement: Statement) -> int | None:
    """From the day it was shown to its first answer. None for those that came with their answers."""
    days = [answer.answered_on for answer in statement.answers if answer.answered_on and answer.asked_on]
    if not days or statement.published_on is None:
        return None
    return max(0, (min(days) - statement.published_on).days)


def themes_answered(statements: list[Statement]) -> tuple[int, int]:
    """How many themes of published events have an answer, and how many there are."""
    held = db.session.execute(
        select(Release.id, Release.event_id, Release.document, Release.status).where(
            Release.scope == ReleaseScope.EVENT,
            Release.status.in_((ReleaseStatus.PUBLISHED, ReleaseStatus.REPLACED)),
        )
    ).all()
    event_of = {row.id: row.event_id for row in held}
    themes = {
        (row.event_id, theme.code_id)
        for row in held
        if row.status is ReleaseStatus.PUBLISHED
        for theme in document_from(row.document).themes
        if theme.count
    }
    with_answer = {one.id for one in statements if any(answer.status for answer in one.answers)}
    sources = db.session.execute(
        select(StatementSource.statement_id, StatementSource.release_id, StatementSource.code_id).where(
            StatementSource.code_id.is_not(None)
        )
    )
    answered = {
        (event_of.get(row.release_id), str(row.code_id)) for row in sources if row.statement_id in with_answer
    }
    return len(themes & answered), len(themes)
