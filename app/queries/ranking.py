"""The order of what was found: by how well the words fit, how lately it was checked, and how near it is.

Never scores a huge set: what has the words in its name first, then a fixed order.
"""

from __future__ import annotations

import datetime as dt
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge as in_step

from app.domain.understanding import Part
from app.gateways.search_index import FAR, Circle, Matches, Members, Snapshot, numbers_in

MOST_SCORED = 2000
TITLE, HEAD, BODY, BEGINNING, TERM = 1.0, 0.85, 0.4, 0.3, 0.5
LESSER_WORD = 0.75
"""A word of a phrase counts this much of the whole phrase."""
FAINT = 0.3
FEW = 8
"""With fewer that have all that was asked, what has most of it is found too."""
STALE, AGEING, CLOSED = 0.35, 0.08, 0.5
UNASKED = 0.4
"""Lost by what is sensitive where the words ask for nothing of the kind: tea in a recovery group."""
A_MILE = 0.09
MOST_MILES = 1.0
ANYWHERE = 0.25
"""Distance that something for the whole city counts as, as a loss of score."""
LATE_AWAY = 640
"""What was not checked for a year counts as so much further away, about four miles. Units: tens of metres."""
TENS_A_MILE = 160.934
STALE_MONTHS = 12


@dataclass(frozen=True)
class Ranked:
    """What the words found. `scored` come first, then the bits of `rest` in turn."""

    hits: int
    scored: array[int]
    scores: array[float]
    rest: tuple[int, ...]

    @property
    def size(self) -> int:
        return 300 + 8 * len(self.scored) + sum(bits.bit_length() // 7 for bits in (self.hits, *self.rest))


@dataclass(frozen=True)
class Tiers:
    """The order without words: lately checked and complete first, over a year unchecked last."""

    bits: tuple[int, ...]
    stale: int
    ageing: int
    closed: int
    listed: int
    """How many there are."""
    sensitive: int = 0


def tiers(snap: Snapshot, today: dt.date) -> Tiers:
    key = ("tiers", today.year, today.month)
    held: Tiers | None = snap.views.get(key)
    if held is None:
        held = _tiers(snap, today)
        snap.views.put(key, held, sum(bits.bit_length() // 7 for bits in held.bits) + 300)
    return held


def _tiers(snap: Snapshot, today: dt.date) -> Tiers:
    ages = [0, 0, 0, 0]
    for name, bits in snap.bits.items():
        if name.startswith("checked:"):
            ages[_age(name.removeprefix("checked:"), today)] |= bits
    closed = snap.term("state:closed")
    whole = [snap.term(f"whole:{level}") for level in (2, 1, 0)]
    fresh = [age & level & ~closed for age in ages[:3] for level in whole]
    stale = [ages[3] & level & ~closed for level in whole]
    ordered = tuple(bits for bits in (*fresh, closed & ~ages[3], *stale, closed & ages[3]) if bits)
    return Tiers(ordered, ages[3], ages[2], closed, snap.listed.bit_count(), snap.term("topic:sensitive"))


def _age(month: str, today: dt.date) -> int:
    """0 within 3 months, 1 within 6, 2 within 12, 3 longer ago or never. Never younger than it is."""
    if month == "never":
        return 3
    year, _, number = month.partition("-")
    months = (today.year - int(year)) * 12 + today.month - int(number)
    return 0 if months < 3 else 1 if months < 6 else 2 if months < STALE_MONTHS else 3


def rank(snap: Snapshot, parts: Sequence[Part], boosts: Sequence[str], today: dt.date) -> Ranked:
    """What has all, or most, or at least half of what the words ask, best first."""
    key = ("rank", tuple(parts), tuple(boosts), today)
    held: Ranked | None = snap.answers.get(key)
    if held is None:
        held = _rank(snap, parts, boosts, tiers(snap, today))
        snap.answers.put(key, held, held.size)
    return held


def _faintly(snap: Snapshot, found: Sequence[_Found], boosts: Sequence[str], order: Tiers) -> Ranked:
    """Nothing, when words were asked for; else everything, what the words hint at first."""
    if any(one.part.weight for one in found) or not found:
        return Ranked(0, array("I"), array("f"), ())
    hinted = 0
    for one in found:
        hinted |= one.every
    rest = snap.listed & ~hinted
    if hinted.bit_count() > MOST_SCORED:
        return Ranked(snap.listed, array("I"), array("f"), (hinted, rest))
    extra = [snap.term(key) for key in boosts]
    return _scored(snap.listed, hinted, found=found, extra=extra, order=order, rest=(rest,))


@dataclass(frozen=True)
class _Found:
    """One part's listings."""

    part: Part
    levels: tuple[tuple[int, float], ...]
    """Bits and what they score, best first."""
    terms: int
    literal: int
    """Listings that have the word or phrase itself."""
    every: int
    head: int

    title: int = 0
    """Listings that have it in their name."""

    def is_mostly_in(self, bits: int) -> bool:
        """At least half of what has the word, or one of its terms, is in."""
        both = (self.literal, self.terms)
        return any(one and (one & bits).bit_count() * 2 >= one.bit_count() for one in both)


def _rank(snap: Snapshot, parts: Sequence[Part], boosts: Sequence[str], order: Tiers) -> Ranked:
    matches = snap.matching([word for part in parts for word in (*part.words, *part.english)])
    found = [_found(snap, part, matches) for part in parts]
    asked = [one for one in found if one.part.weight and one.every]
    if not asked:
        return _faintly(snap, found, boosts, order)
    reached = _reached(asked)
    whole = len(reached) - 1
    least = (whole + 1) // 2
    enough = next((level for level in range(whole, least, -1) if reached[level].bit_count() >= FEW), least)
    hits = reached[enough]
    extra = [snap.any_of([key]) for key in boosts]
    if hits.bit_count() <= MOST_SCORED:
        return _scored(hits, hits, found=found, extra=extra, order=order)
    head = 0
    for one in asked:
        head |= one.head
    buckets: list[int] = []
    taken = 0
    for level in range(whole, enough - 1, -1):
        for bits in (reached[level] & head, reached[level]):
            if new := bits & ~taken:
                buckets.append(new)
                taken |= new
    first = 0
    while buckets and (first | buckets[0]).bit_count() <= MOST_SCORED:
        first |= buckets.pop(0)
    return _scored(hits, first, found=found, extra=extra, order=order, rest=tuple(buckets))


def _found(snap: Snapshot, part: Part, matches: dict[str, Matches]) -> _Found:
    levels: list[tuple[int, float]] = []
    every = head = literal = lesser = 0
    for at, word in enumerate(part.words):
        held = matches[word]
        share = LESSER_WORD if at else 1.0
        # The name of a term stands with all that has it, in every language: it puts nothing in order.
        body = [] if part.english else [(held.head, HEAD * share), (held.anywhere, BODY * share)]
        levels += [(held.title, TITLE * share), *body]
        if at == 0:
            literal = held.anywhere
        else:
            lesser = held.anywhere if at == 1 else lesser & held.anywhere
        head |= held.title if held.head.bit_count() > MOST_SCORED else held.head
        if not held.anywhere and at == 0:
            levels.append((held.beginning, BEGINNING * share))
            every |= held.beginning
    every |= literal | lesser
    title = matches[part.words[0]].title if part.words else 0
    terms = snap.any_of(part.terms)
    if part.english:
        head = title
    for word in part.english:
        held = matches[word]
        head |= held.head & terms
        levels += [(held.title & terms, TITLE * LESSER_WORD), (held.head & terms, HEAD * LESSER_WORD)]
    kept = sorted(((bits, score) for bits, score in levels if bits), key=lambda level: -level[1])
    return _Found(part, tuple(kept), terms, literal, every | terms, head & (every | terms), title)


def _reached(asked: Sequence[_Found]) -> list[int]:
    """At index w: listings that have parts of a weight of w or more together."""
    reached = [-1] + [0] * sum(one.part.weight for one in asked)
    for one in asked:
        for weight in range(len(reached) - 1, 0, -1):
            reached[weight] |= reached[max(weight - one.part.weight, 0)] & one.every
    return reached


def _scored(
    hits: int,
    first: int,
    *,
    found: Sequence[_Found],
    extra: Sequence[int],
    order: Tiers,
    rest: tuple[int, ...] = (),
) -> Ranked:
    numbers = list(numbers_in(first))
    scores = dict.fromkeys(numbers, 0.0)
    worth = [one.part.weight * _rarity(one, order.listed) if one.every else 0.0 for one in found]
    total = sum(worth) or 1.0
    for one, weight in zip(found, worth, strict=True):
        share = weight / total if one.part.weight else FAINT
        left = first
        for bits, score in one.levels:
            for number in numbers_in(bits & left):
                scores[number] += score * share
            left &= ~bits
        for number in numbers_in(one.terms & first):
            scores[number] += TERM * share
    for bits in extra:
        for number in numbers_in(bits & first):
            scores[number] += FAINT
    unasked = _unasked(found, order.sensitive)
    losses = ((order.stale, STALE), (order.ageing, AGEING), (order.closed, CLOSED), (unasked, UNASKED))
    for bits, loss in losses:
        for number in numbers_in(bits & first):
            scores[number] -= loss
    numbers.sort(key=lambda number: (-scores[number], number))
    return Ranked(hits, array("I", numbers), array("f", (scores[number] for number in numbers)), rest)


def _unasked(found: Sequence[_Found], sensitive: int) -> int:
    """What is sensitive, where no word asks for the like; not what several words of its name call."""
    if any(one.is_mostly_in(sensitive) for one in found):
        return 0
    asked = [one.title for one in found if one.part.weight]
    named = sensitive if len(asked) > 1 else 0
    for title in asked:
        named &= title
    return sensitive & ~named


def _rarity(one: _Found, listed: int) -> float:
    """1 for what one listing has, less the more have it: a rare word says more."""
    having = (one.literal or one.every).bit_count()
    return 1.0 - 0.7 * math.log(max(having, 1)) / math.log(max(listed, 2))


def in_tiers(bits: int, order: Tiers) -> Iterator[int]:
    for tier in order.bits:
        yield from numbers_in(bits & tier)


def best(
    bits: int, ranked: Ranked | None, order: Tiers, circle: Circle | None, anywhere: int
) -> Iterator[int]:
    """Best first: by words, then freshness; nearer ones come forward where there is a place.

    What was not checked for a year is never the first, while anything else is found.
    """
    return checked_one_first(_best(bits, ranked, order, circle, anywhere), bits, order)


def checked_one_first(numbers: Iterator[int], bits: int, order: Tiers) -> Iterator[int]:
    """The same order, but the first that was checked within a year before all others."""
    if not bits & ~order.stale:
        yield from numbers
        return
    stale = Members(order.stale)
    held: list[int] = []
    for number in numbers:
        if number not in stale:
            yield number
            break
        held.append(number)
    yield from held
    yield from numbers


def _best(
    bits: int, ranked: Ranked | None, order: Tiers, circle: Circle | None, anywhere: int
) -> Iterator[int]:
    if ranked is None:
        if circle is None:
            yield from in_tiers(bits, order)
        else:
            yield from _near_and_fresh(bits, order, circle, anywhere)
        return
    members = Members(bits)
    if circle is None:
        yield from members.among(ranked.scored)
    else:
        yield from _nearer_forward(members, ranked, circle, Members(anywhere))
    for bucket in ranked.rest:
        left = bits & bucket
        if circle is None:
            yield from in_tiers(left, order)
        else:
            yield from _near_and_fresh(left, order, circle, anywhere)


def _nearer_forward(members: Members, ranked: Ranked, circle: Circle, anywhere: Members) -> Iterator[int]:
    worth: list[tuple[float, int]] = []
    away = circle.away
    for number, score in zip(ranked.scored, ranked.scores, strict=True):
        if number in members:
            tens = away[number] if number < len(away) else FAR
            loss = min(tens / TENS_A_MILE * A_MILE, MOST_MILES)
            if loss > ANYWHERE and number in anywhere:
                loss = ANYWHERE
            worth.append((loss - score, number))
    worth.sort()
    return iter([number for _, number in worth])


def _near_and_fresh(bits: int, order: Tiers, circle: Circle, anywhere: int) -> Iterator[int]:
    """By distance, then what is for everybody, then what is further; closed ones after each.

    What was not checked for a year counts as further away than it is.
    """
    late = order.stale | order.closed
    fresh = bits & ~late
    yield from _by_distance(fresh, bits & order.stale & ~order.closed, circle)
    yield from in_tiers(fresh & anywhere & ~circle.bits, order)
    yield from Members(bits & order.closed & circle.bits).among(circle.numbers)
    yield from in_tiers(bits & ~circle.bits & ~(fresh & anywhere), order)


def _by_distance(fresh: int, stale: int, circle: Circle) -> Iterator[int]:
    away = circle.away
    lately = ((away[number], number) for number in Members(fresh & circle.bits).among(circle.numbers))
    late = (
        (away[number] + LATE_AWAY, number) for number in Members(stale & circle.bits).among(circle.numbers)
    )
    return (number for _, number in in_step(lately, late))


def nearest(bits: int, order: Tiers, circle: Circle, anywhere: int) -> Iterator[int]:
    yield from Members(bits & circle.bits).among(circle.numbers)
    yield from in_tiers(bits & anywhere & ~circle.bits, order)
    yield from in_tiers(bits & ~anywhere & ~circle.bits, order)


def soonest(bits: int, order: Tiers, days: Iterable[Iterable[int]]) -> Iterator[int]:
    """By the next time each happens; then what has no time."""
    left = Members(bits)
    seen = bytearray(bits.bit_length() // 8 + 1)
    for numbers in days:
        for number in left.among(numbers):
            if not seen[number >> 3] >> (number & 7) & 1:
                seen[number >> 3] |= 1 << (number & 7)
                yield number
    yield from in_tiers(bits & ~int.from_bytes(seen, "little"), order)
