"""Finding listings: the searches and lists that pages, the API and commands share.

How to use it from a view:

    asked = criteria(request.args.to_dict(flat=False), vocabulary, wards)       # app.domain.search
    results = directory.search(asked, place=place(), vocabulary=vocabulary, lang=g.lang)

`results.criteria` is what was searched; links are made from it: `results.criteria.without("need:lonely")`,
`.adding("cost:free")`, `.at_page(2)`, `.sorted_by(Sort.SOONEST)`, each with `.parameters()` for `url_for`.
`search` never raises for what a reader typed. `listing` raises NotThereError or GoneError; the latter's
subject is a `Gone` with what is near instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from app import clock
from app.domain.near import Located, NotLocated
from app.domain.places import Place, Point
from app.domain.search import PER_PAGE, Criteria, Fault, FaultCode, Sort
from app.domain.understanding import Taken
from app.domain.vocabulary import Vocabulary
from app.gateways.search_index import snapshot
from app.queries import finding, ranking
from app.queries.browsing import a_to_z, areas, how_many, needs, terms, today_near
from app.queries.cards import Card
from app.queries.days import PARTS, WEEKDAYS, step_of
from app.queries.held_cards import cards_for
from app.queries.listing_lookup import also_near, cards_of, listing
from app.queries.results import (
    AreaCount,
    AToZ,
    Chip,
    Entry,
    Facet,
    FacetValue,
    Looser,
    NeedCount,
    Note,
    NoteKind,
    Results,
    Suggestion,
    TodayNear,
    WardCount,
)

__all__ = [
    "AToZ",
    "AreaCount",
    "Chip",
    "Entry",
    "Facet",
    "FacetValue",
    "Looser",
    "NeedCount",
    "Note",
    "NoteKind",
    "Results",
    "Suggestion",
    "TodayNear",
    "WardCount",
    "a_to_z",
    "also_near",
    "areas",
    "cards_found",
    "cards_of",
    "how_many",
    "listing",
    "needs",
    "search",
    "terms",
    "today_near",
]


def search(criteria: Criteria, *, place: Place, vocabulary: Vocabulary, lang: str = "en") -> Results:
    """What is found, a page of it as cards, with counts, what was understood, and where else to look."""
    now, snap = clock.local_now(), snapshot()
    asked = finding.read(criteria, snap, place, vocabulary)
    criteria, faults = _without_nonsense(asked)
    found_in = finding.field(snap, now, asked.where, criteria.within)
    found = _found(asked, criteria, found_in)
    total = found.selection.found.bit_count()
    pages = max(1, -(-total // PER_PAGE))
    if criteria.page > pages:
        faults.append(Fault(FaultCode.PAGE_PAST_END, str(criteria.page)))
        criteria = replace(criteria, page=pages)
    start = (criteria.page - 1) * PER_PAGE
    numbers = list(islice(finding.ordered(found.selection, criteria, found.ranked), start, start + PER_PAGE))
    counted = _counts(found, criteria, place, vocabulary)
    return Results(
        criteria=criteria,
        faults=(*asked.criteria.faults, *faults),
        where=asked.where,
        total=total,
        page=criteria.page,
        pages=pages,
        first=start + 1 if numbers else 0,
        cards=cards_for(snap, numbers, place=place, lang=lang, now=now, here=_here(asked.where)),
        facets=counted.facets,
        chips=_chips(criteria),
        wards=counted.wards,
        notes=finding.said(asked, found.taken, found.let_go, found.selection),
        did_you_mean=_did_you_mean(asked, criteria),
        looser=None if total else _looser(asked, criteria, found),
        can_be_nearest=found_in.circle is not None,
        today=now.date(),
        wanted=_wanted(asked, criteria),
        version=int(snap.token or "0", 16),
    )


def cards_found(
    criteria: Criteria, *, place: Place, vocabulary: Vocabulary, lang: str = "en", most: int
) -> tuple[Card, ...]:
    """The first so many cards of a search on one page, for what is read somewhere else."""
    now, snap = clock.local_now(), snapshot()
    asked = finding.read(criteria, snap, place, vocabulary)
    criteria, _ = _without_nonsense(asked)
    found = _found(asked, criteria, finding.field(snap, now, asked.where, criteria.within))
    numbers = list(islice(finding.ordered(found.selection, criteria, found.ranked), most))
    return cards_for(snap, numbers, place=place, lang=lang, now=now, here=_here(asked.where))


@dataclass(frozen=True)
class _Found:
    ranked: ranking.Ranked | None
    taken: tuple[Taken, ...]
    let_go: tuple[Taken, ...]
    selection: finding.Selection


@dataclass(frozen=True)
class _Counts:
    facets: tuple[Facet, ...]
    wards: tuple[WardCount, ...]


def _found(asked: finding.Asked, criteria: Criteria, found_in: finding.Field) -> _Found:
    """With every filter the words gave; where nothing fits, with as few of them let go as will do."""
    taken = asked.meaning.filters
    tried: list[_Found] = []
    for kept in _fewer(taken):
        let_go = tuple(one for one in taken if one not in kept)
        ranked = _ranked(asked, found_in, let_go)
        one = _Found(ranked, kept, let_go, finding.select(found_in, criteria, ranked, kept))
        if one.selection.found:
            return one
        tried.append(one)
    return tried[0]


def _fewer(taken: tuple[Taken, ...]) -> Iterable[tuple[Taken, ...]]:
    """All of them, all but one, then none."""
    yield taken
    if len(taken) > 1:
        for at in range(len(taken)):
            yield taken[:at] + taken[at + 1 :]
    if taken:
        yield ()


def _ranked(asked: finding.Asked, found_in: finding.Field, let_go: Sequence[Taken]) -> ranking.Ranked | None:
    """None when the words ask for nothing by themselves."""
    parts = asked.meaning.parts
    if not parts and not asked.unknown:
        return None
    boosts = [one.key for one in let_go]
    return ranking.rank(found_in.snap, parts, boosts, found_in.now.date())


def _counts(found: _Found, criteria: Criteria, place: Place, vocabulary: Vocabulary) -> _Counts:
    """Kept for the same search, whatever its page and order, until some of today's times are over."""
    snap = found.selection.field.snap
    same = replace(criteria, page=1, sort=Sort.BEST, faults=())
    key = ("counts", same, found.taken, step_of(found.selection.field.now), found.selection.base)
    held: _Counts | None = snap.answers.get(key)
    if held is None:
        held = _Counts(
            finding.facets(found.selection, vocabulary), finding.wards(found.selection, place, same)
        )
        size = 12_000 + found.selection.base.bit_length() // 7
        snap.answers.put(key, held, size)
    return held


