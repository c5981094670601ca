"""Ways to look without searching: by need, by letter, by area, and what is on today."""

from __future__ import annotations

from itertools import islice
from string import ascii_uppercase

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.near import Located
from app.domain.places import Place
from app.domain.search import Criteria, Sort
from app.domain.vocabulary import Vocabulary
from app.domain.words import fold
from app.gateways.search_index import snapshot
from app.models.search import ListingProjection, SearchTerm
from app.queries import finding, ranking
from app.queries.days import days
from app.queries.held_cards import cards_for
from app.queries.places import locate
from app.queries.results import AreaCount, AToZ, Entry, NeedCount, TodayNear

NEAR_MILES = 5.0
OTHERS = "0"
"""The letter of names that begin with a figure or in another alphabet."""


def needs(vocabulary: Vocabulary) -> tuple[NeedCount, ...]:
    """Every need in the vocabulary's order, with how many listings help."""
    return terms(vocabulary, "need")


def terms(vocabulary: Vocabulary, group: str) -> tuple[NeedCount, ...]:
    snap = snapshot()
    return tuple(NeedCount(term.key, snap.term(term.key).bit_count()) for term in vocabulary.group(group))


def how_many() -> int:
    """Listings that search can find."""
    return snapshot().listed.bit_count()


def areas(place: Place) -> tuple[AreaCount, ...]:
    snap = snapshot()
    return tuple(
        AreaCount(ward.code, ward.name, snap.term(f"ward:{ward.code}").bit_count()) for ward in place.wards
    )


def a_to_z(letter: str = "") -> AToZ:
    """Listings whose name begins so; the first letter that has any, where none is asked for."""
    snap = snapshot()
    letters = tuple(
        (name, count)
        for name in (*ascii_uppercase, OTHERS)
        if (count := snap.term(f"letter:{name.lower()}").bit_count())
    )
    first = fold(letter)[:1].upper()
    shown = (
        (first if first and first in ascii_uppercase else OTHERS)
        if letter
        else next((n for n, _ in letters), "A")
    )
    rows = db.session.execute(
        select(
            ListingProjection.slug,
            ListingProjection.name,
            ListingProjection.card["organization"].as_string().label("organization"),
        )
        .join(SearchTerm, SearchTerm.number == ListingProjection.number)
        .where(SearchTerm.term == f"letter:{shown.lower()}")
        .order_by(ListingProjection.sort_name, ListingProjection.number)
    )
    return AToZ(shown, letters, tuple(Entry(row.slug, row.name, row.organization or "") for row in rows))


def today_near(near: str, *, place: Place, lang: str = "en", most: int = 3) -> TodayNear:
    """What is still on today, nearest first where a place is known."""
    now, snap = clock.local_now(), snapshot()
    where = locate(near, place)
    found_in = finding.field(snap, now, where, NEAR_MILES)
    order = found_in.order
    on = days(snap, now).on(("today",), ()) & found_in.within & ~order.closed
    search = Criteria(
        near=near if isinstance(where, Located) else "", chosen=("day:today",), sort=Sort.SOONEST
    )
    if found_in.circle is not None:
        search = search.within_miles(NEAR_MILES).sorted_by(Sort.SOONEST)
        numbers = ranking.nearest(on & ~order.stale, order, found_in.circle, found_in.anywhere)
    else:
        numbers = ranking.in_tiers(on & ~order.stale, order)
    here = where.point if isinstance(where, Located) and not where.whole else None
    cards = cards_for(snap, list(islice(numbers, most * 4)), place=place, lang=lang, now=now, here=here)
    still_on = [one for one in cards if one.times.next and one.times.next.day == now.date()]
    soonest = sorted(still_on[:most], key=lambda one: one.times.coming[0].starts)
    return TodayNear(where, tuple(soonest), on.bit_count(), search, now.date())
