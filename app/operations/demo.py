"""Puts the invented listings of a place folder into an empty directory, dated from the day it is done."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.listing import (
    Answer,
    Capacity,
    Channel,
    CheckedBy,
    Kind,
    Referral,
    SaidBy,
    Status,
    TranslationMethod,
    VenueFact,
)
from app.domain.places import Place
from app.models.directory import (
    Address,
    Location,
    Organization,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    ServiceText,
    SpokenLanguage,
    TaxonomyTerm,
    VenueFactRow,
)
from app.models.places import Area, Postcode

NAMESPACE = uuid.UUID("8f0f6a52-1d0a-4c39-9a6c-3a1f6a0a7e11")
"""Demo ids are the same on every machine, so that a printed address works everywhere."""

TERM_GROUPS = ("do", "need", "support", "who")
FREQ = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "once": "ONCE"}

Toml = Mapping[str, Any]


class DemoFaultError(ValueError):
    """The demo files contradict themselves or the place; the message names the listing."""


@dataclass(frozen=True)
class Ground:
    """What demo listings refer to: terms by key, wards by name, and the town where they name no other."""

    terms: Mapping[str, uuid.UUID]
    wards: Mapping[str, str]
    today: dt.date
    town: str
    region: str


def demo_id(*parts: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(parts))


def is_empty() -> bool:
    """Has nobody put a listing in yet?"""
    return db.session.scalar(select(func.count()).select_from(Service)) == 0


def load(files: Iterable[Toml], place: Place) -> int:
    """Add every listing of the parsed demo files; how many there are.

    Raises: DemoFaultError.
    """
    ground = Ground(
        terms=dict(db.session.execute(select(TaxonomyTerm.code, TaxonomyTerm.id)).all()),
        wards=dict(db.session.execute(select(Area.name, Area.code)).all()),
        today=clock.today(),
        town=place.words(place.name, "en"),
        region=place.words(place.region, "en"),
    )
    number = db.session.scalar(select(func.coalesce(func.max(Service.number), 0))) or 0
    for file in files:
        organizations = {row["name"]: add_organization(row) for row in file.get("organisation", ())}
        for row in file.get("listing", ()):
            number += 1
            try:
                add_listing(row, organizations[row["organisation"]], number, ground)
            except (KeyError, ValueError) as error:
                raise DemoFaultError(f"{row.get('id', '?')}: {error}") from error
    db.session.flush()
    return number


def add_organization(row: Toml) -> Organization:
    organization = Organization(
        id=demo_id("organization", row["name"]),
        name=row["name"],
        description=row.get("description", ""),
        email=row.get("email", ""),
        website=row.get("website", ""),
        feed="demo",
    )
    if row.get("phone"):
        organization.phones.append(
            Phone(
                id=demo_id("phone", row["name"]), number=row["phone"], description=row.get("phone_hours", "")
            )
        )
    db.session.add(organization)
    return organization


def add_listing(row: Toml, organization: Organization, number: int, ground: Ground) -> Service:
    slug = row["id"]
    channels = {Channel(how) for how in row.get("how", ())}
    checked = row.get("checked_days")
    service = Service(
        id=demo_id("service", slug),
        number=number,
        slug=slug,
        organization=organization,
        name=row["name"],
        kind=Kind(row["kind"]),
        summary=row["summary"],
        description=row.get("story", "").strip(),
        quote=row.get("quote", ""),
        quote_by=row.get("quote_by", ""),
        drawing=row.get("drawing", ""),
        keywords=row.get("keywords", ""),
        in_person=Channel.IN_PERSON in channels,
        online=Channel.ONLINE in channels,
        by_phone=Channel.PHONE in channels,
        at_home=Channel.HOME in channels,
        citywide=row.get("citywide", False),
        sensitive=row.get("sensitive", False),
        eligibility_description=row.get("for_whom", ""),
        not_for=row.get("not_for", ""),
        minimum_age=row.get("min_age"),
        maximum_age=row.get("max_age"),
        application_process=row.get("join", ""),
        referral=Referral(row.get("referral", "unknown")),
        referral_note=row.get("referral_note", ""),
        fees_description=row.get("cost", ""),
        pence=row.get("pence"),
        capacity=Capacity(row.get("capacity", "unknown")),
        waiting_weeks=row.get("waiting_weeks"),
        status=Status.TEMPORARILY_CLOSED if row.get("status") == "closed-for-now" else Status.ACTIVE,
        closed_note=row.get("closed_note", ""),
        back_on=ground.today + dt.timedelta(days=row["back_in_days"]) if "back_in_days" in row else None,
        when_text=row.get("when_text", ""),
        email=row.get("email") or organization.email,
        url=row.get("website") or organization.website,
        text_language=row.get("lang", "en"),
        checked_on=None if checked is None else ground.today - dt.timedelta(days=checked),
        checked_by=CheckedBy.NOBODY if checked is None else CheckedBy(row.get("checked_by", "organiser")),
        feed="demo",
        feed_id=slug,
        is_demo=True,
    )
    db.session.add(service)
    phone = row.get("phone") or next((known.number for known in organization.phones), "")
    if phone:
        service.phones.append(
            Phone(id=demo_id("phone", slug), number=phone, description=row.get("phone_hours", ""))
        )
    for code in row.get("languages", ()):
        service.languages.append(
            SpokenLanguage(id=demo_id("language", slug, code), code=code, note=row.get("language_note", ""))
        )
    for group in TERM_GROUPS:
        for term in row.get(group, ()):
            service.terms.append(ServiceTerm(term_id=ground.terms[f"{group}:{term}"]))
    for language, words in row.get("text", {}).items():
        service.texts.append(translation(slug, language, words, ground.today))
    places = [add_place(service, place, at, row, ground) for at, place in enumerate(row.get("place", ()))]
    db.session.flush()  # schedules name their place by id only
    for at, when in enumerate(row.get("when", ())):
        service.schedules.append(schedule(slug, at, when, places, ground.today))
    return service


def translation(slug: str, language: str, words: Toml, today: dt.date) -> ServiceText:
    return ServiceText(
        id=demo_id("text", slug, language),
        language=language,
        name=words.get("name", ""),
        summary=words.get("summary", ""),
        description=words.get("story", "").strip(),
        method=TranslationMethod.PERSON,
        translated_by=words.get("by", ""),
        translated_on=today - dt.timedelta(days=30),
    )


def add_place(service: Service, row: Toml, at: int, listing: Toml, ground: Ground) -> ServiceAtLocation:
    """One venue, at the point of some postcode of its sector and ward; its own postcode does not exist."""
    slug, ward = service.slug, ground.wards[row["ward"]]
    hidden = bool(listing.get("undisclosed"))
    point = None if hidden else some_point(row["sector"], ward, f"{slug}/{at}")
    location = Location(
        id=demo_id("location", slug, str(at)),
        name="" if hidden else row.get("venue", ""),
        transportation="" if hidden else row.get("directions", ""),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        ward_code=ward,
        locality=row.get("locality", ""),
        undisclosed=hidden,
        feed="demo",
    )
    if not hidden:
        location.addresses.append(
            Address(
                id=demo_id("address", slug, str(at)),
                address_1=row.get("address", ""),
                city=row.get("locality") or ground.town,
                state_province=ground.region,
                postal_code=f"{row['sector']}XX",
            )
        )
    said_on = ground.today - dt.timedelta(days=row.get("access_days", 90))
    for name, words in row.get("access", {}).items():
        answer, _, detail = str(words).partition(":")
        location.facts.append(
            VenueFactRow(
                id=demo_id("fact", slug, str(at), name),
                fact=VenueFact(name),
                answer=Answer(answer.strip()),
                detail=detail.strip(),
                said_by=SaidBy(row.get("access_by", "organiser")),
                said_on=said_on,
            )
        )
    joined = ServiceAtLocation(
        id=demo_id("service at location", slug, str(at)), location=location, position=at
    )
    service.at_locations.append(joined)
    return joined


def some_point(sector: str, ward: str, seed: str) -> tuple[float, float]:
    """Latitude and longitude of a postcode of the sector and ward, chosen by the seed."""
    key = sector.replace(" ", "")
    points = db.session.execute(
        select(Postcode.lat_e5, Postcode.lon_e5)
        .where(Postcode.key.between(key + "A", key + "ZZ"), Postcode.ward_code == ward)
        .order_by(Postcode.key)
    ).all()
    if not points:
        raise ValueError(f"no postcode of {sector} in ward {ward}")
    latitude, longitude = points[int(hashlib.sha256(seed.encode()).hexdigest(), 16) % len(points)]
    return latitude / 1e5, longitude / 1e5


def schedule(slug: str, at: int, row: Toml, places: list[ServiceAtLocation], today: dt.date) -> Schedule:
    freq = FREQ[row["freq"]]
    first = dt.date.fromisoformat(row["from"]) if "from" in row else None
    if freq == "ONCE":
        first = today + dt.timedelta(days=row["in_days"]) if "in_days" in row else first
    made = Schedule(
        id=demo_id("schedule", slug, str(at)),
        position=at,
        freq=freq,
        interval=row.get("interval", 1),
        byday=",".join(row.get("days", ())),
        bymonthday=str(row.get("monthday", "")),
        dtstart=first,
        until=dt.date.fromisoformat(row["until"]) if "until" in row else None,
        opens_at=row.get("start", ""),
        closes_at=row.get("end", ""),
        notes=row.get("note", ""),
        term_time_only=row.get("term_time", False),
        off_on_bank_holidays=row.get("bank_holidays") == "off",
    )
    if places:
        made.service_at_location_id = places[row.get("place", 0)].id
    for day, happens in [(d, False) for d in row.get("except", ())] + [
        (d, True) for d in row.get("extra", ())
    ]:
        made.exceptions.append(
            ScheduleException(
                id=demo_id("exception", slug, str(at), day, str(happens)),
                day=dt.date.fromisoformat(day),
                happens=happens,
            )
        )
    return made
