"""Where a referral goes: from a practice, or the ward somebody lives in, rule by rule to a team.

Rules hold between two days and are many to many: a practice may be in two networks, a team may serve three.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    PRACTICE = "practice"
    AREA = "area"
    """A network, a partnership or a ward."""
    TEAM = "team"


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """One place on the way."""

    kind: NodeKind
    key: str
    """Of a practice or team its id, of an area its code."""


@dataclass(frozen=True, slots=True)
class Rule:
    start: Node
    end: Node
    starts_on: dt.date
    ends_on: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        return self.starts_on <= day <= (self.ends_on or day)


class Why(StrEnum):
    """How the team was found, or why none was."""

    PRACTICE = "practice"
    WARD = "ward"
    PRACTICE_AND_WARD = "practice-and-ward"
    """The practice leads to several teams; the ward to one of them."""
    FIRST_BY_NAME = "first-by-name"
    """Several teams fit as well; the first by name has it."""
    NO_RULE = "no-rule"
    NOTHING_KNOWN = "nothing-known"
    """Neither the practice nor the ward is known."""


@dataclass(frozen=True, slots=True)
class Route:
    steps: tuple[Node, ...]
    """From where it began to the team; as far as the rules lead, where they end before one."""
    team: Node | None
    why: Why
    others: tuple[Node, ...] = ()
    """Other teams that would fit as well."""


@dataclass(frozen=True, slots=True)
class TeamNames:
    """What teams are called, to choose between them in an order everybody can follow."""

    names: dict[str, str]

    def order(self, team: Node) -> tuple[str, str]:
        return (self.names.get(team.key, "").casefold(), team.key)


def route(
    rules: Iterable[Rule], *, practice: str, ward: str, day: dt.date, names: dict[str, str] | None = None
) -> Route:
    """The way on that day. `practice`: its id, `ward`: its code; empty where not known."""
    live = [rule for rule in rules if rule.holds_on(day)]
    by_practice = ways(live, Node(NodeKind.PRACTICE, practice)) if practice else {}
    by_ward = ways(live, Node(NodeKind.AREA, ward)) if ward else {}
    first, second = teams_of(by_practice), teams_of(by_ward)
    both = first & second
    order = TeamNames(names or {}).order
    if len(first) > 1 and both:
        chosen, found, why = both, by_practice, Why.PRACTICE_AND_WARD
    elif first:
        chosen, found, why = first, by_practice, Why.PRACTICE
    elif second:
        chosen, found, why = second, by_ward, Why.WARD
    else:
        farthest = max((*by_practice.values(), *by_ward.values()), key=len, default=())
        return Route(farthest, None, Why.NO_RULE if practice or ward else Why.NOTHING_KNOWN)
    team, *others = sorted(chosen, key=order)
    return Route(found[team], team, Why.FIRST_BY_NAME if others else why, tuple(others))


def ways(rules: Collection[Rule], start: Node) -> dict[Node, tuple[Node, ...]]:
    """Everything that is reached, with the shortest way there. Rules that lead in a circle end nowhere."""
    found: dict[Node, tuple[Node, ...]] = {start: (start,)}
    edge = [start]
    while edge:
        edge = [node for here in edge for node in _next(rules, here, found)]
    return found


def _next(rules: Iterable[Rule], here: Node, found: dict[Node, tuple[Node, ...]]) -> Iterator[Node]:
    for end in sorted(rule.end for rule in rules if rule.start == here):
        if end not in found:
            found[end] = (*found[here], end)
            yield end


def teams_of(found: Iterable[Node]) -> set[Node]:
    return {node for node in found if node.kind is NodeKind.TEAM}
