"""Puts a search together: words, place, chosen terms and times become one set of listings, with counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from app import clock
from app.domain.near import Located, NotLocated
from app.domain.places import Place
from app.domain.search import GROUPS, WITHIN, Criteria, Sort
from app.domain.understanding import Part, Phrasebook, Taken, Understood
from app.domain.vocabulary import Term, Vocabulary
from app.domain.words import fold, stem
from app.gateways.search_index import Circle, Snapshot
from app.queries import ranking
from app.queries.days import WEEKDAYS, Days, days
from app.queries.places import locate
from app.queries.ranking import Ranked, Tiers
from app.queries.results import Facet, FacetValue, Note, NoteKind, WardCount

ROUND = 100
"""Centres are rounded so that neighbours share a circle. Units: hundred-thousandths of a degree."""
WIDEST = 15.0
"""Around a place without a distance, further listings are not put in order of distance. Units: miles."""
METRES_A_MILE = 1609.344
LIKE_ENOUGH = 0.74
SHORTEST_TO_CORRECT = 4
ENGLISH_WORDS = 5
"""Of what people type for a term, in the file's order: English comes first."""

_books: dict[tuple[int, int], tuple[Place, Vocabulary, Phrasebook]] = {}


def phrasebook(vocabulary: Vocabulary, place: Place) -> Phrasebook:
    """One a place and vocabulary, kept for good with them."""
    key = (id(place), id(vocabulary))
    held = _books.get(key)
    if held is None or held[0] is not place or held[1] is not vocabulary:
        held = _books[key] = (place, vocabulary, Phrasebook(vocabulary, place))
    return held[2]


@dataclass(frozen=True)
class Asked:
    """A search read: the words' meaning, the place, and what was corrected in spelling."""

    criteria: Criteria
    meaning: Understood
    where: Located | NotLocated | None
    typed_near: str
    """The place's words, where they stood in `q`."""
    corrected: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def read(criteria: Criteria, snap: Snapshot, place: Place, vocabulary: Vocabulary) -> Asked:
    """What is asked. At most two statements, for the place."""
    book = phrasebook(vocabulary, place)
    meaning = (
        book.read(criteria.q, ignore=criteria.ignore, with_place=not criteria.near)
        if criteria.q
        else Understood()
    )
    where = located(snap, criteria.near or meaning.near, place)
    parts, corrected, unknown = _spelt(
        meaning.parts, snap, book, can_correct="spelling" not in criteria.ignore
    )
    return Asked(
        criteria=criteria,
        meaning=replace(meaning, parts=tuple(_in_english(part, snap, vocabulary) for part in parts)),
        where=where,
        typed_near="" if criteria.near else meaning.near,
        corrected=corrected,
        unknown=unknown,
    )


def located(snap: Snapshot, near: str, place: Place) -> Located | NotLocated | None:
    """Where that is. Known places are kept for the minute, so that new postcodes are soon believed."""
    if not near:
        return None
    key = ("where", near, f"{clock.now():%H:%M}")
    held: Located | None = snap.views.get(key)
    if held is not None:
        return held
    found = locate(near, place)
    return snap.views.put(key, found, 1000) if isinstance(found, Located) else found


