"""A listing as one plain dictionary: what an organiser can say of it. No words of ours.

Every document has every key of `FIELDS`; `clean` makes one of anything and never raises. What is wrong
with the values is said by `listing_faults.faults`, what lies between two by `listing_difference`.
Records inside: `places` (see `PLACE`), `schedules` (what `schedule_parsing.parse_rule` reads, and `place`,
the position of the place it is held at), `phones`, `costs`, `contacts`, `languages`.
"""

from __future__ import annotations

import datetime as dt
import math
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from app.domain.listing import Answer, Capacity, Channel, Kind, Referral, Status, VenueFact
from app.domain.typed_text import clean_line, clean_lines

Document = dict[str, Any]

MOST_ITEMS = 50
MOST_EXCEPTIONS = 400
LONGEST_LINE = 255
LONGEST_PROSE = 10_000


class Section(StrEnum):
    """The part of the form a field stands in."""

    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    COST = "cost"
    WHO = "who"
    CONTACT = "contact"
    STATE = "state"


class Shape(StrEnum):
    """What kind of value a field holds."""

    LINE = "line"
    PROSE = "prose"
    """Lines; blank lines part paragraphs."""
    CHOICE = "choice"
    NUMBER = "number"
    """A whole number or None."""
    FLAG = "flag"
    DAY = "day"
    """ISO date or empty."""
    KEYS = "keys"
    """A list of texts, each once."""
    RECORDS = "records"
    ORGANISATION = "organisation"
    """`id` (empty for one we do not hold yet) and `name`."""


class Weight(IntEnum):
    """How much harm a wrong value does."""

    MILD = 1
    SOME = 3
    RISKY = 10


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    section: Section
    shape: Shape
    weight: Weight
    longest: int = LONGEST_LINE
    """In characters, for texts."""
    choices: tuple[str, ...] = ()
    """The first is what an empty document holds."""
    blank: str = ""
    """What an empty line stands for."""


def _values(enum: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in enum)


_W, _S = Weight, Section
REFERRALS = (Referral.UNKNOWN.value, *(v for v in _values(Referral) if v != Referral.UNKNOWN))
CAPACITIES = (Capacity.UNKNOWN.value, *(v for v in _values(Capacity) if v != Capacity.UNKNOWN))

FIELDS: Mapping[str, Field] = {
    field.key: field
    for field in (
        Field("name", _S.WHAT, Shape.LINE, _W.SOME, 200),
        Field("kind", _S.WHAT, Shape.CHOICE, _W.MILD, choices=_values(Kind)),
        Field("summary", _S.WHAT, Shape.LINE, _W.MILD, 400),
        Field("description", _S.WHAT, Shape.PROSE, _W.MILD, LONGEST_PROSE),
        Field("organisation", _S.WHAT, Shape.ORGANISATION, _W.RISKY),
        Field("topics", _S.WHAT, Shape.KEYS, _W.MILD),
        Field("keywords", _S.WHAT, Shape.LINE, _W.MILD, 1000),
        Field("quote", _S.WHAT, Shape.PROSE, _W.MILD, 600),
        Field("quote_by", _S.WHAT, Shape.LINE, _W.MILD, 200),
        Field("language", _S.WHAT, Shape.LINE, _W.MILD, 12, blank="en"),
        Field("schedules", _S.WHEN, Shape.RECORDS, _W.SOME),
        Field("when_text", _S.WHEN, Shape.PROSE, _W.SOME, 1000),
        Field("ways", _S.WHERE, Shape.KEYS, _W.SOME, choices=_values(Channel)),
        Field("citywide", _S.WHERE, Shape.FLAG, _W.MILD),
        Field("places", _S.WHERE, Shape.RECORDS, _W.RISKY),
        Field("pence", _S.COST, Shape.NUMBER, _W.SOME),
        Field("cost_text", _S.COST, Shape.PROSE, _W.SOME, 1000),
        Field("costs", _S.COST, Shape.RECORDS, _W.SOME),
        Field("for_whom", _S.WHO, Shape.PROSE, _W.MILD, 2000),
        Field("not_for", _S.WHO, Shape.PROSE, _W.MILD, 1000),
        Field("minimum_age", _S.WHO, Shape.NUMBER, _W.MILD),
        Field("maximum_age", _S.WHO, Shape.NUMBER, _W.MILD),
        Field("join", _S.CONTACT, Shape.PROSE, _W.SOME, 2000),
        Field("referral", _S.CONTACT, Shape.CHOICE, _W.SOME, choices=REFERRALS),
        Field("referral_note", _S.CONTACT, Shape.PROSE, _W.MILD, 1000),
        Field("phones", _S.CONTACT, Shape.RECORDS, _W.RISKY),
        Field("email", _S.CONTACT, Shape.LINE, _W.RISKY, 254),
        Field("website", _S.CONTACT, Shape.LINE, _W.RISKY, 2000),
        Field("contacts", _S.CONTACT, Shape.RECORDS, _W.RISKY),
        Field("languages", _S.CONTACT, Shape.RECORDS, _W.MILD),
        Field("status", _S.STATE, Shape.CHOICE, _W.RISKY, choices=_values(Status)),
        Field("back_on", _S.STATE, Shape.DAY, _W.SOME),
        Field("closed_note", _S.STATE, Shape.PROSE, _W.SOME, 1000),
        Field("capacity", _S.STATE, Shape.CHOICE, _W.MILD, choices=CAPACITIES),
        Field("waiting_weeks", _S.STATE, Shape.NUMBER, _W.MILD),
        Field("sensitive", _S.STATE, Shape.FLAG, _W.SOME),
    )
}

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


