"""The table: printed, and written down for people and for the accessibility statement."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from access import nu
from access.found import pages_there
from access.matrix import IN_BROWSER, WITHOUT_BROWSER
from access.results import IN_BROWSER as BY_BROWSER
from access.results import Results
from app import clock
from config import ROOT

CHECKS = (
    *((key, name, criterion) for key, name, criterion, _ in WITHOUT_BROWSER),
    *((one.key, one.name, one.criterion) for one in IN_BROWSER),
)
NAMES = {"en": "English", "ar": "Arabic", "pl": "Polish", "ro": "Romanian", "ur": "Urdu"}
TABLE = ROOT / "docs" / "access.md"
FIGURES = ROOT / "access" / "results.json"
KNOWN = ROOT / "access" / "known_issues.toml"
LISTED = ". Their templates: "
"""What follows is for those who mend, not for the accessibility statement."""
QUICK = (
    "each-role",
    "Pages of those who sign in: a quick run opens each view once, as the first reader it lets in, and"
    " looks at each template once in each language",
)
NEVER_RUN = (
    ("screen-readers", "NVDA, VoiceOver and TalkBack: no machine hears a page as a person does"),
    ("switch", "Switch, magnifier and voice control: people try them by the manual sheet"),
    ("people", "People with disabilities have not tried these pages yet"),
    ("firefox-safari", "Firefox and Safari: the browser of these checks is Chromium"),
    (
        "filled-in-forms",
        "Pages that only a form filled in by somebody who signs in leads to, and those behind a code or a"
        " password: such forms are sent empty here. Forms for anybody are filled in, in English. Journeys in"
        " tests/journeys open some of the others",
    ),
)


@dataclass(frozen=True)
class Told:
    """A run, as it is written down."""

    results: Results
    seconds: float

    @property
    def looked_at(self) -> set[tuple[str, str]]:
        """Pages the browser opened: which, and template."""
        return {(row["page"], row["template"]) for row in self.in_browser()}

    @property
    def templates(self) -> list[str]:
        return sorted({template for _, template in self.looked_at})

    @property
    def languages(self) -> list[str]:
        met = {row["language"] for row in self.in_browser()}
        return sorted(met, key=lambda code: (code != "en", code))

    @property
    def roles(self) -> list[str]:
        return sorted({row["who"] for row in self.results.rows} | self.results.opened.keys())

    @property
    def addresses(self) -> int:
        return sum(addresses for addresses, _ in self.results.opened.values())

    @property
    def not_run(self) -> list[tuple[str, str]]:
        missing = [("nu", nu.why_not())] if nu.why_not() and not self.results.runs()["nu"] else []
        if waiting := self.results.waiting():
            words = f"{waiting} pages the browser was to open: the time was up. --resume opens them"
            missing.append(("pages-that-wait", words))
        return [*missing, *self.never_opened(), *self.results.left_out.items(), *NEVER_RUN]

    def never_opened(self) -> Iterator[tuple[str, str]]:
        """Whole pages among the templates that no reader met; most need a state or a link nothing makes."""
        met = {row["template"] for row in self.results.rows}
        unmet, unseen = pages_there() - met, (pages_there() & met) - set(self.templates)
        if unseen:
            yield "not-in-the-browser", f"{len(unseen)} kinds of page, in the browser{LISTED}{listed(unseen)}"
        if unmet:
            words = "kinds of page that need a link or a state nothing makes here"
            yield "never-opened", f"{len(unmet)} {words}{LISTED}{listed(unmet)}"

    def in_browser(self) -> list[dict[str, Any]]:
        return [row for row in self.results.rows if row["check"] in BY_BROWSER]

    def pages_in(self, language: str) -> int:
        return len({row["page"] for row in self.in_browser() if row["language"] == language})

    def rows(self) -> list[tuple[str, str, str, int, int]]:
        """Key, name, criterion, pages, pages with faults: not faults, one page may have many."""
        runs, faulty = self.results.runs(), Counter[str]()
        for (_, key), cell in self.results.cells().items():
            faulty[key] += cell[1]
        return [
            (key, name, criterion, runs[key], faulty[key]) for key, name, criterion in CHECKS if runs[key]
        ]


def listed(names: set[str]) -> str:
    return ", ".join(sorted(names))


def print_it(told: Told) -> None:
    print()
    for _, name, criterion, runs, faulty in told.rows():
        print(f"{runs:6} pages, {faulty:4} with faults  {name} {criterion}")
    print()
    faults = told.results.faults()
    for fault in faults[:400]:
        print(
            f"{fault['check']}: {fault['language']} {fault['who']} {fault['address']}: {fault['fault'][:240]}"
        )
    print(f"\n{summary(told)}\n{told.seconds / 60:.0f} minutes.")


def summary(told: Told) -> str:
    each = ", ".join(f"{told.pages_in(code)} in {NAMES.get(code, code)}" for code in told.languages)
    return (
        f"{told.addresses} addresses opened as {len(told.results.opened)} readers; {len(told.looked_at)}"
        f" pages of {len(told.templates)} templates looked at in the browser ({each});"
        f" {len(told.results.faults())} faults."
    )


def write(told: Told) -> None:
    FIGURES.write_text(json.dumps(figures(told), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    TABLE.write_text(markdown(told), encoding="utf-8")


def figures(told: Told) -> dict[str, Any]:
    return {
        "run_on": run_on(),
        "pages": len(told.looked_at),
        "addresses": told.addresses,
        "templates": len(told.templates),
        "roles": len(told.roles),
        "languages": told.languages,
        "checks": [
            {
                "key": key,
                "name": name,
                "criterion": criterion,
                "runs": runs,
                "faults": faulty,
            }
            for key, name, criterion, runs, faulty in told.rows()
        ],
        "not_run": [{"key": key, "why": why.partition(LISTED)[0]} for key, why in told.not_run],
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


def in_words(commits: list[str]) -> str:
    """A run that goes on after something was mended is of several commits."""
    return f"commit {commits[0]}" if len(commits) == 1 else f"commits {', '.join(commits)}"


def markdown(told: Told) -> str:
    lines = [
        "# The last run of `script/access`",
        "",
        f"On {run_on()}, at {in_words(told.results.commits)}. {summary(told)}",
        "",
        "Written by `script/access`: change nothing here by hand. `access/checks/` says what each does.",
        "",
        "| check | criterion (WCAG 2.2) | pages | pages with faults |",
        "| --- | --- | ---: | ---: |",
        *(
            f"| {name} | {criterion} | {runs} | {faulty} |"
            for _, name, criterion, runs, faulty in told.rows()
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
    return [
        f"| {who} | {addresses} | {pages} |"
        for who, (addresses, pages) in sorted(told.results.opened.items())
    ]


def fault_lines(told: Told) -> list[str]:
    return [
        f"- {fault['check']}, {fault['language']}, {fault['template']}: `{shortened(fault['fault'])}`"
        for fault in told.results.faults()
    ]


def shortened(words: str) -> str:
    return words[:160].replace("`", "")


def matrix(told: Told) -> list[str]:
    runs, found = told.results.runs(), told.results.cells()
    keys = [one.key for one in IN_BROWSER if runs[one.key]]
    rows = ["| template | " + " | ".join(keys) + " |", "| --- |" + " ---: |" * len(keys)]
    for template in told.templates:
        cells = [found.get((template, key), [0, 0]) for key in keys]
        if any(runs for runs, _ in cells):
            shown = (f"{runs}/**{faults}**" if faults else str(runs or ".") for runs, faults in cells)
            rows.append(f"| {template} | " + " | ".join(shown) + " |")
    return rows


def unknown_faults(told: Told) -> int:
    """1 when something is wrong that nobody has written down."""
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8")).get("issue", []) if KNOWN.exists() else []
    unknown = [fault for fault in told.results.faults() if not any(covers(one, fault) for one in known)]
    print(f"{len(unknown)} of these faults are not in {KNOWN.relative_to(ROOT)}.")
    return 1 if unknown else 0


def covers(issue: dict[str, Any], fault: dict[str, str]) -> bool:
    """A known issue names its check, and the start of a template where it is not everywhere."""
    return issue.get("check") == fault["check"] and fault["template"].startswith(issue.get("template", ""))
