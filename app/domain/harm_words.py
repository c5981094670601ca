"""Words after which somebody should look the same day. They are a reason to look and never a finding.

The list aims at missing little: an alert too many costs somebody a minute. What is often said and means
nothing of the kind ("killing time", "to die for") is taken out first. Each entry says why it is there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from app.domain.engagement import HarmKind
from app.domain.harm_word_list import HARMLESS, HARMS
from app.domain.personal_data_rules import LETTER

SIGNS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs over letters, stretching, and signs that turn the direction: nobody types them alike."""
ALIKE = {
    "'": "\u2018\u2019\u02bc\u0060",
    "l": "\u0142",
    "d": "\u0111",
    "i": "\u0131",
    "\u0627": "\u0622\u0623\u0625",
    "\u064a": "\u0649\u06cc\u0626",
    "\u0647": "\u0629\u06c1\u06c3",
    "\u0643": "\u06a9",
    "\u0648": "\u0624",
    " ": "\ufdfa\ufdfb",
}
"""A letter, and what people type for it. The last two are whole sentences, which NFKD would write out."""
SAME = str.maketrans({other: one for one, others in ALIKE.items() for other in others})
REST = "~"
"""In an entry: any letters before or after."""


def kinds_in(text: str) -> frozenset[HarmKind]:
    """The kinds of harm that its words may speak of, in any language of the list."""
    told = plain(text)
    for harmless in harmless_patterns():
        told = harmless.sub(" ~ ", told)
    return frozenset(kind for kind, pattern in harm_patterns() if pattern.search(told))


def plain(text: str) -> str:
    """Small letters without signs, one kind of apostrophe, single spaces."""
    bare = SIGNS.sub("", unicodedata.normalize("NFKD", text.translate(SAME)).casefold())
    return " ".join(unicodedata.normalize("NFC", bare.translate(SAME)).split())


@cache
def harmless_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(whole(words) for words in HARMLESS)


@cache
def harm_patterns() -> tuple[tuple[HarmKind, re.Pattern[str]], ...]:
    return tuple((harm.kind, whole(harm.words)) for harm in HARMS)


def whole(words: str) -> re.Pattern[str]:
    """An entry as a pattern of whole words."""
    said = plain(words).replace(REST, r"\w*")
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)")


def patterns_for_script() -> list[str]:
    """For a page's script, with the flags `i` and `u`: beside such words it shows help lines, and no more."""
    return [f"(?:^|[^{LETTER}])(?:{typed(harm.words)})(?![{LETTER}])" for harm in HARMS]


def typed(words: str) -> str:
    """An entry for a text that nobody folds first: each letter as people may type it."""
    return "".join(as_typed(letter) for letter in unicodedata.normalize("NFC", words))


def as_typed(letter: str) -> str:
    if letter == REST:
        return f"[{LETTER}]*"
    base = plain(letter)
    if len(base) != 1 or (letter == base and (letter.isascii() and letter != "'")):
        return letter
    others = sorted({letter, base, *ALIKE.get(base, "")})
    return f"[{''.join(others)}]" if len(others) > 1 else letter