def _without_nonsense(asked: finding.Asked) -> tuple[Criteria, list[Fault]]:
    """Nearest of what? Without a place, a distance and that order mean nothing."""
    criteria = asked.criteria
    has_place = isinstance(asked.where, Located) and not asked.where.whole
    if has_place or (criteria.sort is not Sort.NEAREST and criteria.within is None):
        return replace(criteria, faults=()), []
    sort = Sort.BEST if criteria.sort is Sort.NEAREST else criteria.sort
    faults = [] if isinstance(asked.where, NotLocated) else [Fault(FaultCode.NEAR_WANTED)]
    return replace(criteria, sort=sort, within=None, faults=()), faults


def _here(where: Located | NotLocated | None) -> Point | None:
    return where.point if isinstance(where, Located) and not where.whole else None


def _chips(criteria: Criteria) -> tuple[Chip, ...]:
    keys = [*criteria.chosen, *(["within"] if criteria.within is not None else [])]
    return tuple(Chip(key, criteria.without(key)) for key in keys)


def _did_you_mean(asked: finding.Asked, criteria: Criteria) -> Suggestion | None:
    if not asked.corrected:
        return None
    words = criteria.q
    for typed, used in asked.corrected:
        words = _swapped(words, typed, used)
    return Suggestion(words, criteria.asking(words)) if words != criteria.q else None


def _swapped(words: str, typed: str, used: str) -> str:
    return " ".join(used if finding.is_same_word(word, typed) else word for word in words.split())


def _wanted(asked: finding.Asked, criteria: Criteria) -> tuple[str, ...]:
    understood = [key for part in asked.meaning.parts if part.weight for key in part.terms]
    taken = [one.key for one in asked.meaning.filters]
    return tuple(dict.fromkeys([*criteria.chosen, *understood, *taken]))


def _looser(asked: finding.Asked, criteria: Criteria, found: _Found) -> Looser | None:
    """One thing given up, the least first: a wider distance, another day, a filter, the place, the words."""
    found_in = found.selection.field

    def left(tried: Criteria, with_words: bool = True, inside: finding.Field = found_in) -> int:
        ranked = found.ranked if with_words else None
        return finding.select(inside, tried, ranked, found.taken).found.bit_count()

    for miles in finding.wider(criteria.within):
        inside = finding.field(found_in.snap, found_in.now, asked.where, miles)
        tried = criteria.within_miles(miles)
        if total := left(tried, inside=inside):
            return Looser(("within",), tried, total, to_miles=miles)
    for group in ("day", "part"):
        if swapped := _another_day(criteria, found, group):
            return swapped
    options = [(left(tried), tried, keys) for tried, keys in _dropping(criteria)]
    if options and (best := max(options, key=lambda option: option[0]))[0]:
        return Looser(best[2], best[1], best[0])
    bare = Criteria(q=criteria.q, near=criteria.near, ignore=criteria.ignore, sort=criteria.sort)
    if criteria.chosen and (
        total := left(bare, inside=finding.field(found_in.snap, found_in.now, asked.where, None))
    ):
        return Looser(criteria.chosen, bare, total)
    if criteria.q:
        tried = criteria.without("q")
        total = finding.select(found_in, tried, None, ()).found.bit_count()
        if total:
            return Looser(("q",), tried, total)
    return None


def _another_day(criteria: Criteria, found: _Found, group: str) -> Looser | None:
    chosen = criteria.of_group(group)
    if not chosen:
        return None
    names = WEEKDAYS if group == "day" else PARTS
    counts = dict(found.selection.counts(group, [f"{group}:{name}" for name in names]))
    key, total = max(counts.items(), key=lambda item: item[1])
    if not total:
        return None
    return Looser(chosen, criteria.without(*chosen).adding(key), total, swapped_for=(key,))


def _dropping(criteria: Criteria) -> Iterable[tuple[Criteria, tuple[str, ...]]]:
    for group in dict.fromkeys(key.partition(":")[0] for key in criteria.chosen):
        keys = criteria.of_group(group)
        yield criteria.without(*keys), keys
