"""Room: nothing is wider than a small window, and nothing is cut off when lines and letters stand apart."""

from __future__ import annotations

from collections.abc import Iterator

from access.checks import Look, script, size

WIDER = script("wider-than-the-window")
SPACED = script("set-apart")
PLAIN = "() => { document.adoptedStyleSheets = []; }"
CRAMPED = script("cut-off-or-over-one-another")


def reflow(look: Look) -> Iterator[str]:
    size(look, 320, 256)
    yield from look.page.evaluate(WIDER)


def spacing(look: Look) -> Iterator[str]:
    """Arabic script joins its letters: there they are not set apart."""
    for width in (1280, 320):
        size(look, width, 900)
        before = set(look.page.evaluate(CRAMPED))
        look.page.evaluate(SPACED, look.language not in ("ar", "ur"))
        faults = [one for one in look.page.evaluate(CRAMPED) if one not in before]
        faults += look.page.evaluate(WIDER) if width == 320 else []
        look.page.evaluate(PLAIN)
        yield from (f"{width}: {one}" for one in [*faults, *before][:4])
