"""Words as search compares them: folded to plain letters, parted, and brought to a common stem.

The stem is only for matching phrases of the vocabulary; the databases stem the listings' text themselves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = {
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ـ": "",  # Arabic tatweel
    "ى": "ي",
    "ة": "ه",
    "ی": "ي",  # Persian and Urdu forms
    "ک": "ك",
    "ہ": "ه",
    "ٱ": "ا",
    "'": "",
    "’": "",
    "‘": "",
    "`": "",
    "ʼ": "",
    "&": " and ",
    "+": " plus ",
}
IRREGULAR = {
    "men": "man",
    "mens": "man",
    "mans": "man",
    "women": "woman",
    "womens": "woman",
    "womans": "woman",
    "children": "child",
    "childrens": "child",
    "people": "person",
    "peoples": "person",
    "babies": "baby",
    "died": "die",
    "dying": "die",
    "ladies": "lady",
    "wives": "wife",
    "mums": "mum",
    "buses": "bus",
    "feet": "foot",
    "knives": "knife",
    "gay": "gay",
    "news": "news",
    "ms": "ms",
    "bus": "bus",
    "diabetes": "diabet",
    "diabetic": "diabet",
}


class _Plain(dict[int, str]):
    """For `str.translate`: what each character becomes, worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in LETTERS:
            plain = LETTERS[character]
        elif unicodedata.combining(character):
            plain = ""
        elif character.isdigit():
            plain = str(unicodedata.digit(character, character))
        else:
            plain = character if character.isalnum() else " "
        self[code] = plain
        return plain


PLAIN = _Plain()


def fold(text: str) -> str:
    """Small plain letters and figures with single spaces: no accents, no marks, no signs."""
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    if text.isascii():
        return text.lower().translate(PLAIN).split()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    return [word if word.isascii() else _arabic(word) for word in plain.split()]


def _arabic(word: str) -> str:
    """Without the article, alone or after "for"."""
    for article in ("لل", "ال"):
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    return word


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A rough stem: plurals, -ing, -ed and a possessive s taken off."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3 or not word.isascii():
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 4 and re.search(r"[aeiouy]", root):
            if root[-1] == root[-2] and root[-1] not in "lsz":
                root = root[:-1]
            return root.removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def stems(text: str) -> tuple[str, ...]:
    return tuple(stem(token) for token in tokens(text))
