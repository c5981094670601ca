"""axe-core on a wide and a narrow page, and the contrast of each way to read."""

from __future__ import annotations

from collections.abc import Iterator

from access.checks import Look, script, size
from tests.accessibility import TAGS, axe

RUN = script("run-axe")
MODE = script("reading-mode")
SMALLEST = (320, 256)


def everything(look: Look, width: int, height: int = 900) -> Iterator[str]:
    size(look, width, height)
    if not look.page.evaluate("() => Boolean(window.axe)"):
        look.page.evaluate(axe())
    yield from look.page.evaluate(
        RUN, {"runOnly": {"type": "tag", "values": TAGS}, "preload": (width, height) != SMALLEST}
    )


def wide(look: Look) -> Iterator[str]:
    yield from everything(look, 1280)


def narrow(look: Look) -> Iterator[str]:
    yield from everything(look, 360)


def smallest(look: Look) -> Iterator[str]:
    """In the window of `room.reflow`, so that nothing has to be laid out or fetched anew."""
    yield from everything(look, *SMALLEST)


class Modes:
    """Contrast with bigger words, high contrast and calm, whose styles come with a cookie in daily life."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet

    def __call__(self, look: Look) -> Iterator[str]:
        size(look, 1280, 900)
        for mode in ("large", "contrast", "calm"):
            look.page.evaluate(MODE, [mode, self.sheet])
            found = look.page.evaluate(RUN, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
            yield from (f"{mode}: {one}" for one in found)
        look.page.evaluate(MODE, ["", ""])
        look.page.evaluate("() => document.querySelector('link[data-mode]').remove()")
