"""One listing as its page shows it, and what to say of one that has gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.listing import Answer, CheckedBy, Referral, SaidBy, TranslationMethod
from app.domain.places import Point
from app.domain.schedule import Occurrence, Rule
from app.queries.cards import Card


@dataclass(frozen=True, slots=True)
class Fact:
    """What a building has: only what somebody told us."""

    fact: str
    answer: Answer
    detail: str
    said_by: SaidBy
    said_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Venue:
    """A place it happens, in full. Undisclosed: no name, no address, no point."""

    name: str
    address: tuple[str, ...]
    """Lines of the address; the postcode is apart."""
    postcode: str
    locality: str
    ward: str
    point: Point | None
    undisclosed: bool
    directions: str
    description: str
    facts: tuple[Fact, ...]
    accessibility: tuple[str, ...]
    """What a publisher says in its own words."""
    miles: float | None
    rules: tuple[int, ...]
    """Positions in `rules` of the times at this place; all of them where none says which."""


@dataclass(frozen=True, slots=True)
class PhoneLine:
    number: str
    extension: str
    note: str
    """When somebody answers."""
    name: str
    """Who, where it is a person or an office."""


@dataclass(frozen=True, slots=True)
class Spoken:
    code: str
    name: str
    """As published, where the code is not known."""
    note: str


@dataclass(frozen=True, slots=True)
class CostLine:
    words: str
    pence: int | None


@dataclass(frozen=True)
class ListingPage:
    card: Card
    """Name, summary, cost, capacity, channels, checked: all that a card shows."""
    story: str
    """Clean text; blank lines part paragraphs."""
    story_language: str
    written_in: str
    """Language of what is never translated: who it is for, how to join, directions and the like."""
    translation: TranslationMethod | None
    """How the words shown were translated; None for the original."""
    translated_on: dt.date | None
    quote: str
    quote_by: str
    for_whom: str
    not_for: str
    minimum_age: float | None
    maximum_age: float | None
    join: str
    referral: Referral
    referral_note: str
    costs: tuple[CostLine, ...]
    coming: tuple[Occurrence, ...]
    """The next six times."""
    off: tuple[dt.date, ...]
    """Days it would usually happen but does not, up to the last of `coming`."""
    rules: tuple[Rule, ...]
    venues: tuple[Venue, ...]
    """Nearest first where a point is given."""
    phones: tuple[PhoneLine, ...]
    email: str
    website: str
    languages: tuple[Spoken, ...]
    interpretation: str
    documents: tuple[str, ...]
    areas: tuple[str, ...]
    accreditations: str
    alert: str
    organization: str
    organization_about: str
    organization_website: str
    checked_by: CheckedBy
    other_languages: tuple[str, ...]
    """Languages its words are also held in."""
    is_demo: bool
    modified_on: dt.date | None
    extra: Mapping[str, object]
    website_is_silent: bool = False
    """Its website did not answer when we last tried, some nights running."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A listing that was taken away. `near` is what is close to where it was."""

    name: str
    near: tuple[Card, ...]
    note: str = ""
    """Where people may go instead, in the words of those who ran it."""
    is_hidden: bool = False
    """Readers say that it has closed and nobody could check: it may come back."""
