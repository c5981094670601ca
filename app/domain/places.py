"""A place: the settings, areas and names of one city or county, as plain values.

Loaded from `places/<name>/` by `gateways.place_folder`. Words for people are tables by language.
"""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from app.domain.alike import Alike
from app.domain.in_english import InEnglish
from app.domain.languages import Language

Words = Mapping[str, str]
"""One text in several languages: `{"en": "Leeds", "ar": "ليدز"}`."""

EARTH_MILES = 3958.7613
DEGREE_PARTS = 100_000


class AreaKind(StrEnum):
    COUNCIL = "council"
    WARD = "ward"
    LOCAL_CARE_PARTNERSHIP = "local-care-partnership"
    PRIMARY_CARE_NETWORK = "primary-care-network"
    NEIGHBOURHOOD_TEAM = "neighbourhood-team"
    PRIORITY_NEIGHBOURHOOD = "priority-neighbourhood"


class GroupKind(StrEnum):
    """A group of postcodes: `LS9` is a district, `LS9 7` a sector."""

    DISTRICT = "district"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the ground. Units: degrees, WGS84."""

    lat: float
    lon: float

    @classmethod
    def from_parts(cls, lat_e5: int, lon_e5: int) -> Point:
        return cls(lat_e5 / DEGREE_PARTS, lon_e5 / DEGREE_PARTS)

    @property
    def lat_e5(self) -> int:
        return round(self.lat * DEGREE_PARTS)

    @property
    def lon_e5(self) -> int:
        return round(self.lon * DEGREE_PARTS)

    def miles_to(self, other: Point) -> float:
        """Distance as the crow flies. Units: miles."""
        here, there = math.radians(self.lat), math.radians(other.lat)
        half = math.sin((there - here) / 2) ** 2
        across = math.sin(math.radians(other.lon - self.lon) / 2) ** 2
        return 2 * EARTH_MILES * math.asin(math.sqrt(half + math.cos(here) * math.cos(there) * across))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the map. Units: degrees, WGS84."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


@dataclass(frozen=True, slots=True)
class HelpLine:
    number: str
    hours: Words
    relay: str
    """What somebody who cannot hear or speak dials through Relay UK."""
    email: str


@dataclass(frozen=True, slots=True)
class SocialPrescribing:
    """How the place runs its link workers."""

    min_age: int
    """From which birthday on somebody can have one. Units: years."""
    answer_days: int
    """By when somebody who asks hears from us. Units: working days."""
    ambition: int | None = None
    """How many people a year are to be supported; None where nobody has said."""
    reopen_days: int = 90
    """How long a closed case can be opened again. Units: days."""


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A national line to ring or text in trouble."""

    key: str
    number: str
    by_text: bool
    name: Words
    when: Words
    """When to use it, and what it costs, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Council:
    """A council area. `codes` are the local authority codes that postcodes carry."""

    code: str
    name: str
    full_name: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermTime:
    """From the first to the last day of one stretch of school, both included."""

    start: dt.date
    end: dt.date
    name: str = ""
    source: str = ""
    source_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AreaFact:
    """An area as a published list names it."""

    code: str
    kind: AreaKind
    name: str
    source: str
    source_date: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """One area in another, with the dates between which it is so."""

    member: str
    group: str
    source: str
    source_date: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class LocalityFact:
    """A neighbourhood or town by name, and the postcodes it lies in, by how they begin (`LS8 5B`)."""

    name: str
    postcodes: tuple[str, ...]
    ward: str
    also: tuple[str, ...]
    source: str
    point: Point | None
    """Empty where it is worked out when postcodes are loaded."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What it is found by: its name and other spellings, folded."""
        return tuple(fold(name) for name in (self.name, *self.also))


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a vocabulary of the place's own papers, with where it comes from."""

    key: str
    words: Words
    source: str
    source_date: dt.date | None
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class WardShape:
    """A ward's simplified outline, drawn in the view box of its map."""

    code: str
    name: str
    path: str
    heart: tuple[float, float]
    """The spot farthest from its edges."""
    label: tuple[float, float]
    """Where its round link goes: near the heart, and no two of 44 pixels touch on a map 360 pixels wide."""


