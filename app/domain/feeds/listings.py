"""One published listing, in any of the three shapes, brought into our own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.feeds import contact, details, people, taxonomies, timing, venues
from app.domain.feeds.annotations import annotated
from app.domain.feeds.fields import ALIASES, READ_ON_SERVICE, Raw, names, with_folded_names
from app.domain.feeds.identity import published_id
from app.domain.feeds.ledger import Healing, Notice
from app.domain.feeds.markup import clean_letters, first_words
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Columns, Listing, Part
from app.domain.listing import Capacity, CheckedBy, Referral, Status
from app.domain.places import Place as City

LONGEST_NAME = 200
MONTHS_OLD = 18
OUR_FIELDS = names(
    "summary not_for kind when_text referral subjects target_audience target_audiences audience capacity how "
    "keywords citywide unowned attending_type"
)
SENSITIVE = re.compile(
    r"domestic (?:abuse|violence)|women'?s refuge|sexual (?:abuse|violence|assault)|\brape\b|"
    r"forced marriage|modern slavery",
    re.IGNORECASE,
)

REFUGE = re.compile(r"\brefuges?\b|\bsafe ?houses?\b", re.IGNORECASE)


def listing(
    reader: Reader, raw_item: Raw, source: str, city: City | None = None, *, numbered: bool = False
) -> Listing:
    """The listing, whatever its state. Never refuses: without a name it comes in as not active.

    `numbered` puts the source (such as `row 7`) beside its name in the report.
    """
    raw = with_folded_names(raw_item, ALIASES)
    published = published_id(raw.get("id"))
    reader.ledger.where = _called(raw) or published or source
    if numbered:
        reader.ledger.where = f"{source}: {reader.ledger.where}"
    _note_unknown(reader, raw)
    spare: list[str] = []
    columns = _columns(reader, raw, spare)
    made = Listing(columns, published, where=reader.ledger.where, source=source)
    made.organization = people.organization(reader, raw, spare)
    if made.organization is not None and isinstance(raw.get("organization"), Mapping):
        made.organization.parts.update(venues.hosted(reader, raw["organization"]))
    if isinstance(raw.get("program"), Mapping):
        made.program = people.program(reader, raw["program"])
    annotated(reader, raw, made, terms=False)
    made.places, hanging = venues.places_of(reader, raw, spare)
    _add_schedules(made, timing.schedules(reader, raw), hanging.get("schedule", []))
    _add_people(reader, made, raw, hanging, spare)
    _add_small_parts(reader, made, raw, hanging)
    labels_of_people = details.add_eligibility(reader, made, raw)
    taxonomies.add(reader, made, raw, labels_of_people)
    details.set_costs(reader, made, raw)
    details.set_channels(reader, made, raw)
    _set_name(reader, made)
    columns["citywide"] = bool(
        raw.get("citywide") is True or venues.is_citywide(made.every("service_area"), city)
    )
    columns["summary"] = columns["summary"] or first_words(columns["description"])
    columns["sensitive"] = "need:abuse" in made.terms or bool(
        SENSITIVE.search(f"{made.name} {columns['summary']}")
    )
    if spare:
        words = "\n".join(dict.fromkeys(spare))
        columns["application_process"] = "\n\n".join(filter(None, (columns["application_process"], words)))
    if columns["sensitive"] and REFUGE.search(f"{made.name} {columns['summary']}"):
        for place in made.places:
            place.hidden = True
        reader.ledger.note(Notice.HIDDEN_PLACE)
    _notice(reader, made)
    return made


def _called(raw: Raw) -> str:
    name = raw.get("name")
    return " ".join(clean_letters(name[:200]).split())[:80] if isinstance(name, str) else ""


def _note_unknown(reader: Reader, raw: Raw) -> None:
    for name in raw:
        if name not in READ_ON_SERVICE and name not in OUR_FIELDS and not name.startswith("_"):
            reader.ledger.unknown_fields[name] += 1
    if isinstance(unowned := raw.get("unowned"), Mapping):
        for table, count in unowned.items():
            for _ in range(count if isinstance(count, int) else 0):
                reader.note(Healing.BELONGS_NOWHERE, str(table))


def _columns(reader: Reader, raw: Raw, spare: list[str]) -> Columns:
    """The service's own columns: those of the standards, and those of ours that a friendly table may give."""
    youngest, oldest = details.ages(reader, raw)
    checked = reader.past_date(raw, "assured_date")
    return {
        "name": _name(reader, raw),
        "alternate_name": reader.line(raw, "alternate_name", 500),
        "description": reader.words(raw, "description"),
        "url": reader.link(raw, "url", spare),
        "email": reader.email(raw, "email", spare),
        "status": details.status(reader, raw),
        "interpretation_services": reader.words(raw, "interpretation_services"),
        "application_process": reader.words(raw, "application_process"),
        "fees_description": reader.words(raw, "fees_description"),
        "fees": details.fees(reader, raw),
        "wait_time": reader.words(raw, "wait_time"),
        "accreditations": reader.words(raw, "accreditations"),
        "licenses": reader.words(raw, "licenses"),
        "eligibility_description": reader.words(raw, "eligibility_description"),
        "minimum_age": youngest,
        "maximum_age": oldest,
        "assured_date": checked,
        "assurer_email": reader.email(raw, "assurer_email", []),
        "alert": reader.words(raw, "alert"),
        "last_modified": reader.moment(raw, "last_modified"),
        "kind": details.kind(reader, raw),
        "summary": reader.line(raw, "summary", 400),
        "not_for": reader.words(raw, "not_for"),
        "referral": Referral.UNKNOWN,
        "referral_note": "",
        "pence": None,
        "capacity": details.capacity(raw),
        "when_text": reader.words(raw, "when_text"),
        "keywords": reader.line(raw, "keywords", 1000),
        "in_person": False,
        "online": False,
        "by_phone": False,
        "at_home": False,
        "checked_on": checked,
        "checked_by": CheckedBy.PUBLISHER if checked else CheckedBy.NOBODY,
    }


