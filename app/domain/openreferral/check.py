"""What is wrong with a feed of Open Referral, collected: each fault once for each place it is found at.

The words for it are the caller's; here are names, places, counts and a few examples.
Source: the two validators of Open Referral UK, and what they leave out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 120
_INDEX = re.compile(r"\[\d+\]")


class Level(StrEnum):
    ERROR = "error"
    """The feed does not keep to the standard."""
    WARNING = "warning"
    """The standard lets it pass, but who reads the feed will stumble."""
    NOTE = "note"
    """Worth knowing."""


class Fault(StrEnum):
    WRONG_TYPE = "wrong-type"
    MISSING = "missing"
    WRONG_FORMAT = "wrong-format"
    NOT_ONE_OF = "not-one-of"
    UNDECLARED = "undeclared"
    EMPTY = "empty"
    UNLIKELY_EMAIL = "unlikely-email"
    WRONG_DATE = "wrong-date"
    WRONG_TIME = "wrong-time"
    WRONG_RULE = "wrong-rule"
    CLOSES_FIRST = "closes-first"
    ENDS_FIRST = "ends-first"
    OUTSIDE_UK = "outside-uk"
    HALF_A_POINT = "half-a-point"
    ASSURED_AHEAD = "assured-ahead"
    ASSURED_LONG_AGO = "assured-long-ago"
    NOT_ASSURED = "not-assured"
    NO_ORGANIZATION = "no-organization"
    OTHER_ORGANIZATION = "other-organization"
    OTHER_PARENT = "other-parent"
    DOUBLED_WITHIN = "doubled-within"
    MARKUP = "markup"

    NOT_A_PAGE = "not-a-page"
    WRONG_NUMBER = "wrong-number"
    WRONG_FIRST = "wrong-first"
    WRONG_LAST = "wrong-last"
    WRONG_EMPTY = "wrong-empty"
    WRONG_SIZE = "wrong-size"
    SHORT_PAGE = "short-page"
    TOTALS_DIFFER = "totals-differ"
    TOTAL_MISSED = "total-missed"
    PAGES_DIFFER = "pages-differ"
    DOUBLED = "doubled"

    NO_ANSWER = "no-answer"
    WRONG_STATUS = "wrong-status"
    NOT_JSON = "not-json"
    NO_ENDPOINT = "no-endpoint"
    NO_VERSION = "no-version"
    JUDGED_AS_1 = "judged-as-1"
    OPENAPI = "openapi"
    EMPTY_FEED = "empty-feed"
    NO_IDS = "no-ids"
    NOT_OPENED = "not-opened"
    OTHER_OPENED = "other-opened"
    NO_CORS = "no-cors"
    NO_404 = "no-404"
    NO_400 = "no-400"
    SLOW = "slow"
    NOT_ALL_READ = "not-all-read"


BY_SCHEMA = frozenset({Fault.WRONG_TYPE, Fault.MISSING, Fault.WRONG_FORMAT, Fault.NOT_ONE_OF})
"""What the published schemas themselves find."""

LEVELS: Mapping[Fault, Level] = {
    **dict.fromkeys(
        (
            Fault.UNDECLARED,
            Fault.OTHER_PARENT,
            Fault.CLOSES_FIRST,
            Fault.NO_ORGANIZATION,
            Fault.ASSURED_LONG_AGO,
            Fault.NOT_ASSURED,
            Fault.OUTSIDE_UK,
            Fault.EMPTY_FEED,
            Fault.NO_IDS,
            Fault.NO_CORS,
            Fault.NO_404,
            Fault.NO_400,
            Fault.SLOW,
            Fault.OPENAPI,
        ),
        Level.WARNING,
    ),
    **dict.fromkeys((Fault.MARKUP, Fault.NO_ENDPOINT, Fault.NOT_ALL_READ), Level.NOTE),
}
"""Every fault not named here is an error."""


@dataclass(frozen=True, slots=True)
class Found:
    """One fault at one place. `path` counts from the record, as in `contents[3].email`."""

    fault: Fault
    path: str = ""
    value: object = None
    where: str = ""
    """What it was found in: an identifier, a file, a page."""


@dataclass(slots=True)
class Finding:
    """One fault at one place of one endpoint. `count` is of records, or of times."""

    fault: Fault
    level: Level
    endpoint: str
    path: str
    count: int = 0
    examples: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Ledger:
    """Collects what is found. `strict` counts undeclared fields as errors."""

    strict: bool = False
    optional: frozenset[str] = frozenset()
    """Endpoints that need not be there: their errors are warnings."""
    findings: dict[tuple[Fault, str, str], Finding] = field(default_factory=dict)

    def add(self, endpoint: str, found: Iterable[Found]) -> None:
        for one in found:
            path = plain_path(one.path)
            key = (one.fault, endpoint, path)
            finding = self.findings.get(key)
            if finding is None:
                finding = Finding(one.fault, self.level(one.fault, endpoint), endpoint, path)
                self.findings[key] = finding
            if one.where in finding.seen:
                continue
            if one.where:
                finding.seen.add(one.where)
            finding.count += 1
            example = shown(one)
            if example and len(finding.examples) < MOST_EXAMPLES and example not in finding.examples:
                finding.examples.append(example)

    def level(self, fault: Fault, endpoint: str) -> Level:
        level = Level.ERROR if fault is Fault.UNDECLARED and self.strict else LEVELS.get(fault, Level.ERROR)
        return Level.WARNING if level is Level.ERROR and endpoint in self.optional else level

    @property
    def sorted(self) -> list[Finding]:
        """Worst first, then endpoint by endpoint."""
        order = list(Level)
        return sorted(
            self.findings.values(),
            key=lambda one: (order.index(one.level), one.endpoint, -one.count, one.path, one.fault),
        )


def plain_path(path: str) -> str:
    """The path without the places in lists, so that the same fault of many records is one."""
    return _INDEX.sub("[]", path)


def shown(one: Found) -> str:
    """The value and where it stood, short enough for a line."""
    value = "" if one.value is None else cut(str(one.value))
    return f"{one.where}: {value}" if one.where and value else one.where or value


def cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_EXAMPLE else flat[: LONGEST_EXAMPLE - 1] + "…"
