"""What the published schemas do not look at: does a record make sense?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateutil.rrule import rrulestr

from app.domain.openreferral.check import Fault, Found
from app.domain.openreferral.check_formats import is_date, is_real_email, is_time

DATES = frozenset({"assured_date", "valid_from", "valid_to", "dtstart", "until"})
TIMES = frozenset({"opens_at", "closes_at"})
EMAILS = frozenset({"email", "assurer_email"})
PARENTS = {
    "service": "service_id",
    "location": "location_id",
    "organization": "organization_id",
    "contact": "contact_id",
    "service_at_location": "service_at_location_id",
    "taxonomy": "taxonomy_id",
}
"""Kind of record -> the field by which what hangs below it names it."""
NORTH, EAST = (49.0, 61.0), (-8.7, 2.0)
"""The United Kingdom, St Kilda included. Units: degrees."""
OVERNIGHT = re.compile(r"night|next day|following day|early hours", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,200})?/?>|&(?:nbsp|amp|lt|gt|#\d+);")
_DAYS = "(?:MO|TU|WE|TH|FR|SA|SU)"
_BYDAY = re.compile(rf"[+-]?(?:[1-9]|[1-4]\d|5[0-3])?{_DAYS}(?:,[+-]?(?:[1-9]|[1-4]\d|5[0-3])?{_DAYS})*")
_BYMONTHDAY = re.compile(r"[+-]?(?:[1-9]|[12]\d|3[01])(?:,[+-]?(?:[1-9]|[12]\d|3[01]))*")
_BYWEEKNO = re.compile(r"[+-]?(?:[1-9]|[1-4]\d|5[0-3])(?:,[+-]?(?:[1-9]|[1-4]\d|5[0-3]))*")
_BYYEARDAY = re.compile(r"[+-]?[1-9]\d{0,2}(?:,[+-]?[1-9]\d{0,2})*")
RULE_FIELDS = ("interval", "byday", "bymonthday", "byweekno", "byyearday", "wkst", "count")
ANY_MOMENT = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a rule is about wall clocks
PATTERNS = {
    "interval": re.compile(r"[1-9]\d{0,3}(?:\.0)?"),
    "byday": _BYDAY,
    "bymonthday": _BYMONTHDAY,
    "byweekno": _BYWEEKNO,
    "byyearday": _BYYEARDAY,
}


def record_faults(record: object, kind: str, today: dt.date) -> Iterator[Found]:
    """Every such fault of a record and of what hangs below it."""
    where = str(record.get("id") or "") if isinstance(record, Mapping) else ""
    for found in _walk(record, kind, "", today, {}):
        yield Found(found.fault, found.path, found.value, found.where or where)


def _walk(value: object, kind: str, path: str, today: dt.date, above: Mapping[str, str]) -> Iterator[Found]:
    if isinstance(value, list):
        ids = [one.get("id") for one in value if isinstance(one, Mapping)]
        for twice in sorted({one for one in ids if isinstance(one, str) and ids.count(one) > 1}):
            yield Found(Fault.DOUBLED_WITHIN, f"{path}[].id", twice)
        for at, one in enumerate(value):
            yield from _walk(one, kind, f"{path}[{at}]", today, above)
    elif isinstance(value, Mapping):
        yield from _values(value, path)
        yield from _parents(value, kind, path, above)
        yield from _links(value, path)
        for look in LOOKS.get(kind, ()):
            yield from (
                found
                for found in look(value, path, today)
                if found.fault is not Fault.NO_ORGANIZATION or "organization_id" not in above
            )
        below = dict(above)
        if kind in PARENTS and isinstance(value.get("id"), str):
            below[PARENTS[kind]] = value["id"]
        for name, inner in value.items():
            if isinstance(inner, Mapping | list):
                yield from _walk(inner, kind_of(str(name)), joined(path, name), today, below)


def _values(record: Mapping[str, Any], path: str) -> Iterator[Found]:
    for name, value in record.items():
        if not isinstance(value, str) or not value:
            continue
        here = joined(path, name)
        if name in DATES and not is_date(value[:10] if name in {"dtstart", "until"} else value):
            yield Found(Fault.WRONG_DATE, here, value)
        elif name in TIMES and not is_time(value):
            yield Found(Fault.WRONG_TIME, here, value)
        elif name in EMAILS and "@" in value and not is_real_email(value):
            yield Found(Fault.UNLIKELY_EMAIL, here, value)
        elif "<" in value or "&" in value:
            found = _MARKUP.search(value)
            if found is not None:
                yield Found(Fault.MARKUP, here, found[0])


def _parents(record: Mapping[str, Any], kind: str, path: str, above: Mapping[str, str]) -> Iterator[Found]:
    """Names another parent than the one it hangs below."""
    for name, identifier in above.items():
        said = record.get(name)
        if isinstance(said, str) and said and said != identifier and kind not in PARENT_MAY_DIFFER:
            yield Found(Fault.OTHER_PARENT, joined(path, name), said)


PARENT_MAY_DIFFER = frozenset({"attribute", "taxonomy_term", "organization"})
"""A term may be of another list, and an organisation below a service names its own parent."""


def _links(record: Mapping[str, Any], path: str) -> Iterator[Found]:
    """Says one identifier and holds a thing of another."""
    for name, inner in record.items():
        said = record.get(f"{name}_id") if isinstance(inner, Mapping) and name != "organization" else None
        if said and isinstance(inner.get("id"), str) and inner["id"] != said:
            yield Found(Fault.OTHER_PARENT, joined(path, f"{name}_id"), f"{said} and {inner['id']}")


def _service(service: Mapping[str, Any], path: str, today: dt.date) -> Iterator[Found]:
    own, held = service.get("organization_id"), service.get("organization")
    inner = held.get("id") if isinstance(held, Mapping) else None
    if not own and not inner:
        yield Found(Fault.NO_ORGANIZATION, joined(path, "organization_id"))
    elif own and inner and own != inner:
        yield Found(Fault.OTHER_ORGANIZATION, joined(path, "organization_id"), f"{own} and {inner}")
    if path:  # only in brief, below what is looked at
        return
    assured = service.get("assured_date")
    if not isinstance(assured, str) or not is_date(assured):
        yield Found(Fault.NOT_ASSURED, joined(path, "assured_date"))
        return
    day = dt.date.fromisoformat(assured)
    if day > today:
        yield Found(Fault.ASSURED_AHEAD, joined(path, "assured_date"), assured)
    elif day <= months_before(today, 3):
        yield Found(Fault.ASSURED_LONG_AGO, joined(path, "assured_date"), assured)


def _location(location: Mapping[str, Any], path: str, today: dt.date) -> Iterator[Found]:
    latitude, longitude = _number(location.get("latitude")), _number(location.get("longitude"))
    if (latitude is None) != (longitude is None):
        yield Found(Fault.HALF_A_POINT, joined(path, "latitude" if latitude is None else "longitude"))
    elif latitude is not None and longitude is not None and not is_in_uk(latitude, longitude):
        yield Found(Fault.OUTSIDE_UK, joined(path, "latitude"), f"{latitude}, {longitude}")


def is_in_uk(latitude: float, longitude: float) -> bool:
    return NORTH[0] <= latitude <= NORTH[1] and EAST[0] <= longitude <= EAST[1]


def _schedule(schedule: Mapping[str, Any], path: str, today: dt.date) -> Iterator[Found]:
    fault = rule_fault(schedule)
    if fault:
        yield Found(Fault.WRONG_RULE, joined(path, "freq"), fault)
    opens, closes = str(schedule.get("opens_at") or ""), str(schedule.get("closes_at") or "")
    words = f"{schedule.get('description') or ''} {schedule.get('notes') or ''}"
    if is_time(opens) and is_time(closes) and closes[:5] <= opens[:5] and not OVERNIGHT.search(words):
        yield Found(Fault.CLOSES_FIRST, joined(path, "closes_at"), f"{opens} to {closes}")
    yield from _span(schedule, path)


def rule_fault(schedule: Mapping[str, Any]) -> str:
    """What programs would trip over when they expand it; empty where nothing is wrong."""
    said = {name: schedule[name] for name in ("freq", *RULE_FIELDS) if schedule.get(name) not in (None, "")}
    parts = {name: str(value).replace(" ", "").upper() for name, value in said.items()}
    rule = ";".join(f"{name.upper()}={value}" for name, value in parts.items())
    if "freq" not in parts:
        return f"{rule} without freq" if parts.keys() & {"byday", "bymonthday"} else ""
    if parts["freq"] == "WEEKLY" and re.search(r"\d", parts.get("byday", "")):
        return f"{rule}: which one of the month, but weekly"
    return "" if _is_readable(parts) else rule


def _is_readable(parts: Mapping[str, str]) -> bool:
    """Can dateutil expand it, and does every number in it exist?"""
    if not all(pattern.fullmatch(parts[name]) for name, pattern in PATTERNS.items() if name in parts):
        return False
    rule = ";".join(f"{name.upper()}={value.removesuffix('.0')}" for name, value in parts.items())
    try:
        rrulestr(rule, dtstart=ANY_MOMENT)
    except (ValueError, TypeError, OverflowError, KeyError):
        return False
    return True


def _cost(option: Mapping[str, Any], path: str, today: dt.date) -> Iterator[Found]:
    yield from _span(option, path)


def _span(record: Mapping[str, Any], path: str) -> Iterator[Found]:
    begins, ends = record.get("valid_from"), record.get("valid_to")
    if (
        isinstance(begins, str)
        and isinstance(ends, str)
        and is_date(begins)
        and is_date(ends)
        and ends < begins
    ):
        yield Found(Fault.ENDS_FIRST, joined(path, "valid_to"), f"{begins} to {ends}")


LOOKS = {
    "service": (_service,),
    "location": (_location,),
    "schedule": (_schedule,),
    "cost_option": (_cost,),
}

_SINGULAR = {"taxonomies": "taxonomy", "addresses": "address"}


def kind_of(name: str) -> str:
    """What a field of that name holds: `cost_options` holds each a `cost_option`."""
    return _SINGULAR.get(name) or (name[:-1] if name.endswith("s") and not name.endswith("ss") else name)


def joined(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month, that many months earlier, or the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for date in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(date, day.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
