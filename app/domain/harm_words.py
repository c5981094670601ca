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

MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
"""Arabic vowel signs, stretching, and signs that turn the direction: nobody types them alike."""
ALIKE = str.maketrans("\u2018\u2019\u0622\u0623\u0625\u0649\u0629", "''\u0627\u0627\u0627\u064a\u0647")
"""Letters that are typed one for the other."""
REST = "~"
"""In an entry: the rest of a word."""
TYPED_AS = {
    "'": "['\u2019]",
    "\u0627": "[\u0627\u0622\u0623\u0625]",
    "\u064a": "[\u064a\u0649]",
    "\u0647": "[\u0647\u0629]",
    REST: f"[{LETTER}]*",
}
"""What a script looks for, which does not fold the text first. An entry has none of these inside a class."""


def kinds_in(text: str) -> frozenset[HarmKind]:
    """The kinds of harm that its words may speak of, in any language of the list."""
    told = plain(text)
    for harmless in harmless_patterns():
        told = harmless.sub(" ~ ", told)
    return frozenset(kind for kind, pattern in harm_patterns() if pattern.search(told))


def plain(text: str) -> str:
    """Small letters, one kind of apostrophe, single spaces, no signs that only some people type."""
    folded = unicodedata.normalize("NFKC", text).translate(ALIKE).casefold()
    return " ".join(MARKS.sub("", folded).split())


@cache
def harmless_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(whole(words) for words in HARMLESS)


@cache
def harm_patterns() -> tuple[tuple[HarmKind, re.Pattern[str]], ...]:
    return tuple((harm.kind, whole(harm.words)) for harm in HARMS)


def whole(words: str) -> re.Pattern[str]:
    """The words of an entry as whole words, written as a pattern of small letters."""
    said = plain(words).replace(REST, r"\w*")
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)")


def patterns_for_script() -> list[str]:
    """For a page's script, with the flags `i` and `u`: beside such words it shows help lines, and no more."""
    typed = ("".join(TYPED_AS.get(sign, sign) for sign in plain(harm.words)) for harm in HARMS)
    return [f"(?:^|[^{LETTER}])(?:{words})(?![{LETTER}])" for words in typed]
