"""Which listings cover a postcode, by the areas they say they serve."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.database import db
from app.domain.near import Located
from app.domain.openreferral.coverage import covers
from app.domain.places import Place
from app.models.directory import ServiceArea
from app.queries.open_data_rows import SERVICE, table_of

AREA = table_of(ServiceArea)


def numbers_covering(where: Located, place: Place) -> Iterator[int]:
    """Listings with an area that covers it, and those that name no area: they are for anybody."""
    own = AREA.c.service_at_location_id.is_(None)
    limited = select(AREA.c.service_id).where(AREA.c.service_id.is_not(None), own)
    yield from db.session.scalars(select(SERVICE.c.number).where(SERVICE.c.id.not_in(limited)))
    if where.inside:
        yield from db.session.scalars(select(SERVICE.c.number).where(SERVICE.c.citywide))
    said = (AREA.c.name, AREA.c.uri, AREA.c.extent)
    known: dict[tuple[str, str, str], bool] = {}
    rows = db.session.execute(
        select(SERVICE.c.number, *said).join(AREA, AREA.c.service_id == SERVICE.c.id).where(own)
    )
    for number, name, uri, extent in rows:
        key = (name, uri, extent)
        if key not in known:
            known[key] = covers(name, uri, extent, where, place)
        if known[key]:
            yield number
