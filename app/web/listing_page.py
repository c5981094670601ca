"""The words of a listing's own page, its sheet of paper and its text to copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from babel.lists import format_list
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app import clock
from app.domain.listing import Answer, Channel, Referral, SaidBy, TranslationMethod, VenueFact
from app.domain.places import Point
from app.domain.schedule import Rule, phrases
from app.queries.listings import Fact, ListingPage, Venue
from app.web.filters import full_date, miles, money
from app.web.i18n import current_language, locale, place_name
from app.web.labels import label, shape
from app.web.listing_words import (
    State,
    address_words,
    checked_words,
    closed_state,
    doubted_state,
    room_state,
    unchecked_state,
    when_words,
)
from app.web.schedule_words import Door, date_door, say_next_six, say_rule, say_then, say_when
from app.web.terms import language_name
from app.web.times_by_place import has_own_times, held_at, times_of_places, venue_of

MOST_TIMES_TOLD = 2
"""Units: patterns a place in a message."""
OLDEST = 120
"""Units: years. A highest age above this says nothing."""

SAID = {
    # Translators: who told us a fact about a building, and when.
    SaidBy.VISIT: _l("Visited by us, %(day)s"),
    SaidBy.ORGANISER: _l("The organiser, %(day)s"),
    SaidBy.MEMBER: _l("Somebody who goes, %(day)s"),
    SaidBy.PUBLISHER: _l("The list it came from, %(day)s"),
}


class DateView(NamedTuple):
    door: Door
    words: str
    where: str
    """The place, where it is not the same for every time."""


class FactView(NamedTuple):
    """A row about the building. `said` is empty where nobody told us."""

    words: str
    state: State
    detail: str
    said: str


class VenueView(NamedTuple):
    venue: Venue
    name: str
    address: Markup
    away: str
    map_url: str
    """Opens the reader's own map program; nothing is asked of anybody else."""
    times: list[str]
    facts: list[FactView]


def context(found: ListingPage) -> dict[str, Any]:
    """What the page and the sheet of paper both show."""
    today = clock.today()
    card = found.card
    closed = closed_state(card)
    return {
        "states": [
            state
            for state in (
                doubted_state(card),
                closed,
                None if closed else room_state(card),
                unchecked_state(card),
            )
            if state
        ],
        "checked": "" if card.is_unchecked else checked_words(card),
        "next_words": "" if closed else when_words(card, today),
        "after_words": after_words(found, today),
        "patterns": all_times(found, today),
        "has_own_times": has_own_times(found),
        "dates": []
        if closed
        else [
            DateView(date_door(one, today, show_time=False), say_when(one, today), held_at(found, one.rule))
            for one in found.coming
        ],
        "dates_note": say_next_six(found.coming, found.off, today),
        "venues": [venue_view(venue, found, today) for venue in found.venues],
        "costs": cost_lines(found),
        "ages": ages_words(found.minimum_age, found.maximum_age),
        "referral": label(found.referral)
        if found.referral is not Referral.UNKNOWN or found.referral_note
        else "",
        "spoken": spoken_words(found),
        "website": safe_address(found.website),
        "website_shown": safe_address(found.website).partition("://")[2].removesuffix("/"),
        "organization_website": safe_address(found.organization_website),
        "channels": channel_words(found),
        "time_notes": notes(found.rules),
        "dates_in_words": days_in_words(
            [] if closed else [(one.day, held_at(found, one.rule)) for one in found.coming]
        ),
        "translation": translation_words(found),
        "text_lang": "" if card.language == current_language() else card.language,
        "is_gathering": card.in_person and not card.sensitive,
        "own": attribute(found.written_in),
        "story_lang": "" if found.story_language == current_language() else found.story_language,
    }


def attribute(language: str) -> Markup:
    """The `lang` attribute of words that are not in the reader's language; empty where they are."""
    return Markup("") if language == current_language() else Markup(' lang="{}"').format(language)


def after_words(found: ListingPage, today: dt.date) -> str:
    """What follows the next date: the rest of a simple pattern, else every pattern there is."""
    said = phrases(found.rules)
    if found.card.times.next is None or not said:
        return ""
    return say_then(said[0]) if len(said) == 1 else ". ".join(patterns(found.rules, today))


def all_times(found: ListingPage, today: dt.date) -> list[str]:
    """Every pattern, under the name of its place where each place has its own."""
    return times_of_places(found, today) if has_own_times(found) else patterns(found.rules, today)


def patterns(rules: Sequence[Rule], today: dt.date) -> list[str]:
    """Every pattern with its hours: `Every Tuesday, 2pm to 3:30pm, not on bank holidays`."""
    return [words for one in phrases(rules) if (words := say_rule(one, today))]


def notes(rules: Sequence[Rule]) -> list[str]:
    """What the organiser adds about times, each once."""
    return list(dict.fromkeys(rule.notes for rule in rules if rule.notes))


def channel_words(found: ListingPage) -> str:
    """The ways to take part without going anywhere, and whom it is for: `Online or by phone`."""
    card = found.card
    ways = [
        (card.online, Channel.ONLINE),
        (card.by_phone, Channel.PHONE),
        (card.at_home, Channel.HOME),
    ]
    said = ". ".join(label(way) for is_so, way in ways if is_so)
    everywhere = _("For all of %(place)s", place=place_name()) if card.citywide else ""
    return ". ".join(words for words in (said, everywhere) if words)


