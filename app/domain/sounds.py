"""How a name sounds, roughly: names that are heard alike are written alike.

A small folding of our own, made for names as people in an English city spell them on the phone: `Thompson`
and `Thomson`, `Akhtar` and `Akthar`, `Kowalska` and `Kovalska`, `Wright` and `Rite`. Vowels count only at the
start; doubled letters count once; letters of other scripts stand for themselves.
"""

from __future__ import annotations

import re

from app.domain.feeds.fields import names
from app.domain.places import fold

PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ة": "ه"}
)
"""Letters that are no letter with a mark, and so are not folded by Unicode."""

STARTS = (
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^ps", "s"),
    (r"^x", "s"),
    (r"^wh", "w"),
    (r"^m[ai]?c(?=[^aeiou])", "mk"),
)
RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        *STARTS,
        (r"sch|tsh|tch|cz|sz|sh|ch(?=[aeiouy]|$)", "j"),
        (r"ch|ck|kh|q|x", "k"),
        (r"ght", "t"),
        (r"ph", "f"),
        (r"rz", "r"),
        (r"(?<=[aeiouy])gh", ""),
        (r"gh", "g"),
        (r"mb$", "m"),
        (r"mps", "ms"),
        (r"mpt", "mt"),
        (r"(?<=[aeiou])w(?=[^aeiouy]|$)", ""),
        (r"[vw]", "f"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"dg", "j"),
        (r"z", "s"),
        (r"b(?=s|t)", "p"),
        (r"d", "t"),
        (r"(?<=.)h", ""),
    )
)
PARTICLES = names("al el ul ur o mac mc de da di la le van von der den bin bint ibn abu st")


def plain(name: str) -> str:
    """A name without marks, and without letters that only look marked."""
    return fold(name.casefold().translate(PLAIN)).translate(PLAIN)


def sound(name: str) -> str:
    """How one name sounds. Shape: a few letters; empty for no name."""
    letters = plain(name).replace(" ", "")
    if not letters:
        return ""
    for pattern, heard in RULES:
        letters = pattern.sub(heard, letters)
    letters = re.sub(r"(.)\1+", r"\1", letters)
    first = "a" if letters[:1] in set("aeiouy") else letters[:1]
    return first + re.sub(r"[aeiouy]", "", letters[1:])


def sounds(name: str) -> frozenset[str]:
    """How a family name sounds: whole, without what stands before it, and each half of a double one."""
    parts = [part for part in plain(name).split() if part]
    kept = [part for part in parts if part not in PARTICLES] or parts
    said = {sound("".join(parts)), sound("".join(kept)), *(sound(part) for part in kept if len(part) > 3)}
    return frozenset(said - {""})
