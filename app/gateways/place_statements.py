"""Reads what people told the partnership before: `places/<name>/statements.toml`.

Shape of the file: `source` and `said_in` for all of them, then [[statement]] with `number`, `focus`, `words`,
`topics` and `answers`; a statement may name a `source` or `said_in` of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import PlaceFolderError
from app.domain.places import Place
from app.domain.statements import AnswerFact, StatementFact

LONGEST_TOPIC = 60


def statements(root: Path, place: Place) -> tuple[StatementFact, ...]:
    """In the order of their numbers; none where the place has no such file. Raises: PlaceFolderError."""
    path = root / "places" / place.key / "statements.toml"
    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = tomllib.loads((path.parent / "sources.toml").read_text(encoding="utf-8"))
        read = [statement(row, at, data, place, sources) for at, row in enumerate(data["statement"], 1)]
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (OSError, TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error
    numbers = [one.number for one in read]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise PlaceFolderError(str(path), f"number {twice[0]} stands there twice")
    return tuple(sorted(read, key=lambda one: one.number))


def statement(
    row: Mapping[str, Any], at: int, data: Mapping[str, Any], place: Place, sources: Mapping[str, Any]
) -> StatementFact:
    """One row. Raises: ValueError, with the row's number."""
    number, words = row.get("number"), str(row.get("words", "")).strip()
    if type(number) is not int or number < 1:
        raise ValueError(f"statement {at}: `number` must be a whole number from 1")
    if not words:
        raise ValueError(f"statement {number}: `words` are missing")
    said_in = row.get("said_in", data.get("said_in"))
    if type(said_in) is not int or not 1900 <= said_in <= 2200:
        raise ValueError(f"statement {number}: `said_in` must be a year such as 2019")
    key = row.get("source", data.get("source"))
    if key not in sources:
        raise ValueError(f"statement {number}: the source {key!r} is not in sources.toml")
    focus = row.get("focus")
    if focus not in keys_of(place, "areas_of_focus"):
        raise ValueError(f"statement {number}: {focus!r} is not one of areas_of_focus in vocabularies.toml")
    topics = tuple(str(topic).strip() for topic in row.get("topics", ()))
    if not topics or not all(0 < len(topic) <= LONGEST_TOPIC for topic in topics):
        raise ValueError(f"statement {number}: `topics` must hold words of up to {LONGEST_TOPIC} letters")
    answers = tuple(answer(one, number, place) for one in row.get("answers", ()))
    said_on = sources[key].get("date")
    return StatementFact(number, focus, words, sources[key]["name"], said_in, topics, answers, said_on)


def answer(row: Mapping[str, Any], number: int, place: Place) -> AnswerFact:
    words, belongs_to = str(row.get("words", "")).strip(), str(row.get("belongs_to", ""))
    if not words:
        raise ValueError(f"statement {number}: an answer has no `words`")
    listed, _, key = belongs_to.partition("/")
    if belongs_to and key not in keys_of(place, listed):
        raise ValueError(f"statement {number}: {belongs_to!r} is not in vocabularies.toml")
    return AnswerFact(words, belongs_to)


def keys_of(place: Place, listed: str) -> frozenset[str]:
    return frozenset(term.key for term in place.vocabularies.get(listed, ()))
