"""Tables that hang together: what may be shown of one, given all that was shown before.

A year's numbers are the sums of its events'; a question's answers add up to who answered it; an earlier
release lies in somebody's drawer. `may_be_shown` hides whatever would let a reader narrow a small number down
by setting these against each other. What a reader can know is worked out as bounds: a number shown is known
to within its rounding, each relation between numbers narrows the others, until nothing narrows any more.
What that guards, and what not: docs/adr/0018.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from app.domain import result_cells as cells
from app.domain.disclosure import Guard, is_small, rounded
from app.domain.result_cells import Cell, Counts, summed
from app.domain.result_guard import partitions

Scope = frozenset[str]
"""The events a number is summed over."""
Name = tuple[Scope, Cell]
ANY = 10**9
MOST_TURNS = 30
"""What was said of numbers that changed may not hold together: so often a number is narrowed, and no more."""
LEAST_LEFT = 5
"""A small number stays at least so uncertain: as many values as a number that is shown to the nearest 5."""


@dataclass(frozen=True, slots=True)
class Published:
    """What anybody may have read: numbers of these events together, None where they were hidden."""

    scope: Scope
    shown: Mapping[Cell, int | None]


class Kind(Enum):
    SUM = "sum"
    """The whole is the sum of its parts."""
    COVER = "cover"
    """The whole holds its parts, which overlap: no part is larger, all together are not smaller."""
    WITHIN = "within"
    """The whole holds its parts, and perhaps more."""


@dataclass(frozen=True, slots=True)
class Relation:
    kind: Kind
    whole: Name
    parts: tuple[Name, ...]


Bounds = dict[Name, tuple[int, int]]


def may_be_shown(
    scope: Scope, by_event: Mapping[str, Counts], before: Sequence[Published], guard: Guard
) -> dict[Cell, int | None]:
    """Each number of these events together as it may be shown; None where it stays hidden.

    `by_event`: the true numbers of these events and of all that were published before, noughts too. A nought
    is hidden as well: that one of nine events has none would tell that the others have.
    """
    net = Net(by_event, (*before, Published(scope, {})), guard)
    wanted = net.truth_of(scope)
    every = {name(scope, cell) for cell in wanted}
    hidden = {one for one in every if net.truth[one] < guard.below}
    net.look_without(every)
    while True:
        more = net.give_aways(every - hidden, hidden)
        if not more:
            return {
                cell: None if name(scope, cell) in hidden else rounded(number, guard)
                for cell, number in wanted.items()
            }
        hidden |= more


def name(scope: Scope, cell: Cell) -> Name:
    """One name for one number: that of a single event in a year's list is the event's own."""
    if cell[0] == "event":
        return frozenset({cell[1]}), cells.CONVERSATIONS
    return scope, cell


@dataclass
class Net:
    """All numbers that were shown or are to be, and how they hang together."""

    by_event: Mapping[str, Counts]
    releases: Sequence[Published]
    """The last one is to be shown; those before it were."""
    guard: Guard
    truth: dict[Name, int] = field(default_factory=dict)
    known: Bounds = field(default_factory=dict)
    """What the numbers shown before say by themselves."""
    old: dict[Name, list[tuple[int, Name]]] = field(default_factory=lambda: defaultdict(list))
    """Numbers that were others then: at which release, and their names then."""
    hinted: set[Name] = field(default_factory=set)
    """What was hidden before and may have been small."""
    unseen: set[Name] = field(default_factory=set)
    """Numbers that were never shown, as they may have been before they changed."""
    lost: set[Name] = field(default_factory=set)
    """Small numbers that are known already, whatever is hidden now."""
    relations: list[Relation] = field(default_factory=list)
    touching: dict[Name, list[Relation]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        scopes = {release.scope for release in self.releases}
        scopes |= {frozenset({event}) for scope in scopes for event in scope}
        for scope in scopes:
            for cell, number in self.truth_of(scope).items():
                self.truth[name(scope, cell)] = number
        for scope in scopes:
            for relation in within(scope, self.truth_of(scope)):
                self.add(relation)
        for relation in across(scopes, self.truth):
            self.add(relation)
        for at, release in enumerate(self.releases[:-1]):
            self.learn(release, at)
        self.hang_together_then()

    def truth_of(self, scope: Scope) -> Counts:
        counts = summed(self.by_event[event] for event in scope)
        if len(scope) > 1:
            counts.update(
                {cells.event(event): self.by_event[event].get(cells.CONVERSATIONS, 0) for event in scope}
            )
        return counts

    def add(self, relation: Relation) -> None:
        self.relations.append(relation)
        for one in (relation.whole, *relation.parts):
            self.touching[one].append(relation)

    def learn(self, release: Published, at: int) -> None:
        """A number that is another now, or may have been small then, stands under a name of its own."""
        for cell, number in release.shown.items():
            one = name(release.scope, cell)
            truth = self.truth.get(one, 0)
            low, high = (0, self.guard.below - 1) if number is None else span(number, self.guard)
            if not low <= truth <= high:
                then = (one[0], (*one[1], f"release {at}"))
                self.old[one].append((at, then))
                one = then
            if number is None:
                self.hinted.add(one)
            else:
                known = self.known.get(one, (0, ANY))
                self.known[one] = (max(known[0], low), min(known[1], high))

    def hang_together_then(self) -> None:
        """Old numbers in the relations of now: the reader may hold what did not change against them."""
        made: set[Relation] = set()
        for relation in self.relations:
            for at in {at for one in (relation.whole, *relation.parts) for at, _ in self.old.get(one, ())}:
                parts = tuple(self.then(part, at) for part in relation.parts)
                made.add(Relation(relation.kind, self.then(relation.whole, at), parts))
                made.add(Relation(relation.kind, relation.whole, parts))
            if relation.kind is Kind.SUM and relation.whole in self.old:
                made.update(self.with_one_unknown(relation))
        for relation in sorted(made - set(self.relations), key=repr):
            self.add(relation)

    def with_one_unknown(self, relation: Relation) -> Iterator[Relation]:
        """A whole that changed, where it may be a part nobody ever saw that did."""
        ours = self.releases[-1].scope
        for part in relation.parts:
            if part[0] != ours and part not in self.known and part not in self.old:
                then = (part[0], (*part[1], "then"))
                self.unseen.add(then)
                parts = tuple(then if one == part else one for one in relation.parts)
                for _at, whole in self.old[relation.whole]:
                    yield Relation(relation.kind, whole, parts)

    def then(self, one: Name, at: int) -> Name:
        """The name of a number as it was at a release: as it was known last before, or else next."""
        held = self.old.get(one, [])
        return max((old for old in held if old[0] <= at), default=held[0] if held else (0, one))[1]

    def look_without(self, every: set[Name]) -> None:
        """What is known before anything of this is shown cannot be helped by hiding it."""
        bounds = self.bounds(set(), every)
        self.lost = {one for one in self.small() if self.is_narrow(one, bounds)}

    def small(self) -> Iterator[Name]:
        yield from (one for one, number in self.truth.items() if is_small(number, self.guard))
        yield from sorted((self.hinted | self.unseen) - self.truth.keys(), key=repr)

    def is_narrow(self, one: Name, bounds: Bounds) -> bool:
        low, high = bounds.get(one, (0, ANY))
        return high - low + 1 < LEAST_LEFT and low < self.guard.below

    def give_aways(self, open_: set[Name], hidden: set[Name]) -> set[Name]:
        """What has to be hidden besides, of what is open now; empty where nothing gives anything away."""
        bounds = self.bounds(open_, hidden)
        more: set[Name] = set()
        for relation in self.relations:
            if relation.kind is Kind.SUM and self.leaves_few(relation, open_):
                more |= self.one_of((relation,), open_ - more)
        for one in self.small():
            if one not in self.lost and self.is_narrow(one, bounds):
                more |= self.one_near(one, open_ - more)
        return more

    def leaves_few(self, relation: Relation, open_: set[Name]) -> bool:
        """Is what is left of a whole, once the parts shown are taken from it, small?"""
        if not self.is_shown(relation.whole, open_):
            return False
        left = [part for part in relation.parts if not self.is_shown(part, open_)]
        return is_small(sum(self.truth.get(part, 0) for part in left), self.guard)

    def is_shown(self, one: Name, open_: set[Name]) -> bool:
        return one in open_ or one in self.known

    def one_of(self, relations: Iterable[Relation], open_: set[Name]) -> set[Name]:
        """The number that costs least to hide, of those the relations join. Noughts stay."""
        joined = {one for relation in relations for one in (relation.whole, *relation.parts)}
        there = [one for one in joined & open_ if self.truth[one] and one not in self.known]
        return {min(there, key=lambda one: (self.truth[one], order(one)))} if there else set()

    def one_near(self, target: Name, open_: set[Name]) -> set[Name]:
        """The nearest number that can be hidden, along the relations."""
        seen, waiting = {target}, deque([target])
        while waiting:
            here = waiting.popleft()
            if found := self.one_of(self.touching[here], open_):
                return found
            for relation in self.touching[here]:
                for one in (relation.whole, *relation.parts):
                    if one not in seen:
                        seen.add(one)
                        waiting.append(one)
        return set()

    def bounds(self, open_: set[Name], hidden: set[Name]) -> Bounds:
        """What a reader can know of every number, who also knows which ones were hidden for being small."""
        found: Bounds = {}
        for one, number in self.truth.items():
            if one in open_:
                found[one] = span(rounded(number, self.guard), self.guard)
            elif one in hidden and number < self.guard.below:
                found[one] = (0, self.guard.below - 1)
        found |= dict.fromkeys(self.hinted, (0, self.guard.below - 1))
        for one, (low, high) in self.known.items():
            old = found.get(one, (0, ANY))
            found[one] = (max(old[0], low), min(old[1], high))
        return narrowed(found, self.relations, self.touching)


def span(number: int, guard: Guard) -> tuple[int, int]:
    """What a number that is shown may truly be."""
    if not number:
        return 0, 0
    half = guard.round_to // 2
    return max(number - half, guard.below), number + guard.round_to - 1 - half


def order(one: Name) -> tuple[list[str], Cell]:
    return sorted(one[0]), one[1]


def within(scope: Scope, counts: Counts) -> Iterator[Relation]:
    """How the numbers of one release hang together."""

    def named(*parts: Cell) -> tuple[Name, ...]:
        return tuple(name(scope, part) for part in parts if part in counts)

    for whole, parts in partitions(counts):
        adds_up = counts.get(whole, 0) == sum(counts[part] for part in parts)
        yield Relation(Kind.SUM if adds_up else Kind.WITHIN, name(scope, whole), named(*parts))
    asked = cells.keys_of(counts, "answered")
    codes = cells.keys_of(counts, "theme")
    whole_of = {
        cells.PEOPLE: [cells.CONVERSATIONS],
        cells.CONVERSATIONS: [cells.CODED, *(cells.answered(question) for question in asked)],
        cells.CODED: [cells.theme(code) for code in codes],
    } | {cells.answered(question): [cells.said(question, code) for code in codes] for question in asked}
    for whole, parts in whole_of.items():
        if whole in counts and named(*parts):
            yield Relation(Kind.WITHIN, name(scope, whole), named(*parts))
    by_code: dict[str, list[Cell]] = defaultdict(list)
    for cell in counts:
        if cell[0] == "said":
            by_code[cell[2]].append(cell)
    for code, parts in by_code.items():
        yield Relation(Kind.COVER, name(scope, cells.theme(code)), named(*parts))


def across(scopes: Iterable[Scope], truth: Mapping[Name, int]) -> Iterator[Relation]:
    """How the numbers of several events together hang on those of each."""
    wide = [scope for scope in scopes if len(scope) > 1]
    for scope in wide:
        inner = [other for other in wide if other < scope]
        for one, cell in [key for key in truth if key[0] == scope]:
            singles = {event: (frozenset({event}), cell) for event in sorted(scope)}
            yield Relation(
                Kind.SUM, (one, cell), tuple(single for single in singles.values() if single in truth)
            )
            for other in inner:
                rest = [singles[event] for event in sorted(scope - other)]
                yield Relation(
                    Kind.SUM,
                    (one, cell),
                    tuple(part for part in ((other, cell), *rest) if part in truth),
                )


def narrowed(
    bounds: Bounds, relations: Sequence[Relation], touching: Mapping[Name, Sequence[Relation]]
) -> Bounds:
    """The bounds once every relation has narrowed them as far as it can."""
    waiting, queued = deque(relations), set(map(id, relations))
    turns: Counter[Name] = Counter()
    while waiting:
        relation = waiting.popleft()
        queued.discard(id(relation))
        for one, low, high in narrower(relation, bounds):
            old = bounds.get(one, (0, ANY))
            new = (max(old[0], low), min(old[1], high))
            if new == old or new[0] > new[1] or turns[one] >= MOST_TURNS:
                continue
            bounds[one] = new
            turns[one] += 1
            for other in touching.get(one, ()):
                if id(other) not in queued:
                    queued.add(id(other))
                    waiting.append(other)
    return bounds


def narrower(relation: Relation, bounds: Bounds) -> Iterator[tuple[Name, int, int]]:
    """What one relation says of the numbers it joins."""
    whole = bounds.get(relation.whole, (0, ANY))
    parts = [bounds.get(part, (0, ANY)) for part in relation.parts]
    lows, highs = sum(low for low, _ in parts), sum(high for _, high in parts)
    match relation.kind:
        case Kind.SUM:
            yield relation.whole, lows, min(highs, ANY)
        case Kind.COVER:
            yield relation.whole, max((low for low, _ in parts), default=0), min(highs, ANY)
        case Kind.WITHIN:
            yield relation.whole, max((low for low, _ in parts), default=0), ANY
    for part, (low, high) in zip(relation.parts, parts, strict=True):
        least = 0 if relation.kind is Kind.WITHIN else whole[0] - (highs - high)
        most = whole[1] - (lows - low) if relation.kind is Kind.SUM else whole[1]
        yield part, max(least, 0), most
