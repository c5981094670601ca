"""One published listing, in any of the three shapes, brought into our own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.feeds import contact, labels, people, taxonomies, timing, values, venues
from app.domain.feeds.fields import ALIASES, READ_ON_SERVICE, Raw, is_empty, names, with_folded_names
from app.domain.feeds.identity import published_id
from app.domain.feeds.ledger import Healing, Notice
from app.domain.feeds.markup import clean_letters, first_words
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Columns, Listing, Part
from app.domain.listing import Capacity, Channel, CheckedBy, Kind, LocationType, Referral, Status
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
    made.program = _program(reader, raw)
    made.places, hanging = venues.places_of(reader, raw, spare)
    _add_schedules(made, timing.schedules(reader, raw), hanging.get("schedule", []))
    _add_people(reader, made, raw, hanging, spare)
    _add_small_parts(reader, made, raw)
    labels_of_people = _eligibility(reader, made, raw)
    taxonomies.add(reader, made, raw, labels_of_people)
    _set_costs(reader, made, raw)
    _set_channels(reader, made, raw)
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
    youngest, oldest = _ages(reader, raw)
    checked = reader.past_date(raw, "assured_date")
    return {
        "name": _name(reader, raw),
        "alternate_name": reader.line(raw, "alternate_name", 500),
        "description": reader.words(raw, "description"),
        "url": reader.link(raw, "url", spare),
        "email": reader.email(raw, "email", spare),
        "status": _status(reader, raw),
        "interpretation_services": reader.words(raw, "interpretation_services"),
        "application_process": reader.words(raw, "application_process"),
        "fees_description": reader.words(raw, "fees_description"),
        "fees": _fees(reader, raw),
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
        "kind": _kind(reader, raw),
        "summary": reader.line(raw, "summary", 400),
        "not_for": reader.words(raw, "not_for"),
        "referral": Referral.UNKNOWN,
        "referral_note": "",
        "pence": None,
        "capacity": _capacity(raw),
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


def _status(reader: Reader, raw: Raw) -> Status:
    value = raw.get("status")
    if isinstance(value, bool):
        return Status.ACTIVE if value else Status.INACTIVE
    text = " ".join(reader.line(raw, "status", 60).lower().replace("_", " ").replace("-", " ").split())
    if not text or text in set(Status):
        return Status(text or "active")
    found = labels.STATUSES.get(text, Status.ACTIVE)
    reader.note(Healing.STATUS, text, found.value)
    return found


def _fees(reader: Reader, raw: Raw) -> str:
    """What it costs, in words. "None" and 0 say something here: that it is free."""
    value = raw.get("fees")
    if isinstance(value, str) and value.strip().lower() in {"none", "nil"}:
        return value.strip().capitalize()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "Free" if value == 0 else f"£{value:.2f}" if 0 < value < 1e6 else ""
    if isinstance(value, list | dict):
        return ""  # read with the costs
    return reader.words(raw, "fees")


def _kind(reader: Reader, raw: Raw) -> Kind:
    text = reader.line(raw, "kind", 60)
    return (reader.dictionary.kind(text) if text else None) or Kind.SERVICE


def _capacity(raw: Raw) -> Capacity:
    text = str(raw.get("capacity") or "").strip().lower()
    for state, words in (
        (Capacity.FULL, ("full", "no places")),
        (Capacity.WAITING, ("waiting", "waitlist")),
        (Capacity.PLACES, ("places", "space", "open", "yes")),
    ):
        if text.startswith(words):
            return state
    return Capacity.UNKNOWN


def _ages(reader: Reader, raw: Raw) -> tuple[float | None, float | None]:
    """Youngest and oldest, in the right order and possible. 0 and 120 upwards say nothing."""
    youngest, _ = _age(reader, raw, "minimum_age")
    oldest_low, oldest_high = _age(reader, raw, "maximum_age")
    oldest = oldest_high if oldest_high is not None else oldest_low
    if youngest is None and oldest_high is not None and oldest_low is not None:
        youngest = oldest_low
    if youngest is not None and oldest is None:
        _, oldest = _age(reader, raw, "minimum_age", quiet=True)
    return in_order(reader, youngest, oldest)


def in_order(
    reader: Reader, youngest: float | None, oldest: float | None
) -> tuple[float | None, float | None]:
    if oldest is not None and oldest >= values.OLDEST_AGE:
        reader.note(Healing.AGE_DROPPED, f"oldest age {oldest:g}", "no upper limit")
        oldest = None
    if youngest is not None and youngest >= values.OLDEST_AGE:
        reader.note(Healing.AGE_DROPPED, f"youngest age {youngest:g}")
        youngest = None
    if oldest == 0:
        oldest = None
    if youngest is not None and oldest is not None and youngest > oldest:
        reader.note(Healing.AGE, f"{youngest:g} to {oldest:g}", f"{oldest:g} to {youngest:g}")
        youngest, oldest = oldest, youngest
    return youngest or None, oldest


def _age(reader: Reader, raw: Raw, name: str, *, quiet: bool = False) -> tuple[float | None, float | None]:
    value = raw.get(name)
    if is_empty(value) or isinstance(value, bool):
        return None, None
    exact = values.number(value)
    low, high = (exact, None) if exact is not None else values.ages(reader.raw_text(value))
    if not quiet and isinstance(value, str):
        if low is None and high is None:
            reader.note(Healing.AGE_DROPPED, f"{name}: {value}")
        else:
            reader.note(Healing.NUMBER, f"{name}: {value!r}", f"{low if low is not None else high:g}")
    if low is not None and low < 0:
        if not quiet:
            reader.note(Healing.AGE_DROPPED, f"{name}: {low:g}")
        low = None
    return low, high


def _program(reader: Reader, raw: Raw) -> Part | None:
    value = raw.get("program")
    if not isinstance(value, Mapping):
        return None
    one = with_folded_names(value)
    columns: Columns = {
        "name": reader.line(one, "name", 500),
        "alternate_name": reader.line(one, "alternate_name", 500),
        "description": reader.words(one, "description"),
    }
    return Part(columns, published_id(one.get("id"))) if any(columns.values()) else None


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
    numbers = people.phones(reader, raw, spare)
    numbers += hanging.get("phone", [])
    kept: dict[tuple[object, ...], int] = {}
    for part in [*people.contacts(reader, raw, spare), *hanging.get("contact", [])]:
        own_numbers = part.parts.pop("phone", [])
        at: int | None = None
        if any(part.columns.values()):
            key = tuple(str(value).casefold() for value in part.columns.values())
            at = kept.get(key)
            if at is None:
                at = kept[key] = len(made.parts.get("contact", ()))
                made.add("contact", part)
        for number in own_numbers:
            number.contact, number.place = at, part.place
            numbers.append(number)
    for number in people.without_doubles(numbers):
        made.add("phone", number)
    spoken = people.languages(reader, raw)
    for part in made.every("phone"):
        spoken += part.parts.pop("language", [])
    seen: set[str] = set()
    for part in spoken:
        name = part.columns["code"] or str(part.columns["name"]).casefold()
        if name not in seen:
            seen.add(name)
            made.add("language", part)


def _add_small_parts(reader: Reader, made: Listing, raw: Raw) -> None:
    for given in reader.objects(raw, "service_areas"):
        one = with_folded_names(given)
        words: list[str] = []
        columns: Columns = {
            "name": reader.words(one, "name") or reader.words(one, "service_area"),
            "description": reader.words(one, "description"),
            "extent": reader.clean(reader.raw_text(one.get("extent"))[:20_000]),
            "extent_type": reader.line(one, "extent_type", 60),
            "uri": reader.line(one, "uri", 1000),
        }
        columns["description"] = "\n".join(filter(None, (columns["description"], *words)))
        if any(columns.values()):
            made.add("service_area", Part(columns, published_id(one.get("id"))))
    for table, name, column in (
        ("funding", "funding", "source"),
        ("required_document", "required_documents", "document"),
    ):
        for given in reader.objects(raw, name, as_words=column):
            one = with_folded_names(given)
            text = reader.words(one, column)
            columns = {column: text}
            if table == "required_document":
                columns["uri"] = reader.line(one, "uri", 1000)
            if any(columns.values()):
                made.add(table, Part(columns, published_id(one.get("id"))))


def _eligibility(reader: Reader, made: Listing, raw: Raw) -> list[str]:
    """Who it is for: labels to map, ages into the columns, and the words for people."""
    found: list[str] = []
    youngest: list[float] = []
    oldest: list[float] = []
    for given in reader.objects(raw, "eligibility", as_words="eligibility"):
        one = with_folded_names(given, {"name": "eligibility", "label": "eligibility"})
        low, _ = _age(reader, one, "minimum_age")
        high, _ = _age(reader, one, "maximum_age")
        youngest += [low] if low is not None else []
        oldest += [high] if high is not None else []
        if text := reader.words(one, "eligibility"):
            if len(text) <= 60 and "\n" not in text:
                found.append(reader.label(text))
            elif not made.columns["eligibility_description"]:
                made.columns["eligibility_description"] = text
    if made.columns["minimum_age"] is None and made.columns["maximum_age"] is None and (youngest or oldest):
        made.columns["minimum_age"], made.columns["maximum_age"] = in_order(
            reader, min(youngest, default=None), max(oldest, default=None)
        )
    if found and not made.columns["eligibility_description"]:
        made.columns["eligibility_description"] = ", ".join(dict.fromkeys(found))
    return found


def _set_costs(reader: Reader, made: Listing, raw: Raw) -> None:
    """The price of one time, only when it is plainly one number or plainly nothing."""
    columns = made.columns
    amounts: set[int] = set()
    only_pounds = True
    for given in reader.objects(raw, "cost_options", as_words="option"):
        one = with_folded_names(given)
        amount = values.number(one.get("amount"))
        cost: Columns = {
            "valid_from": reader.date(one, "valid_from"),
            "valid_to": reader.date(one, "valid_to"),
            "option": reader.words(one, "option"),
            "currency": reader.line(one, "currency", 3).upper(),
            "amount": None,
            "amount_description": reader.words(one, "amount_description"),
        }
        if amount is not None and 0 <= amount < 1_000_000:
            cost["amount"] = round(amount * 100)
            if cost["valid_to"] is None or cost["valid_to"] >= reader.today:
                amounts.add(cost["amount"])
            only_pounds = only_pounds and cost["currency"] in {"", "GBP"}
        elif not is_empty(one.get("amount")):
            text = reader.raw_text(one.get("amount"))
            reader.note(Healing.NUMBER, f"amount: {text}", "kept as words")
            cost["amount_description"] = "\n".join(filter(None, (cost["amount_description"], text)))
            amounts.add(-1)
        if any(value is not None and value != "" for value in cost.values()):
            made.add("cost_option", Part(cost, published_id(one.get("id"))))
    if isinstance(raw.get("fees"), list | dict):
        columns["fees"] = reader.words({"fees": reader.raw_text(raw["fees"])}, "fees")
    columns["fees_description"] = columns["fees_description"] or columns["fees"]
    if amounts:
        columns["pence"] = (
            next(iter(amounts)) if len(amounts) == 1 and only_pounds and min(amounts) >= 0 else None
        )
    else:
        columns["pence"] = values.pence(columns["fees_description"])
    if columns["pence"] is not None and not amounts:
        reader.note(Healing.COST, columns["fees_description"], f"{columns['pence']} pence")


def _set_channels(reader: Reader, made: Listing, raw: Raw) -> None:
    """How to take part, from what is said; a listing with a place on the ground is in person."""
    columns = made.columns
    said = [reader.raw_text(raw.get("attending_type")), reader.raw_text(raw.get("how"))]
    said += [str(part.columns["attending_type"]) for part in made.every("schedule")]
    found: set[Channel] = set()
    for text in filter(None, said):
        found |= labels.channels(text[:500])
    if any(place.columns["location_type"] is LocationType.VIRTUAL for place in made.places):
        found.add(Channel.ONLINE)
    if not found and any(place.columns["location_type"] is LocationType.PHYSICAL for place in made.places):
        found.add(Channel.IN_PERSON)
        reader.note(Healing.CHANNEL, "", Channel.IN_PERSON.value)
    for channel, column in (
        (Channel.IN_PERSON, "in_person"),
        (Channel.ONLINE, "online"),
        (Channel.PHONE, "by_phone"),
        (Channel.HOME, "at_home"),
    ):
        columns[column] = channel in found
    access = reader.line(raw, "attending_access", 200) or reader.line(raw, "referral", 400)
    if access:
        columns["referral"] = labels.referral(access) or Referral.UNKNOWN
        if columns["referral"] is Referral.UNKNOWN or len(access) > 30:
            columns["application_process"] = columns["application_process"] or access.capitalize()
        if re.match(r"drop[ -]?in", access.lower()) and "support:drop-in" in reader.dictionary.keys:
            made.terms.add("support:drop-in")
    if (
        reader.raw_text(raw.get("deliverable_type")).strip().lower() == "advice"
        and "support:advice" in reader.dictionary.keys
    ):
        made.terms.add("support:advice")


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
