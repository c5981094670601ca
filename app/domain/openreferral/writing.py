"""The serializer: rows and what hangs on them, written as the tables of a profile say, and nothing else.

A value that is not of its kind is left out, an object without what its profile requires is left out
whole, and nothing empty is ever written.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import uuid
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from app.domain.feeds import contact
from app.domain.openreferral.fields import FIELDS, Field, Kind, Profile

Source = Mapping[str, Any]
Record = dict[str, Any]

LONGEST_URI = 2000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_SURROGATES = re.compile("[\ud800-\udfff\0]")


class Depth(StrEnum):
    BRIEF = "brief"
    """Fields that there is one of, as lists have them."""
    FULL = "full"


def written(profile: Profile, thing: str, source: Source, depth: Depth = Depth.FULL) -> Record | None:
    """The record of an object; None where something is missing that it must have."""
    record: Record = {}
    for name, make, is_required in _plan(profile, thing, depth):
        value = source.get(name)
        made = None if value is None else make(value)
        if made is not None:
            record[name] = made
        elif is_required:
            return None
    return record


@cache
def _plan(profile: Profile, thing: str, depth: Depth) -> tuple[tuple[str, Callable[[Any], Any], bool], ...]:
    fields = FIELDS[profile][thing]
    kept = [field for field in fields if depth is Depth.FULL or field.kind is not Kind.MANY]
    return tuple((field.name, _maker(profile, field, depth), field.is_required) for field in kept)


def _maker(profile: Profile, field: Field, depth: Depth) -> Callable[[Any], Any]:
    if field.kind is Kind.ONE:
        return lambda value: written(profile, field.of, value, depth) or None
    if field.kind is Kind.MANY:
        return lambda values: [one for value in values if (one := written(profile, field.of, value))] or None
    if field.among:
        return lambda value: str(value) if str(value) in field.among else None
    return PLAIN[field.kind]


def words(value: object) -> str | None:
    """Text without what no file can hold; None for nothing."""
    return _SURROGATES.sub("", str(value)).strip() or None


def identifier(value: object) -> str | None:
    return str(value) if isinstance(value, uuid.UUID) else None


@lru_cache(maxsize=8192)
def uri(value: str) -> str | None:
    """The address when it is one, with letters of other alphabets escaped."""
    text = str(value).strip()
    if not _SCHEME.match(text) or len(text) > LONGEST_URI:
        return None
    escaped = quote(text, safe="-._~:/?#@!$&'()*+,;=%")
    if not _URI.fullmatch(escaped):
        return None
    try:
        parts = urlsplit(escaped)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    return escaped if host or parts.scheme not in {"http", "https", "ftp"} else None


def email(value: object) -> str | None:
    return contact.email(str(value).strip()) or None


def number(value: object) -> int | float | None:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def whole(value: object) -> int | None:
    made = number(value)
    return made if isinstance(made, int) else None


def date(value: object) -> str | None:
    return value.isoformat()[:10] if isinstance(value, dt.date) else None


def moment(value: object) -> str | None:
    """To the millisecond, in UTC."""
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        return None
    return value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


PLAIN: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.WORDS: words,
    Kind.ID: identifier,
    Kind.URI: uri,
    Kind.EMAIL: email,
    Kind.NUMBER: number,
    Kind.WHOLE: whole,
    Kind.DATE: date,
    Kind.MOMENT: moment,
}