def _name(reader: Reader, raw: Raw) -> str:
    text = reader.line(raw, "name", 2000)
    return reader.label(text) if text != text.strip(" ,;:|") else text


def _add_schedules(made: Listing, own: list[Part], at_places: list[Part]) -> None:
    """Every schedule once; one given both for the listing and for a place belongs to the place."""
    seen: dict[tuple[object, ...], Part] = {}
    for part in [*at_places, *own]:
        key = tuple(part.columns.items())
        known = seen.get((key, part.place)) or seen.get((key, None))
        if known is None and part.place is None:
            known = next((one for (columns, _), one in seen.items() if columns == key), None)
        if known is None:
            seen[(key, part.place)] = part
            made.add("schedule", part)


def _add_people(
    reader: Reader, made: Listing, raw: Raw, hanging: dict[str, list[Part]], spare: list[str]
) -> None:
    people.add_people(
        made,
        [*people.phones(reader, raw, spare), *hanging.get("phone", [])],
        [*people.contacts(reader, raw, spare), *hanging.get("contact", [])],
    )
    spoken = people.languages(reader, raw)
    for part in made.every("phone"):  # who answers in a language can be asked in it
        spoken += [Part(dict(one.columns)) for one in part.parts.get("language", ())]
    seen: set[str] = set()
    for part in spoken:
        name = part.columns["code"] or str(part.columns["name"]).casefold()
        if name not in seen:
            seen.add(name)
            made.add("language", part)


def _add_small_parts(reader: Reader, made: Listing, raw: Raw, hanging: dict[str, list[Part]]) -> None:
    for part in [*venues.areas(reader, raw), *hanging.get("service_area", [])]:
        made.add("service_area", part)
    for table, name, column in (
        ("funding", "funding", "source"),
        ("required_document", "required_documents", "document"),
    ):
        for given in reader.objects(raw, name, as_words=column):
            one = with_folded_names(given)
            columns: Columns = {column: reader.words(one, column)}
            if table == "required_document":
                columns["uri"] = reader.line(one, "uri", 1000)
            if any(columns.values()):
                part = Part(columns, published_id(one.get("id")))
                made.add(table, annotated(reader, one, part))
    for part in details.places_left(reader, raw):
        made.add("service_capacity", part)
        left = part.columns["available"]
        if made.columns["capacity"] is Capacity.UNKNOWN and left is not None:
            made.columns["capacity"] = Capacity.PLACES if left > 0 else Capacity.FULL


def _set_name(reader: Reader, made: Listing) -> None:
    columns = made.columns
    if len(columns["name"]) > LONGEST_NAME:
        reader.note(Healing.TOO_LONG, columns["name"], "put above the description")
        columns["description"] = "\n\n".join(filter(None, (columns["name"], columns["description"])))
        columns["name"] = columns["name"][:LONGEST_NAME].rpartition(" ")[0] or columns["name"][:LONGEST_NAME]
    if columns["name"]:
        return
    organization = str(made.organization.columns["name"]) if made.organization else ""
    place = next((str(place.columns["name"]) for place in made.places if place.columns["name"]), "")
    columns["name"] = (
        columns["alternate_name"]
        or columns["summary"]
        or first_words(columns["description"], 8)
        or organization
        or place
    )
    if columns["name"]:
        columns["name"] = columns["name"][:LONGEST_NAME]
        reader.ledger.where = made.where = columns["name"][:80]
        reader.note(Healing.NAME, "", columns["name"])
        return
    columns["name"] = "Unnamed listing"
    columns["status"] = Status.INACTIVE if columns["status"] is Status.ACTIVE else columns["status"]
    reader.note(Healing.UNNAMED, made.published or made.source)


def _notice(reader: Reader, made: Listing) -> None:
    """What an officer would like to know and we leave as it is."""
    columns, ledger = made.columns, reader.ledger
    words = f"{columns['description']} {columns['application_process']} {columns['fees']}"
    if contact.mobile_in(words):
        ledger.note(Notice.MOBILE_IN_WORDS)
    organization = made.organization
    ways = (
        columns["email"]
        or columns["url"]
        or made.parts.get("phone")
        or any(part.columns["email"] for part in made.every("contact"))
    )
    if not ways and not (organization and (organization.columns["email"] or organization.columns["website"])):
        ledger.note(Notice.NO_CONTACT)
    if not any(place.columns["latitude"] is not None or place.postcode for place in made.places):
        ledger.note(Notice.NO_PLACE)
    checked = columns["checked_on"]
    if checked is None:
        ledger.note(Notice.NO_DATE_CHECKED)
    elif (reader.today - checked).days > MONTHS_OLD * 30:
        ledger.note(Notice.OLD, checked.isoformat())
