"""Is a text what the standard says it is? What the published schemas name, and dates and times.

Source: RFC 3986 (web addresses), RFC 3339 (moments), RFC 9562 (identifiers).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from ipaddress import AddressValueError, IPv6Address

from app.domain.feeds.contact import email

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII | re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?", re.ASCII)
_LETTERS = r"[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_PATH = rf"(?:{_LETTERS}|[:@])"
_ADDRESS = re.compile(
    rf"[a-zA-Z][a-zA-Z0-9+.-]*:"
    rf"(?://(?:(?:{_LETTERS}|:)*@)?(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?:{_LETTERS})*)(?::\d*)?(?:/{_PATH}*)*"
    rf"|/(?:{_PATH}+(?:/{_PATH}*)*)?|{_PATH}+(?:/{_PATH}*)*|)"
    rf"(?:\?(?:{_PATH}|[/?])*)?(?:#(?:{_PATH}|[/?])*)?",
    re.ASCII,
)
LONGEST = 4_000
"""A longer text is no address."""


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def is_uri(text: str) -> bool:
    """An address with its scheme, all of its letters allowed."""
    found = _ADDRESS.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found["six"] is None:
        return found is not None
    try:
        IPv6Address(found["six"])
    except AddressValueError:
        return False
    return True


def is_email(text: str) -> bool:
    """All that schema validators ask of one."""
    return "@" in text


def is_real_email(text: str) -> bool:
    """An address that could exist."""
    return bool(email(text))


def is_moment(text: str) -> bool:
    """A day and a time with its distance from Greenwich."""
    found = _MOMENT.fullmatch(text)
    return found is not None and is_date(found[1])


def is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "uuid": is_uuid,
    "uri": is_uri,
    "email": is_email,
    "date-time": is_moment,
    "date": is_date,
    "time": is_time,
}
