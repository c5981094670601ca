"""Places, addresses and points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.feeds import people, phrases, timing, values
from app.domain.feeds.annotations import annotated
from app.domain.feeds.fields import Raw, is_empty, with_folded_names
from app.domain.feeds.identity import published_id, same
from app.domain.feeds.ledger import Healing
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing, Part, Place
from app.domain.listing import Answer, LocationType, SaidBy
from app.domain.places import Place as City

ALIASES = {
    "physical_address": "addresses",
    "physical_addresses": "addresses",
    "postal_address": "addresses",
    "address": "addresses",
    "accessibility_for_disabilities": "accessibility",
    "lat": "latitude",
    "lng": "longitude",
    "lon": "longitude",
    "long": "longitude",
    "language": "languages",
    "phone": "phones",
    "schedule": "schedules",
    "regular_schedule": "schedules",
    "regular_schedules": "schedules",
    "holiday_schedule": "holidays",
    "holiday_schedules": "holidays",
}
ADDRESS_ALIASES = {
    "address_line_1": "address_1",
    "line_1": "address_1",
    "street": "address_1",
    "street_address": "address_1",
    "address": "address_1",
    "address_line_2": "address_2",
    "line_2": "address_2",
    "town": "city",
    "town_city": "city",
    "locality": "city",
    "county": "state_province",
    "state": "state_province",
    "postcode": "postal_code",
    "post_code": "postal_code",
    "zip": "postal_code",
}
POSTCODE = re.compile(r"\b([A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)
COUNTRIES = {
    "uk",
    "united kingdom",
    "gb",
    "gbr",
    "great britain",
    "england",
    "wales",
    "scotland",
    "northern ireland",
}
CITYWIDE_WORDS = ("citywide", "city wide", "all of", "whole of", "across", "throughout")


@dataclass(frozen=True, slots=True)
class PostcodeFact:
    """Where a postcode is. Units: degrees."""

    latitude: float
    longitude: float
    ward: str = ""


def places_of(reader: Reader, raw: Raw, spare: list[str]) -> tuple[list[Place], dict[str, list[Part]]]:
    """The places of a listing, and what hangs on its being there: schedules, contacts, phones."""
    places: list[Place] = []
    parts: dict[str, list[Part]] = {}
    for joined in reader.objects(raw, "service_at_locations"):
        at = with_folded_names(joined, ALIASES)
        if "locations" in at and "location" not in at:
            at["location"] = at["locations"]
        locations = (
            reader.objects(at, "location")
            if not isinstance(at.get("location"), Mapping)
            else [at["location"]]
        )
        if not locations and not is_empty(at.get("location_id")):
            locations = [{"id": at["location_id"]}]
        for location in locations:
            place = _place(reader, location, spare)
            if place is None:
                continue
            place.joined = published_id(at.get("id"))
            place.description = reader.words(at, "description")
            annotated(reader, at, place.at_it)
            _add_place(places, place)
        here = len(places) - 1 if places and locations else None
        for table, made in (
            ("schedule", timing.schedules(reader, at, place=here)),
            ("contact", people.contacts(reader, at, spare)),
            ("phone", people.phones(reader, at, spare)),
            ("service_area", areas(reader, at)),
        ):
            for part in made:
                part.place = here
            parts.setdefault(table, []).extend(made)
    for location in reader.objects(raw, "locations"):
        if (place := _place(reader, location, spare)) is not None:
            _add_place(places, place)
    for address in reader.objects(raw, "addresses", as_words="address_1"):
        if (place := _place(reader, {"addresses": [address]}, spare)) is not None:
            _add_place(places, place)
    return places, parts


def _add_place(places: list[Place], place: Place) -> None:
    """A place given twice on one listing is one place."""
    for known in places:
        if signature(known) == signature(place):
            return
    places.append(place)


def signature(place: Place) -> tuple[object, ...]:
    """What makes two descriptions one place."""
    columns = place.columns
    address = next(iter(place.parts.get("address", ())), None)
    line = same(str(address.columns["address_1"])) if address else ""
    return (
        place.published,
        place.postcode,
        line,
        "" if place.postcode and line else same(str(columns["name"])),
        None if place.postcode else columns["latitude"],
        None if place.postcode else columns["longitude"],
    )


def _place(reader: Reader, given: Raw, spare: list[str]) -> Place | None:
    raw = with_folded_names(given, ALIASES)
    if set(raw) <= {"id", "location_id"}:
        known = reader.places.get(published_id(raw.get("id")))
        raw = with_folded_names(known, ALIASES) if known else raw
    addresses = [
        part
        for one in reader.objects(raw, "addresses", as_words="address_1")
        if (part := _address(reader, one)) is not None
    ]
    own = [name for name in ("address_1", "postal_code", "postcode", "city") if not is_empty(raw.get(name))]
    if not addresses and own and (part := _address(reader, raw)) is not None:
        part.published = ""
        addresses.append(part)
    latitude, longitude = _point(reader, raw)
    columns: dict[str, Any] = {
        "location_type": _type(raw, addresses),
        "url": reader.link(raw, "url", spare),
        "name": reader.line(raw, "name", 500),
        "alternate_name": reader.line(raw, "alternate_name", 500),
        "description": reader.words(raw, "description"),
        "transportation": reader.words(raw, "transportation"),
        "latitude": latitude,
        "longitude": longitude,
        "external_identifier": reader.line(raw, "external_identifier"),
        "external_identifier_type": reader.line(raw, "external_identifier_type"),
        "ward_code": "",
        "locality": _locality(addresses),
    }
    postcode = next((p for part in addresses if (p := str(part.columns["postal_code"]).replace(" ", ""))), "")
    place = Place(
        columns, published_id(raw.get("id")), postcode=postcode if POSTCODE.fullmatch(postcode) else ""
    )
    for part in addresses:
        place.add("address", part)
    _add_accessibility(reader, place, raw)
    for part in people.languages(reader, raw):
        place.add("language", part)
    for part in timing.schedules(reader, raw):
        place.add("schedule", part)
    people.add_people(place, people.phones(reader, raw, spare), people.contacts(reader, raw, spare))
    annotated(reader, raw, place)
    place.refers = published_id(raw.get("organization_id"))
    says = ("name", "description", "latitude", "transportation", "url")
    if not addresses and not any(columns[name] for name in says) and not place.parts:
        return None
    return place


def _type(raw: Raw, addresses: list[Part]) -> LocationType:
    text = str(raw.get("location_type") or "").strip().lower()
    if text in {kind.value for kind in LocationType}:
        return LocationType(text)
    return LocationType.VIRTUAL if text in {"online", "remote"} and not addresses else LocationType.PHYSICAL


def _locality(addresses: list[Part]) -> str:
    return next((str(part.columns["city"])[:255] for part in addresses if part.columns["city"]), "")


def _point(reader: Reader, raw: Raw) -> tuple[float | None, float | None]:
    lat, lon = values.number(raw.get("latitude")), values.number(raw.get("longitude"))
    if lat is None or lon is None:
        return None, None
    if values.in_uk(lat, lon):
        return lat, lon
    if values.in_uk(lon, lat):
        reader.note(Healing.POINT_SWAPPED, f"{lat}, {lon}", f"{lon}, {lat}")
        return lon, lat
    reader.note(Healing.POINT_DROPPED, f"{lat}, {lon}")
    return None, None


def _address(reader: Reader, given: Raw) -> Part | None:
    raw = with_folded_names(given, ADDRESS_ALIASES)
    first = reader.words(raw, "address_1").replace("\n", ", ")
    second = reader.words(raw, "address_2").replace("\n", ", ")
    columns: dict[str, Any] = {
        "attention": reader.line(raw, "attention"),
        "address_1": first,
        "address_2": second,
        "city": reader.line(raw, "city"),
        "region": reader.line(raw, "region"),
        "state_province": reader.line(raw, "state_province"),
        "postal_code": _postcode(reader, raw, first),
        "country": country(reader.line(raw, "country")),
        "address_type": reader.line(raw, "address_type", 60) or "physical",
    }
    if not any(value for name, value in columns.items() if name not in {"country", "address_type"}):
        return None
    if columns["postal_code"] and is_empty(raw.get("postal_code")):
        without = re.sub(r"[\s,]*" + POSTCODE.pattern + r"[\s,]*\Z", "", first, flags=re.IGNORECASE)
        columns["address_1"] = without or first
    return annotated(reader, raw, Part(columns, published_id(raw.get("id"))))


def _postcode(reader: Reader, raw: Raw, address: str) -> str:
    text = reader.line(raw, "postal_code", 60)
    found = POSTCODE.search(text) or (POSTCODE.search(address) if not text else None)
    if not found:
        return text.upper() if text else ""
    made = f"{found[1].upper()} {found[2].upper()}"
    if made != text:
        reader.note(Healing.POSTCODE, text or address, made)
    return made


def country(text: str) -> str:
    bare = text.strip().lower()
    if not bare or bare in COUNTRIES:
        return "GB"
    return bare.upper() if len(bare) == 2 and bare.isascii() and bare.isalpha() else "GB"


def _add_accessibility(reader: Reader, place: Place, raw: Raw) -> None:
    facts = set()
    for given in reader.objects(raw, "accessibility", as_words="description"):
        one = with_folded_names(given)
        spare: list[str] = []
        columns: dict[str, Any] = {
            "description": both(reader.words(one, "description"), reader.words(one, "accessibility")),
            "details": reader.words(one, "details"),
            "url": reader.link(one, "url", spare),
        }
        columns["details"] = "\n".join(filter(None, (columns["details"], *spare)))
        if any(columns.values()):
            said_ = Part(columns, published_id(one.get("id")))
            place.add("accessibility", annotated(reader, one, said_))
            facts |= phrases.venue_facts(columns["description"])
    for fact in sorted(facts):
        said: dict[str, Any] = {
            "fact": fact,
            "answer": Answer.YES,
            "detail": "",
            "said_by": SaidBy.PUBLISHER,
            "said_on": None,
        }
        place.add("venue_fact", Part(said, fact.value))


def both(first: str, second: str) -> str:
    """Two texts where we have one column: the second is added only where it says something else."""
    return first if not second or second in first else "\n".join(filter(None, (first, second)))


def areas(reader: Reader, raw: Raw) -> list[Part]:
    """Where a listing serves people, on itself or on its being in a place."""
    made: list[Part] = []
    for given in reader.objects(raw, "service_areas"):
        one = with_folded_names(given)
        columns: dict[str, Any] = {
            "name": both(reader.words(one, "name"), reader.words(one, "service_area")),
            "description": reader.words(one, "description"),
            "extent": reader.clean(reader.raw_text(one.get("extent"))[:20_000]),
            "extent_type": reader.line(one, "extent_type", 60),
            "uri": reader.line(one, "uri", 1000),
        }
        if any(columns.values()):
            made.append(annotated(reader, one, Part(columns, published_id(one.get("id")))))
    return made


def hosted(reader: Reader, raw: Raw) -> dict[str, list[Part]]:
    """The places an organization has, as parts of it; nothing where it names none."""
    given = raw.get("locations")
    if not isinstance(given, list):
        return {}
    places: list[Place] = []
    for one in reader.objects(raw, "locations"):
        if (place := _place(reader, one, [])) is not None:
            _add_place(places, place)
    return {"location": list(places)} if places else {}


def lone_place(reader: Reader, given: Raw) -> Place | None:
    """A place that is published by itself."""
    return _place(reader, given, [])


def put_on_map(reader: Reader, listings: Iterable[Listing], postcodes: Mapping[str, PostcodeFact]) -> None:
    """Wards of all places, and points for those that came without one, from their postcodes."""
    for listing in listings:
        reader.ledger.where = listing.where
        put_places_on_map(reader, listing.places, postcodes)


def put_places_on_map(reader: Reader, places: Iterable[Place], postcodes: Mapping[str, PostcodeFact]) -> None:
    for place in places:
        fact = postcodes.get(place.postcode)
        if fact is None:
            continue
        place.columns["ward_code"] = fact.ward
        if place.columns["latitude"] is None and place.columns["location_type"] is not LocationType.VIRTUAL:
            place.columns["latitude"], place.columns["longitude"] = fact.latitude, fact.longitude
            reader.note(Healing.POINT_FROM_POSTCODE, place.postcode)


def is_citywide(areas: Iterable[Part], city: City | None) -> bool:
    """Does a listing say that it serves the whole place?"""
    if city is None:
        return False
    names = {
        same(name)
        for name in (
            *city.name.values(),
            *(c.name for c in city.councils),
            *(c.full_name for c in city.councils),
        )
    }
    names.discard("")
    for area in areas:
        for text in (area.columns["name"], area.columns["extent"]):
            words = same(str(text)[:200])
            if words in names or words in {"city", "citywide", "city wide"}:
                return True
            if any(
                words.startswith(start) and words.removeprefix(start).strip() in names
                for start in CITYWIDE_WORDS
            ):
                return True
    return False
