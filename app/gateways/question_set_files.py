"""Reads ready sets of questions: `places/question_sets.toml` for every place, and the place's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.domain.engagement import QuestionKind
from app.domain.errors import PlaceFolderError
from app.domain.question_sets import NOT_READ, Choice, ReadySet, Written

NAME = "question_sets.toml"


def ready_sets(root: Path, place: str) -> tuple[ReadySet, ...]:
    """Those for everybody first. Raises: PlaceFolderError with the file and what is wrong in it."""
    found: dict[str, ReadySet] = {}
    for path in (root / "places" / NAME, root / "places" / place / NAME):
        for one in read(path):
            if one.key in found:
                raise PlaceFolderError(str(path), f"the set {one.key!r} is there twice")
            found[one.key] = one
    return tuple(found.values())


def read(path: Path) -> Iterator[ReadySet]:
    if not path.exists():
        return
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        reviewed = data.get("reviewed", {})
        for row in data["set"]:
            yield ReadySet(
                key=row["key"],
                name=row["name"],
                about=row["about"],
                source=row["source"],
                for_children=row.get("for_children", False),
                questions=tuple(question(one, reviewed) for one in row["question"]),
            )
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (OSError, TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error


def question(row: Mapping[str, Any], reviewed: Mapping[str, str]) -> Written:
    """`reviewed` says who read the words of a language; English needs nobody."""
    words = {}
    for code, text in row["words"].items():
        words[code] = {"text": text}
        for more in ("hint", "easy"):
            if said := row.get(more, {}).get(code):
                words[code][more] = said
        if code != "en" and not reviewed.get(code):
            words[code][NOT_READ] = "yes"
    if "en" not in words:
        raise ValueError(f"the question {row['key']!r} has no English words")
    return Written(
        kind=QuestionKind(row.get("kind", QuestionKind.OPEN)),
        key=row["key"],
        words=words,
        choices=tuple(Choice(words=one["words"], key=one["key"]) for one in row.get("choices", ())),
        lowest=row.get("lowest"),
        highest=row.get("highest"),
        ends=row.get("ends", {}),
    )
