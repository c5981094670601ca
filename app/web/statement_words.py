"""Statements and answers in words: how they stand, what they belong to, by what they are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.domain.answering import WAYS, days_late
from app.domain.insight import AnswerStatus, SourceKind, WayIn
from app.models.answers import Answer
from app.queries.statements import Came, StatementRow, Way
from app.web.activity_words import month_words
from app.web.filters import full_date, number
from app.web.i18n import current_language
from app.web.labels import label, shape
from app.web.place import place


@dataclass(frozen=True, slots=True)
class State:
    """A shape and its words."""

    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in: what it is called, and how many statements it leads to."""

    group: str
    key: str
    words: str
    many: int
    is_chosen: bool


FOCUS = "focus"


def state_of(status: AnswerStatus | None, late: int = 0) -> State:
    """Late answers say so by themselves. Shape: `No answer yet. 41 days late`."""
    if status is not None:
        return State(shape(status), cannot() if status is AnswerStatus.CANNOT else label(status))
    if not late:
        return State("todo", _("No answer yet"))
    return State(
        "late",
        str(ngettext("No answer yet. %(num)s day late", "No answer yet. %(num)s days late", late)),
    )


def late_words(late: int) -> str:
    """Where others have answered already. Shape: `An answer is 41 days late`."""
    return str(ngettext("An answer is %(num)s day late", "An answer is %(num)s days late", late))


def cannot() -> str:
    """Where no reason follows."""
    return _("We cannot do it")


def state_of_answer(answer: Answer) -> State:
    if answer.status is AnswerStatus.CANNOT:
        return State(shape(answer.status), label(answer.status))
    return state_of(answer.status, days_late(answer.status, answer.due_on, clock.today()))


def is_late(answer: Answer) -> bool:
    return bool(days_late(answer.status, answer.due_on, clock.today()))


def state_of_row(row: StatementRow) -> State:
    return state_of(row.status, row.late)


def when_words(answer: Answer) -> str:
    """When it was answered and last changed. Shape: `3 September 2026, changed 12 November 2026`."""
    if answer.answered_on is None:
        return ""
    if answer.status is AnswerStatus.PLANNED:
        return _("Planned in %(month)s", month=month_words(answer.answered_on))
    if answer.changed_on > answer.answered_on:
        return _(
            "%(day)s, changed %(other)s",
            day=full_date(answer.answered_on),
            other=full_date(answer.changed_on),
        )
    return full_date(answer.answered_on)


def reminded_words(many: int) -> str:
    """Shape: `We have reminded them three times.`"""
    if not many:
        return ""
    words = {1: _("once"), 2: _("twice"), 3: _("three times"), 4: _("four times"), 5: _("five times")}
    times = words.get(many) or str(ngettext("%(num)s time", "%(num)s times", many))
    return _("We have reminded them %(times)s.", times=times)


def came_words(came: Came) -> str:
    """How many said so there; empty where it is not known or too few to show."""
    if came.number is None:
        return ""
    if came.kind is SourceKind.EVENT:
        return str(ngettext("About %(num)s conversation", "About %(num)s conversations", came.number))
    return str(ngettext("%(num)s person", "%(num)s people", came.number))


def belongs_words(belongs_to: str) -> str:
    """The name of the strategy or programme that an answer belongs to; empty for none."""
    listed, _slash, key = belongs_to.partition("/")
    return term_words(listed, key) if key else ""


def term_words(listed: str, key: str) -> str:
    for term in place().vocabularies.get(listed, ()):
        if term.key == key:
            return place().words(term.words, current_language())
    return key


def way_words(way: Way) -> str:
    group, key = way
    if group is WayIn.AREA:
        return next((area.name for area in place().areas if area.code == key), key)
    return term_words(WAYS[group] if group else "areas_of_focus", key)


def focus_words(key: str) -> str:
    return term_words("areas_of_focus", key)


def choices(rows: Sequence[StatementRow], chosen: Way | None) -> list[tuple[str, list[Choice]]]:
    """Every way in to something, by group. A way that leads to nothing is not offered."""
    counts: dict[Way, int] = {}
    for row in rows:
        for way in row.ways:
            counts[way] = counts.get(way, 0) + 1
    found = []
    for group in (None, *WayIn):
        ways = [way for way in counts if way[0] is group]
        offered = [choice_of(way, counts[way], chosen) for way in sorted(ways, key=order_of)]
        if offered:
            found.append((_("Focus") if group is None else label(group), offered))
    return found


def choice_of(way: Way, many: int, chosen: Way | None) -> Choice:
    group = way[0].value if way[0] else FOCUS
    return Choice(group, way[1], way_words(way), many, way == chosen)


def order_of(way: Way) -> tuple[int, str]:
    """As the place's list has them; areas by name."""
    group, key = way
    if group is WayIn.AREA:
        return 0, way_words(way)
    keys = [term.key for term in place().vocabularies.get(WAYS[group] if group else "areas_of_focus", ())]
    return keys.index(key) if key in keys else len(keys), key


def counted_words(statuses: Iterable[tuple[AnswerStatus | None, int]]) -> list[tuple[State, str]]:
    """Each state that there is, with how many."""
    return [(state_of(status), number(many)) for status, many in statuses if many]
