"""The pieces a listing's document is made of, each put into its shape; never raises."""

from __future__ import annotations

import datetime as dt
import math
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.domain.listing import Answer, VenueFact
from app.domain.typed_text import clean_line, clean_lines

Document = dict[str, Any]

MOST_ITEMS = 50
MOST_EXCEPTIONS = 400
LONGEST_LINE = 255

PLACE = ("id", "name", "address_1", "address_2", "town", "postcode", "directions", "note")
"""Texts of a place; besides: `undisclosed` (flag) and `access`, fact -> {answer, detail}."""
SECRET = ("name", "address_1", "address_2", "town", "postcode", "directions", "note")
"""What of an undisclosed place nobody may read without leave."""
PHONE = ("number", "extension", "note")
CONTACT = ("name", "title", "email")
LANGUAGE = ("code", "name", "note")
SCHEDULE = (
    *("freq", "byday", "bymonthday", "byweekno", "byyearday", "wkst", "opens_at", "closes_at", "notes"),
    *("description", "schedule_link", "attending_type", "timezone"),
)
SCHEDULE_DAYS = ("dtstart", "until", "valid_from", "valid_to")
SCHEDULE_NUMBERS = ("interval", "count", "place")
SCHEDULE_FLAGS = ("term_time_only", "off_on_bank_holidays")
EXCEPTION = ("opens_at", "closes_at", "note")
LONG_PARTS = frozenset({"directions", "note", "notes", "description", "detail", "schedule_link", "words"})


def organisation(value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {"id": known_id(value.get("id")), "name": line(value.get("name"))}
    return {"id": "", "name": line(value)}


def _place(raw: Mapping[str, Any]) -> Document | None:
    place: Document = _texts(raw, PLACE)
    place["id"] = known_id(raw.get("id"))
    place["undisclosed"] = flag(raw.get("undisclosed"))
    given = raw.get("access")
    place["access"] = {
        fact.value: {"answer": said["answer"], "detail": line(said.get("detail"), 1000)}
        for fact in VenueFact
        if isinstance(given, Mapping)
        and isinstance(said := given.get(fact.value), Mapping)
        and said.get("answer") in tuple(Answer)
        and (said["answer"] != Answer.UNKNOWN or said.get("detail"))
    }
    return place if any(place[name] for name in PLACE) or place["undisclosed"] or place["access"] else None


def _schedule(raw: Mapping[str, Any]) -> Document | None:
    """Only what is said: an empty value is no key."""
    made: Document = {name: said for name, said in _texts(raw, SCHEDULE).items() if said}
    made |= {name: said for name in SCHEDULE_DAYS if (said := day(raw.get(name)))}
    made |= {name: n for name in SCHEDULE_NUMBERS if (n := number(raw.get(name))) is not None}
    made |= {name: True for name in SCHEDULE_FLAGS if flag(raw.get(name))}
    if made.get("interval") == 1:
        del made["interval"]
    given = raw.get("exceptions")
    exceptions = [_exception(one) for one in given[:MOST_EXCEPTIONS]] if isinstance(given, list) else []
    if kept := {(one["day"], bool(one.get("happens"))): one for one in exceptions if one}:
        made["exceptions"] = [kept[key] for key in sorted(kept)]
    return made if set(made) - {"place", "timezone"} else None


def _exception(raw: object) -> Document | None:
    if not isinstance(raw, Mapping) or not (on := day(raw.get("day"))):
        return None
    made: Document = {"day": on}
    if flag(raw.get("happens")):
        made["happens"] = True
    return made | {name: said for name, said in _texts(raw, EXCEPTION).items() if said}


def _phone(raw: Mapping[str, Any]) -> Document | None:
    made = _texts(raw, PHONE)
    return made if made["number"] else None


def _cost(raw: Mapping[str, Any]) -> Document | None:
    made = {"words": line(raw.get("words"), 1000), "pence": number(raw.get("pence"))}
    return made if made["words"] or made["pence"] is not None else None


def _contact(raw: Mapping[str, Any]) -> Document | None:
    made = _texts(raw, CONTACT)
    return made if any(made.values()) else None


def _language(raw: Mapping[str, Any]) -> Document | None:
    made = _texts(raw, LANGUAGE)
    return made if made["code"] or made["name"] else None


RECORDS: Mapping[str, Callable[[Mapping[str, Any]], Document | None]] = {
    "places": _place,
    "schedules": _schedule,
    "phones": _phone,
    "costs": _cost,
    "contacts": _contact,
    "languages": _language,
}
BARE = {"phones": "number", "languages": "code", "costs": "words"}
"""What a bare text in the list stands for."""


def records(key: str, value: object) -> list[Document]:
    """The records of a field; a bare text stands for its main part."""
    bare, made_of = BARE.get(key, ""), RECORDS[key]
    found = []
    for one in value[:MOST_ITEMS] if isinstance(value, list | tuple) else ():
        raw = {bare: one} if bare and isinstance(one, str) else one
        if isinstance(raw, Mapping) and (record := made_of(raw)) is not None:
            found.append(record)
    return found


def _texts(raw: Mapping[str, Any], names: Iterable[str]) -> Document:
    return {name: line(raw.get(name), 2000 if name in LONG_PARTS else LONGEST_LINE) for name in names}


def text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def prose(value: object, longest: int) -> str:
    return clean_lines(text(value))[:longest].strip()


def line(value: object, longest: int = LONGEST_LINE) -> str:
    return clean_line(text(value))[:longest].strip()


def number(value: object) -> int | None:
    if isinstance(value, str):
        value = value.strip()
        return int(value) if value.isdecimal() and len(value) < 9 else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 10**8 else None


def flag(value: object) -> bool:
    return value.strip().lower() in {"true", "yes", "1", "on"} if isinstance(value, str) else value is True


def day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    try:
        return dt.date.fromisoformat(text(value).strip()[:10]).isoformat()
    except ValueError:
        return ""


def known_id(value: object) -> str:
    try:
        return str(uuid.UUID(text(value) if not isinstance(value, uuid.UUID) else str(value)))
    except ValueError:
        return ""


def keys(value: object, choices: tuple[str, ...]) -> list[str]:
    given = value if isinstance(value, list | tuple | set | frozenset) else ()
    kept = dict.fromkeys(key for one in given if (key := line(one, 80)) and (not choices or key in choices))
    return [key for key in choices if key in kept] if choices else sorted(kept)[: MOST_ITEMS * 2]
