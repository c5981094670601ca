"""Which numbers somebody in trouble may be sent to: in this country, and free or at what any call costs."""

from __future__ import annotations

import re

from app.domain.phones import COUNTRY, e164
from app.domain.typed_text import latin_digits

SHORT = frozenset({"999", "112", "101", "105", "111", "119", "159", "18000", "08001111"})
"""Dialled as they stand. Police, power cuts, health, banks, Relay UK to 999, Childline."""
HELP_FOR_ALL = re.compile(r"116\d{3}")
"""Free lines of social value, such as 116 123."""
RELAY = "18001"
"""Goes before a number, for whoever types instead of talking."""
LONG = re.compile(
    rf"\+{COUNTRY}(?:1[1-9]\d{{7,8}}|2[03489]\d{{8}}|3[0347]\d{{8}}"
    r"|7(?:[1-57-9]\d{8}|624\d{6})|800\d{6,7}|808\d{7})"
)
"""01, 02, 03, 07, 0800 and 0808; not 070, 076, 084, 087 and 09, which cost more. Source: Ofcom."""


def is_helpline_number(typed: str) -> bool:
    digits = re.sub(r"[\s()-]", "", latin_digits(typed))
    if digits in SHORT or HELP_FOR_ALL.fullmatch(digits):
        return True
    if digits.startswith(RELAY):
        return digits != RELAY and is_helpline_number(digits.removeprefix(RELAY))
    return bool(LONG.fullmatch(e164(typed)))