def empty() -> Document:
    """A document that says nothing."""
    return clean({})


def clean(source: Mapping[str, Any]) -> Document:
    """The document in `source`: every field, in its shape; what makes no sense is left out."""
    return {key: clean_value(field, source.get(key)) for key, field in FIELDS.items()}


def clean_value(field: Field, value: object) -> Any:
    """One value in the field's shape."""
    match field.shape:
        case Shape.LINE:
            return _line(value, field.longest) or field.blank
        case Shape.PROSE:
            return clean_lines(_text(value))[: field.longest].strip()
        case Shape.CHOICE:
            text = _text(value).strip()
            return text if text in field.choices else field.choices[0]
        case Shape.NUMBER:
            return _number(value)
        case Shape.FLAG:
            return _flag(value)
        case Shape.DAY:
            return _day(value)
        case Shape.KEYS:
            return _keys(value, field.choices)
        case Shape.ORGANISATION:
            return _organisation(value)
        case _:
            return _records(value, RECORDS[field.key])


def differing(one: Document, other: Document) -> list[str]:
    """Names of the fields in which two documents are not the same, in the order of the form."""
    return [key for key in FIELDS if not same(key, one[key], other[key])]


def same(key: str, one: Any, other: Any) -> bool:
    """Do two values of a field say the same? Order counts only where a reader sees it."""
    if FIELDS[key].shape is Shape.ORGANISATION:
        if one["id"] and other["id"]:
            return bool(one["id"] == other["id"])
        return bool(one["name"].casefold() == other["name"].casefold())
    if FIELDS[key].shape is Shape.KEYS:
        return set(one) == set(other)
    return bool(one == other)


def taking(base: Document, document: Document, fields: Iterable[str]) -> Document:
    """The base with these fields as in the document."""
    wanted = frozenset(fields)
    return {key: document[key] if key in wanted else base[key] for key in FIELDS}


def risk_of(fields: Iterable[str], before: Document | None = None, after: Document | None = None) -> int:
    """How much a mistake in these fields could do. With both documents it looks inside the places."""
    weights = dict.fromkeys(fields, 0)
    for key in weights:
        weights[key] = FIELDS[key].weight
    if "places" in weights and before is not None and after is not None and not moves(before, after):
        weights["places"] = Weight.MILD
    return sum(weights.values())


def is_risky(risk: int) -> bool:
    return risk >= Weight.RISKY


def moves(before: Document, after: Document) -> bool:
    """Would a reader go to another place, or learn one that is not told?"""
    names = ("name", "address_1", "address_2", "town", "postcode", "undisclosed")

    def where(document: Document) -> list[tuple[object, ...]]:
        return [tuple(place[name] for name in names) for place in document["places"]]

    return where(before) != where(after)


def without_secrets(document: Document) -> Document:
    """The document as somebody may read it who must not know where an undisclosed place is."""
    return {
        **document,
        "places": [
            {**place, **dict.fromkeys(SECRET, ""), "access": {}} if place["undisclosed"] else place
            for place in document["places"]
        ],
    }


def with_secrets(document: Document, base: Document) -> Document:
    """What `without_secrets` left out put back, where the place is still the undisclosed one of the base."""
    held = {place["id"]: place for place in base["places"] if place["undisclosed"] and place["id"]}
    return {**document, "places": [_put_back(place, held.get(place["id"])) for place in document["places"]]}


