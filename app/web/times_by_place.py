"""Which place which times are at: a listing in several places may keep other days at each."""

from __future__ import annotations

import datetime as dt

from app.domain.schedule import phrases
from app.queries.listings import ListingPage, Venue
from app.web.schedule_words import say_rule


def has_own_times(found: ListingPage) -> bool:
    """Whether its places have times of their own, so that a date says little without its place."""
    return len({venue.rules for venue in found.venues}) > 1


def venue_of(found: ListingPage, rule: int) -> Venue | None:
    """The one place of a rule's times; None where all places share their times."""
    held = [venue for venue in found.venues if rule in venue.rules] if has_own_times(found) else []
    return held[0] if len(held) == 1 else None


def held_at(found: ListingPage, rule: int) -> str:
    """The name of that place; empty where there is no one place, or it has no name to show."""
    venue = venue_of(found, rule)
    return (venue.name or venue.locality) if venue else ""


def venue_times(found: ListingPage, venue: Venue, today: dt.date) -> list[str]:
    """The patterns of one place."""
    rules = [found.rules[at] for at in venue.rules if at < len(found.rules)]
    return [words for one in phrases(rules) if (words := say_rule(one, today))]


def times_of_places(found: ListingPage, today: dt.date) -> list[str]:
    """Shape: `Spindle Hall: First Tuesday of the month, 10am to noon`, the nearest place first."""
    said = []
    for venue in found.venues:
        patterns = ". ".join(venue_times(found, venue, today))
        name = venue.name or venue.locality
        said.append(f"{name}: {patterns}" if name and patterns else patterns)
    return [line for line in said if line]
