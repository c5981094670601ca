"""The parts of a projection that pages read: a card, and what a page shows besides. No words of ours.

An undisclosed place leaves no name, address, directions or point in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.listing import Answer, Channel, LocationType
from app.domain.schedule import Occurrence, Rule
from app.domain.schedule_json import rule_to_json
from app.models.directory import Location, Phone, Schedule, Service, ServiceAtLocation
from app.operations.hidden_places import hidden_places

Json = dict[str, Any]


def card_of(
    service: Service,
    terms: set[str],
    rules: Sequence[Rule],
    coming: list[list[Any]],
    schedules: Sequence[Schedule] = (),
    *,
    closed_reports: int = 0,
    is_hidden: bool = False,
) -> Json:
    """What a card shows; only what is there, so that many cards read fast."""
    places = rule_places(service, schedules)
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
        "capacity_on": _iso(service.capacity_on),
        "closed_note": service.closed_note,
        "back_on": _iso(service.back_on),
        "closed_reports": closed_reports or None,
        "hidden": is_hidden,
        "checked_on": _iso(service.checked_on),
        "citywide": service.citywide,
        "sensitive": service.sensitive,
        "when_text": service.when_text,
        "languages": [spoken.code for spoken in service.languages if spoken.code],
        "rules": [rule_to_json(rule) for rule in rules],
        "times": coming,
        "spots": [
            spot_of(joined.location, held_at(places, at)) for at, joined in enumerate(service.at_locations)
        ],
        "texts": {
            text.language: {"name": text.name, "summary": text.summary} for text in service.texts if text.name
        },
    }
    return dropping_empty(data, keep=("name", "summary", "how", "pence"))


def rule_places(service: Service, schedules: Sequence[Schedule]) -> list[int | None]:
    """By rule, the position of the place it is held at; None where nobody said."""
    position: dict[Any, int] = {joined.id: at for at, joined in enumerate(service.at_locations)}
    return [position.get(one.service_at_location_id) for one in schedules]


def held_at(places: Sequence[int | None], at: int) -> list[int]:
    """Positions of the rules of one place; empty where every rule is of one and the same place or of none."""
    return [rule for rule, place in enumerate(places) if place == at] if len(set(places)) > 1 else []


def spot_of(location: Location, rules: Sequence[int] = ()) -> Json:
    """A place in brief. Facts keep their answer only; of an undisclosed one nothing is told."""
    if location.undisclosed:
        return dropping_empty({"undisclosed": True, "rules": rules})
    point = point_of(location)
    return dropping_empty(
        {
            "venue": location.name,
            "locality": location.locality,
            "ward": location.ward_code,
            "point": [point[0] / 1e5, point[1] / 1e5] if point else None,
            "rules": rules,
            "access": {
                fact.fact.value: fact.answer.value
                for fact in location.facts
                if fact.answer is not Answer.UNKNOWN
            },
        }
    )


def detail_of(service: Service, schedules: Sequence[Schedule], phones: Sequence[Phone]) -> Json:
    """What a listing's page shows besides its card."""
    organization = service.organization
    hidden = hidden_places(service)
    lines = hidden.open([*service.phones, *phones])
    if not lines and organization is not None:
        lines = list(organization.phones)
    data: Json = {
        "story": service.description,
        "texts": {
            text.language: dropping_empty(
                {
                    "story": text.description,
                    "method": text.method.value,
                    "on": text.translated_on.isoformat() if text.translated_on else "",
                }
            )
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
        "rule_places": rule_places(service, schedules),
        "venues": [venue_of(joined) for joined in service.at_locations],
        "phones": [phone_of(phone) for phone in lines if phone.number],
        "contacts": [
            dropping_empty({"name": one.name, "title": one.title, "email": one.email})
            for one in hidden.open(service.contacts)
        ],
        "email": service.email or (organization.email if organization else ""),
        "website": service.url or (organization.website if organization else ""),
        "spoken": [
            dropping_empty({"code": one.code, "name": one.name, "note": one.note})
            for one in hidden.open(service.languages)
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
    if location.undisclosed:
        return {"undisclosed": True}
    address = next(iter(location.addresses), None)
    point = point_of(location)
    lines = [address.attention, address.address_1, address.address_2, address.city] if address else []
    return dropping_empty(
        {
            "locality": location.locality,
            "ward": location.ward_code,
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