def has_secrets(document: Document) -> bool:
    return any(place["undisclosed"] for place in document["places"])


def _put_back(place: Document, held: Document | None) -> Document:
    if held is None or any(place[name] for name in SECRET):
        return place
    return {**held, "undisclosed": True}


def _organisation(value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {"id": _uuid(value.get("id")), "name": _line(value.get("name"))}
    return {"id": "", "name": _line(value)}


def _place(raw: Mapping[str, Any]) -> Document | None:
    place: Document = _texts(raw, PLACE)
    place["id"] = _uuid(raw.get("id"))
    place["undisclosed"] = _flag(raw.get("undisclosed"))
    given = raw.get("access")
    place["access"] = {
        fact.value: {"answer": said["answer"], "detail": _line(said.get("detail"), 1000)}
        for fact in VenueFact
        if isinstance(given, Mapping)
        and isinstance(said := given.get(fact.value), Mapping)
        and said.get("answer") in _values(Answer)
        and (said["answer"] != Answer.UNKNOWN or said.get("detail"))
    }
    return place if any(place[name] for name in PLACE) or place["undisclosed"] or place["access"] else None


def _schedule(raw: Mapping[str, Any]) -> Document | None:
    """Only what is said: an empty value is no key."""
    made: Document = {name: text for name, text in _texts(raw, SCHEDULE).items() if text}
    made |= {name: day for name in SCHEDULE_DAYS if (day := _day(raw.get(name)))}
    made |= {name: n for name in SCHEDULE_NUMBERS if (n := _number(raw.get(name))) is not None}
    made |= {name: True for name in SCHEDULE_FLAGS if _flag(raw.get(name))}
    if made.get("interval") == 1:
        del made["interval"]
    given = raw.get("exceptions")
    exceptions = [_exception(one) for one in given[:MOST_EXCEPTIONS]] if isinstance(given, list) else []
    if kept := {(one["day"], bool(one.get("happens"))): one for one in exceptions if one}:
        made["exceptions"] = [kept[key] for key in sorted(kept)]
    return made if set(made) - {"place", "timezone"} else None


def _exception(raw: object) -> Document | None:
    if not isinstance(raw, Mapping) or not (day := _day(raw.get("day"))):
        return None
    made: Document = {"day": day}
    if _flag(raw.get("happens")):
        made["happens"] = True
    return made | {name: text for name, text in _texts(raw, EXCEPTION).items() if text}


def _phone(raw: Mapping[str, Any]) -> Document | None:
    made = _texts(raw, PHONE)
    return made if made["number"] else None


def _cost(raw: Mapping[str, Any]) -> Document | None:
    made = {"words": _line(raw.get("words"), 1000), "pence": _number(raw.get("pence"))}
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


def _records(value: object, made_of: Callable[[Mapping[str, Any]], Document | None]) -> list[Document]:
    bare = next((BARE[key] for key, maker in RECORDS.items() if maker is made_of and key in BARE), "")
    found = []
    for one in value[:MOST_ITEMS] if isinstance(value, list | tuple) else ():
        raw = {bare: one} if bare and isinstance(one, str) else one
        if isinstance(raw, Mapping) and (record := made_of(raw)) is not None:
            found.append(record)
    return found


def _texts(raw: Mapping[str, Any], names: Iterable[str]) -> Document:
    return {name: _line(raw.get(name), 2000 if name in LONG_PARTS else LONGEST_LINE) for name in names}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _line(value: object, longest: int = LONGEST_LINE) -> str:
    return clean_line(_text(value))[:longest].strip()


def _number(value: object) -> int | None:
    if isinstance(value, str):
        value = value.strip()
        return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 10**8 else None


def _flag(value: object) -> bool:
    return value.strip().lower() in {"true", "yes", "1", "on"} if isinstance(value, str) else value is True


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    try:
        return dt.date.fromisoformat(_text(value).strip()[:10]).isoformat()
    except ValueError:
        return ""


def _uuid(value: object) -> str:
    try:
        return str(uuid.UUID(_text(value) if not isinstance(value, uuid.UUID) else str(value)))
    except ValueError:
        return ""


def _keys(value: object, choices: tuple[str, ...]) -> list[str]:
    given = value if isinstance(value, list | tuple | set | frozenset) else ()
    kept = dict.fromkeys(key for one in given if (key := _line(one, 80)) and (not choices or key in choices))
    return [key for key in choices if key in kept] if choices else sorted(kept)[: MOST_ITEMS * 2]
