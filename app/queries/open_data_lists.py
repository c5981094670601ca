"""Organizations and terms that are public, in an order that does not change."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, func, or_, select, union

from app.database import db
from app.domain.openreferral.asking import Asked
from app.gateways.search_index import snapshot
from app.models.directory import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    Organization,
    Phone,
    Schedule,
    SpokenLanguage,
    Taxonomy,
    TaxonomyTerm,
)
from app.queries.open_data_finding import kept
from app.queries.open_data_rows import JOINED, LOCATION, PROJECTION, SERVICE, table_of

Ids = tuple[uuid.UUID, ...]
TermRow = Row[*tuple[Any, ...]]

MOST_PARENTS = 20
ANY = Asked()
ORGANIZATION, TAXONOMY, TERM, ATTRIBUTE = map(table_of, (Organization, Taxonomy, TaxonomyTerm, Attribute))
AT_A_PLACE = tuple(map(table_of, (Accessibility, Address, Contact, Phone, Schedule, SpokenLanguage)))


def organizations(asked: Asked = ANY) -> Ids:
    """Those that run something listed and those above them, the first to come first."""
    every = kept(snapshot(), "open-data-organizations", _organizations, lambda found: 200 + 100 * len(found))
    if not asked.search:
        return every
    return _only(every, select(ORGANIZATION.c.id).where(_says(ORGANIZATION, asked.search)))


def _organizations() -> Ids:
    columns = (ORGANIZATION.c.created_at, ORGANIZATION.c.id, ORGANIZATION.c.parent_organization_id)
    listed = (
        select(SERVICE.c.organization_id)
        .join(PROJECTION, PROJECTION.c.number == SERVICE.c.number)
        .where(PROJECTION.c.is_listed, SERVICE.c.organization_id.is_not(None))
    )
    found = {row.id: row for row in db.session.execute(select(*columns).where(ORGANIZATION.c.id.in_(listed)))}
    for _ in range(MOST_PARENTS):
        above = {row.parent_organization_id for row in found.values()} - found.keys() - {None}
        if not above:
            break
        rows = db.session.execute(select(*columns).where(ORGANIZATION.c.id.in_(above)))
        found |= {row.id: row for row in rows}
    return tuple(row.id for row in sorted(found.values(), key=lambda row: (row.created_at, row.id)))


def terms(asked: Asked = ANY) -> Ids:
    """Every term but those that only an undisclosed place has, by identifier."""
    wanted = (row for row in _all_terms() if _fits(row, asked))
    every = tuple(row.id for row in wanted)
    return _only(every, select(TERM.c.id).where(_says(TERM, asked.search))) if asked.search else every


def _fits(row: TermRow, asked: Asked) -> bool:
    return (
        (not asked.taxonomy_id or str(row.taxonomy_id) == asked.taxonomy_id.lower())
        and (asked.parent_id is None or row.parent_id == asked.parent_id)
        and not (asked.top_only and row.parent_id)
    )


def taxonomies(asked: Asked = ANY) -> Ids:
    """Every list of terms but those of which nothing is public, by identifier."""
    public = {row.taxonomy_id for row in _all_terms()}
    statement = select(TAXONOMY.c.id).order_by(TAXONOMY.c.id)
    if asked.search:
        statement = statement.where(_says(TAXONOMY, asked.search))
    used = set(db.session.scalars(select(TERM.c.taxonomy_id).distinct()))
    return tuple(one for one in db.session.scalars(statement) if one in public or one not in used)


def terms_of(taxonomy: uuid.UUID) -> Ids:
    return tuple(row.id for row in _all_terms() if row.taxonomy_id == taxonomy)


def _all_terms() -> Sequence[TermRow]:
    def made() -> Sequence[TermRow]:
        term = ATTRIBUTE.c.taxonomy_term_id
        secret = select(term).where(ATTRIBUTE.c.link_id.in_(_secret()))
        open_ = select(term).where(ATTRIBUTE.c.link_id.not_in(_secret()))
        return db.session.execute(
            select(TERM.c.id, TERM.c.taxonomy_id, TERM.c.parent_id)
            .where(or_(TERM.c.id.not_in(secret), TERM.c.id.in_(open_)))
            .order_by(TERM.c.id)
        ).all()

    held = db.session.scalar(select(func.count()).select_from(TERM))
    return kept(snapshot(), ("open-data-terms", held), made, lambda found: 200 + 400 * len(found))


def _secret() -> Select[tuple[uuid.UUID]]:
    """Identifiers of undisclosed places and of everything that belongs to one."""
    places = select(LOCATION.c.id).where(LOCATION.c.undisclosed)
    joined = select(JOINED.c.id).where(JOINED.c.location_id.in_(places))
    parts = [select(table.c.id).where(_at(table, places, joined)) for table in AT_A_PLACE]
    every = union(places, joined, *parts).subquery()
    return select(every.c.id)


def _at(
    table: Table, places: Select[tuple[uuid.UUID]], joined: Select[tuple[uuid.UUID]]
) -> ColumnElement[bool]:
    if "service_at_location_id" not in table.c:
        return table.c.location_id.in_(places)
    return or_(table.c.location_id.in_(places), table.c.service_at_location_id.in_(joined))


def _says(table: Table, words: str) -> ColumnElement[bool]:
    """Its name or description holds the words as they stand."""
    return or_(
        table.c.name.icontains(words, autoescape=True), table.c.description.icontains(words, autoescape=True)
    )


def _only(every: Ids, statement: Select[tuple[uuid.UUID]]) -> Ids:
    wanted = set(db.session.scalars(statement))
    return tuple(one for one in every if one in wanted)
