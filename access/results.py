"""What was found, as it comes in, kept in a file so that a run can go on where it stopped."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from access.found import Found


@dataclass
class Results:
    """Check -> how often it ran; and each fault with its page."""

    path: Path | None = None
    runs: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    faults: list[dict[str, str]] = field(default_factory=list)
    cells: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    """Template and check -> runs and faults."""
    before: set[tuple[str, str]] = field(default_factory=set)
    """Pages an earlier run has looked at in the browser: name and language."""

    def add(self, check: str, found: Found, language: str, faults: list[str], *, keep: bool = True) -> None:
        row = {
            "check": check,
            "who": found.reader.who,
            "class": found.reader_class,
            "address": found.address,
            "template": found.template or found.endpoint,
            "language": language,
        }
        self.count(row, faults)
        if keep and self.path:
            with self.path.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({**row, "faults": faults}, ensure_ascii=False) + "\n")

    def count(self, row: dict[str, str], faults: list[str]) -> None:
        self.runs[row["check"]] += 1
        cell = self.cells[row["template"], row["check"]]
        cell[0] += 1
        cell[1] += bool(faults)
        self.faults += [{**row, "fault": fault} for fault in faults]

    def go_on(self) -> None:
        """Take over what an earlier run has kept."""
        if self.path and self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self.count(row, row.pop("faults"))
                self.before.add((f"{row['who']} {row['address']}", row["language"]))
