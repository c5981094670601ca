"""What was found, as it comes in, kept in a file so that a run can go on where it stopped."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from access import matrix
from access.crawl import kind_once
from access.found import Found

IN_BROWSER = frozenset(one.key for one in matrix.IN_BROWSER)


@dataclass
class Results:
    """A row for each check of each page. The table is made of nothing else."""

    path: Path | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    opened: dict[str, list[int]] = field(default_factory=dict)
    """Reader -> addresses opened, and how many of them are pages."""
    planned: set[tuple[str, str]] = field(default_factory=set)
    """What the browser was to open, a page or, in a quick run, a template; and in which language."""
    left_out: dict[str, str] = field(default_factory=dict)
    """What the runs passed over, and why."""
    commits: list[str] = field(default_factory=list)
    """What was looked at: each run tells its own."""
    before: set[tuple[str, str]] = field(default_factory=set)
    """Pages and templates that an earlier run's browser found well, and in which language."""
    faulty: set[tuple[str, str]] = field(default_factory=set)
    """Pages that are looked at again."""

    def add(self, check: str, found: Found, language: str, faults: list[str]) -> None:
        self.rows.append(
            {
                "check": check,
                "who": found.reader.who,
                "address": found.address,
                "template": found.template or found.endpoint,
                "page": " ".join(kind_once(found)),
                "language": language,
                "faults": faults,
            }
        )
        self.write(self.rows[-1:])

    def add_opened(self, found: Iterable[Found], *, adds: bool = False) -> None:
        """A reader of an earlier run is counted anew, or, where this run `adds`, counted on."""
        told_anew: dict[str, list[int]] = {}
        for one in found:
            told = told_anew.setdefault(
                one.reader.who, list(self.opened.get(one.reader.who, (0, 0))) if adds else [0, 0]
            )
            told[0] += 1
            told[1] += one.is_page
        self.opened |= told_anew
        self.write([{"opened": self.opened}])

    def run_at(self, commit: str) -> None:
        self.commits = list(dict.fromkeys([*self.commits, commit]))
        self.write([{"commits": self.commits}])

    def leave_out(self, key: str, why: str) -> None:
        self.left_out[key] = why
        self.write([{"left_out": self.left_out}])

    def plan(self, work: Iterable[tuple[str, str]]) -> None:
        self.planned |= set(work)
        self.write([{"planned": sorted(self.planned)}])

    def looked_at(self) -> set[tuple[str, str]]:
        """Pages and templates a browser has opened, and in which language."""
        return {
            (row[whole], row["language"])
            for row in self.rows
            if row["check"] in IN_BROWSER
            for whole in ("page", "template")
        }

    def waiting(self) -> int:
        """How many of the plans no browser has opened."""
        return len(self.planned - self.looked_at())

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        if self.path:
            with self.path.open("a", encoding="utf-8") as lines:
                lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    def forget(self, unwanted: set[int]) -> None:
        """Rows that are about to be found anew."""
        self.rows = [row for number, row in enumerate(self.rows) if number not in unwanted]
        if self.path:
            self.path.unlink(missing_ok=True)
        heads = {
            "opened": self.opened,
            "planned": sorted(self.planned),
            "commits": self.commits,
            "left_out": self.left_out,
        }
        self.write([*({name: told} for name, told in heads.items()), *self.rows])

    def go_on(self, only: set[str], languages: set[str]) -> None:
        """Take over what an earlier run has kept, but for what is looked at again: pages with faults."""
        self.read()
        again = {
            number
            for number, row in enumerate(self.rows)
            if row["check"] in (only or IN_BROWSER) & IN_BROWSER and row["language"] in languages
        }
        self.faulty = {
            (self.rows[number]["page"], self.rows[number]["language"])
            for number in again
            if self.rows[number]["faults"]
        }
        self.forget(
            {
                number
                for number in again
                if (self.rows[number]["page"], self.rows[number]["language"]) in self.faulty
            }
        )
        self.before = self.looked_at()

    def read(self) -> None:
        if self.path and self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if "opened" in row:
                    self.opened |= row["opened"]
                elif "planned" in row:
                    self.planned |= {(what, language) for what, language in row["planned"]}
                elif "left_out" in row:
                    self.left_out |= row["left_out"]
                elif "commits" in row:
                    self.commits = list(dict.fromkeys([*self.commits, *row["commits"]]))
                else:
                    self.rows.append(row)

    def forget_check(self, check: str, readers: set[str]) -> None:
        """What the check said of the pages of these readers. What it said of others stays."""
        self.forget(
            {
                number
                for number, row in enumerate(self.rows)
                if row["check"] == check and row["who"] in readers
            }
        )

    def runs(self) -> dict[str, int]:
        """Check -> how often it ran."""
        told: dict[str, int] = defaultdict(int)
        for row in self.rows:
            told[row["check"]] += 1
        return told

    def cells(self) -> dict[tuple[str, str], list[int]]:
        """Template and check -> runs, and those with faults."""
        told: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for row in self.rows:
            cell = told[row["template"], row["check"]]
            cell[0] += 1
            cell[1] += bool(row["faults"])
        return told

    def faults(self) -> list[dict[str, str]]:
        return [{**row, "fault": fault} for row in self.rows for fault in row["faults"]]
