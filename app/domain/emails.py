"""What an e-mail address is, as far as we need to know."""

from __future__ import annotations

LONGEST = 254
BREAKING = frozenset(',;:<>()[]\\"')
"""Signs by which one address could become two, or a header something else."""


def is_email(typed: str) -> bool:
    """Could a message be sent there? One @, something on both sides, and no sign that breaks a header."""
    name, at, site = typed.rpartition("@")
    is_whole = bool(at and name and "@" not in name and "." in site.strip(".") and site == site.strip("."))
    is_plain = all(letter.isprintable() and not letter.isspace() for letter in typed)
    return is_whole and is_plain and not BREAKING & set(typed) and len(typed) <= LONGEST