def days_in_words(days: Sequence[tuple[dt.date, str]]) -> str:
    """Shape: `24 November and 1 December`; with the place of each where they differ."""
    language = locale().replace("-", "_")
    said = [format_date(day, "d MMMM", rebase=False) + (f" ({held})" if held else "") for day, held in days]
    return str(format_list(said, locale=language))


def venue_view(venue: Venue, found: ListingPage, today: dt.date) -> VenueView:
    rules = [found.rules[at] for at in venue.rules if at < len(found.rules)]
    return VenueView(
        venue=venue,
        name=venue.name or venue.locality,
        address=address_words(lines_but(venue, venue.name), venue.postcode),
        away=miles(venue.miles) if venue.miles is not None else "",
        map_url=map_address(venue.point, venue.name),
        times=patterns(rules, today),
        facts=list(fact_views(venue.facts)) if not venue.undisclosed else [],
    )


def lines_but(venue: Venue, name: str) -> list[str]:
    """The lines of the address, each once and none that only repeats the name."""
    return list(dict.fromkeys(line for line in (*venue.address, venue.locality) if line and line != name))


def map_address(point: Point | None, name: str) -> str:
    """Source: RFC 5870, geo URI; the `q` part is what telephones read to put a named pin."""
    if point is None:
        return ""
    where = f"{point.lat:.5f},{point.lon:.5f}"
    return f"geo:{where}?q={where}({quote(name)})" if name else f"geo:{where}?q={where}"


def fact_views(facts: Sequence[Fact]) -> Iterator[FactView]:
    """Every fact we ask about, those nobody knows too."""
    known = {fact.fact: fact for fact in facts}
    for asked in VenueFact:
        fact = known.get(asked.value)
        answer = fact.answer if fact else Answer.UNKNOWN
        said = said_words(fact) if fact and answer is not Answer.UNKNOWN else ""
        detail = fact.detail if fact else ""
        yield FactView(
            label(asked), State(shape(answer), label(answer)), detail[:1].upper() + detail[1:], said
        )


def said_words(fact: Fact) -> str:
    if fact.said_on is None:
        return label(fact.said_by)
    return str(SAID[fact.said_by]) % {"day": full_date(fact.said_on)}


def cost_lines(found: ListingPage) -> list[str]:
    """What it costs: in the organiser's words, with the price where these do not say it."""
    card = found.card
    lines = [card.cost] if card.cost else []
    if card.pence is not None and not card.cost:
        lines = [money(card.pence)]
    for cost in found.costs:
        price = money(cost.pence) if cost.pence is not None else ""
        lines.append(f"{cost.words}: {price}" if cost.words and price else cost.words or price)
    return list(dict.fromkeys(line for line in lines if line))


def ages_words(lowest: float | None, highest: float | None) -> str:
    """Shape: `Age 18 and over`, `Age 11 to 16`, `Up to age 4`; empty for everybody."""
    low = int(lowest) if lowest else 0
    high = int(highest) if highest is not None and highest < OLDEST else None
    if low and high is not None:
        return _("Age %(low)s to %(high)s", low=low, high=high)
    if low:
        return _("Age %(low)s and over", low=low)
    return _("Up to age %(high)s", high=high) if high is not None else ""


def spoken_words(found: ListingPage) -> str:
    """Shape: `English and Urdu. A helper who speaks Romanian comes on Thursdays.`"""
    names = [language_name(one.code) if one.code else one.name for one in found.languages]
    if not names:
        return ""
    said = str(format_list(list(dict.fromkeys(names)), locale=locale().replace("-", "_")))
    said = said[:1].upper() + said[1:]
    return ". ".join([said, *dict.fromkeys(one.note.rstrip(".") for one in found.languages if one.note)])


def translation_words(found: ListingPage) -> str:
    """How the words shown came to be in this language, or why they are not."""
    if found.translation is TranslationMethod.MACHINE:
        return _("A machine translated these words. Nobody has checked them yet.")
    if found.card.language != current_language():
        return _(
            "The people who run this wrote it in %(language)s.", language=language_name(found.card.language)
        )
    if found.translation and found.translated_on:
        return _("Translated by a person on %(day)s.", day=full_date(found.translated_on))
    return _("A person translated these words.") if found.translation else ""


def safe_address(address: str) -> str:
    """A web address to follow; empty for anything else that a publisher may have put there."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def one_line_address(found: ListingPage) -> str:
    """The nearest venue as plain text; empty where there is none or it is kept private."""
    return address_line(found.venues[0]) if found.venues else ""


def address_by_rule(found: ListingPage) -> tuple[str, ...]:
    """The address of each rule's times, in the order of the rules; empty where places share their times."""
    if not has_own_times(found):
        return ()
    held = (venue_of(found, at) for at in range(len(found.rules)))
    return tuple(address_line(venue) if venue else "" for venue in held)


def address_line(venue: Venue) -> str:
    if venue.undisclosed:
        return ""
    parts = dict.fromkeys(
        part for part in (venue.name, *venue.address, venue.locality, venue.postcode) if part
    )
    return ", ".join(parts)


def text_to_copy(found: ListingPage, address: str) -> str:
    """The listing as a message: what, when, where, cost, whom to ring, where to read more."""
    card = found.card
    ring = found.phones[0].number if found.phones else ""
    lines = [
        card.name,
        card.summary,
        when_words(card, clock.today()),
        *all_times(found, clock.today())[: MOST_TIMES_TOLD * max(1, len(found.venues))],
        *map(address_line, found.venues if has_own_times(found) else found.venues[:1]),
        *cost_lines(found)[:1],
        _("Ring %(number)s", number=ring) if ring else "",
        address,
    ]
    return "\n".join(dict.fromkeys(line for line in lines if line))
