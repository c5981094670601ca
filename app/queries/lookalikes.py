"""Listings like the one somebody is about to suggest. A secret address is never compared with anything."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import func, select

from app.database import db
from app.domain.words import fold
from app.models.directory import Address, Location, Service, ServiceAtLocation
from app.models.search import ListingProjection

MOST = 3
ALIKE = 88
ALIKE_AT_THE_SAME_POSTCODE = 55
"""Scores of names, out of 100."""
SAYS_LITTLE = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "the"})
MOST_COMPARED = 200_000


@dataclass(frozen=True, slots=True)
class Lookalike:
    slug: str
    name: str
    locality: str


def lookalikes(name: str, postcode: str = "") -> tuple[Lookalike, ...]:
    """Listed ones with a name like this, and with a less alike name at the same postcode; best first."""
    if not name:
        return ()
    names = {
        row.slug: row.name
        for row in db.session.execute(
            select(ListingProjection.slug, ListingProjection.name)
            .where(ListingProjection.is_listed)
            .limit(MOST_COMPARED)
        )
    }
    scored: dict[str, float] = {
        slug: score
        for _name, score, slug in process.extract(
            name,
            names,
            scorer=fuzz.token_sort_ratio,
            processor=bare,
            limit=MOST,
            score_cutoff=ALIKE,
        )
    }
    neighbours = {slug: names[slug] for slug in _at(postcode) if slug in names}
    for _name, score, slug in process.extract(
        name,
        neighbours,
        scorer=fuzz.token_set_ratio,
        processor=bare,
        limit=MOST,
        score_cutoff=ALIKE_AT_THE_SAME_POSTCODE,
    ):
        scored[slug] = max(score, scored.get(slug, 0))
    best = sorted(scored, key=lambda slug: (-scored[slug], slug))[:MOST]
    where = _localities(best)
    return tuple(Lookalike(slug, names[slug], where.get(slug, "")) for slug in best)


def bare(name: str) -> str:
    """The words of a name that tell it from another."""
    return " ".join(word for word in fold(name).split() if word not in SAYS_LITTLE)


def _at(postcode: str) -> list[str]:
    key = "".join(postcode.split()).upper()
    if not key:
        return []
    return list(
        db.session.scalars(
            select(Service.slug)
            .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
            .join(Location, Location.id == ServiceAtLocation.location_id)
            .join(Address, Address.location_id == Location.id)
            .where(
                func.upper(func.replace(Address.postal_code, " ", "")) == key, Location.undisclosed.is_(False)
            )
        )
    )


def _localities(slugs: list[str]) -> dict[str, str]:
    rows = db.session.execute(
        select(Service.slug, Location.locality)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .where(Service.slug.in_(slugs), Location.undisclosed.is_(False), Location.locality != "")
    )
    return {row.slug: row.locality for row in rows}
