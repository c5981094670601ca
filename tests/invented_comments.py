"""Invented comments with their personal data marked, and real comments to count false alarms on.

They lie in ../shared/feedback-corpus, which is not in this repository: see its NOTICE. The real ones are
never printed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.personal_data import Found, PersonalData, find

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "feedback-corpus"
INVENTED = FOLDER / "pii_synthetic_tune.csv"
REAL = (FOLDER / "fft_multilabel_tune.csv", FOLDER / "fft_singlelabel_criticality_tune.csv")
needs_comments = pytest.mark.skipif(
    not INVENTED.exists(), reason="the invented comments lie in ../shared, which is not here"
)

KINDS = {
    "NAME": PersonalData.NAME,
    "PHONE": PersonalData.PHONE,
    "EMAIL": PersonalData.EMAIL,
    "POSTCODE": PersonalData.POSTCODE,
    "NHS": PersonalData.NHS_NUMBER,
    "DOB": PersonalData.BIRTH_DATE,
    "ADDRESS": PersonalData.ADDRESS,
}
ENOUGH = 0.9
"""So much of a place must be found for it to count. Source: engagement.md 6."""


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    marked: tuple[Found, ...] = ()


@dataclass(slots=True)
class Score:
    """Places marked and found by kind; false alarms by kind; clean comments, and those touched."""

    marked: Counter[PersonalData] = field(default_factory=Counter)
    found: Counter[PersonalData] = field(default_factory=Counter)
    alarms: Counter[PersonalData] = field(default_factory=Counter)
    clean: int = 0
    touched: int = 0

    def recall(self, kind: PersonalData) -> float:
        return self.found[kind] / self.marked[kind]


def invented() -> list[Comment]:
    with INVENTED.open(encoding="utf-8", newline="") as lines:
        return [Comment(row["text"], tuple(marks(row["spans"]))) for row in csv.DictReader(lines)]


def marks(spans: str) -> Iterator[Found]:
    for span in filter(None, spans.split("|")):
        start, end, kind = span.split(":")
        yield Found(KINDS[kind], int(start), int(end))


def real() -> Iterator[str]:
    for path in REAL:
        with path.open(encoding="utf-8", newline="") as lines:
            yield from (row["text"] for row in csv.DictReader(lines))


def scored(comments: list[Comment]) -> Score:
    score = Score()
    for comment in comments:
        found = find(comment.text)
        for mark in comment.marked:
            score.marked[mark.kind] += 1
            score.found[mark.kind] += is_covered(mark, found)
        for one in found:
            if not any(covered(one, mark) for mark in comment.marked):
                score.alarms[one.kind] += 1
        if not comment.marked:
            score.clean += 1
            score.touched += bool(found)
    return score


def is_covered(mark: Found, found: list[Found]) -> bool:
    part = sum(covered(mark, one) for one in found if one.kind is mark.kind)
    return part >= ENOUGH * (mark.end - mark.start)


def covered(one: Found, other: Found) -> int:
    """How many letters two places share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def pieces() -> list[str]:
    """What texts are put together from to try the rules where they are hardest."""
    plain = "My name is |Dave|Okafor | |07700| 900518|+44|LS9|6NL|@|example.org|943 476| 5919|dob |4/6/|1974|"
    more = "Dr |Tel |thanks to |on reception|flat 3, 12 |Town Street|-|.|\n|\u00a0|\u2019|\u2028|\u0301|"
    wide = "\u0142|\u0130|\u00df|\ufb01|\U0001f600|\U0001f469\u200d\U0001f467|"
    arabic = "\u0627\u0633\u0645\u064a |\u0645\u062d\u0645\u062f|\u0660\u0667\u0667\u0660\u0660"
    return (plain + more + wide + arabic).split("|")
