"""A phone number as machines write it."""

from __future__ import annotations

import re

from app.domain.typed_text import latin_digits

COUNTRY = "44"
SHORTEST, LONGEST = 7, 15
"""Of the digits, country and all. Source: ITU-T E.164."""


def e164(typed: str) -> str:
    """The number with its country in front, such as `+441132496015`; empty where it cannot be one."""
    text = re.sub(r"\(0\)", "", latin_digits(typed).strip())
    text = re.split(r"(?:ext|x|#)", text, maxsplit=1, flags=re.IGNORECASE)[0]
    if re.search(r"[^\d\s()+./-]", text):
        return ""
    digits = re.sub(r"\D", "", text)
    if text.lstrip(" (").startswith("+"):
        whole = digits
    elif digits.startswith("00"):
        whole = digits[2:]
    elif digits.startswith("0"):
        whole = COUNTRY + digits[1:]
    else:
        return ""
    if whole.startswith(COUNTRY + "0"):
        whole = COUNTRY + whole[3:]
    if whole.startswith(COUNTRY) and not 11 <= len(whole) <= 12:
        return ""
    return f"+{whole}" if SHORTEST <= len(whole) <= LONGEST else ""
