"""Which passwords we take: long ones that nobody would guess first. What letters are in them is no matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum

SHORTEST = 12
LONGEST = 128
"""Units: characters, after both ways of writing an accent are made one."""

LEAST_OF_ONES_OWN = 8
"""How much must be left when one's own name and ours are taken out. Units: letters and digits."""

SHORTEST_NAME = 3
SHORTEST_UNIT = 4
"""What is said over and over must be this long."""

LONGEST_TAIL = 6
"""So much that is no letter, before or after a word, makes it no harder to guess."""


class Fault(StrEnum):
    """Why we do not take a password."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    ABOUT_YOU = "about-you"


def one_spelling(password: str) -> str:
    """The same password however the keyboard wrote its accents."""
    return unicodedata.normalize("NFC", password)


def fault_of(password: str, *, is_common: Callable[[str], bool], about: Iterable[str] = ()) -> Fault | None:
    """What is wrong with a new password; None where nothing is.

    `about`: the person's name and address, our name and the place's.
    """
    spelt = one_spelling(password)
    if len(spelt) < SHORTEST:
        return Fault.TOO_SHORT
    if len(spelt) > LONGEST:
        return Fault.TOO_LONG
    folded = spelt.casefold()
    if len(repeated(folded)) < SHORTEST_UNIT or any(map(is_common, guesses_for(folded))):
        return Fault.COMMON
    if is_mostly(folded, about):
        return Fault.ABOUT_YOU
    return None


def guesses_for(folded: str) -> set[str]:
    """What somebody would try who would arrive at this password: a word with a tail, a word said again.

    `sunshine2026!` is `sunshine`; `passwordpassword` is `password`; `123456789012` is `1234567890`.
    """
    found = {folded, repeated(folded)}
    word = folded.strip("".join({letter for letter in folded if not letter.isalpha()}))
    if word and len(folded) - len(word) <= LONGEST_TAIL:
        found |= {word, repeated(word)}
    return found


def repeated(text: str) -> str:
    """The shortest beginning that, said over and over, gives the text; the text itself where none does."""
    return next(text[:length] for length in range(1, len(text) + 1) if text.startswith(text[length:]))


def is_mostly(folded: str, about: Iterable[str]) -> bool:
    """Is little left of it when these names are taken out?"""
    left = plain(folded)
    names = {part for name in about for part in parts_of(name)}
    for name in sorted((one for one in names if len(one) >= SHORTEST_NAME), key=len, reverse=True):
        left = left.replace(name, "")
    return len(left) < LEAST_OF_ONES_OWN and left != plain(folded)


def parts_of(name: str) -> list[str]:
    """The words of a name or of an e-mail address, and all of it as one."""
    folded = one_spelling(name).casefold()
    return [plain(folded), *"".join(letter if letter.isalnum() else " " for letter in folded).split()]


def plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
