"""Fill the tables of a place: postcodes, areas, deprivation, names, school terms.

Twice is the same as once. The caller begins the writing transaction and commits it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select

from app.database import Model, db
from app.domain.places import AreaFact, Membership, Place, Point, TermTime
from app.domain.postcode_groups import Group, NamedPoint, Unit, fill_from_nearest, groups_of, named_points
from app.gateways import place_folder
from app.gateways.postcodes import PostcodeRow, Wanted, package_rows
from app.models import places as tables

Progress = Callable[[str, int], None]
"""Called with the step and how many rows are done."""
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class PostcodesLoaded:
    """What a load of postcodes did."""

    read: int
    new: int
    held: int
    inside: int
    """Of those held, how many are in the place's own council areas."""
    nearest: int
    """Of those inside, how many have the ward of the nearest postcode our tables hold."""


@dataclass(frozen=True, slots=True)
class PlaceLoaded:
    """What a load of the place's folder did."""

    areas: int
    memberships: int
    neighbourhoods: int
    names: int
    missing: tuple[str, ...]
    """Names for which no postcode was found, so they have no point."""


def load_all(
    place: Place, root: Path, *, progress: Progress | None = None
) -> tuple[PostcodesLoaded, PlaceLoaded]:
    """Everything the place needs, from its folder and the installed package."""
    rows = package_rows(Wanted(place.postcode_areas, place.box))
    postcodes = load_postcodes(rows, place, root, progress=progress)
    return postcodes, load_place(place, root, progress=progress)


def load_postcodes(
    rows: Iterable[PostcodeRow], place: Place, root: Path, *, progress: Progress | None = None
) -> PostcodesLoaded:
    """Add postcodes to those held, newer facts winning, and work out the middles of their groups.

    Postcodes that the rows do not name stay: ended ones are on old letters for years.
    """
    units = _units()
    before, read = len(units), 0
    facts = place_folder.postcode_facts(root, place.key)
    own = place.council_codes
    for row in rows:
        ward, lsoa21 = facts.get(row.key, ("", "")) if row.council in own else ("", "")
        units[row.key] = Unit(row.point, row.council, row.ward or ward, row.lsoa21 or lsoa21)
        read += 1
        if progress and read % BATCH == 0:
            progress("postcodes read", read)
    nearest = fill_from_nearest(units, own) if facts else 0
    if read:
        _replace(tables.Postcode, (_postcode(*pair) for pair in units.items()), progress, "postcodes kept")
        _replace(tables.PostcodeGroup, (_group(one) for one in groups_of(units, own)))
    inside = sum(unit.council in own for unit in units.values())
    return PostcodesLoaded(read, len(units) - before, len(units), inside, nearest)


def load_place(place: Place, root: Path, *, progress: Progress | None = None) -> PlaceLoaded:
    """Areas with their dates, deprivation and names, as the place's folder has them today."""
    db.session.execute(delete(tables.AreaMembership))
    _replace(tables.Area, (_area(one) for one in place.areas), progress, "areas")
    memberships = _replace(tables.AreaMembership, (_membership(one) for one in place.memberships))
    neighbourhoods = _replace(
        tables.Deprivation, iter(place_folder.deprivation_facts(root, place.key)), progress, "neighbourhoods"
    )
    points, missing = named_points(place, _units())
    names = _replace(tables.Locality, (_locality(one) for one in points), progress, "names")
    if place.term_times:
        load_terms(place.term_times)
    return PlaceLoaded(len(place.areas), memberships, neighbourhoods, names, tuple(missing))


def load_terms(terms: Sequence[TermTime], *, demo: bool = False) -> int:
    """School terms in place of those held. Made-up ones never take the place of true ones: then 0."""
    true_ones = select(tables.TermTime.id).where(tables.TermTime.is_demo.is_(False)).limit(1)
    if demo and db.session.scalar(true_ones):
        return 0
    db.session.execute(delete(tables.TermTime))
    db.session.add_all(_term(term, demo=demo) for term in terms)
    db.session.flush()
    return len(terms)


def _units() -> dict[str, Unit]:
    """Every postcode held."""
    held = tables.Postcode
    columns = (
        held.key,
        held.lat_e5,
        held.lon_e5,
        held.council_code,
        held.ward_code,
        held.lsoa21,
        held.nearest,
    )
    return {
        key: Unit(Point.from_parts(lat, lon), council, ward, lsoa21, nearest)
        for key, lat, lon, council, ward, lsoa21, nearest in db.session.execute(select(*columns))
    }


def _replace(
    table: type[Model], rows: Iterator[Mapping[str, Any]], progress: Progress | None = None, step: str = ""
) -> int:
    """All rows of a table anew, in batches; how many there are now."""
    db.session.execute(delete(table))
    core = cast(Table, table.__table__)  # past the mapper: a third of the time
    done = 0
    while batch := list(itertools.islice(rows, BATCH)):
        db.session.execute(insert(core), batch)
        done += len(batch)
        if progress:
            progress(step, done)
    return done


def _postcode(key: str, unit: Unit) -> dict[str, Any]:
    return {
        "key": key,
        "lat_e5": unit.point.lat_e5,
        "lon_e5": unit.point.lon_e5,
        "council_code": unit.council,
        "ward_code": unit.ward,
        "lsoa21": unit.lsoa21,
        "nearest": unit.nearest,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "kind": group.kind,
        "lat_e5": group.point.lat_e5,
        "lon_e5": group.point.lon_e5,
        "postcodes": group.postcodes,
        "council_code": group.council,
        "council_share": group.council_share,
        "inside": group.inside,
        "ward_code": group.ward,
    }


def _area(area: AreaFact) -> dict[str, Any]:
    return {
        "code": area.code,
        "kind": area.kind,
        "name": area.name,
        "lat_e5": area.point.lat_e5 if area.point else None,
        "lon_e5": area.point.lon_e5 if area.point else None,
        "source": area.source,
        "source_date": area.source_date,
        "valid_from": area.valid_from,
        "valid_to": area.valid_to,
    }


def _membership(membership: Membership) -> dict[str, Any]:
    return {
        "member_code": membership.member,
        "group_code": membership.group,
        "source": membership.source,
        "source_date": membership.source_date,
        "valid_from": membership.valid_from,
        "valid_to": membership.valid_to,
    }


def _locality(named: NamedPoint) -> dict[str, Any]:
    return {
        "key": named.key,
        "name": named.name,
        "lat_e5": named.point.lat_e5,
        "lon_e5": named.point.lon_e5,
        "ward_code": named.ward,
        "district": named.district,
        "council_code": named.council,
        "source": named.source,
    }


def _term(term: TermTime, *, demo: bool) -> tables.TermTime:
    return tables.TermTime(
        starts=term.start,
        ends=term.end,
        name=term.name,
        source=term.source,
        source_date=term.source_date,
        is_demo=demo,
    )
