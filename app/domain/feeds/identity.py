"""Who is who in a feed: published identifiers, stable ones of our own, and what makes two records one."""

from __future__ import annotations

import hashlib
import re
import uuid
from functools import lru_cache

from app.domain.feeds.markup import clean_letters
from app.domain.places import fold

NAMESPACE = uuid.UUID("0d9f3f0e-6f0c-4b0b-8f0a-5b1f5f6a7c21")
"""Identifiers made here are the same on every machine for the same feed and record."""

SAME_WORDS = 40
"""Two records are one service when this many first words of their descriptions agree, and more."""
LONGEST_KEY = 200
NIL = uuid.UUID(int=0)
MAX = uuid.UUID(int=2**128 - 1)


def published_uuid(value: object) -> uuid.UUID | None:
    """The identifier, when it is a good one: not all noughts, and written as one."""
    return _uuid(value) if isinstance(value, str) and 32 <= len(value) < 60 else None


@lru_cache(maxsize=100_000)
def _uuid(value: str) -> uuid.UUID | None:
    text = value.strip().strip("{}").lower().removeprefix("urn:uuid:")
    if not re.fullmatch(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", text):
        return None
    made = uuid.UUID(text)
    return None if made in (NIL, MAX) or len(set(text.replace("-", ""))) < 3 else made


def published_id(value: object) -> str:
    """An identifier as text; empty for none. Very long ones are shortened to what stays distinct."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    text = " ".join(clean_letters(str(value)[:10_000]).split())
    if text.lower() in {"", "null", "none", "n/a", "undefined", "0", str(NIL)}:
        return ""
    if (good := published_uuid(text)) is not None:
        return str(good)
    return text if len(text) <= LONGEST_KEY else f"{text[:100]}#{digest(text)}"


def made_id(*parts: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts))


def digest(*parts: object) -> str:
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@lru_cache(maxsize=100_000)
def same(name: str) -> str:
    """A name as it is compared."""
    return fold(name)


def beginning(text: str) -> str:
    """The first words of a description, folded, to tell two records apart."""
    return " ".join(re.findall(r"\w+", text[:1000].casefold())[:SAME_WORDS])


def slug(name: str, longest: int = 70) -> str:
    """A name for an address: small letters and hyphens; empty when nothing of it can be written so."""
    letters = fold(name.replace("ł", "l").replace("Ł", "L"))
    text = re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode()).strip("-")
    if len(text) <= longest:
        return text
    cut = text[: longest + 1].rpartition("-")[0]
    return cut or text[:longest]
