"""Parts of a listing that need thought: status, ages, who it is for, what it costs, how to take part."""

from __future__ import annotations

import re

from app.domain.feeds import phrases, values
from app.domain.feeds.annotations import annotated
from app.domain.feeds.fields import Raw, is_empty, with_folded_names
from app.domain.feeds.identity import published_id
from app.domain.feeds.ledger import Healing
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Columns, Listing, Part
from app.domain.listing import Capacity, Channel, Kind, LocationType, Referral, Status


def status(reader: Reader, raw: Raw) -> Status:
    value = raw.get("status")
    if isinstance(value, bool):
        return Status.ACTIVE if value else Status.INACTIVE
    text = " ".join(reader.line(raw, "status", 60).lower().replace("_", " ").replace("-", " ").split())
    if not text or text in set(Status):
        return Status(text or "active")
    found = phrases.STATUSES.get(text, Status.ACTIVE)
    reader.note(Healing.STATUS, text, found.value)
    return found


def fees(reader: Reader, raw: Raw) -> str:
    """What it costs, in words. "None" and 0 say something here: that it is free."""
    value = raw.get("fees")
    if isinstance(value, str) and value.strip().lower() in {"none", "nil"}:
        return value.strip().capitalize()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "Free" if value == 0 else f"£{value:.2f}" if 0 < value < 1e6 else ""
    if isinstance(value, list | dict):
        return ""  # read with the costs
    return reader.words(raw, "fees")


def kind(reader: Reader, raw: Raw) -> Kind:
    text = reader.line(raw, "kind", 60)
    return (reader.dictionary.kind(text) if text else None) or Kind.SERVICE


def capacity(raw: Raw) -> Capacity:
    text = str(raw.get("capacity") or "").strip().lower()
    for state, words in (
        (Capacity.FULL, ("full", "no places")),
        (Capacity.WAITING, ("waiting", "waitlist")),
        (Capacity.PLACES, ("places", "space", "open", "yes")),
    ):
        if text.startswith(words):
            return state
    return Capacity.UNKNOWN


def ages(reader: Reader, raw: Raw) -> tuple[float | None, float | None]:
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


def add_eligibility(reader: Reader, made: Listing, raw: Raw) -> list[str]:
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


def set_costs(reader: Reader, made: Listing, raw: Raw) -> None:
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
            text = reader.clean(reader.raw_text(one.get("amount")))
            reader.note(Healing.NUMBER, f"amount: {text}", "kept as words")
            cost["amount_description"] = "\n".join(filter(None, (cost["amount_description"], text)))
            amounts.add(-1)
        if any(value is not None and value != "" for value in cost.values()):
            option = Part(cost, published_id(one.get("id")))
            made.add("cost_option", annotated(reader, one, option))
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


def set_channels(reader: Reader, made: Listing, raw: Raw) -> None:
    """How to take part, from what is said; a listing with a place on the ground is in person."""
    columns = made.columns
    said = [reader.raw_text(raw.get("attending_type")), reader.raw_text(raw.get("how"))]
    said += [str(part.columns["attending_type"]) for part in made.every("schedule")]
    found: set[Channel] = set()
    for text in filter(None, said):
        found |= phrases.channels(text[:500])
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
        columns["referral"] = phrases.referral(access) or Referral.UNKNOWN
        if columns["referral"] is Referral.UNKNOWN or len(access) > 30:
            columns["application_process"] = columns["application_process"] or access.capitalize()
        if re.match(r"drop[ -]?in", access.lower()) and "support:drop-in" in reader.dictionary.keys:
            made.terms.add("support:drop-in")
    if (
        reader.raw_text(raw.get("deliverable_type")).strip().lower() == "advice"
        and "support:advice" in reader.dictionary.keys
    ):
        made.terms.add("support:advice")


def places_left(reader: Reader, raw: Raw) -> list[Part]:
    """How many places there are and how many are left, as published.

    Source: HSDS 3.1 (draft), `service_capacity` and `unit`.
    """
    made: list[Part] = []
    for given in reader.objects(raw, "capacities", as_words="description"):
        one = with_folded_names(given)
        columns: Columns = {
            "unit": reader.line(one, "unit"),
            "available": values.number(one.get("available")),
            "maximum": values.number(one.get("maximum")),
            "description": reader.words(one, "description"),
            "updated": reader.moment(one, "updated"),
        }
        if any(value not in ("", None) for value in columns.values()):
            made.append(annotated(reader, one, Part(columns, published_id(one.get("id")))))
    return made
