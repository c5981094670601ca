"""A listing as one plain dictionary: what an organiser can say of it. No words of ours.

Every document has every key of `FIELDS`; `clean` makes one of anything and never raises. What is wrong
with the values is said by `listing_faults.faults`, what lies between two by `listing_difference`.
Records inside, by `listing_parts`: `places`, `schedules` (what `schedule_parsing.parse_rule` reads, and
`place`, the position of the place it is held at), `phones`, `costs`, `contacts`, `languages`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from app.domain import listing_parts as parts
from app.domain.listing import Capacity, Channel, Kind, Referral, Status
from app.domain.listing_parts import LONGEST_LINE, SECRET

Document = parts.Document

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


def empty() -> Document:
    """A document that says nothing."""
    return clean({})


def clean(source: Mapping[str, Any]) -> Document:
    """The document in `source`: every field, in its shape; what makes no sense is left out."""
    return {key: clean_value(field, source.get(key)) for key, field in FIELDS.items()}


def clean_value(field: Field, value: object) -> Any:
    """One value in the field's shape."""
    return SHAPED[field.shape](field, value)


def _choice(field: Field, value: object) -> str:
    text = parts.text(value).strip()
    return text if text in field.choices else field.choices[0]


SHAPED: Mapping[Shape, Callable[[Field, object], Any]] = {
    Shape.LINE: lambda field, value: parts.line(value, field.longest) or field.blank,
    Shape.PROSE: lambda field, value: parts.prose(value, field.longest),
    Shape.CHOICE: _choice,
    Shape.NUMBER: lambda field, value: parts.number(value),
    Shape.FLAG: lambda field, value: parts.flag(value),
    Shape.DAY: lambda field, value: parts.day(value),
    Shape.KEYS: lambda field, value: parts.keys(value, field.choices),
    Shape.ORGANISATION: lambda field, value: parts.organisation(value),
    Shape.RECORDS: lambda field, value: parts.records(field.key, value),
}


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


def keeping_secrets(document: Document, held: Document) -> Document:
    """The document with every place undisclosed that `held` keeps secret, by its id or its postcode: also
    where somebody left it out and wrote it again, or where it was public once.
    """
    secret = [place for place in held["places"] if place["undisclosed"]]
    ids = {place["id"] for place in secret} - {""}
    codes = {_squeezed(place["postcode"]) for place in secret} - {""}
    return {
        **document,
        "places": [
            {**place, "undisclosed": True}
            if place["id"] in ids or _squeezed(place["postcode"]) in codes
            else place
            for place in document["places"]
        ],
    }


def leaving_secrets(document: Document, before: Document) -> Document:
    """The document without words about times at a secret place that it leaves: they may name the street."""
    stays = {place["id"] for place in document["places"]}
    left = {at for at, one in enumerate(before["places"]) if one["undisclosed"] and one["id"] not in stays}
    bare = [{**one, "place": None} for one in before["schedules"] if one.get("place") in left]
    return {
        **document,
        "schedules": [
            {**one, "notes": ""} if one.get("notes") and {**one, "place": None} in bare else one
            for one in document["schedules"]
        ],
    }


def has_secrets(document: Document) -> bool:
    return any(place["undisclosed"] for place in document["places"])


def _squeezed(postcode: str) -> str:
    return "".join(postcode.split()).upper()


def _put_back(place: Document, held: Document | None) -> Document:
    if held is None or any(place[name] for name in SECRET):
        return place
    return {**held, "undisclosed": True}
