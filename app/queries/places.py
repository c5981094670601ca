"""Where is that? A postcode, a part of one or a name, as a point and the areas it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, literal, select, union_all

from app.database import db
from app.domain.near import (
    Located,
    Near,
    NearKind,
    NotLocated,
    NotLocatedReason,
    area_of,
    district_of,
    district_said,
    name_key,
    own_name,
    read_near,
    spaced,
)
from app.domain.places import GroupKind, Place, Point, TermTime
from app.domain.slips import district_slips, likest, names_like, slips_of
from app.models import places as tables

AnyRow = Row[*tuple[Any, ...]]


def locate(text: str | None, place: Place) -> Located | NotLocated:
    """Where the words somebody typed are, or why that cannot be said. At most two statements."""
    near = read_near(text)
    match near.kind:
        case NearKind.EMPTY:
            return NotLocated(NotLocatedReason.EMPTY, "")
        case NearKind.NOT_A_PLACE:
            return NotLocated(NotLocatedReason.NOT_A_PLACE, near.typed)
        case NearKind.NAME:
            return _name(near, place)
        case NearKind.DISTRICT | NearKind.SECTOR:
            return _group(near, place)
        case _:
            return _postcode(near, place)


def term_times() -> tuple[TermTime, ...]:
    """The school terms that were loaded, in order; none where none were."""
    table = tables.TermTime
    columns = (table.starts, table.ends, table.name, table.source, table.source_date)
    rows = db.session.execute(select(*columns).order_by(table.starts))
    return tuple(TermTime(*row) for row in rows)


def with_terms(place: Place) -> Place:
    """The place with the school terms that were loaded, for its calendar. One statement."""
    return replace(place, term_times=term_times())


def _postcode(near: Near, place: Place) -> Located | NotLocated:
    row = _unit_row(near.key) if near.kind is NearKind.POSTCODE else None
    if not row:
        return _unknown_postcode(near, place)
    return Located(
        kind=NearKind.POSTCODE,
        label=spaced(row.key),
        point=Point.from_parts(row.lat_e5, row.lon_e5),
        district=district_of(row.key),
        council_code=row.council_code,
        council_name=place.council_name(row.council_code),
        inside=row.council_code in place.council_codes,
        ward_code=row.ward_code,
        ward_name=place.ward_names.get(row.ward_code, ""),
        lsoa21=row.lsoa21,
        imd_year=row.imd_year,
        imd_decile=row.imd_decile,
        approximate=False,
        nearest=row.nearest,
    )


def _unit_row(key: str) -> AnyRow | None:
    unit, figures = tables.Postcode, tables.Deprivation
    return db.session.execute(
        select(
            unit.key,
            unit.lat_e5,
            unit.lon_e5,
            unit.council_code,
            unit.ward_code,
            unit.lsoa21,
            unit.nearest,
            figures.imd_year,
            figures.imd_decile,
        )
        .outerjoin(figures, figures.lsoa21 == unit.lsoa21)
        .where(unit.key == key)
    ).one_or_none()


def _unknown_postcode(near: Near, place: Place) -> Located | NotLocated:
    """The middle of the sector or district it would be in, and the postcodes it may have been meant as."""
    slips = slips_of(near.key, place.postcode_areas)
    unit, group = tables.Postcode, tables.PostcodeGroup
    rows = db.session.execute(
        union_all(
            select(
                unit.key,
                literal("").label("kind"),
                unit.lat_e5,
                unit.lon_e5,
                unit.council_code,
                literal(0).label("inside"),
                literal(1).label("postcodes"),
                unit.ward_code,
            ).where(unit.key.in_(slips)),
            select(
                group.key,
                literal("group").label("kind"),
                group.lat_e5,
                group.lon_e5,
                group.council_code,
                group.inside,
                group.postcodes,
                group.ward_code,
            ).where(group.key.in_(near.groups)),
        )
    ).all()
    known = [(row.key, row.council_code in place.council_codes) for row in rows if not row.kind]
    suggestions = tuple(spaced(key) for key in likest(near.key, known))
    groups = {row.key: row for row in rows if row.kind}
    for key in near.groups:
        if key in groups:
            return replace(_located_group(groups[key], place), suggestions=suggestions)
    area = area_of(near.key) if near.kind is NearKind.POSTCODE else place.postcode_areas[0]
    reason = NotLocatedReason.UNKNOWN_POSTCODE if area in place.postcode_areas else NotLocatedReason.BEYOND
    return NotLocated(reason, near.typed, suggestions)


def _group(near: Near, place: Place) -> Located | NotLocated:
    rows = _group_rows((near.key, *near.groups))
    for key in (near.key, *near.groups):
        if key in rows:
            return _located_group(rows[key], place)
    if area_of(near.key) not in place.postcode_areas:
        return NotLocated(NotLocatedReason.BEYOND, near.typed, _district_suggestions(near.key, place))
    return NotLocated(NotLocatedReason.UNKNOWN_POSTCODE, near.typed, _district_suggestions(near.key, place))


def _group_rows(keys: Sequence[str]) -> dict[str, AnyRow]:
    table = tables.PostcodeGroup
    columns = (
        table.key,
        table.lat_e5,
        table.lon_e5,
        table.council_code,
        table.inside,
        table.postcodes,
        table.ward_code,
    )
    return {row.key: row for row in db.session.execute(select(*columns).where(table.key.in_(keys)))}


def _district_suggestions(code: str, place: Place) -> tuple[str, ...]:
    slips = district_slips(district_of(code), place.postcode_areas)
    return likest(district_of(code), ((row.key, row.inside > 0) for row in _group_rows(slips).values()))


def _located_group(row: AnyRow, place: Place) -> Located:
    """Inside where at least half of its postcodes are."""
    kind = NearKind(GroupKind.SECTOR if " " in row.key else GroupKind.DISTRICT)
    return Located(
        kind=kind,
        label=row.key,
        point=Point.from_parts(row.lat_e5, row.lon_e5),
        district=district_of(row.key),
        council_code=row.council_code,
        council_name=place.council_name(row.council_code),
        inside=row.inside * 2 >= row.postcodes,
        ward_code=row.ward_code,
        ward_name=place.ward_names.get(row.ward_code, ""),
    )


def _name(near: Near, place: Place) -> Located | NotLocated:
    district = district_said(near.key, place)
    if district:
        return _group(replace(near, kind=NearKind.DISTRICT, key=district), place)
    key = name_key(near.key, place)
    if not key and own_name(near.key, place):
        return _whole(near, place)
    table = tables.Locality
    row = db.session.execute(select(table).where(table.key == key)).scalar_one_or_none() if key else None
    if not row:
        return NotLocated(NotLocatedReason.UNKNOWN_NAME, near.typed, names_like(near.key, place))
    return Located(
        kind=NearKind.NAME,
        label=row.name,
        point=Point.from_parts(row.lat_e5, row.lon_e5),
        district=row.district,
        council_code=row.council_code,
        council_name=place.council_name(row.council_code),
        inside=row.council_code in place.council_codes,
        ward_code=row.ward_code,
        ward_name=place.ward_names.get(row.ward_code, ""),
    )


def _whole(near: Near, place: Place) -> Located:
    council = place.councils[0]
    return Located(
        kind=NearKind.NAME,
        label=own_name(near.key, place),
        point=place.centre,
        district="",
        council_code=council.code,
        council_name=council.name,
        inside=True,
        whole=True,
    )
