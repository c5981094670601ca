"""Makes a listing's projection: one structure that feeds search, cards, pages and files. No words of ours.

An undisclosed place leaves no name, address, directions or point anywhere in it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.domain.listing import Answer, Channel, LocationType, Status
from app.domain.places import Place
from app.domain.schedule import PLACE_ZONE, Calendar, Occurrence, Rule, occurrences, upcoming
from app.domain.schedule_json import rule_to_json
from app.domain.schedule_parsing import rule_from_row
from app.domain.vocabulary import Vocabulary
from app.domain.words import fold
from app.models.directory import Location, Phone, Schedule, Service, ServiceAtLocation

WEEKS_HELD = 8
WEEKS_AHEAD = 12
TIMES_ON_CARD = 12
COSTS = (("cost:free", 0), ("cost:to-3", 300), ("cost:to-10", 1000))
"""Units: pence, at most."""
PART_STARTS = (0, 12 * 60, 17 * 60, 24 * 60)
"""Morning, afternoon, evening. Units: minutes of the day."""
LONGEST_MINUTES = 4095
ENOUGH_OF_A_PART = 60
"""What reaches into another part of the day for this long belongs to it too. Units: minutes."""
LISTED = frozenset({Status.ACTIVE, Status.TEMPORARILY_CLOSED})

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class When:
    """One occurrence as search holds it."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None
    day: dt.date
    parts: int
    minute: int
    until: int
    """When it no longer makes sense to set out. Units: minutes from the day's midnight."""


@dataclass(frozen=True)
class Words:
    """Folded text by weight, best first."""

    title: str
    keywords: str
    summary: str
    body: str


@dataclass(frozen=True)
class Attached:
    """What hangs on a listing's places rather than on itself."""

    schedules: Sequence[Schedule] = ()
    phones: Sequence[Phone] = ()


@dataclass(frozen=True)
class Projection:
    number: int
    service_id: uuid.UUID
    slug: str
    name: str
    is_listed: bool
    card: Json
    detail: Json
    terms: frozenset[str]
    points: frozenset[tuple[int, int]]
    """Latitude and longitude. Units: degrees times 100,000."""
    words: Words
    times: tuple[When, ...] = field(default=())


def project(
    service: Service,
    place: Place,
    vocabulary: Vocabulary,
    now: dt.datetime,
    *,
    calendar: Calendar,
    attached: Attached = Attached(),
) -> Projection:
    """The listing as readers and search meet it. `now` is an aware moment."""
    today = now.astimezone(PLACE_ZONE).date()
    schedules = [*service.schedules, *(one for one in attached.schedules if one.service_id is None)]
    rules = [rule_from_row(schedule) for schedule in schedules]
    held, coming = coming_times(rules, calendar, now, today)
    first = opens_again(service.status, service.back_on)
    held = tuple(one for one in held if one.day >= first)
    coming = [one for one in coming if one[0][:10] >= first.isoformat()]
    is_listed = service.deleted_at is None and service.status in LISTED
    points = frozenset(
        point for joined in service.at_locations if (point := point_of(joined.location)) is not None
    )
    terms = terms_of(service, vocabulary, points)
    card = card_of(service, terms, rules, coming)
    detail = detail_of(service, schedules, attached.phones)
    return Projection(
        number=service.number,
        service_id=service.id,
        slug=service.slug,
        name=service.name,
        is_listed=is_listed,
        card=card,
        detail=detail,
        terms=frozenset(terms) if is_listed else frozenset(),
        points=points if is_listed else frozenset(),
        words=words_of(service, terms, place, vocabulary) if is_listed else Words("", "", "", ""),
        times=held if is_listed else (),
    )


