"""What we know about who can use this website: known issues, the last test, and what may be claimed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Words = Mapping[str, str]
"""Language -> words; English is always there."""


class Compliance(StrEnum):
    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """Something that we know is not right."""

    key: str
    since: dt.date
    criterion: str
    """Of the guidelines, such as `3.1.2`; empty where they ask for nothing of the kind."""
    mend_by: dt.date
    what: Words
    hurts: Words
    instead: Words


@dataclass(frozen=True, slots=True)
class NotTested:
    """A way of using the website that nobody has tried on it yet."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Known:
    """The checked-in list."""

    issues: tuple[KnownIssue, ...]
    not_tested: tuple[NotTested, ...]
    people: str
    """Who tested it with people who need it to be accessible, and when; empty while nobody has."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was measured on every page."""

    key: str
    name: str
    criterion: str
    runs: int
    faults: int


@dataclass(frozen=True, slots=True)
class LastTest:
    """What the last test found."""

    run_on: dt.date
    pages: int
    roles: int
    languages: tuple[str, ...]
    checks: tuple[Check, ...]
    not_run: tuple[tuple[str, str], ...]
    """Name or key of a check and why it did not run."""

    @property
    def runs(self) -> int:
        return sum(check.runs for check in self.checks)

    @property
    def faults(self) -> int:
        return sum(check.faults for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.faults)


def compliance(known: Known, test: LastTest | None) -> Compliance:
    """What the statement may claim. Never "fully" while nobody has tested it with people.

    "Not" where most of what was measured found faults.
    """
    if test is not None and is_most(test.failed, test.checks):
        return Compliance.NOT
    is_clean = test is not None and not test.faults and not test.not_run
    if known.people and is_clean and not known.issues and not known.not_tested:
        return Compliance.FULLY
    return Compliance.PARTIALLY


def is_most(part: Sequence[object], whole: Sequence[object]) -> bool:
    return len(part) * 2 > len(whole)
