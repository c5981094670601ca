"""The fields of a listing's document in words: what each is called, and what its value says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app import clock
from app.domain.listing import Answer, Capacity, Channel, Kind, Referral, Status, VenueFact
from app.domain.listing_document import FIELDS, Document, Section, Shape
from app.domain.schedule_phrase import phrase
from app.domain.schedule_records import rule_of
from app.web.filters import full_date, ltr, money, postcode
from app.web.labels import label
from app.web.schedule_words import say_exceptions, say_rule
from app.web.terms import spoken_language, term_words

Words = str | Markup

NAMES: Mapping[str, str] = {
    "name": _l("Name"),
    "kind": _l("What kind of thing it is"),
    "summary": _l("In one sentence"),
    "description": _l("What happens there"),
    "organisation": _l("Who runs it"),
    "topics": _l("What it is about"),
    "keywords": _l("Other words people may type"),
    "quote": _l("What somebody says about it"),
    "quote_by": _l("Who says so"),
    "language": _l("The language it is written in"),
    "schedules": _l("When it happens"),
    "when_text": _l("When, in words"),
    "ways": _l("How you take part"),
    "citywide": _l("Is it for the whole area?"),
    "places": _l("Where it is"),
    "pence": _l("What it costs"),
    "cost_text": _l("The cost in words"),
    "costs": _l("Prices"),
    "for_whom": _l("Who it is for"),
    "not_for": _l("Who it is not for"),
    "minimum_age": _l("Youngest age"),
    "maximum_age": _l("Oldest age"),
    "join": _l("How to join"),
    "referral": _l("Does somebody have to send you?"),
    "referral_note": _l("How to be sent"),
    "phones": _l("Telephone"),
    "email": _l("E-mail address"),
    "website": _l("Web address"),
    "contacts": _l("Who to ask for"),
    "languages": _l("Languages spoken"),
    "status": _l("Is it running?"),
    "back_on": _l("Back on"),
    "closed_note": _l("Why it is closed"),
    "capacity": _l("Is there room?"),
    "waiting_weeks": _l("How long people wait"),
    "sensitive": _l("Shown with a button to leave quickly"),
}

SECTIONS: Mapping[Section, str] = {
    Section.WHAT: _l("What it is"),
    Section.WHEN: _l("When"),
    Section.WHERE: _l("Where"),
    Section.COST: _l("Cost"),
    Section.WHO: _l("Who it is for"),
    Section.CONTACT: _l("How to get in touch"),
    Section.STATE: _l("Is it running?"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.filters["field_name"] = name_of


def name_of(key: str) -> str:
    return str(NAMES[key])


def lines(key: str, document: Document) -> list[Words]:
    """The value of a field, a line for each thing it says; none where it says nothing."""
    value = document[key]
    match FIELDS[key].shape:
        case Shape.RECORDS:
            return [words for one in value for words in [record_words(key, one, document)] if words]
        case Shape.KEYS:
            return [key_words(key, one) for one in value]
        case Shape.ORGANISATION:
            return [value["name"]] if value["name"] else []
        case Shape.FLAG:
            return [_("Yes") if value else _("No")]
        case _:
            words = plain_words(key, value)
            return [words] if words else []


def plain_words(key: str, value: Any) -> Words:
    """A text, a choice, a number or a day; empty where nothing is said."""
    if value is None or value == "":
        return ""
    if FIELDS[key].shape is Shape.CHOICE:
        return label(CHOICES[key](value))
    if FIELDS[key].shape is Shape.DAY:
        return full_date(dt.date.fromisoformat(value))
    if key in COUNTED:
        return COUNTED[key](value)
    return ltr(value) if key in ("email", "website") else str(value)


CHOICES: Mapping[str, Callable[[str], Any]] = {
    "kind": Kind,
    "referral": Referral,
    "status": Status,
    "capacity": Capacity,
}


def _years(number: int) -> str:
    return str(ngettext("%(num)s year", "%(num)s years", number))


COUNTED: Mapping[str, Callable[[Any], str]] = {
    "pence": money,
    "minimum_age": _years,
    "maximum_age": _years,
    "waiting_weeks": lambda number: str(ngettext("%(num)s week", "%(num)s weeks", number)),
    "language": spoken_language,
}


def key_words(key: str, value: str) -> str:
    return label(Channel(value)) if key == "ways" else term_words(value)


def record_words(key: str, record: Document, document: Document) -> Words:
    """One record on a line. `document` is the one it stands in."""
    if key == "schedules":
        return schedule_words(record, document["places"])
    return RECORDS[key](record)


def schedule_words(record: Document, places: Sequence[Document] = ()) -> str:
    """Shape: `Every other Tuesday, 10am to noon. At Chapel Hall. No meeting on 29 December.`"""
    today = clock.today()
    said = phrase(rule_of(record))
    parts = [say_rule(said, today) or record.get("description") or _("Times we cannot put on dates")]
    place = record.get("place")
    if place is not None and len(places) > 1 and place < len(places):
        # Translators: where some times are held, such as "At Chapel Hall".
        parts.append(_("At %(place)s", place=place_name(places[place])))
    parts += [
        _("Called: %(words)s", words=record["description"]) if record.get("description") and said else "",
        record.get("notes", "").rstrip("."),
        say_exceptions(said, today).rstrip("."),
    ]
    return ". ".join(dict.fromkeys(part for part in parts if part))


def place_name(place: Document) -> str:
    return place["name"] or place["address_1"] or place["postcode"] or _("a place that is kept private")


def place_words(place: Document) -> Words:
    """Shape: `Chapel Hall, 1 Chapel Lane, Leeds, LS9 7UF`. Getting in: `access_words`."""
    texts = [place[name] for name in ("name", "address_1", "address_2", "town") if place[name]]
    said = [Markup("{}").format(text) for text in texts]
    if place["postcode"]:
        said.append(postcode(place["postcode"]))
    if place["undisclosed"]:
        said.append(Markup("{}").format(_("address kept private")))
    return Markup(", ").join(said)


def place_part(place: Document, part: str) -> Words:
    """One part of a place: what the page about it asks for."""
    if part == "access":
        return "; ".join(access_words(place))
    if part == "undisclosed":
        return _("Kept private") if place["undisclosed"] else _("Shown to everybody")
    return postcode(place[part]) if part == "postcode" and place[part] else str(place[part])


PLACE_PARTS: Mapping[str, str] = {
    "name": _l("Name of the place"),
    "address_1": _l("Address"),
    "address_2": _l("Address, second line"),
    "town": _l("Town"),
    "postcode": _l("Postcode"),
    "directions": _l("How to get there"),
    "note": _l("Where in the building"),
    "undisclosed": _l("Is the address shown?"),
    "access": _l("Getting in and around"),
}


def access_words(place: Document) -> list[str]:
    """Shape: `Step-free way in: partly (use the side door)`."""
    return [f"{label(fact)}: {words}" for fact in VenueFact if (words := fact_words(place, fact))]


def fact_words(place: Document, fact: VenueFact) -> str:
    """Shape: `partly (use the side door)`; empty where nobody said."""
    known = place["access"].get(fact.value)
    if not known:
        return ""
    words = label(Answer(known["answer"])).lower()
    return f"{words} ({known['detail']})" if known["detail"] else words


def _phone(record: Document) -> Words:
    said = Markup("{}").format(ltr(record["number"]))
    if record["extension"]:
        said += Markup(", {}").format(_("extension %(number)s", number=record["extension"]))
    return said + Markup(" ({})").format(record["note"]) if record["note"] else said


def _cost(record: Document) -> Words:
    price = money(record["pence"]) if record["pence"] is not None else ""
    return ": ".join(part for part in (record["words"], price) if part)


def _contact(record: Document) -> Words:
    return Markup(", ").join(
        [
            *(Markup("{}").format(record[name]) for name in ("name", "title") if record[name]),
            *([ltr(record["email"])] if record["email"] else []),
        ]
    )


def _language(record: Document) -> Words:
    name = spoken_language(record["code"]) if record["code"] else record["name"]
    return f"{name} ({record['note']})" if record["note"] else name


RECORDS: Mapping[str, Callable[[Document], Words]] = {
    "places": place_words,
    "phones": _phone,
    "costs": _cost,
    "contacts": _contact,
    "languages": _language,
}
