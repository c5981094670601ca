"""The table: printed, and written down for people and for the accessibility statement."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from access import nu
from access.found import Found
from access.matrix import IN_BROWSER, WITHOUT_BROWSER
from access.results import Results
from app import clock
from config import ROOT

CHECKS = (
    *((key, name, criterion) for key, name, criterion, _ in WITHOUT_BROWSER),
    *((one.key, one.name, one.criterion) for one in IN_BROWSER),
)
TABLE = ROOT / "docs" / "access.md"
FIGURES = ROOT / "access" / "results.json"
KNOWN = ROOT / "access" / "known_issues.toml"
NEVER_RUN = (
    ("screen-readers", "NVDA, VoiceOver and TalkBack: no machine hears a page as a person does"),
    ("switch", "Switch, magnifier and voice control: people try them by the manual sheet"),
    ("people", "People with disabilities have not tried these pages yet"),
    ("firefox-safari", "Firefox and Safari: the browser of these checks is Chromium"),
)


@dataclass(frozen=True)
class Told:
    """A run, as it is written down."""

    found: list[Found]
    looked_at: list[Found]
    results: Results
    languages: list[str]
    seconds: float

    @property
    def templates(self) -> list[str]:
        return sorted({one.template for one in self.looked_at})

    @property
    def roles(self) -> list[str]:
        return sorted({one.reader.who for one in self.found})

    @property
    def not_run(self) -> list[tuple[str, str]]:
        missing = [("nu", nu.why_not())] if nu.why_not() and not self.results.runs["nu"] else []
        return [*missing, *NEVER_RUN]

    def faulty(self, check: str) -> int:
        """Pages, not faults: one page may have many."""
        return sum(cell[1] for (_, key), cell in self.results.cells.items() if key == check)


def print_it(told: Told) -> None:
    print()
    for key, name, criterion in CHECKS:
        if told.results.runs[key]:
            print(f"{told.results.runs[key]:6} pages, {told.faulty(key):4} with faults  {name} {criterion}")
    print()
    for fault in told.results.faults[:400]:
        print(
            f"{fault['check']}: {fault['language']} {fault['who']} {fault['address']}: {fault['fault'][:240]}"
        )
    print(f"\n{summary(told)}")


def summary(told: Told) -> str:
    return (
        f"{len(told.found)} addresses opened as {len(told.roles)} readers; {len(told.looked_at)} pages of"
        f" {len(told.templates)} templates looked at in the browser, in {' and '.join(told.languages)};"
        f" {len(told.results.faults)} faults; {told.seconds / 60:.0f} minutes."
    )


def write(told: Told) -> None:
    FIGURES.write_text(json.dumps(figures(told), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    TABLE.write_text(markdown(told), encoding="utf-8")


def figures(told: Told) -> dict[str, Any]:
    return {
        "run_on": run_on(),
        "pages": len(told.looked_at),
        "addresses": len(told.found),
        "templates": len(told.templates),
        "roles": len(told.roles),
        "languages": told.languages,
        "checks": [
            {
                "key": key,
                "name": name,
                "criterion": criterion,
                "runs": told.results.runs[key],
                "faults": told.faulty(key),
            }
            for key, name, criterion in CHECKS
            if told.results.runs[key]
        ],
        "not_run": [{"key": key, "why": why} for key, why in told.not_run],
    }


def run_on() -> str:
    """The real day, though the clock of the demonstration stands still."""
    said = subprocess.run(["date", "+%F"], capture_output=True, text=True, check=True)
    return said.stdout.strip() or clock.today().isoformat()


def commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "not known"


def markdown(told: Told) -> str:
    lines = [
        "# The last run of `script/access`",
        "",
        f"On {run_on()}, at commit {commit()}. {summary(told)}",
        "",
        "Written by `script/access`: change nothing here by hand. `access/checks/` says what each does.",
        "",
        "| check | criterion (WCAG 2.2) | pages | pages with faults |",
        "| --- | --- | ---: | ---: |",
        *(
            f"| {name} | {criterion} | {told.results.runs[key]} | {told.faulty(key)} |"
            for key, name, criterion in CHECKS
            if told.results.runs[key]
        ),
        "",
        "## What was not run",
        "",
        *(f"- {why}." for _, why in told.not_run),
        "",
        "## Pages opened by each reader",
        "",
        "| reader | addresses | pages |",
        "| --- | ---: | ---: |",
        *readers(told),
        "",
        "## Faults",
        "",
        *(fault_lines(told) or ["None."]),
        "",
        "## Templates and checks",
        "",
        "Each cell: on how many pages the check ran in the browser, and how many of them have a fault. `.` is"
        " none ran.",
        "",
        *matrix(told),
    ]
    return "\n".join(lines) + "\n"


def readers(told: Told) -> list[str]:
    addresses = Counter(one.reader.who for one in told.found)
    pages = Counter(one.reader.who for one in told.found if one.is_page)
    return [f"| {who} | {addresses[who]} | {pages[who]} |" for who in told.roles]


def fault_lines(told: Told) -> list[str]:
    return [
        f"- {fault['check']}, {fault['language']}, {fault['template']}: `{shortened(fault['fault'])}`"
        for fault in told.results.faults
    ]


def shortened(words: str) -> str:
    return words[:160].replace("`", "")


def matrix(told: Told) -> list[str]:
    keys = [one.key for one in IN_BROWSER if told.results.runs[one.key]]
    rows = ["| template | " + " | ".join(keys) + " |", "| --- |" + " ---: |" * len(keys)]
    for template in told.templates:
        cells = [told.results.cells.get((template, key), [0, 0]) for key in keys]
        if any(runs for runs, _ in cells):
            shown = (f"{runs}/**{faults}**" if faults else str(runs or ".") for runs, faults in cells)
            rows.append(f"| {template} | " + " | ".join(shown) + " |")
    return rows


def unknown_faults(told: Told) -> int:
    """1 when something is wrong that nobody has written down."""
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8")).get("issue", []) if KNOWN.exists() else []
    unknown = [fault for fault in told.results.faults if not any(covers(one, fault) for one in known)]
    print(f"{len(unknown)} of these faults are not in {KNOWN.relative_to(ROOT)}.")
    return 1 if unknown else 0


def covers(issue: dict[str, Any], fault: dict[str, str]) -> bool:
    """A known issue names its check, and the start of a template where it is not everywhere."""
    return issue.get("check") == fault["check"] and fault["template"].startswith(issue.get("template", ""))
