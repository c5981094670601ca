"""A price as people type it: `£2.50`, `2`, `50p`, `free`."""

from __future__ import annotations

import re

DEAREST = 1_000_000
"""Units: pence."""

_POUNDS = re.compile(r"£?\s*(\d{1,5})(?:[.,](\d{1,2}))?\s*(?:£|pounds?|gbp)?")
_PENCE = re.compile(r"(\d{1,4})\s*(?:p|pence)")
FREE = frozenset({"free", "nothing", "none", "no charge", "£0", "0"})


def read_price(typed: str) -> int | None:
    """Pence, or None for what is no price."""
    text = " ".join(typed.lower().split()).strip(".")
    if text in FREE:
        return 0
    if found := _PENCE.fullmatch(text):
        return int(found[1])
    found = _POUNDS.fullmatch(text)
    pence = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None
    return pence if pence is not None and pence <= DEAREST else None


def write_price(pence: int) -> str:
    """As `read_price` reads it back: `2.50`, `2`."""
    return f"{pence // 100}.{pence % 100:02}" if pence % 100 else str(pence // 100)
