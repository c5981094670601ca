"""Measures: the ONS wellbeing and loneliness questions, our goal score, and a slot for licensed ones.

The questions of the ONS stand here word for word, with their source: changed words would measure something
else. Nothing here is ever summed but the three questions of the UCLA scale. Source: referrals.md 6.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class MeasureKind(StrEnum):
    ONS4 = "ons4"
    LONELINESS = "loneliness"
    GOALS = "goals"
    LICENSED = "licensed"
    SERVICE = "service"
    """Was the social prescribing service any good for them?"""


class MeasureMoment(StrEnum):
    START = "start"
    REVIEW = "review"
    END = "end"


class AskedHow(StrEnum):
    WORKER = "worker"
    PAPER = "paper"
    OWN_LINK = "own-link"


class NoNumber(StrEnum):
    """Answers that are no number. A question nobody answered is neither: it is not there."""

    DONT_KNOW = "dont-know"
    NOT_SAID = "not-said"


class Band(StrEnum):
    """How the ONS calls a number of its four questions."""

    VERY_LOW = "very-low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very-high"


SCALE = tuple(str(number) for number in range(11))
HOW_OFTEN = ("hardly-ever", "some", "often")
"""Score 1, 2 and 3."""
HOW_LONELY = ("often-always", "some", "occasionally", "hardly-ever", "never")
EFFECTIVE = ("yes", "partly", "no")
NO_NUMBERS = tuple(one.value for one in NoNumber)

UCLA = "ucla"
"""The score of the first three questions about loneliness, 3 to 9."""
LONELY = "lonely"
GOAL_PREFIX = "goal:"
UCLA_ITEMS = ("companionship", "left-out", "isolated")
REVIEW_AFTER = dt.timedelta(weeks=12)
SOURCES = {
    MeasureKind.ONS4: "Office for National Statistics, personal wellbeing, Government Statistical Service "
    "harmonised standard. Open Government Licence v3.0.",
    MeasureKind.LONELINESS: "Office for National Statistics, national indicators of loneliness: three "
    "questions of the UCLA loneliness scale, and one asked directly.",
}
"""Names of sources: the same in every language."""


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    words: str
    """In the words of the standard; ours for our own."""
    options: tuple[str, ...] = SCALE


ONS4_INTRO = (
    "Next I would like to ask you four questions about your feelings on aspects of your life. There are no "
    "right or wrong answers. For each of these questions I'd like you to give an answer on a scale of 0 "
    'to 10, where 0 is "not at all" and 10 is "completely".'
)

QUESTIONS: Mapping[MeasureKind, tuple[Question, ...]] = {
    MeasureKind.ONS4: (
        Question("satisfied", "Overall, how satisfied are you with your life nowadays?"),
        Question(
            "worthwhile",
            "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        ),
        Question("happy", "Overall, how happy did you feel yesterday?"),
        Question("anxious", "Overall, how anxious did you feel yesterday?"),
    ),
    MeasureKind.LONELINESS: (
        Question("companionship", "How often do you feel that you lack companionship?", HOW_OFTEN),
        Question("left-out", "How often do you feel left out?", HOW_OFTEN),
        Question("isolated", "How often do you feel isolated from others?", HOW_OFTEN),
        Question(LONELY, "How often do you feel lonely?", HOW_LONELY),
    ),
    MeasureKind.SERVICE: (
        Question("effective", "Was your social prescribing service effective?", EFFECTIVE),
    ),
}
"""Those whose questions are always the same. The direct question about loneliness comes last."""

ASKED = (MeasureKind.ONS4, MeasureKind.LONELINESS, MeasureKind.GOALS, MeasureKind.SERVICE)
"""Those that have questions here."""
BY_LINK = (MeasureKind.ONS4, MeasureKind.LONELINESS, MeasureKind.SERVICE)
"""Those that somebody can answer by their own link."""

DUE: Mapping[MeasureMoment, tuple[MeasureKind, ...]] = {
    MeasureMoment.START: (MeasureKind.ONS4, MeasureKind.LONELINESS),
    MeasureMoment.REVIEW: (MeasureKind.ONS4, MeasureKind.LONELINESS),
    MeasureMoment.END: (MeasureKind.ONS4, MeasureKind.LONELINESS, MeasureKind.SERVICE),
}
"""What is asked at each moment, or said why not. The others are asked where they fit."""
START_WITHIN = dt.timedelta(days=7)
"""After the first contact both ways."""

Answers = dict[str, int | str]


def reviews_due(started: dt.date, today: dt.date) -> list[tuple[int, dt.date]]:
    """The reviews whose day has come: their number and day, twelve weeks apart."""
    many = max(0, (today - started) // REVIEW_AFTER)
    return [(number, started + number * REVIEW_AFTER) for number in range(1, many + 1)]


def questions_of(kind: MeasureKind, goals: Iterable[tuple[str, str]] = ()) -> tuple[Question, ...]:
    """The questions of a kind. `goals`: id and words, for our goal score."""
    if kind is MeasureKind.GOALS:
        return tuple(Question(f"{GOAL_PREFIX}{id_}", words) for id_, words in goals)
    return QUESTIONS.get(kind, ())


def clean_answers(questions: Sequence[Question], typed: Mapping[str, object]) -> Answers:
    """The answers that are one of their question's, each in its shape. What nobody answered is not there."""
    answers: Answers = {}
    for question in questions:
        value = str(typed.get(question.key, ""))
        if value in NO_NUMBERS:
            answers[question.key] = value
        elif value in question.options:
            answers[question.key] = int(value) if question.options == SCALE else value
    return answers


