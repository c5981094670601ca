"""How hard a text in English is to read, as a school grade: Flesch and Kincaid's sum, with beats by vowels.

A tripwire, not a target: short words in short sentences can still be muddled.
"""

from __future__ import annotations

import re

HIGHEST = 6.0
"""What our own pages keep to."""
GRADED_FROM = 20
"""Units: words. Below this it says nothing."""

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n{2,}")
_SILENT = re.compile(r"(?<![aeiouyl])e[sd]?$")


def grade(text: str) -> float | None:
    """None where there are too few words to say."""
    words = _WORD.findall(text)
    if len(words) < GRADED_FROM:
        return None
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))
    beats = sum(beats_of(word) for word in words)
    return 0.39 * len(words) / max(1, sentences) + 11.8 * beats / len(words) - 15.59


def beats_of(word: str) -> int:
    """How many beats a word has: groups of vowels, less a silent ending."""
    return max(1, len(re.findall(r"[aeiouy]+", _SILENT.sub("", word.lower()))))
