"""Forced colours, less movement, and paper."""

from __future__ import annotations

from collections.abc import Iterator

from access.checks import Look, script, size

FORCED = script("forced-colours")
MOVES = script("movement")
PAPER_WIDTH = 718
"""A4 between margins of 10 mm. Units: CSS pixels."""
PRINTED = script("printed")


def forced_colours(look: Look) -> Iterator[str]:
    size(look, 1280, 900)
    look.page.emulate_media(forced_colors="active")
    yield from look.page.evaluate(FORCED)
    look.page.emulate_media(forced_colors="none")


def reduced_motion(look: Look) -> Iterator[str]:
    look.page.emulate_media(reduced_motion="reduce")
    yield from look.page.evaluate(MOVES)
    look.page.emulate_media(reduced_motion="no-preference")


def printed(look: Look) -> Iterator[str]:
    from access.checks.room import WIDER

    size(look, PAPER_WIDTH, 1000)
    look.page.emulate_media(media="print")
    yield from look.page.evaluate(PRINTED)
    yield from look.page.evaluate(WIDER)
    look.page.emulate_media(media="screen")
