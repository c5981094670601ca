"""Measures in words: the questions as they are asked, and what the answers came to.

The questions of the ONS stand in their own words. In another language our translation is shown with the
English beside it: only the English has been tried out. A change is said as a number, never as good or bad.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.measures import (
    EFFECTIVE,
    HOW_LONELY,
    HOW_OFTEN,
    LONELY,
    NO_NUMBERS,
    ONS4_INTRO,
    SCALE,
    UCLA,
    MeasureKind,
    NoNumber,
    Pair,
    Question,
    band,
)
from app.web.filters import full_date, number
from app.web.i18n import ENGLISH, current_language
from app.web.labels import label

STANDARD: Mapping[str, str] = {
    "satisfied": _l("Overall, how satisfied are you with your life nowadays?"),
    "worthwhile": _l(
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?"
    ),
    "happy": _l("Overall, how happy did you feel yesterday?"),
    "anxious": _l("Overall, how anxious did you feel yesterday?"),
    "companionship": _l("How often do you feel that you lack companionship?"),
    "left-out": _l("How often do you feel left out?"),
    "isolated": _l("How often do you feel isolated from others?"),
    LONELY: _l("How often do you feel lonely?"),
    "effective": _l("Was your social prescribing service effective?"),
}
"""Question -> our translation of it. In English it is the standard's own, which a test holds it to."""

INTRO = _l(
    "Next I would like to ask you four questions about your feelings on aspects of your life. There are no "
    "right or wrong answers. For each of these questions I'd like you to give an answer on a scale of 0 "
    'to 10, where 0 is "not at all" and 10 is "completely".'
)
"""The same for the words before the four questions."""

OPTIONS: Mapping[tuple[str, ...], Mapping[str, str]] = {
    HOW_OFTEN: {
        "hardly-ever": _l("Hardly ever or never"),
        "some": _l("Some of the time"),
        "often": _l("Often"),
    },
    HOW_LONELY: {
        "often-always": _l("Often/always"),
        "some": _l("Some of the time"),
        "occasionally": _l("Occasionally"),
        "hardly-ever": _l("Hardly ever"),
        "never": _l("Never"),
    },
    EFFECTIVE: {
        "yes": _lp("effective", "Yes"),
        "partly": _lp("effective", "Partly"),
        "no": _lp("effective", "No"),
    },
}

ENGLISH_OPTIONS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    HOW_OFTEN: ("Hardly ever or never", "Some of the time", "Often"),
    HOW_LONELY: ("Often/always", "Some of the time", "Occasionally", "Hardly ever", "Never"),
}
"""The answers of the standard, word for word."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    english: str
    """Empty where the page is in English, or the number says it all."""
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, ready to be asked."""

    key: str
    words: str
    english: str
    options: tuple[Option, ...]
    is_scale: bool
    is_typed: bool
    """The person's own words, such as a goal."""


def asked(questions: Sequence[Question], typed: Mapping[str, object]) -> list[Asked]:
    """The questions with what was chosen already."""
    foreign = current_language() != ENGLISH
    return [
        Asked(
            key=one.key,
            words=question_words(one),
            english=one.words if foreign and one.key in STANDARD else "",
            options=tuple(options_of(one, str(typed.get(one.key, "")), foreign=foreign)),
            is_scale=one.options == SCALE,
            is_typed=one.key not in STANDARD,
        )
        for one in questions
    ]


def question_words(question: Question) -> str:
    return str(STANDARD[question.key]) if question.key in STANDARD else question.words


def options_of(question: Question, chosen: str, *, foreign: bool) -> list[Option]:
    made = []
    english = ENGLISH_OPTIONS.get(question.options, ())
    for at, value in enumerate(question.options):
        beside = english[at] if foreign and english else ""
        made.append(Option(value, answer_words(question.options, value), beside, value == chosen))
    ends = {"0": _("0, not at all"), "10": _("10, completely")}
    if question.options == SCALE:
        made = [Option(one.value, ends.get(one.value, one.words), "", one.is_chosen) for one in made]
    return made + [Option(value, label(NoNumber(value)), "", value == chosen) for value in NO_NUMBERS]


def answer_words(options: tuple[str, ...], value: object) -> str:
    """An answer as it is read: a number, how often, or that they did not know or say."""
    if value in NO_NUMBERS:
        return label(NoNumber(str(value)))
    if options == SCALE:
        return number(int(str(value)))
    return str(OPTIONS[options][str(value)])


def intro() -> tuple[str, str]:
    """What is said before the four questions, and the English of it where the page is in another language."""
    return str(INTRO), "" if current_language() == ENGLISH else ONS4_INTRO


def with_band(kind: MeasureKind, key: str, value: int) -> str:
    """Shape: `4 (low)` for the questions the ONS has such names for."""
    words = number(value)
    return f"{words} ({label(band(key, value))})" if kind is MeasureKind.ONS4 else words


def said_change(pair: Pair) -> str:
    """From the first to the latest, as a number. Nobody has agreed how much is much."""
    days = {"first": number(pair.first), "then": full_date(pair.first_on), "latest": number(pair.latest)}
    days["now"] = full_date(pair.latest_on)
    if pair.change == 0:
        return _("%(first)s on %(then)s, and %(latest)s again on %(now)s.", **days)
    days["change"] = number(abs(pair.change))
    if pair.change > 0:
        return _("%(first)s on %(then)s, %(latest)s on %(now)s: %(change)s higher.", **days)
    return _("%(first)s on %(then)s, %(latest)s on %(now)s: %(change)s lower.", **days)


@dataclass(frozen=True, slots=True)
class Bar:
    day: dt.date
    words: str
    percent: float


def bars(pair: Pair) -> tuple[Bar, Bar]:
    """The first and the latest, as parts of the whole scale."""
    least, most = (3, 9) if pair.key == UCLA else (0, 10)
    both = ((pair.first_on, pair.first), (pair.latest_on, pair.latest))
    made = [Bar(day, number(value), round((value - least) / (most - least) * 100, 1)) for day, value in both]
    return made[0], made[1]
