"""What the page says of itself: language, direction, title, parts; and numbers in an Arabic line."""

from __future__ import annotations

from collections.abc import Iterator

from access.checks import Look, script

RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "ckb"})
IN_ITS_OWN = frozenset(
    {
        "page_editing/preview.html",
        "case_moves/letter_printed.html",
        "measures/sheet.html",
        "plans/printed.html",
    }
)
"""Shown as somebody else will read it: in the language of the page or the person, whoever looks."""
LANDMARKS = script("landmarks")
GLYPHS = script("backwards")


def language(look: Look) -> Iterator[str]:
    if look.found.template in IN_ITS_OWN:
        return
    said, direction = look.page.evaluate(
        "() => [document.documentElement.lang, getComputedStyle(document.documentElement).direction]"
    )
    wanted = "rtl" if look.language in RIGHT_TO_LEFT else "ltr"
    if said.partition("-")[0] != look.language:
        yield f"says it is in {said}"
    if direction != wanted:
        yield f"runs {direction}"


def title(look: Look) -> Iterator[str]:
    said = look.page.title()
    if len(said.rpartition(" - ")[0].strip()) < 2:
        yield f"the title says nothing of the page: {said}"
    has_summary = look.page.locator(".govuk-error-summary").count() > 0
    error = "Error:" if look.language == "en" else ""
    if has_summary and error and not said.startswith(error):
        yield f"something is wrong, and the title does not begin with it: {said}"


def landmarks(look: Look) -> Iterator[str]:
    yield from look.page.evaluate(LANDMARKS)


def glyph_order(look: Look) -> Iterator[str]:
    yield from look.page.evaluate(GLYPHS)