def _spelt(
    parts: Sequence[Part], snap: Snapshot, book: Phrasebook, *, can_correct: bool
) -> tuple[tuple[Part, ...], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Parts with words that no listing has put right where it is plain what was meant."""
    kept: list[Part] = []
    corrected: list[tuple[str, str]] = []
    unknown: list[str] = []
    for part in parts:
        if part.terms or not part.words or any(snap.knows(word) for word in part.words):
            kept.append(part)
            continue
        likely = _likely(part.typed, snap, book) if can_correct else None
        if likely is None:
            unknown.append(part.typed)
            continue
        corrected.append((part.typed, likely))
        kept += [one for one in book.read(likely, with_place=False).parts if one.weight]
    return tuple(kept), tuple(corrected), tuple(unknown)


def _in_english(part: Part, snap: Snapshot, vocabulary: Vocabulary) -> Part:
    """A word of another language with the English ones of its term: most listings are in English."""
    term = vocabulary.terms.get(part.terms[0]) if part.weight and part.words and part.terms else None
    if term is None or not (
        _is_its_name(part, term) or all(stem(word) not in snap.stems for word in part.words)
    ):
        return part
    words = dict.fromkeys(fold(word) for word in term.typed[:ENGLISH_WORDS] if word.isascii())
    return replace(part, english=tuple(word for word in words if stem(word) in snap.stems))


def _is_its_name(part: Part, term: Term) -> bool:
    """Is it what the term is called in another language? All that has the term has that name beside it."""
    names = {fold(name) for name in term.label.values()} - {fold(term.label["en"])}
    return any(word in names for word in part.words)


def _likely(word: str, snap: Snapshot, book: Phrasebook) -> str | None:
    """The known word most like it; one of the vocabulary's before others as like."""
    if len(word) < SHORTEST_TO_CORRECT:
        return None
    found = [
        (score + bonus, candidate)
        for choices, bonus in ((book.single_words, 0.02), (snap.words, 0.0))
        for candidate, score, _ in process.extract(
            word,
            choices,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=LIKE_ENOUGH,
            limit=3,
        )
    ]
    return max(found)[1] if found else None


def is_same_word(word: str, folded: str) -> bool:
    return fold(word) == folded


@dataclass(frozen=True)
class Field:
    """The index seen from now and from the place searched."""

    snap: Snapshot
    now: dt.datetime
    order: Tiers
    days: Days
    circle: Circle | None
    within: int
    """Listings within the distance asked for, and those for everybody; all listings without one."""

    @cached_property
    def anywhere(self) -> int:
        return self.snap.term("reach:anywhere")


def field(
    snap: Snapshot, now: dt.datetime, where: Located | NotLocated | None, within: float | None
) -> Field:
    circle, inside = None, snap.listed
    if isinstance(where, Located) and not where.whole:
        circle = circle_around(snap, where, within or WIDEST)
        if within is not None:
            inside = circle.bits | snap.term("reach:anywhere")
    return Field(snap, now, ranking.tiers(snap, now.date()), days(snap, now), circle, inside)


def circle_around(snap: Snapshot, where: Located, miles: float) -> Circle:
    latitude = round(where.point.lat * 1e5 / ROUND) * ROUND
    longitude = round(where.point.lon * 1e5 / ROUND) * ROUND
    return snap.circle(latitude, longitude, round(miles * METRES_A_MILE))


@dataclass(frozen=True)
class Selection:
    """What a set of choices leaves: a set for each group, so that each can be counted without its own."""

    field: Field
    base: int
    chosen: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_group(self) -> dict[str, int]:
        """`day` and `part` are one choice, of times; it goes by the name `day`."""
        found = {
            group: self.field.snap.any_of(keys)
            for group, keys in self.chosen.items()
            if keys and group not in ("day", "part")
        }
        if self.chosen.get("day") or self.chosen.get("part"):
            found["day"] = self.when(self.names("day"), self.names("part"))
        return found

    @cached_property
    def found(self) -> int:
        return self.without("")

    def without(self, group: str) -> int:
        bits = self.base
        for name, choice in self.by_group.items():
            if name != group:
                bits &= choice
        return bits

    def when(self, on: Sequence[str], parts: Sequence[str]) -> int:
        return self.field.days.on(on, parts)

    def names(self, group: str) -> tuple[str, ...]:
        return tuple(key.partition(":")[2] for key in self.chosen.get(group, ()))

    def counts(self, group: str, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
        """How many each value gives together with what is chosen in the other groups."""
        if group in ("day", "part"):
            bits = self.without("day")
            on, parts = self.names("day"), self.names("part")
            for key in keys:
                name = key.partition(":")[2]
                times = self.when((name,), parts) if group == "day" else self.when(on, (name,))
                yield key, (bits & times).bit_count()
            return
        bits, held = self.without(group), self.field.snap.bits
        for key in keys:
            known = held.get(key)
            yield key, (bits & known).bit_count() if known else 0


def select(found_in: Field, criteria: Criteria, ranked: Ranked | None, taken: Sequence[Taken]) -> Selection:
    chosen: dict[str, tuple[str, ...]] = {group: criteria.of_group(group) for group in GROUPS}
    for one in taken:
        group = one.key.partition(":")[0]
        if not criteria.of_group(group):
            chosen[group] = (*chosen[group], one.key)
    base = (found_in.snap.listed if ranked is None else ranked.hits) & found_in.within
    return Selection(found_in, base, chosen)


def facets(selection: Selection, vocabulary: Vocabulary) -> tuple[Facet, ...]:
    made: list[Facet] = []
    for group in GROUPS:
        if group == "ward":
            continue
        if group == "lang":
            keys = sorted(key for key in selection.field.snap.bits if key.startswith("lang:"))
        else:
            keys = [term.key for term in vocabulary.group(group)]
        chosen = selection.chosen.get(group, ())
        values = tuple(
            FacetValue(key, count, key in chosen)
            for key, count in selection.counts(group, keys)
            if count or key in chosen
        )
        made.append(Facet(group, values))
    return tuple(made)


def wards(selection: Selection, place: Place, criteria: Criteria) -> tuple[WardCount, ...]:
    others = criteria.without_group("ward")
    chosen = selection.chosen.get("ward", ())
    keys = {f"ward:{ward.code}": ward for ward in place.wards}
    return tuple(
        WardCount(keys[key].code, keys[key].name, count, key in chosen, others.adding(key))
        for key, count in selection.counts("ward", keys)
    )


def ordered(selection: Selection, criteria: Criteria, ranked: Ranked | None) -> Iterator[int]:
    """The numbers found, in a total order."""
    where, bits = selection.field, selection.found
    if criteria.sort is Sort.SOONEST:
        parts = selection.names("part")
        if parts or selection.names("day"):
            return ranking.soonest(bits, where.order, _wanted_days(selection))
        return ranking.soonest(bits, where.order, _all_days(where))
    if criteria.sort is Sort.NEAREST and where.circle is not None:
        return ranking.nearest(bits, where.order, where.circle, where.anywhere)
    return ranking.best(bits, ranked, where.order, where.circle, where.anywhere)


def _on(where: Field, date: str) -> Iterator[int]:
    """By the time of day; of today what is not over."""
    is_today = date == where.now.date().isoformat()
    return where.snap.on_day(date, where.now.hour * 60 + where.now.minute if is_today else -1)


def _all_days(where: Field) -> Iterator[Iterator[int]]:
    return (_on(where, date) for date in where.days.dates)


def _wanted_days(selection: Selection) -> Iterator[Iterator[int]]:
    """Only the days chosen: the next Tuesday of each."""
    names = set(selection.names("day")) or {"weekdays", "weekend"}
    today = selection.field.now.date()
    for date in selection.field.days.dates:
        day = dt.date.fromisoformat(date)
        called = {
            WEEKDAYS[day.weekday()],
            "weekend" if day.weekday() > 4 else "weekdays",
            {0: "today", 1: "tomorrow"}.get((day - today).days, ""),
        }
        if called & names:
            yield _on(selection.field, date)


def wider(miles: float | None) -> Sequence[float | None]:
    """The distances to try when nothing is found within one."""
    return [] if miles is None else [*(further for further in WITHIN if further > miles), None]


def said(
    asked: Asked, taken: Sequence[Taken], let_go: Sequence[Taken], selection: Selection
) -> tuple[Note, ...]:
    """What was understood and done, in the order to say it."""
    criteria, notes = asked.criteria, []
    if asked.typed_near and isinstance(asked.where, Located):
        undo = criteria.ignoring("near")
        notes.append(Note(NoteKind.TOOK_NEAR, typed=asked.typed_near, used=asked.where.label, undo=undo))
    notes += [
        Note(NoteKind.TOOK, typed=one.typed, key=one.key, undo=criteria.ignoring(one.key))
        for one in taken
        if not criteria.of_group(one.key.partition(":")[0])
    ]
    if let_go:
        keys = tuple(one.key for one in let_go)
        notes.append(Note(NoteKind.NOT_KEPT, typed=", ".join(one.typed for one in let_go), keys=keys))
    notes += [
        Note(NoteKind.SPELLING, typed=typed, used=used, undo=criteria.ignoring("spelling"))
        for typed, used in asked.corrected
    ]
    notes += [Note(NoteKind.NO_SUCH_WORD, typed=typed) for typed in asked.unknown]
    also = tuple(dict.fromkeys(key for part in asked.meaning.parts if part.weight for key in part.terms))
    if also:
        notes.append(Note(NoteKind.ALSO, keys=also, undo=criteria.ignoring("also")))
    circle = selection.field.circle
    if circle is not None and selection.found:
        kept = (selection.found & selection.field.anywhere & ~circle.bits).bit_count()
        if kept:
            notes.append(Note(NoteKind.KEPT_ANYWHERE, count=kept))
    return tuple(notes)