def coming_times(
    rules: Sequence[Rule], calendar: Calendar, now: dt.datetime, today: dt.date
) -> tuple[tuple[When, ...], list[list[Any]]]:
    """Occurrences of the coming weeks as search holds them, and the next ones as a card holds them."""
    if not rules:
        return (), []
    found = occurrences(
        rules, calendar, today - dt.timedelta(days=1), today + dt.timedelta(weeks=WEEKS_AHEAD)
    )
    last = today + dt.timedelta(weeks=WEEKS_HELD) - dt.timedelta(days=1)
    held = {one.starts: when(one) for one in reversed(found) if today <= one.day <= last}
    ahead = [one for one in found if one.over_at > now][:TIMES_ON_CARD]
    if not ahead:
        ahead = upcoming(rules, calendar, now, 3)
    return tuple(sorted(held.values(), key=lambda one: one.starts_at)), [time_json(one) for one in ahead]


def opens_again(status: Status, back_on: dt.date | None) -> dt.date:
    """The first day on which its times count."""
    if status is not Status.TEMPORARILY_CLOSED:
        return dt.date.min
    return back_on or dt.date.max


def when(one: Occurrence) -> When:
    minute = one.starts.hour * 60 + one.starts.minute
    length = int((one.ends - one.starts).total_seconds() // 60) if one.ends else 0
    parts = 7 if not one.timed else parts_of(minute, length)
    over = one.over_at - one.starts.replace(hour=0, minute=0)
    until = min(int(over.total_seconds() // 60), LONGEST_MINUTES)
    return When(one.starts, one.ends, one.day, parts, minute, until)


def parts_of(minute: int, length: int) -> int:
    """Bits of the parts of the day: the one it starts in, and those it reaches well into."""
    bits = 0
    for part in range(3):
        begins, ends = PART_STARTS[part], PART_STARTS[part + 1]
        overlap = min(minute + length, ends) - max(minute, begins)
        if begins <= minute < ends or overlap >= ENOUGH_OF_A_PART:
            bits |= 1 << part
    return bits


def time_json(one: Occurrence) -> list[Any]:
    """Wall-clock start, end and the rule's position; a bare date where only the day is known."""
    starts = one.starts.strftime("%Y-%m-%dT%H:%M") if one.timed else one.day.isoformat()
    return [starts, one.ends.strftime("%Y-%m-%dT%H:%M") if one.ends else None, one.rule]


def point_of(location: Location) -> tuple[int, int] | None:
    if location.undisclosed or location.location_type is not LocationType.PHYSICAL:
        return None
    if location.latitude is None or location.longitude is None:
        return None
    return round(location.latitude * 1e5), round(location.longitude * 1e5)


def channels(service: Service) -> list[str]:
    held = {
        Channel.IN_PERSON: service.in_person,
        Channel.ONLINE: service.online,
        Channel.PHONE: service.by_phone,
        Channel.HOME: service.at_home,
    }
    return [channel.value for channel, is_so in held.items() if is_so]


def terms_of(service: Service, vocabulary: Vocabulary, points: frozenset[tuple[int, int]]) -> set[str]:
    """Facet values, and what ranking asks besides: when checked, how complete, how far it reaches."""
    own = {joined.term.code for joined in service.terms if joined.term.code in vocabulary.terms}
    terms = own | {
        term.key for term in vocabulary.terms.values() if term.also and own.intersection(term.also)
    }
    locations = [joined.location for joined in service.at_locations]
    for location in locations:
        if location.ward_code:
            terms.add(f"ward:{location.ward_code}")
        for fact in location.facts:
            if fact.answer in (Answer.YES, Answer.PARTLY):
                terms.add(f"access:{fact.fact.value}")
    price = usual_price(service)
    if price is not None:
        terms.update(key for key, most in COSTS if price <= most)
    how = channels(service)
    terms.update(f"how:{channel}" for channel in how)
    terms.update(f"lang:{spoken.code.lower()}" for spoken in service.languages if spoken.code)
    terms.add(f"kind:{service.kind.value}")
    terms.add("listed:yes")
    terms.add("checked:" + (service.checked_on.strftime("%Y-%m") if service.checked_on else "never"))
    terms.add(f"whole:{completeness(service, price)}")
    if points:
        terms.add("reach:place")
    if service.citywide or (not points and set(how) - {Channel.IN_PERSON.value}) or not locations:
        terms.add("reach:anywhere")
    if service.status is Status.TEMPORARILY_CLOSED:
        terms.add("state:closed")
    return terms


def usual_price(service: Service) -> int | None:
    """Units: pence. The lowest option where no usual price is given."""
    if service.pence is not None:
        return service.pence
    amounts = [option.amount for option in service.cost_options if option.amount is not None]
    return min(amounts) if amounts else None


def completeness(service: Service, price: int | None) -> int:
    """0 to 2: how many of the questions a reader asks first are answered."""
    answered = [
        bool(service.summary or service.description),
        bool(service.schedules or service.when_text),
        price is not None or bool(service.fees_description),
        bool(service.application_process or service.phones or service.email or service.url),
        bool(service.eligibility_description),
        bool(service.at_locations) or service.online or service.by_phone or service.at_home,
    ]
    known = sum(answered)
    return 2 if known >= 5 else 1 if known >= 3 else 0


def words_of(service: Service, terms: Iterable[str], place: Place, vocabulary: Vocabulary) -> Words:
    """What search reads. Not who it is not for: that would find it for the wrong people."""
    labels = [
        folded(word)
        for key in sorted(terms)
        if key in vocabulary.terms
        for word in vocabulary.terms[key].label.values()
    ]
    organization = service.organization.name if service.organization else ""
    where = [
        word
        for joined in service.at_locations
        for word in (
            "" if joined.location.undisclosed else joined.location.name,
            joined.location.locality,
            place.ward_names.get(joined.location.ward_code, ""),
        )
    ]
    texts = service.texts
    return Words(
        title=fold(" ".join([service.name, service.alternate_name, *(text.name for text in texts)])),
        keywords=" ".join([fold(f"{service.keywords} {organization}"), *labels]).strip(),
        summary=fold(
            " ".join([service.summary, service.eligibility_description, *(text.summary for text in texts)])
        ),
        body=fold(
            " ".join(
                [
                    service.description,
                    *(text.description for text in texts),
                    service.application_process,
                    *where,
                    *(spoken.name for spoken in service.languages),
                ]
            )
        ),
    )


folded = lru_cache(maxsize=4096)(fold)
"""For the labels of terms, the same few hundred again and again."""


def card_of(service: Service, terms: set[str], rules: Sequence[Rule], coming: list[list[Any]]) -> Json:
    """What a card shows; only what is there, so that many cards read fast."""
    data: Json = {
        "id": str(service.id),
        "slug": service.slug,
        "name": service.name,
        "summary": service.summary or first_sentences(service.description),
        "kind": service.kind.value,
        "how": channels(service),
        "status": service.status.value,
        "capacity": service.capacity.value,
        "checked_by": service.checked_by.value,
        "language": service.text_language,
        "terms": sorted(key for key in terms if key.partition(":")[0] in ("do", "need", "support", "who")),
        "organization": service.organization.name if service.organization else "",
        "drawing": service.drawing,
        "cost": service.fees_description or service.fees,
        "pence": service.pence,
        "waiting_weeks": service.waiting_weeks,
        "closed_note": service.closed_note,
        "back_on": _iso(service.back_on),
        "checked_on": _iso(service.checked_on),
        "citywide": service.citywide,
        "sensitive": service.sensitive,
        "when_text": service.when_text,
        "languages": [spoken.code for spoken in service.languages if spoken.code],
        "rules": [rule_to_json(rule) for rule in rules],
        "times": coming,
        "spots": [spot_of(joined.location) for joined in service.at_locations],
        "texts": {
            text.language: {"name": text.name, "summary": text.summary} for text in service.texts if text.name
        },
    }
    return dropping_empty(data, keep=("name", "summary", "how", "pence"))


def spot_of(location: Location) -> Json:
    """A place in brief. Facts keep their answer only."""
    point = point_of(location)
    return dropping_empty(
        {
            "venue": "" if location.undisclosed else location.name,
            "locality": location.locality,
            "ward": location.ward_code,
            "point": [point[0] / 1e5, point[1] / 1e5] if point else None,
            "undisclosed": location.undisclosed,
            "access": {}
            if location.undisclosed
            else {
                fact.fact.value: fact.answer.value
                for fact in location.facts
                if fact.answer is not Answer.UNKNOWN
            },
        }
    )


def detail_of(service: Service, schedules: Sequence[Schedule], phones: Sequence[Phone]) -> Json:
    """What a listing's page shows besides its card."""
    organization = service.organization
    position: dict[Any, int] = {joined.id: at for at, joined in enumerate(service.at_locations)}
    lines = [*service.phones, *phones]
    if not lines and organization is not None:
        lines = list(organization.phones)
    data: Json = {
        "story": service.description,
        "texts": {
            text.language: dropping_empty({"story": text.description, "method": text.method.value})
            for text in service.texts
        },
        "quote": service.quote,
        "quote_by": service.quote_by,
        "for_whom": service.eligibility_description,
        "not_for": service.not_for,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "join": service.application_process,
        "referral": service.referral.value,
        "referral_note": service.referral_note,
        "costs": [cost_words(option) for option in service.cost_options],
        "rule_places": [position.get(one.service_at_location_id) for one in schedules],
        "venues": [venue_of(joined) for joined in service.at_locations],
        "phones": [phone_of(phone) for phone in lines if phone.number],
        "contacts": [
            dropping_empty({"name": one.name, "title": one.title, "email": one.email})
            for one in service.contacts
        ],
        "email": service.email or (organization.email if organization else ""),
        "website": service.url or (organization.website if organization else ""),
        "spoken": [
            dropping_empty({"code": one.code, "name": one.name, "note": one.note})
            for one in service.languages
        ],
        "interpretation": service.interpretation_services,
        "documents": [one.document for one in service.required_documents if one.document],
        "areas": [one.name for one in service.areas if one.name],
        "accreditations": service.accreditations,
        "alert": service.alert,
        "organization_about": organization.description if organization else "",
        "organization_website": organization.website if organization else "",
        "is_demo": service.is_demo,
        "modified_on": service.modified_at.date().isoformat() if service.modified_at else None,
    }
    return dropping_empty(data)


def venue_of(joined: ServiceAtLocation) -> Json:
    location = joined.location
    brief = {"locality": location.locality, "ward": location.ward_code}
    if location.undisclosed:
        return dropping_empty({**brief, "undisclosed": True})
    address = next(iter(location.addresses), None)
    point = point_of(location)
    lines = [address.attention, address.address_1, address.address_2, address.city] if address else []
    return dropping_empty(
        {
            **brief,
            "name": location.name,
            "description": joined.description,
            "address": [line for line in lines if line],
            "postcode": address.postal_code if address else "",
            "point": [point[0] / 1e5, point[1] / 1e5] if point else None,
            "directions": location.transportation,
            "about": location.description,
            "facts": [
                dropping_empty(
                    {
                        "fact": fact.fact.value,
                        "answer": fact.answer.value,
                        "detail": fact.detail,
                        "by": fact.said_by.value,
                        "on": _iso(fact.said_on),
                    }
                )
                for fact in location.facts
            ],
            "accessibility": [one.description for one in location.accessibilities if one.description],
        }
    )


def cost_words(option: Any) -> Json:
    words = " ".join(word for word in (option.option, option.amount_description) if word)
    return dropping_empty({"words": words, "pence": option.amount}, keep=("words",))


def phone_of(phone: Phone) -> Json:
    return dropping_empty({"number": phone.number, "extension": phone.extension, "note": phone.description})


def first_sentences(text: str, most: int = 200) -> str:
    """The beginning of a text, cut at a sentence or a word."""
    first = text.strip().partition("\n\n")[0].replace("\n", " ")
    if len(first) <= most:
        return first
    cut = first[:most]
    end = max(cut.rfind(". "), cut.rfind("? "), cut.rfind("! "))
    return cut[: end + 1] if end > most // 3 else cut.rpartition(" ")[0] + "…"


def dropping_empty(data: Mapping[str, Any], keep: Iterable[str] = ()) -> Json:
    return {
        name: value
        for name, value in data.items()
        if name in keep or not (value is None or value is False or value in ("", [], {}))
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
