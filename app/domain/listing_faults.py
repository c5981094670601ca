"""What is wrong with a listing's document: plain rules, codes and no words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from enum import StrEnum

from app.domain.feeds import contact
from app.domain.listing import Capacity, Channel, Status
from app.domain.listing_document import Document
from app.domain.near import NearKind, read_near
from app.domain.schedule_parsing import FaultKind as Misread
from app.domain.schedule_parsing import parse_rule

OLDEST = 120
LONGEST_WAIT = 260
"""Units: weeks."""
DEAREST = 1_000_000
"""Units: pence."""


class Wrong(StrEnum):
    REQUIRED = "required"
    NOT_EMAIL = "not-email"
    NOT_WEB = "not-web"
    NOT_PHONE = "not-phone"
    NOT_POSTCODE = "not-postcode"
    NOT_LANGUAGE = "not-language"
    OUT_OF_RANGE = "out-of-range"
    WRONG_WAY_ROUND = "wrong-way-round"
    """The second of two comes before the first."""
    NO_FIRST_DATE = "no-first-date"
    NOT_A_TIME = "not-a-time"
    """A schedule that cannot be put on dates."""
    NEEDS_PLACE = "needs-place"
    """It is in person, and nothing says where."""
    NEEDS_WAY_TO_JOIN = "needs-way-to-join"
    """No phone, no e-mail, no web address and no word on how to join."""


def faults(document: Document, *, fields: Collection[str] | None = None) -> dict[str, Wrong]:
    """Path -> what is wrong, such as `places.0.postcode`. With `fields` only theirs: those that changed,
    so that what a feed once published does not stand in the way of a new phone number.
    """
    found: dict[str, Wrong] = {}
    for path, wrong in _all(document):
        if fields is None or path.partition(".")[0] in fields:
            found.setdefault(path, wrong)
    return found


def _all(document: Document) -> Iterator[tuple[str, Wrong]]:
    if not document["name"]:
        yield "name", Wrong.REQUIRED
    if not document["summary"] and not document["description"]:
        yield "summary", Wrong.REQUIRED
    yield from _contact(document)
    yield from _numbers(document)
    for at, place in enumerate(document["places"]):
        if place["postcode"] and read_near(place["postcode"]).kind is not NearKind.POSTCODE:
            yield f"places.{at}.postcode", Wrong.NOT_POSTCODE
        if not any(place[name] for name in ("name", "address_1", "postcode")) and not place["undisclosed"]:
            yield f"places.{at}.name", Wrong.REQUIRED
    if Channel.IN_PERSON in document["ways"] and not document["places"] and not document["citywide"]:
        yield "places", Wrong.NEEDS_PLACE
    for at, schedule in enumerate(document["schedules"]):
        yield from _schedule(f"schedules.{at}", schedule, len(document["places"]))
    for at, spoken in enumerate(document["languages"]):
        if spoken["code"] and not (spoken["code"].replace("-", "").isalpha() and spoken["code"].isascii()):
            yield f"languages.{at}.code", Wrong.NOT_LANGUAGE


def _contact(document: Document) -> Iterator[tuple[str, Wrong]]:
    if document["email"] and not contact.email(document["email"]):
        yield "email", Wrong.NOT_EMAIL
    if document["website"] and not contact.link(document["website"]).address:
        yield "website", Wrong.NOT_WEB
    for at, phone in enumerate(document["phones"]):
        if not contact.phone_numbers(phone["number"]):
            yield f"phones.{at}.number", Wrong.NOT_PHONE
    for at, person in enumerate(document["contacts"]):
        if person["email"] and not contact.email(person["email"]):
            yield f"contacts.{at}.email", Wrong.NOT_EMAIL
    if not any(document[key] for key in ("phones", "email", "website", "join", "contacts")):
        yield "join", Wrong.NEEDS_WAY_TO_JOIN


def _numbers(document: Document) -> Iterator[tuple[str, Wrong]]:
    most = {"pence": DEAREST, "minimum_age": OLDEST, "maximum_age": OLDEST, "waiting_weeks": LONGEST_WAIT}
    for key, highest in most.items():
        if document[key] is not None and not 0 <= document[key] <= highest:
            yield key, Wrong.OUT_OF_RANGE
    for at, cost in enumerate(document["costs"]):
        if cost["pence"] is not None and not 0 <= cost["pence"] <= DEAREST:
            yield f"costs.{at}.pence", Wrong.OUT_OF_RANGE
    youngest, oldest = document["minimum_age"], document["maximum_age"]
    if youngest is not None and oldest is not None and oldest < youngest:
        yield "maximum_age", Wrong.WRONG_WAY_ROUND
    if document["waiting_weeks"] and document["capacity"] == Capacity.PLACES:
        yield "waiting_weeks", Wrong.OUT_OF_RANGE
    if document["back_on"] and document["status"] == Status.DEFUNCT:
        yield "back_on", Wrong.OUT_OF_RANGE


def _schedule(path: str, schedule: Document, places: int) -> Iterator[tuple[str, Wrong]]:
    parsed = parse_rule(schedule)
    for fault in parsed.faults:
        match fault.kind:
            case Misread.HEALED:
                continue
            case Misread.NO_FIRST_DATE:
                yield f"{path}.dtstart", Wrong.NO_FIRST_DATE
            case Misread.ENDS_BEFORE_START:
                yield f"{path}.{fault.field}", Wrong.WRONG_WAY_ROUND
            case _:
                yield f"{path}.{fault.field}", Wrong.NOT_A_TIME
    if schedule.get("place") is not None and not 0 <= schedule["place"] < places:
        yield f"{path}.place", Wrong.NEEDS_PLACE
    for name in ("dtstart", "until", "valid_from", "valid_to"):
        if name in schedule and not 1990 <= dt.date.fromisoformat(schedule[name]).year <= 2100:
            yield f"{path}.{name}", Wrong.OUT_OF_RANGE
