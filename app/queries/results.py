"""What a search and the lists of the directory answer: plain values for pages, the API and commands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.near import Located, NotLocated
from app.domain.search import Criteria, Fault
from app.queries.cards import Card


class NoteKind(StrEnum):
    TOOK = "took"
    """We took `typed` as the term `key`. `undo` is the search without that."""
    TOOK_NEAR = "took_near"
    """We took `typed` as the place to search near."""
    ALSO = "also"
    """We also looked for the terms `keys`. `undo`: only the word typed."""
    SPELLING = "spelling"
    """Nothing has `typed`; we looked for `used`. `undo`: only as typed."""
    NO_SUCH_WORD = "no_such_word"
    """No listing has the word `typed`; it was left out."""
    NOT_KEPT = "not_kept"
    """Nothing fits all that was typed: `keys` came from the words and were left out."""
    KEPT_ANYWHERE = "kept_anywhere"
    """`count` listings are for the whole city, online or by phone: kept, after nearer ones."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing we understood or did, to be said above the results."""

    kind: NoteKind
    typed: str = ""
    key: str = ""
    keys: tuple[str, ...] = ()
    used: str = ""
    count: int = 0
    undo: Criteria | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    key: str
    """Term key. Labels: `vocabulary.label(key, lang)`; `lang:xx` and `ward:CODE` have their own names."""
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group to choose from. Values that would lead to nothing are not here, unless chosen."""

    group: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """Something chosen. `key` is a term key, `near` or `within`; `remove` is the search without it."""

    key: str
    remove: Criteria


@dataclass(frozen=True, slots=True)
class WardCount:
    code: str
    name: str
    count: int
    chosen: bool
    choose: Criteria
    """The search in this ward only."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Did you mean."""

    words: str
    search: Criteria


@dataclass(frozen=True, slots=True)
class Looser:
    """The nearest looser search when nothing is found: `dropped` terms, `within`, `near` or `q` left out."""

    dropped: tuple[str, ...]
    search: Criteria
    total: int
    to_miles: float | None = None
    """Where the distance was made wider: the new one; None with `within` dropped is anywhere."""
    swapped_for: tuple[str, ...] = ()
    """Where another value of the same group gives something: "There are 4 on Saturdays"."""


@dataclass(frozen=True)
class Results:
    criteria: Criteria
    """What was searched, its page within the pages there are."""
    faults: tuple[Fault, ...]
    where: Located | NotLocated | None
    """The place searched near, or why there is none; None when nothing was given."""
    total: int
    page: int
    pages: int
    first: int
    """Number of the first card on this page, from 1; 0 when none."""
    cards: tuple[Card, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    wards: tuple[WardCount, ...]
    """Every ward of the place, with how many of the found are there."""
    notes: tuple[Note, ...]
    did_you_mean: Suggestion | None
    looser: Looser | None
    can_be_nearest: bool
    """A place is known, so that sorting by nearest makes sense."""
    today: dt.date
    wanted: tuple[str, ...]
    """Terms chosen or understood, for counting what is not met."""
    version: int
    """The version of the index that was searched: pages keep a card's markup under it."""


@dataclass(frozen=True, slots=True)
class NeedCount:
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class AreaCount:
    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the A to Z."""

    slug: str
    name: str
    organization: str


@dataclass(frozen=True, slots=True)
class AToZ:
    letter: str
    """The one shown, folded to A to Z; `0` for numbers and signs."""
    letters: tuple[tuple[str, int], ...]
    """Every letter that has listings, with how many."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TodayNear:
    where: Located | NotLocated
    cards: tuple[Card, ...]
    total: int
    search: Criteria
    """All of them."""
    today: dt.date
