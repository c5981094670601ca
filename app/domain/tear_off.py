"""Three plain words on the strip of a paper card: somebody who was heard finds with them what became of it.

A code leads to an event and to nothing that anybody said. Codes follow from the event and a number, one for
each card; which of them stands on which card is dealt out as they are printed, and kept nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
import uuid

from app.domain.tear_off_words import WORDS

OURS = frozenset(WORDS)

HOW_MANY = 3
LONGEST = 60
"""What is longer is no code. Units: letters."""
BETWEEN = re.compile(r"[^a-z]+")


def code_for(secret: bytes, event: uuid.UUID, number: int, step: int = 0) -> str:
    """One of an event's codes, no word twice. `step`: how often the words before were another's.

    Shape: small letters with single spaces.
    """
    drawn = hmac.new(secret, f"tear-off\0{event}\0{number}\0{step}".encode(), hashlib.sha256).digest()
    lot, left, words = int.from_bytes(drawn, "big"), list(WORDS), []
    for _ in range(HOW_MANY):
        lot, at = divmod(lot, len(left))
        words.append(left.pop(at))
    return " ".join(words)


def typed(text: str) -> str:
    """What somebody typed, as codes are kept: any capitals, hyphens, commas, full stops and spaces do."""
    plain = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).casefold()
    return BETWEEN.sub(" ", plain).strip()[:LONGEST]


def not_ours(text: str) -> list[str]:
    """Words of what was typed that stand on no card, each once, in their order."""
    return [word for word in dict.fromkeys(typed(text).split()) if word not in OURS]
