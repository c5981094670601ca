"""The measures of a case, ready for the page: for each question what was answered when, and the change."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from app.domain.measures import (
    GOAL_PREFIX,
    QUESTIONS,
    SCALE,
    SOURCES,
    UCLA,
    MeasureKind,
    Pair,
    Question,
    number,
    ucla_score,
)
from app.models.plans import Measure
from app.queries.measures import compared
from app.web import measure_words
from app.web.filters import full_date
from app.web.filters import number as in_figures
from app.web.labels import label
from app.web.measure_words import Bar


@dataclass(frozen=True, slots=True)
class Column:
    """One time somebody was asked."""

    measure_id: uuid.UUID
    day: dt.date
    when: str
    """At the start, at a review, at the end; and how they were asked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on one day."""

    measure_id: uuid.UUID
    day: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question over time."""

    key: str
    heading: str
    is_typed: bool
    sentence: str
    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]

    @property
    def answers(self) -> Mapping[uuid.UUID, str]:
        return {one.measure_id: one.words for one in self.rows}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of measure."""

    kind: MeasureKind
    heading: str
    source: str
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]


def parts(held: Sequence[Measure], goal_words: Mapping[str, str]) -> list[Part]:
    """Every kind that was answered, in the order they are asked."""
    given = [one for one in held if one.why_not is None]
    made = []
    for kind in MeasureKind:
        own = [one for one in given if one.kind is kind]
        if own:
            lines = licensed(own) if kind is MeasureKind.LICENSED else lines_of(kind, own, goal_words)
            made.append(Part(kind, label(kind), SOURCES.get(kind, ""), tuple(lines), columns(own)))
    return made


def columns(held: Sequence[Measure]) -> tuple[Column, ...]:
    when = ((one, f"{label(one.moment)}. {label(one.how)}") for one in held)
    return tuple(Column(one.id, one.answered_on, words) for one, words in when)


def lines_of(kind: MeasureKind, held: Sequence[Measure], goal_words: Mapping[str, str]) -> list[Line]:
    pairs = compared(held, kind)
    made = [ucla_line(held, pairs.get(UCLA))] if kind is MeasureKind.LONELINESS else []
    for question in questions_in(kind, held, goal_words):
        given = [one for one in held if question.key in one.answers]
        if not given:
            continue
        pair = pairs.get(question.key)
        rows = tuple(row(one, answer(kind, question, one)) for one in given)
        made.append(
            Line(
                key=question.key.replace(":", "-"),
                heading=measure_words.question_words(question),
                is_typed=kind is MeasureKind.GOALS,
                sentence=measure_words.said_change(pair) if pair else once(rows),
                bars=measure_words.bars(pair) if pair else (),
                rows=rows,
            )
        )
    return made


def ucla_line(held: Sequence[Measure], pair: Pair | None) -> Line:
    """The score of the three questions, where all three were answered."""
    rows = tuple(
        row(one, in_figures(score)) for one in held if (score := ucla_score(one.answers)) is not None
    )
    return Line(
        key=UCLA,
        heading=_("The three questions together, from 3 (hardly ever) to 9 (often)"),
        is_typed=False,
        sentence=measure_words.said_change(pair) if pair else once(rows),
        bars=measure_words.bars(pair) if pair else (),
        rows=rows,
    )


def questions_in(kind: MeasureKind, held: Sequence[Measure], goal_words: Mapping[str, str]) -> list[Question]:
    if kind is not MeasureKind.GOALS:
        return list(QUESTIONS[kind])
    keys = dict.fromkeys(key for one in held for key in one.answers)
    return [Question(key, goal_words.get(key.removeprefix(GOAL_PREFIX), "")) for key in keys]


def answer(kind: MeasureKind, question: Question, held: Measure) -> str:
    value = held.answers[question.key]
    scale = number(value)
    if question.options == SCALE and scale is not None:
        return measure_words.with_band(kind, question.key, scale)
    return measure_words.answer_words(question.options, value)


def licensed(held: Sequence[Measure]) -> list[Line]:
    """Measures whose questions are not here, each by its name: the score as it was typed."""
    made = []
    for at, name in enumerate(dict.fromkeys(one.name for one in held)):
        own = [one for one in held if one.name == name]
        rows = tuple(row(one, str(one.answers.get("score", ""))) for one in own)
        made.append(
            Line(
                key=f"licensed-{at}",
                heading=name,
                is_typed=True,
                sentence=licensed_change(own) if len(own) > 1 else once(rows),
                bars=(),
                rows=rows,
            )
        )
    return made


def licensed_change(own: Sequence[Measure]) -> str:
    first, latest = own[0], own[-1]
    scores = [Decimal(str(one.answers["score"])) for one in (first, latest)]
    days = {"then": full_date(first.answered_on), "now": full_date(latest.answered_on)}
    days |= {"first": str(scores[0]), "latest": str(scores[1]), "change": str(abs(scores[1] - scores[0]))}
    if scores[1] > scores[0]:
        return _("%(first)s on %(then)s, %(latest)s on %(now)s: %(change)s higher.", **days)
    if scores[1] < scores[0]:
        return _("%(first)s on %(then)s, %(latest)s on %(now)s: %(change)s lower.", **days)
    return _("%(first)s on %(then)s, and %(latest)s again on %(now)s.", **days)


def once(rows: Sequence[Row]) -> str:
    """Where there is no first and latest number to set side by side."""
    if not rows:
        return _("No answer to all three yet.")
    if len(rows) == 1:
        return _("Asked once: %(answer)s, on %(day)s.", answer=rows[0].words, day=full_date(rows[0].day))
    said = {"first": rows[0].words, "then": full_date(rows[0].day)}
    said |= {"latest": rows[-1].words, "now": full_date(rows[-1].day)}
    return _("“%(first)s” on %(then)s, “%(latest)s” on %(now)s.", **said)


def row(held: Measure, words: str) -> Row:
    return Row(held.id, held.answered_on, words)
