"""The page by the Tab key alone: each stop can be seen, is in view, is not covered, and comes in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from access.checks import Look, script, size

MOST_STOPS = 400
FEW = 6
"""So few stops before what matters need no link past them."""
LEAVE = script("leave")
LANDED = script("lands-after-skip")
PREPARE = script("stops-of-tab")


def stops(look: Look) -> Iterator[str]:
    size(look, 1280, 720)
    page = look.page
    page.evaluate("() => { document.activeElement?.blur?.(); window.scrollTo(0, 0); }")
    page.evaluate(PREPARE)
    has_focus = page.evaluate("() => document.querySelector('[autofocus], .govuk-error-summary') !== null")
    first: dict[str, Any] | None = None
    told: dict[str, Any] = {}
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        told = page.evaluate("() => window.accessStop()")
        yield from told["faults"]
        first = first or told.get("first")
        if told["end"]:
            break
    if told.get("end") and not has_focus:
        yield from (f"never reached: {one}" for one in told["missed"][:3])
        if first and not first["isSkip"] and told["before"] > FEW:
            yield f"{told['before']} stops before main, and the first is no link to it: {first['html']}"


def skip_link(look: Look) -> Iterator[str]:
    page = look.page
    if not page.locator(".govuk-skip-link").count():
        return
    page.evaluate("() => { document.querySelector('.govuk-skip-link').focus(); }")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    lands = page.evaluate(LANDED)
    if lands:
        yield lands
    page.evaluate(LEAVE)