def number(value: object) -> int | None:
    """A number on a scale. "Do not know" and "prefer not to say" are none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10 else None


def ucla_score(answers: Mapping[str, object]) -> int | None:
    """3 to 9; None unless all three were answered with how often."""
    given = [answers.get(key) for key in UCLA_ITEMS]
    return sum(HOW_OFTEN.index(str(one)) + 1 for one in given) if set(given) <= set(HOW_OFTEN) else None


def scores(kind: MeasureKind, answers: Mapping[str, object]) -> dict[str, int]:
    """What can be compared between two days: key -> number. The four of the ONS stand alone."""
    if kind is MeasureKind.LONELINESS:
        total = ucla_score(answers)
        return {} if total is None else {UCLA: total}
    if kind in {MeasureKind.ONS4, MeasureKind.GOALS}:
        found = ((key, number(value)) for key, value in answers.items())
        return {key: value for key, value in found if value is not None}
    return {}


def band(key: str, value: int) -> Band:
    """How the ONS calls a number. Being anxious runs the other way."""
    if key == "anxious":
        return (
            Band.VERY_LOW
            if value <= 1
            else Band.LOW
            if value <= 3
            else Band.MEDIUM
            if value <= 5
            else Band.HIGH
        )
    return (
        Band.LOW if value <= 4 else Band.MEDIUM if value <= 6 else Band.HIGH if value <= 8 else Band.VERY_HIGH
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """One set of answers on one day."""

    day: dt.date
    moment: MeasureMoment
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """The first and the latest number of one key; `change` is from one to the other."""

    key: str
    first: int
    first_on: dt.date
    latest: int
    latest_on: dt.date

    @property
    def change(self) -> int:
        return self.latest - self.first


def pairs(taken: Iterable[Taken]) -> dict[str, Pair]:
    """Key -> first and latest number. Only where there are two; what lies between is never picked."""
    held: dict[str, list[tuple[dt.date, int]]] = {}
    for one in sorted(taken, key=lambda each: each.day):
        for key, value in one.scores.items():
            held.setdefault(key, []).append((one.day, value))
    return {
        key: Pair(key, many[0][1], many[0][0], many[-1][1], many[-1][0])
        for key, many in held.items()
        if len(many) > 1
    }


SCORE = re.compile(r"-?\d{1,4}(?:\.\d{1,3})?")


def is_score(text: str) -> bool:
    """Can this be the score of a licensed measure?"""
    return SCORE.fullmatch(text) is not None
