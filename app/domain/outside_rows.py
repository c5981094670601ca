"""Feedback from elsewhere: what its columns stand for, and one row of it with everything that is wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.engagement import MOST_WORDS
from app.domain.insight import QuotePermission
from app.domain.typed_dates import read_date
from app.domain.typed_text import clean_line, clean_lines
from app.domain.words import fold


class Column(StrEnum):
    """What a column of somebody's file can stand for."""

    TEXT = "text"
    QUESTION = "question"
    DAY = "day"
    SOURCE = "source"
    MAY_QUOTE = "may-quote"
    AREA = "area"


class OutsideFault(StrEnum):
    """Why a row does not come in."""

    NO_TEXT = "no-text"
    TOO_LONG = "too-long"
    NOT_A_DAY = "not-a-day"
    NO_DAY = "no-day"
    IN_FUTURE = "in-future"
    NOT_YES_OR_NO = "not-yes-or-no"
    TOO_MANY_QUESTIONS = "too-many-questions"


GUESSES: Mapping[Column, tuple[str, ...]] = {
    Column.TEXT: (
        "text",
        "comment",
        "comments",
        "feedback",
        "answer",
        "response",
        "what they said",
        "what was said",
        "complaint",
        "free text",
        "description",
        "details",
    ),
    Column.QUESTION: ("question", "question text", "asked", "what was asked"),
    Column.DAY: ("date", "day", "when", "received", "date received", "submitted", "created", "year"),
    Column.SOURCE: ("source", "from", "channel", "where from", "origin", "team"),
    Column.MAY_QUOTE: (
        "may quote",
        "permission",
        "permission to quote",
        "consent",
        "quote",
        "can we quote",
        "ok to quote",
        "consent to publish",
    ),
    Column.AREA: ("area", "ward", "where they live", "neighbourhood"),
}
"""Headings that are likely to mean it, folded."""
YES = frozenset({"yes", "y", "true", "1", "agreed", "given"})
NO = frozenset({"no", "n", "false", "0", "refused", "not given"})
NOT_SAID = frozenset({"", "not asked", "unknown", "n/a", "na", "-"})
MOST_ROWS = 5_000
MOST_QUESTIONS = 30
MOST_SOURCE = 200
MOST_QUESTION = 300
WHAT_THEY_SAID = "what-they-said"
"""Key of the question of rows that name none."""
YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """What one row says."""

    text: str
    question: str
    """As it was asked; empty where the file names none."""
    day: dt.date
    source: str
    may_quote: QuotePermission
    area: str
    """Code of an area of the place; empty where it is none we know."""


@dataclass(frozen=True, slots=True)
class Read:
    """One row of the file: what it says, or what is wrong with it."""

    number: int
    row: OutsideRow | None
    fault: OutsideFault | None = None


def guessed(headings: Sequence[str]) -> dict[Column, str]:
    """What each column is likely to stand for, by its heading. A heading stands for one thing."""
    folded = {fold(heading): heading for heading in reversed(headings) if heading}
    found: dict[Column, str] = {}
    for column, words in GUESSES.items():
        heading = next((folded[word] for word in words if word in folded), "")
        if heading and heading not in found.values():
            found[column] = heading
    return found


def read_all(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    columns: Mapping[Column, str],
    areas: Mapping[str, str],
    *,
    today: dt.date,
    otherwise: dt.date | None,
) -> list[Read]:
    """`areas`: folded names and codes of areas -> code. `otherwise`: the day of rows that name none."""
    questions: set[str] = set()
    made = []
    for number, cells in rows:
        values = {column: cells.get(heading, "") for column, heading in columns.items() if heading}
        one = read(number, values, areas, today=today, otherwise=otherwise)
        if one.row and one.row.question:
            questions.add(question_key(one.row.question))
            if len(questions) > MOST_QUESTIONS:
                one = Read(number, None, OutsideFault.TOO_MANY_QUESTIONS)
        made.append(one)
    return made


def read(
    number: int,
    values: Mapping[Column, str],
    areas: Mapping[str, str],
    *,
    today: dt.date,
    otherwise: dt.date | None,
) -> Read:
    text = clean_lines(values.get(Column.TEXT, "")).strip()
    if not text:
        return Read(number, None, OutsideFault.NO_TEXT)
    if len(text) > MOST_WORDS:
        return Read(number, None, OutsideFault.TOO_LONG)
    day = day_of(values.get(Column.DAY, ""), today, otherwise)
    if isinstance(day, OutsideFault):
        return Read(number, None, day)
    permission = permission_of(values.get(Column.MAY_QUOTE, ""))
    if permission is None:
        return Read(number, None, OutsideFault.NOT_YES_OR_NO)
    return Read(
        number,
        OutsideRow(
            text=text,
            question=clean_line(values.get(Column.QUESTION, ""))[:MOST_QUESTION].strip(),
            day=day,
            source=clean_line(values.get(Column.SOURCE, ""))[:MOST_SOURCE].strip(),
            may_quote=permission,
            area=areas.get(fold(values.get(Column.AREA, "")), ""),
        ),
    )


def day_of(typed: str, today: dt.date, otherwise: dt.date | None) -> dt.date | OutsideFault:
    """A day, a moment of which the day counts, or a year, of which the last day counts."""
    said = typed.strip()
    if not said:
        return otherwise or OutsideFault.NO_DAY
    if YEAR.fullmatch(said):
        return min(dt.date(int(said), 12, 31), today) if int(said) <= today.year else OutsideFault.IN_FUTURE
    day = read_date(said.replace("T", " ").split(" ")[0] if said[:4].isdigit() else said, today)
    if day is None:
        return OutsideFault.NOT_A_DAY
    return OutsideFault.IN_FUTURE if day > today else day


def permission_of(typed: str) -> QuotePermission | None:
    """None for what is neither yes, no nor empty: nobody's words are shown by a guess."""
    said = fold(typed)
    if said in NOT_SAID:
        return QuotePermission.NOT_ASKED
    if said in YES:
        return QuotePermission.YES
    return QuotePermission.NO if said in NO else None


def question_key(words: str) -> str:
    """The same for the same question in every file, so that years can be compared."""
    folded = fold(words)
    if not folded:
        return WHAT_THEY_SAID
    short = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
    return f"{short or 'question'}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}"


def numbered(rows: Iterable[OutsideRow]) -> Iterator[tuple[OutsideRow, int]]:
    """Each row with its place among those that are the very same: two people may say the same words."""
    seen: dict[tuple[str, str, dt.date, str], int] = {}
    for row in rows:
        same = (row.source, row.question, row.day, row.text)
        seen[same] = seen.get(same, 0) + 1
        yield row, seen[same]
