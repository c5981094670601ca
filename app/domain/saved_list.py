"""My list: how much it holds, its keys and codes, the order on it, and the list as plain text."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.domain.errors import GinnelError
from app.domain.typed_text import latin_digits

MOST_ITEMS = 50
LONGEST_NOTE = 500
LONGEST_TITLE = 120
UNUSED_AFTER = dt.timedelta(days=400)
"""A list that nobody has changed for so long is deleted."""

CODE_LETTERS = "bcdfghjkmnprstvwxyz347"
"""No vowels, so no words. Of what looks alike (0 o, 1 l i, 2 z, 5 s, 6 8 b, 9 q g) one at most."""
CODE_LENGTH = 14
"""62 bits: a million guesses a second would take more than a hundred thousand years."""
CODE_GROUPS = (5, 5, 4)

KEY_BYTES = 32
KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")

Item = TypeVar("Item")


class ListFullError(GinnelError):
    """The list holds all it can."""


def new_key() -> str:
    """A key for an owner's cookie, which nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


def is_key(value: str) -> bool:
    """Could this be a key of ours? Anything else in the cookie is not worth a question to the database."""
    return KEY_SHAPE.fullmatch(value) is not None


def key_hash(key: str) -> str:
    """What is stored in the place of the key."""
    return hashlib.sha256(key.encode("ascii")).hexdigest()


def new_code() -> str:
    """A short address for a list, which nobody can guess and anybody can copy from paper."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str | None:
    """The code somebody typed or scanned, hyphens and capitals forgiven; None when it cannot be one."""
    code = "".join(sign for sign in latin_digits(typed).lower() if sign not in "- ")
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) else None


def show_code(code: str) -> str:
    """Shape: `kmf37-hdwrt-nxyz`, in groups that the eye can hold."""
    groups, rest = [], code
    for length in CODE_GROUPS:
        groups.append(rest[:length])
        rest = rest[length:]
    return "-".join(group for group in [*groups, rest] if group)


def moved(order: Sequence[Item], item: Item, to: int) -> list[Item]:
    """The order with the item at a place, counted from 0; beyond an end means at that end.

    The place is absolute, so that a form sent twice moves it once.
    """
    others = [other for other in order if other != item]
    others.insert(max(0, min(to, len(others))), item)
    return others


@dataclass(frozen=True, slots=True)
class TextEntry:
    """One activity in plain text; every line is said already."""

    name: str
    lines: tuple[str, ...] = ()


def plain_text(title: str, entries: Iterable[TextEntry], foot: Sequence[str] = ()) -> str:
    """The list for a message or an e-mail: numbered, a blank line between, nothing that needs a mark-up."""
    blocks = [title]
    for number, entry in enumerate(entries, 1):
        blocks.append("\n".join((f"{number}. {entry.name}", *(line for line in entry.lines if line))))
    if foot:
        blocks.append("\n".join(line for line in foot if line))
    return "\n\n".join(block for block in blocks if block) + "\n"