@dataclass(frozen=True, slots=True)
class WardMap:
    """Shapes for a picture. Too rough to say which ward an address is in."""

    width: int
    height: int
    shapes: tuple[WardShape, ...]
    source: str
    licence: str
    west: float
    north: float
    across: float
    """Drawing units to a degree of longitude."""
    down: float
    """Drawing units to a degree of latitude."""

    def drawn(self, point: Point) -> tuple[float, float]:
        """Where a point falls in the drawing, to put a pin there."""
        x = (point.lon - self.west) * self.across
        y = (self.north - point.lat) * self.down
        return round(x, 1), round(y, 1)


@dataclass(frozen=True, eq=False)
class Place:
    """One place, whole."""

    key: str
    name: Words
    region: Words
    languages: tuple[Language, ...]
    councils: tuple[Council, ...]
    neighbours: Mapping[str, str]
    """Names of council areas near by, by local authority code."""
    help_line: HelpLine
    social_prescribing: SocialPrescribing
    emergency_numbers: tuple[EmergencyNumber, ...]
    postcode_areas: tuple[str, ...]
    centre: Point
    box: Box
    """Wide enough for every postcode that is loaded."""
    bank_holidays: frozenset[dt.date]
    bank_holidays_until: dt.date
    """The last day for which bank holidays are known."""
    term_times: tuple[TermTime, ...] = ()
    areas: tuple[AreaFact, ...] = ()
    memberships: tuple[Membership, ...] = ()
    localities: tuple[LocalityFact, ...] = ()
    vocabularies: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    ward_map: WardMap | None = None
    same_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words of engagement that mean the same: what we call it, and the others."""
    licences: tuple[str, ...] = ()
    """Lines that the licences of the tables ask us to show."""

    def words(self, value: Words, lang: str) -> str:
        """The text in that language, else in English, marked as such."""
        return said(value, lang)

    @cached_property
    def council_codes(self) -> frozenset[str]:
        """Every local authority code that is inside the place."""
        return frozenset(code for council in self.councils for code in (council.code, *council.codes))

    @cached_property
    def wards(self) -> tuple[AreaFact, ...]:
        """Its wards by name; none where we hold no list."""
        found = (area for area in self.areas if area.kind is AreaKind.WARD)
        return tuple(sorted(found, key=lambda ward: ward.name))

    @cached_property
    def alike(self) -> Alike:
        """Which words of topics and communities meet."""
        return Alike(self.same_words)

    @cached_property
    def ward_names(self) -> Mapping[str, str]:
        return {ward.code: ward.name for ward in self.wards}

    @cached_property
    def place_names(self) -> Mapping[str, str]:
        """Every name people may type, by its folded form: the name to show."""
        known = {fold(ward.name): ward.name for ward in self.wards}
        for locality in self.localities:
            known |= dict.fromkeys(locality.keys, locality.name)
        return known

    def council_name(self, code: str) -> str:
        """What the council area with that code is called; empty where we hold no name."""
        for council in self.councils:
            if code == council.code or code in council.codes:
                return council.name
        return self.neighbours.get(code, "")

    def groups_of(self, code: str, day: dt.date, kind: AreaKind | None = None) -> tuple[AreaFact, ...]:
        """The areas that an area belongs to on a day, of one kind or of all."""
        groups = {m.group for m in self.memberships if m.member == code and m.holds_on(day)}
        return tuple(area for area in self.areas if area.code in groups and kind in (None, area.kind))


def said(words: Words, lang: str) -> str:
    """One text of several, else the English, which says that it is."""
    english = words.get("en", "")
    return words.get(lang) or (english if lang == "en" or not english else InEnglish(english))


def fold(name: str) -> str:
    """A name as it is compared: small letters, no marks, `&` and `and` alike, single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain.replace("&", " and ") if not _silent(c))
    return " ".join(letters.split())


def _silent(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in "'’.‘`"
