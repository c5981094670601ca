"""What somebody typed, as we keep it: without what no paper shows."""

from __future__ import annotations

import re
import unicodedata

LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
MANY_BLANK_LINES = re.compile(r"\n{3,}")
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_lines(typed: str) -> str:
    """Its lines, without controls, trailing space and a run of blank ones."""
    lines = (line.rstrip() for line in _plain(LINE_BREAKS.sub("\n", typed)).split("\n"))
    return MANY_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(typed: str) -> str:
    """The same on one line."""
    return " ".join(_plain(LINE_BREAKS.sub(" ", typed)).split())


def latin_digits(typed: str) -> str:
    """The same with digits of any script as 0 to 9: Arabic, Persian and others. As long as it was."""
    return typed if typed.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in typed)


def _plain(text: str) -> str:
    """Without controls, unpaired surrogates and marks that turn the text around them."""
    return unicodedata.normalize(
        "NFC",
        "".join(
            sign
            for sign in text.replace("\t", " ")
            if sign == "\n" or (unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in BIDI_CONTROLS)
        ),
    )
