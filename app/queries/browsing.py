"""Ways to look without searching: by need, by letter, by area, and what is on today."""

from __future__ import annotations

from itertools import islice

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.near import Located
from app.domain.places import Place
from app.domain.search import Criteria, Sort
from app.domain.vocabulary import Vocabulary
from app.domain.words import fold
from app.gateways.search_index import snapshot
from app.models.search import ListingProjection
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
    initial = func.substr(ListingProjection.sort_name, 1, 1)
    counts: dict[str, int] = {}
    for first, count in db.session.execute(
        select(initial, func.count()).where(ListingProjection.is_listed).group_by(initial)
    ):
        counts[_letter(first)] = counts.get(_letter(first), 0) + count
    letters = tuple(sorted(counts.items(), key=lambda held: (held[0] == OTHERS, held[0])))
    shown = _letter(fold(letter)[:1]) if letter else next((name for name, _ in letters), "A")
    names = select(
        ListingProjection.slug,
        ListingProjection.name,
        ListingProjection.card["organization"].as_string().label("organization"),
    ).where(ListingProjection.is_listed)
    if shown == OTHERS:
        names = names.where(initial.not_between("a", "z"))
    else:
        names = names.where(initial == shown.lower())
    rows = db.session.execute(names.order_by(ListingProjection.sort_name, ListingProjection.number))
    return AToZ(shown, letters, tuple(Entry(row.slug, row.name, row.organization or "") for row in rows))


def _letter(first: str) -> str:
    return first.upper() if first.isascii() and first.isalpha() else OTHERS


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
