"""QR codes as inline SVG, drawn here: no picture from elsewhere, no style attribute."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup

QUIET_ZONE = 4
"""Units: modules. Less, and some phones do not find the code."""


@lru_cache(maxsize=256)
def qr_code(address: str, label: str, size: int = 152) -> Markup:
    """The address as a square to point a phone at. Units: `size` in CSS pixels, 152 is 40 mm on paper."""
    code = segno.make(address, error="m", micro=False)
    across = code.symbol_size(border=QUIET_ZONE)[0]
    rows = enumerate(code.matrix_iter(border=QUIET_ZONE))
    path = "".join(strokes(y, runs(bytes(row))) for y, row in rows)
    return Markup(
        '<svg viewBox="0 0 {0} {0}" width="{1}" height="{1}" role="img" aria-label="{2}">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path stroke="#000" d="{3}"/></svg>'
    ).format(across, size, label, path)


def strokes(y: int, dark: list[tuple[int, int]]) -> str:
    """The dark runs of a row as strokes one unit wide: half the letters of so many squares."""
    drawn, at = "", 0
    for x, length in dark:
        drawn += f"m{x - at} 0h{length}" if drawn else f"M{x} {y}.5h{length}"
        at = x + length
    return drawn


def runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark runs begin in a row, and how long they are."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((x, 1))
    return found
