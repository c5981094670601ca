"""Writes docs/state-tables.md from the tables in app/domain/; `--check` says whether it is fresh."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.domain import case_moves, introduction_moves, referral_moves, transfer_moves  # noqa: E402
from app.domain.clocks import CLOCKS, Clock, Step  # noqa: E402
from app.domain.machine import Actor, Need  # noqa: E402

TARGET = ROOT / "docs" / "state-tables.md"
HEAD = """# Where a referral, a case, an introduction and a hand-over can go

Made by `.venv/bin/python tools/state_tables.py` from `app/domain/*_moves.py`. What is not in a table is
refused, with a page that keeps what was typed (409). Every move is kept in the history, with who made it in
which part, and in the audit. "Any of these" parts may make a move; all of its needs must be met.
"""
MACHINES: tuple[tuple[str, str, Any], ...] = (
    ("A referral in", "It begins as a draft, or is received at once.", referral_moves),
    (
        "A case",
        "It begins waiting, when a referral is accepted and the person has no open case. "
        "A case with open safeguarding, a high risk, or picked as a sample is closed by a lead only.",
        case_moves,
    ),
    (
        "An introduction",
        "A signpost (`given`) has no machine. A provider's silence is no state and no decline: the clock "
        "makes it a task, and a late answer is welcome.",
        introduction_moves,
    ),
    (
        "A hand-over",
        "A record of its own beside the case. Whoever has the case keeps it until the other accepts.",
        transfer_moves,
    ),
)


def joined(values: Iterable[StrEnum], order: type[StrEnum]) -> str:
    """In the order of their list, so that the page does not change by itself."""
    there = set(values)
    return ", ".join(one.value for one in order if one in there)


def rows(table: Mapping[Any, Any]) -> list[str]:
    found = [
        "| from | action | to | who (any of these) | needs | clock |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for move in sorted(table.values(), key=lambda one: (place_of(one.start), place_of(one.action))):
        parts = (
            move.start,
            move.action,
            move.end,
            joined(move.by, Actor),
            joined(move.needs, Need),
            move.clock,
        )
        found.append("| " + " | ".join(parts) + " |")
    return found


def place_of(member: StrEnum) -> int:
    """Where a value stands in its list."""
    return list(type(member)).index(member)


def clocks() -> list[str]:
    found = ["| clock | runs in | steps |", "| --- | --- | --- |"]
    for name in Clock:
        places = [
            f"{title.removeprefix('A ').removeprefix('An ')}: {status}"
            for title, _, machine in MACHINES
            for status, clock in machine.RUNNING.items()
            if clock is name
        ]
        steps = "; ".join(step_words(step) for step in CLOCKS[name]) or "counts only"
        found.append(f"| {name} | {', '.join(places) or 'beside the others'} | {steps} |")
    return found


def step_words(step: Step) -> str:
    kind = "working day" if step.working else "day"
    return f"{step.days} {kind}{'' if step.days == 1 else 's'}: {step.effect}"


def notes() -> list[str]:
    """What the members of Need mean, from the line under each."""
    body = ast.parse((ROOT / "app" / "domain" / "machine.py").read_text()).body
    needs = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == "Need")
    said = {}
    for before, after in zip(needs.body, needs.body[1:], strict=False):
        if (
            isinstance(before, ast.Assign)
            and isinstance(before.targets[0], ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            said[before.targets[0].id] = " ".join(str(after.value.value).split())
    return [f"- {need}: {said[need.name]}" for need in Need if need.name in said]


def page() -> str:
    parts = [HEAD]
    for title, words, machine in MACHINES:
        parts += [f"\n## {title}\n", f"{words}\n", *rows(machine.TRANSITIONS)]
    parts += ["\n## Clocks\n", *clocks(), "\n## Needs\n", *notes()]
    return "\n".join(parts) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        fresh = TARGET.exists() and TARGET.read_text() == page()
        print(
            "The state tables are fresh."
            if fresh
            else "docs/state-tables.md is stale: run tools/state_tables.py"
        )
        return 0 if fresh else 1
    TARGET.write_text(page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
