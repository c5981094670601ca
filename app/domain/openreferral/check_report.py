"""What a check gives: the findings, what was read, and how fresh the listings are."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.openreferral.check import Finding, Ledger, Level
from app.domain.openreferral.check_formats import is_date
from app.domain.openreferral.check_records import months_before
from app.domain.openreferral.fields import Profile


@dataclass
class Freshness:
    """When somebody last assured that each listing is right."""

    today: dt.date
    days: list[dt.date] = field(default_factory=list)
    unknown: int = 0

    def add(self, service: Mapping[str, Any]) -> None:
        said = service.get("assured_date")
        if isinstance(said, str) and is_date(said[:10]):
            self.days.append(dt.date.fromisoformat(said[:10]))
        else:
            self.unknown += 1

    def sums(self) -> dict[str, int | None]:
        """How many within 3, 6 and 12 months, how many before that or never, and the median age in days."""
        bounds = [months_before(self.today, months) for months in (3, 6, 12)]
        counted = Counter(sum(day <= bound for bound in bounds) for day in self.days)
        ages = [(self.today - day).days for day in self.days]
        return {
            "within_3_months": counted[0],
            "within_6_months": counted[1],
            "within_12_months": counted[2],
            "older": counted[3],
            "never": self.unknown,
            "median_days": round(statistics.median(ages)) if ages else None,
        }


@dataclass
class Read:
    """What was read of one list."""

    name: str
    is_required: bool
    is_there: bool = True
    total: int | None = None
    pages: int = 0
    records: int = 0
    opened: int = 0


@dataclass
class Report:
    source: str
    today: dt.date
    ledger: Ledger
    freshness: Freshness
    version: str = ""
    profile: Profile = Profile.UK
    lists: list[Read] = field(default_factory=list)
    asked: int = 0
    seconds: float = 0.0
    """All answers together."""

    @property
    def findings(self) -> list[Finding]:
        return self.ledger.sorted

    def count(self, level: Level) -> int:
        """How many different findings of a level there are."""
        return sum(one.level is level for one in self.ledger.findings.values())

    @property
    def passes(self) -> bool:
        return not self.count(Level.ERROR)

    @property
    def services(self) -> int:
        return next((one.total or one.records for one in self.lists if one.name == "services"), 0)

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "checked_on": self.today.isoformat(),
            "version": self.version,
            "profile": self.profile.value,
            "passes": self.passes,
            "errors": self.count(Level.ERROR),
            "warnings": self.count(Level.WARNING),
            "notes": self.count(Level.NOTE),
            "requests": self.asked,
            "average_seconds": round(self.seconds / self.asked, 3) if self.asked else None,
            "lists": [vars(one) for one in self.lists],
            "freshness": self.freshness.sums(),
            "findings": list(self._findings()),
        }

    def _findings(self) -> Iterator[dict[str, Any]]:
        for one in self.findings:
            yield {
                "level": one.level.value,
                "fault": one.fault.value,
                "endpoint": one.endpoint,
                "path": one.path,
                "count": one.count,
                "examples": one.examples,
            }


def new_report(source: str, today: dt.date, *, strict: bool, optional: frozenset[str]) -> Report:
    return Report(source, today, Ledger(strict=strict, optional=optional), Freshness(today))
