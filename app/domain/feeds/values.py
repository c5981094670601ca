"""Numbers, dates, times, ages, money and points from what people write."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache

EARLIEST = dt.date(1990, 1, 1)
"""Earlier dates in feeds (1900, 1970, the year 1) are what an empty field turned into."""
LATEST = dt.date(2100, 1, 1)
OLDEST_AGE = 120
UK = (49.0, 61.0, -8.7, 2.1)
"""South, north, west, east of the United Kingdom. Units: degrees."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),  # noqa: SIM905
        1,
    )
}
_ISO = re.compile(r"(-?\d{4,5})-(\d{1,2})-(\d{1,2})(?!\d)")
_BRITISH = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?\Z")
_NAMED = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE
)
_AMERICAN = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_CLOCK = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}[T ])?(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?(?:[:.]\d{2}(?:[.,]\d+)?)?\s*"
    r"(a\.?m\.?|p\.?m\.?|noon|midnight|midday)?\s*(?:Z|[+-]\d{2}:?\d{2})?\Z",
    re.IGNORECASE,
)
_PLAIN_PRICE = re.compile(
    r"(?:cost:?\s*)?"
    r"(?:(?P<pounds>£\s*\d{1,4}(?:\.\d{1,2})?|\d{1,4}\.\d{2})|(?P<pence>\d{1,3})\s*p(?:ence)?)"
    r"(?:\s*(?:gbp|pounds))?"
    r"(?:\s*(?:(?:per|a|each|/|for each|for one)\s*(?:session|class|visit|time|week|person|hour|adult|place|"
    r"lesson|ticket|meeting|head|drop-in|day|one)?|pp|entry|entrance|on the door))?\.?\Z",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?:(?:this|the|our)\s+)?(?:service|activity|group|session|it|attendance|entry)?\s*(?:is|are)?\s*"
    r"(?:completely |totally |absolutely )?"
    r"(?:free|free of charge|free service|free to (?:attend|use|join|all|everyone|access|residents)|"
    r"no cost|no charge|no fee|no fees|no charges|none|nil|£0|£0\.00|£?0\.00|0|"
    r"free at (?:the )?point of (?:use|delivery))\s*[.!]?\Z",
    re.IGNORECASE,
)


def number(value: object) -> float | None:
    """A finite number, from a number or its text; not from a yes or no."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e15 and math.isfinite(value) else None
    text = str(value).strip().lstrip("£").strip()[:40]
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def whole(value: object) -> int | None:
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def date(value: object) -> dt.date | None:
    """The day it must mean, sensible or not; None when it is no date."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_seconds(float(value))
    return _date_from_text(value.strip()[:60]) if isinstance(value, str) else None


def _from_seconds(value: float) -> dt.date | None:
    """From a computer's clock, in seconds or thousandths; a bare year or day count is no date."""
    seconds = value / 1000 if value >= 1e11 else value
    if not 1e8 <= seconds <= 4.2e9:
        return _date_from_text(str(int(value))) if 1e7 <= value < 1e8 else None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date()


@lru_cache(maxsize=8192)
def _date_from_text(text: str) -> dt.date | None:
    for pattern, order in (
        (_ISO, "ymd"),
        (_COMPACT, "ymd"),
        (_BRITISH, "dmy"),
        (_NAMED, "dmy"),
        (_AMERICAN, "mdy"),
    ):
        found = pattern.match(text)
        if not found:
            continue
        parts = dict(zip(order, found.groups(), strict=True))
        month = parts["m"]
        numbered = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
        year = int(parts["y"])
        return _day(
            year + 2000 if 0 <= year < 70 and len(parts["y"]) == 2 else year, numbered, int(parts["d"])
        )
    if text.isascii() and text.isdigit() and len(text) in {10, 13}:
        return _from_seconds(float(text))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        if month > 12 >= day:  # month and day the American way round
            return _day(year, day, month)
        return None


def is_sane(day: dt.date) -> bool:
    return EARLIEST <= day <= LATEST


def moment(value: object) -> dt.datetime | None:
    """An aware moment from an ISO text; a bare date counts as its midnight."""
    if isinstance(value, str):
        try:
            found = dt.datetime.fromisoformat(value.strip()[:40])
        except ValueError:
            found = None
        if found is not None and 1 < found.year < 9999:
            return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    day = date(value)
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day and 1 < day.year < 9999 else None


@lru_cache(maxsize=4096)
def clock(text: str) -> str:
    """`HH:MM` from what people write: 9am, 9.30, 09:00:00, noon. Empty when it is no one time."""
    bare = text.strip().lower()[:40]
    if bare in {"noon", "midday", "12 noon"}:
        return "12:00"
    if bare in {"midnight", "12 midnight"}:
        return "00:00"
    if re.fullmatch(r"\d{4}", bare):
        bare = f"{bare[:2]}:{bare[2:]}"
    elif re.fullmatch(r"\d{4}\s*(?:hrs|hours|h)", bare):
        bare = f"{bare[:2]}:{bare[2:4]}"
    found = _CLOCK.match(bare)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "")
    if half in {"am", "pm"}:
        if hour > 12:
            half = "" if half == "pm" and hour < 24 else "wrong"
        else:
            hour = hour % 12 + (12 if half == "pm" else 0)
    elif half == "midnight":
        hour = 0
    elif not half and found[2] is None:
        return ""
    if (hour, minute) == (24, 0):
        hour = 0
    return f"{hour:02}:{minute:02}" if half != "wrong" and hour < 24 and minute < 60 else ""


def ages(text: str) -> tuple[float | None, float | None]:
    """The youngest and oldest age in a short text such as `18+`, `16 to 25`, `under 5`."""
    bare = text.strip().lower()[:60]
    span = re.search(r"(\d{1,3})\s*(?:-|–|to|and)\s*(\d{1,3})", bare)
    if span:
        return float(span[1]), float(span[2])
    if found := re.search(
        r"(?:over|from|aged|age|ages)\s*(\d{1,3})|(\d{1,3})\s*(?:\+|plus|and over|and above|or over)", bare
    ):
        return float(found[1] or found[2]), None
    if found := re.search(r"(?:under|up to|below)\s*(\d{1,3})", bare):
        return None, float(found[1])
    plain = number(bare.removesuffix("years").strip())
    return plain, None


def pence(text: str) -> int | None:
    """The price, only when the words are plainly one price or plainly free. Units: pence."""
    bare = " ".join(text.split())[:80]
    if _FREE.match(bare):
        return 0
    found = _PLAIN_PRICE.match(bare)
    if not found:
        return None
    if found["pence"]:
        return int(found["pence"])
    return round(float(found["pounds"].lstrip("£ ")) * 100)


def in_uk(lat: float, lon: float) -> bool:
    south, north, west, east = UK
    return south <= lat <= north and west <= lon <= east and lon != 0  # an empty field, not Greenwich
