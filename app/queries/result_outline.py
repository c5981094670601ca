"""What results are about, without a number: questions, codes, areas and events with their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.database import db
from app.domain.coding import Node
from app.domain.engagement import QuestionKind
from app.domain.result_outline import Asked, Code, Outline
from app.domain.results import Words
from app.models.code_frames import FrameVersion
from app.models.engagement import Event, Question
from app.models.places import Area
from app.queries import frames
from app.queries.result_events import year_of

QUESTIONS_CHANGED = "questions-changed"
"""Note: the same question was asked in other words at some of the events."""
OTHER_FRAME = "other-frame"
"""Note: some of the events are read by other codes, which do not count here."""


def of_event(event: Event, version: FrameVersion | None) -> Outline:
    return outline(event.name, year_of(event), [event], version)


def of_year(name: str, year: int, events: Sequence[Event], version: FrameVersion | None) -> Outline:
    """Of several events, the newest first: its words stand where they changed."""
    return outline(name, year, events, version, with_events=True)


def bare(events: Iterable[Event], version: FrameVersion) -> list[tuple[Event, Outline]]:
    """Which numbers each event has, with one look at the codes for all of them."""
    codes = tuple(codes_of(frames.tree(version)))
    return [
        (one, Outline(one.name, year_of(one), tuple(map(asked_of, one.asks.questions)), codes))
        for one in events
    ]


def outline(
    name: str,
    year: int,
    events: Sequence[Event],
    version: FrameVersion | None,
    *,
    with_events: bool = False,
) -> Outline:
    questions, has_changed = together(events)
    is_other = any(version is None or frame_id(event) != version.frame_id for event in events)
    return Outline(
        name=name,
        year=year,
        questions=questions,
        codes=tuple(codes_of(frames.tree(version))) if version else (),
        frame=version.frame.name if version else "",
        frame_version=version.number if version else 0,
        areas=area_names(),
        events=tuple((str(one.id), one.name) for one in events) if with_events else (),
        notes=tuple(
            note
            for note, holds in ((QUESTIONS_CHANGED, has_changed), (OTHER_FRAME, is_other and with_events))
            if holds
        ),
    )


def frame_id(event: Event) -> object:
    frame = frames.frame_of(event)
    return frame.id if frame else None


def together(events: Iterable[Event]) -> tuple[tuple[Asked, ...], bool]:
    """Each question once, as the first of the events asks it; and whether another asks it in other words."""
    found: dict[str, Asked] = {}
    has_changed = False
    for event in events:
        for question in event.asks.questions:
            one = asked_of(question)
            first = found.setdefault(one.key, one)
            has_changed = has_changed or first.words["en"] != one.words["en"]
            offered = {key for key, _words in first.answers}
            more = tuple(answer for answer in one.answers if answer[0] not in offered)
            if more:
                found[one.key] = Asked(first.key, first.kind, first.words, (*first.answers, *more))
    return tuple(found.values()), has_changed


def asked_of(question: Question) -> Asked:
    return Asked(
        key=question.key,
        kind=question.kind.value,
        words={language: words["text"] for language, words in question.words.items()},
        answers=tuple(answers_of(question)),
    )


def answers_of(question: Question) -> Iterable[tuple[str, Words]]:
    if question.kind is QuestionKind.CHOICE:
        for one in question.choices:
            words = one["words"]
            yield str(one["key"]), dict(words) if isinstance(words, dict) else {"en": str(words)}
    elif question.kind is QuestionKind.SCALE:
        for step in range(question.lowest or 0, (question.highest or 0) + 1):
            yield str(step), step_words(question, step)


def step_words(question: Question, step: int) -> Words:
    """A step of a scale, and at its ends what they mean."""
    end = {question.lowest: "lowest", question.highest: "highest"}.get(step)
    if end is None:
        return {"en": str(step)}
    return {"en": str(step)} | {
        language: f"{step}, {words[end]}" for language, words in question.ends.items() if words.get(end)
    }


def codes_of(nodes: Sequence[Node]) -> Iterable[Code]:
    """Those that count something: not the headings. Each with the names it stands under."""
    names = {node.code_id: node for node in nodes}
    for node in nodes:
        if not node.is_codable:
            continue
        above: list[str] = []
        parent = node.parent_id
        while parent is not None:
            above.insert(0, names[parent].name)
            parent = names[parent].parent_id
        yield Code(str(node.code_id), node.name, tuple(above))


def area_names() -> dict[str, str]:
    return {row.code: row.name for row in db.session.execute(select(Area.code, Area.name))}
