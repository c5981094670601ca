"""One listing by its name in the address, what is near it, and cards for a list of listings."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.errors import GoneError, NotThereError
from app.domain.freshness import LINK_FAILS_AFTER
from app.domain.near import Located
from app.domain.places import Place, Point
from app.domain.schedule import calendar_of
from app.gateways.search_index import Members, Snapshot, snapshot
from app.models.search import ListingProjection
from app.models.stewardship import LinkCheck
from app.queries import ranking
from app.queries.cards import Card, card, nearest_first
from app.queries.held_cards import cards_for
from app.queries.listing_reading import TIMES_SHOWN, listing_page
from app.queries.listings import Gone, ListingPage
from app.queries.places import locate, with_terms

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
NEAR_METRES = 5000
MOST_NEAR = 400
COLUMNS = (
    ListingProjection.number,
    ListingProjection.is_listed,
    ListingProjection.name,
    ListingProjection.card,
    ListingProjection.detail,
    select(func.max(LinkCheck.url))
    .where(
        LinkCheck.service_id == ListingProjection.service_id,
        LinkCheck.times_failed >= LINK_FAILS_AFTER,
    )
    .scalar_subquery()
    .label("silent"),
)


def listing(name: str, *, place: Place, lang: str = "en", near: str = "") -> ListingPage:
    """The page of the listing with that short name or id.

    Raises: NotThereError; GoneError with a `Gone` for one that was taken away.
    """
    row = _row(name)
    if row is None:
        raise NotThereError
    now, calendar = clock.local_now(), calendar_of(with_terms(place))
    held = card(row.number, row.card, lang=lang, now=now, calendar=calendar, most_times=TIMES_SHOWN)
    if not row.is_listed:
        points = [spot.point for spot in held.spots if spot.point]
        around = _around(snapshot(), points, held, place=place, lang=lang, most=6)
        note = "" if held.sensitive else row.card.get("closed_note", "")
        raise GoneError(
            Gone("" if held.sensitive else row.name, around, note, is_hidden=row.card.get("hidden", False))
        )
    where = locate(near, place) if near else None
    here = where.point if isinstance(where, Located) and not where.whole else None
    detail: Mapping[str, Any] = {**row.detail, "language": row.card.get("language", "en")}
    if here is not None:
        spots, miles = nearest_first(held.spots, here)
        held = replace(held, spots=spots, miles=miles)
    page = listing_page(held, detail, lang=lang, now=now, calendar=calendar, here=here)
    return replace(page, website_is_silent=True) if row.silent and row.silent == page.website else page


def names_of(slugs: Collection[str]) -> dict[str, str]:
    """What listings are called that anybody can find, by the name in their address."""
    if not slugs:
        return {}
    rows = db.session.execute(
        select(ListingProjection.slug, ListingProjection.name).where(
            ListingProjection.slug.in_(slugs), ListingProjection.is_listed
        )
    )
    return {row.slug: row.name for row in rows}


def _row(name: str) -> Any:
    statement = select(*COLUMNS)
    identifier = _uuid(name)
    if identifier is not None:
        statement = statement.where(ListingProjection.service_id == identifier)
    elif SLUG.fullmatch(name):
        statement = statement.where(ListingProjection.slug == name)
    else:
        return None
    return db.session.execute(statement).one_or_none()


def _uuid(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(name) if len(name) in (32, 36) else None
    except ValueError:
        return None


def also_near(page: ListingPage, *, place: Place, lang: str = "en", most: int = 3) -> tuple[Card, ...]:
    """Others close to where this one is, those alike first; of a hidden or placeless one, those alike."""
    points = [venue.point for venue in page.venues if venue.point]
    return _around(snapshot(), points, page.card, place=place, lang=lang, most=most)


def _around(
    snap: Snapshot, points: Sequence[Point], held: Card, *, place: Place, lang: str, most: int
) -> tuple[Card, ...]:
    now = clock.local_now()
    order = ranking.tiers(snap, now.date())
    others = snap.listed & ~(1 << held.number) & ~order.stale & ~order.closed
    alike = snap.any_of(key for key in held.terms if key.startswith(("need:", "do:")))
    here = points[0] if points else None
    if here is None:
        numbers: Iterable[int] = ranking.in_tiers(others & alike, order)
    else:
        circle = snap.circle(round(here.lat * 1e3) * 100, round(here.lon * 1e3) * 100, NEAR_METRES)
        close = list(islice(Members(others & circle.bits).among(circle.numbers), MOST_NEAR))
        shared = {number: _shared(snap, number, held.terms) for number in close}
        numbers = sorted(close, key=lambda number: circle.away[number] - 60 * shared[number])
    return cards_for(snap, list(islice(numbers, most)), place=place, lang=lang, now=now, here=here)


def _shared(snap: Snapshot, number: int, terms: Iterable[str]) -> int:
    return sum(snap.term(key) >> number & 1 for key in terms)


def cards_of(ids: Iterable[uuid.UUID], *, place: Place, lang: str = "en") -> tuple[Card, ...]:
    """Cards of these listings in this order, leaving out those that are gone. Two or three statements."""
    wanted = list(ids)
    rows = db.session.execute(
        select(ListingProjection.service_id, ListingProjection.number).where(
            ListingProjection.service_id.in_(wanted)
        )
    )
    numbers = {row.service_id: row.number for row in rows}
    return cards_for(
        snapshot(),
        [numbers[one] for one in wanted if one in numbers],
        place=place,
        lang=lang,
        now=clock.local_now(),
    )
