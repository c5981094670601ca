"""The rows of an export, batch by batch: what was said as everybody sees it, and the codes that count.

Each batch has a transaction of its own (`within` opens it), so memory stays the same however many rows
there are. Order follows random ids and says nothing about who spoke first.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.database import db
from app.domain.coarsening import Traits
from app.domain.engagement import ConversationState
from app.domain.redaction import Segment
from app.domain.refi import Comment, Span
from app.domain.spreadsheet_cells import Cell
from app.models.conversations import Conversation, Point
from app.models.insight import Coding
from app.queries.codings import codes_of
from app.queries.export_plan import Plan, is_decided, traits_of
from app.queries.rounds import in_open_rounds
from app.queries.shown_words import ENGLISH, Shown, in_english, shown_words

BATCH = 500
BATCH_OF_IDS = 20_000
"""Looked up together: which comments come next."""
HIDDEN = "[…]"
NOBODY = "A coder whose account is gone"
ON_WHOLE = (None, None)
VARIABLES = {
    "Event": "The event at which it was said.",
    "Month": "The month in which the event began.",
    "Area": "The ward or partnership area.",
    "Age": "The age band.",
    "Community": "The community they speak from.",
    "Language": "The language of the words.",
}
Within = Callable[[], AbstractContextManager[object]]
"""Opens what a batch is read in, and closes it."""
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One comment, ready to be written."""

    id: str
    conversation: str
    point_id: uuid.UUID
    event_id: uuid.UUID
    traits: Traits
    question_key: str
    question: str
    people: int | None
    """None where too few conversations of the event share it."""
    language: str
    """Empty for the same reason; the words stand in English only then, where somebody translated them."""
    words: str
    english: str
    may_quote: str
    codings: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One code of a comment, where it lies on the words as they are shown."""

    id: str
    code_id: uuid.UUID
    name: str
    path: str
    coder: str
    layer: str
    source: str
    is_english: bool
    start: int | None
    end: int | None


def said(plan: Plan, within: Within) -> Iterator[Said]:
    """Every comment of the plan."""
    last: uuid.UUID | None = None
    while True:
        with within():
            ids = _ids(plan, last)
        for at in range(0, len(ids), BATCH):
            with within():
                batch = _batch(plan, ids[at : at + BATCH])
            yield from batch
        if len(ids) < BATCH_OF_IDS:
            return
        last = ids[-1]


def _ids(plan: Plan, after: uuid.UUID | None) -> Sequence[uuid.UUID]:
    """The comments that come after one."""
    asked = (
        select(Point.id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(
            Conversation.event_id.in_(plan.parts),
            Conversation.state == ConversationState.KEPT,
            Point.words.is_not(None),
            is_decided(),
        )
        .order_by(Point.id)
        .limit(BATCH_OF_IDS)
    )
    return db.session.scalars(asked if after is None else asked.where(Point.id > after)).all()


def _batch(plan: Plan, ids: Sequence[uuid.UUID]) -> list[Said]:
    """These comments, but for those that stay out. Without the codes of those in an open round: somebody
    who codes them alone could read them in the file."""
    points = db.session.scalars(
        select(Point)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .options(contains_eager(Point.conversation))
        .where(Point.id.in_(ids))
        .order_by(Point.id)
    ).all()
    coded_now = in_open_rounds(ids)
    codings = codes_of([one for one in ids if one not in coded_now])
    shown, english = shown_words(points), in_english(ids)
    made = []
    for point in points:
        traits = _traits(plan, point.conversation)
        if traits is not None:
            words = shown[point.id]
            made.append(
                _said(plan, point, traits, Held(words, english.get(point.id, ""), codings.get(point.id, [])))
            )
    return made


def _traits(plan: Plan, held: Conversation) -> Traits | None:
    """None also where somebody spoke after the plan was made and is like nobody in it."""
    own = traits_of(held.event_id, held.area_code, held.age, held.community, plan.areas)
    return plan.shown.get(own)


@dataclass(frozen=True, slots=True)
class Held:
    """What hangs on a comment."""

    shown: Shown
    english: str
    codings: Sequence[Coding]


def _said(plan: Plan, point: Point, traits: Traits, beside: Held) -> Said:
    held, identifier = point.conversation, plan.ids("comment", point.id)
    is_rare = point.language != ENGLISH and (held.event_id, held.language) in plan.rare
    return Said(
        id=identifier,
        conversation=plan.ids("conversation", held.id),
        point_id=point.id,
        event_id=held.event_id,
        traits=traits,
        question_key=point.question_key,
        question=plan.questions.get(point.question_id, "") if point.question_id else "",
        people=None if (held.event_id, held.people) in plan.rare else held.people,
        language="" if is_rare else point.language,
        words=HIDDEN if is_rare or not plan.has_words else beside.shown.plain(hidden=HIDDEN),
        english=beside.english if plan.has_words else "",
        may_quote=held.may_quote.value,
        codings=tuple(
            _given(plan, identifier, one, beside.shown, is_whole=is_rare or not plan.has_words)
            for one in beside.codings
        ),
    )


def _given(plan: Plan, comment: str, coding: Coding, shown: Shown, *, is_whole: bool) -> Given:
    """`is_whole`: its words do not leave, so neither does where it lies on them."""
    code_id, name, path = plan.called(coding.code_id)
    start, end = (None, None) if is_whole else (coding.start, coding.end)
    if start is not None and end is not None and coding.translation_id is None:
        start, end = moved(shown.segments, start), moved(shown.segments, end, is_end=True)
    return Given(
        id=plan.ids("coding", coding.id),
        code_id=code_id,
        name=name,
        path=path,
        coder=plan.coders.get(coding.coder_id, "") if coding.coder_id else "",
        layer=coding.layer.value,
        source=coding.source.value,
        is_english=coding.translation_id is not None,
        start=start,
        end=end,
    )


def moved(segments: Sequence[Segment], at: int, *, is_end: bool = False) -> int:
    """Where a place in the words as they were said lies in the words as they are shown."""
    passed = 0
    for piece in segments:
        length = len(HIDDEN) if piece.is_hidden else len(piece.words)
        if at < piece.end or (is_end and at == piece.end):
            if piece.is_hidden:
                return passed + (length if is_end else 0)
            return passed + at - piece.start
        passed += length
    return passed


def comment_rows(plan: Plan, within: Within) -> Iterator[Row]:
    """The rows of `COMMENTS`."""
    for one in said(plan, within):
        part = plan.parts[one.event_id]
        yield (
            one.id,
            one.conversation,
            part.name,
            part.month,
            one.question_key,
            one.question or None,
            one.traits.area or None,
            one.traits.age or None,
            one.traits.community or None,
            one.people,
            one.language or None,
            one.words,
            one.english or None,
            one.may_quote,
            len({given.code_id for given in one.codings}),
        )


def coding_rows(plan: Plan, within: Within) -> Iterator[Row]:
    """The rows of `CODINGS`."""
    for one in said(plan, within):
        for given in one.codings:
            yield (
                given.id,
                one.id,
                str(given.code_id),
                given.name,
                given.path,
                given.coder or None,
                given.layer,
                given.source,
                "english" if given.is_english else "words",
                given.start,
                given.end,
            )


def wide_rows(plan: Plan, within: Within) -> Iterator[Row]:
    """The rows of the wide table: 1 where the comment has the code."""
    codes = [code_id for code_id, _column, _name in plan.columns]
    for one in said(plan, within):
        has = {given.code_id for given in one.codings}
        yield (one.id, *(int(code in has) for code in codes))


def refi_comments(plan: Plan, within: Within) -> Iterator[Comment]:
    """The comments as cases of a project for coding. A code on a translation lies on the whole comment."""
    for one in said(plan, within):
        part = plan.parts[one.event_id]
        yield Comment(
            id=one.id,
            name=f"Comment {one.id}",
            words=one.words,
            spans=tuple(
                Span(
                    given.code_id,
                    given.coder or NOBODY,
                    *(ON_WHOLE if given.is_english else (given.start, given.end)),
                )
                for given in one.codings
            ),
            variables={
                "Event": part.name,
                "Month": part.month,
                "Area": one.traits.area,
                "Age": one.traits.age,
                "Community": one.traits.community,
                "Language": one.language,
            },
            question=one.question or one.question_key,
        )
