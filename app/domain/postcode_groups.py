"""What follows from a table of postcodes: middles of districts and sectors, and where a named place lies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.domain.near import district_of, sector_of, spaced
from app.domain.places import AreaFact, GroupKind, LocalityFact, Place, Point, fold

NEAR_ENOUGH = 0.6
"""A postcode newer than our tables takes the ward of the nearest known one within this. Units: miles."""


@dataclass(slots=True)
class Unit:
    """One postcode: where it is and what it is in. `nearest`: ward and neighbourhood by the nearest known."""

    point: Point
    council: str
    ward: str = ""
    lsoa21: str = ""
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A district or a sector, whole."""

    key: str
    kind: GroupKind
    point: Point
    postcodes: int
    council: str
    council_share: int
    inside: int
    ward: str


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A name people type, folded, and where it is."""

    key: str
    name: str
    point: Point
    ward: str
    district: str
    council: str
    source: str


def fill_from_nearest(units: Mapping[str, Unit], own: frozenset[str]) -> int:
    """Give postcodes newer than the tables the ward of the nearest in their sector; how many had one."""
    known: dict[str, list[Unit]] = defaultdict(list)
    new: list[tuple[str, Unit]] = []
    for key, unit in units.items():
        if unit.council in own:
            if unit.ward and unit.lsoa21 and not unit.nearest:
                known[sector_of(key)].append(unit)
            else:
                new.append((sector_of(key), unit))
    found = 0
    for sector, unit in new:
        gaps = [(unit.point.miles_to(other.point), at) for at, other in enumerate(known[sector])]
        gap, at = min(gaps, default=(NEAR_ENOUGH * 2, 0))
        if gap <= NEAR_ENOUGH:
            other = known[sector][at]
            if unit.ward not in {close.ward for close in known[sector]}:  # none yet, or one of old wards
                unit.ward = other.ward
            unit.lsoa21, unit.nearest = other.lsoa21, True
            found += 1
    return found


def groups_of(units: Mapping[str, Unit], own: frozenset[str]) -> Iterator[Group]:
    """Every district and sector there is a postcode of, with its middle."""
    gathered: dict[tuple[GroupKind, str], list[Unit]] = defaultdict(list)
    for key, unit in units.items():
        gathered[GroupKind.SECTOR, sector_of(key)].append(unit)
        gathered[GroupKind.DISTRICT, district_of(key)].append(unit)
    for (kind, key), members in sorted(gathered.items()):
        council, share = _commonest(unit.council for unit in members)
        inside = sum(unit.council in own for unit in members)
        wards = {unit.ward for unit in members if unit.ward}
        ward = wards.pop() if len(wards) == 1 and inside == len(members) else ""
        yield Group(key, kind, middle(members), len(members), council, share, inside, ward)


def named_points(place: Place, units: Mapping[str, Unit]) -> tuple[list[NamedPoint], list[str]]:
    """Every name people may type with its point, and the names for which no postcode was found."""
    by_sector: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
    by_ward: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
    for key, unit in units.items():
        by_sector[sector_of(key)].append((spaced(key), unit))
        if unit.ward:
            by_ward[unit.ward].append((spaced(key), unit))
    found: dict[str, NamedPoint] = {}
    missing: list[str] = []
    for ward in place.wards:
        if ward.point and by_ward[ward.code]:
            key = fold(ward.name)
            found[key] = _named(key, ward, ward.code, by_ward[ward.code])
    for locality in place.localities:
        members = [pair for start in locality.postcodes for pair in by_sector[_sector(start)]]
        members = [pair for pair in members if pair[0].startswith(locality.postcodes)]
        if not members:
            missing.append(locality.name)
            continue
        for key in locality.keys:
            found[key] = _named(key, locality, locality.ward, members)
    return list(found.values()), missing


def middle(members: Sequence[Unit]) -> Point:
    """The median: a few ended postcodes of a sorting office do not pull it away."""
    return Point(median(unit.point.lat for unit in members), median(unit.point.lon for unit in members))


def _named(
    key: str, fact: AreaFact | LocalityFact, ward: str, members: Sequence[tuple[str, Unit]]
) -> NamedPoint:
    district, _ = _commonest(code.partition(" ")[0] for code, _ in members)
    council, _ = _commonest(unit.council for _, unit in members)
    point = fact.point or middle([unit for _, unit in members])
    return NamedPoint(key, fact.name, point, ward, district, council, fact.source)


def _sector(start: str) -> str:
    """The sector that a beginning such as `LS8 5B` or `LS8 5` is in."""
    outward, _, rest = start.partition(" ")
    return f"{outward} {rest[:1]}"


def _commonest(values: Iterable[str]) -> tuple[str, int]:
    """The commonest value and how often it is there; the first in order where two are as common."""
    counted = Counter(values)
    value = max(sorted(counted), key=lambda one: counted[one])
    return value, counted[value]
