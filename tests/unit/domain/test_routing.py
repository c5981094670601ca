"""From a practice or a ward to a team."""

from __future__ import annotations

import datetime as dt
import itertools

from app.domain.routing import Node, NodeKind, Rule, Why, route

DAY = dt.date(2026, 11, 24)
OLD = dt.date(2020, 1, 1)
NAMES = {"east": "East team", "west": "West team"}


def node(text: str) -> Node:
    kind, _, key = text.partition(":")
    return Node(NodeKind(kind), key)


def rule(start: str, end: str, starts: dt.date = OLD, ends: dt.date | None = None) -> Rule:
    return Rule(node(start), node(end), starts, ends)


CHAIN = [
    rule("practice:elm", "area:network"),
    rule("area:network", "area:partnership"),
    rule("area:partnership", "team:east"),
]


def test_a_practice_leads_through_network_and_partnership_to_a_team() -> None:
    found = route(CHAIN, practice="elm", ward="", day=DAY, names=NAMES)

    assert found.team == node("team:east")
    assert found.why is Why.PRACTICE
    assert [step.key for step in found.steps] == ["elm", "network", "partnership", "east"]


def test_a_ward_leads_where_the_practice_does_not() -> None:
    rules = [*CHAIN, rule("area:E05", "team:west")]

    assert route(rules, practice="oak", ward="E05", day=DAY).why is Why.WARD
    assert route(rules, practice="elm", ward="E05", day=DAY).team == node("team:east")


def test_of_several_teams_the_ward_decides_and_else_the_first_by_name() -> None:
    rules = [*CHAIN, rule("practice:elm", "team:west"), rule("area:E05", "team:west")]

    by_ward = route(rules, practice="elm", ward="E05", day=DAY, names=NAMES)
    by_name = route(rules, practice="elm", ward="", day=DAY, names=NAMES)

    assert (by_ward.team, by_ward.why) == (node("team:west"), Why.PRACTICE_AND_WARD)
    assert (by_name.team, by_name.why) == (node("team:east"), Why.FIRST_BY_NAME)
    assert by_name.others == (node("team:west"),)


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    rules = [rule("practice:elm", "team:east", DAY, DAY)]

    teams = [
        route(rules, practice="elm", ward="", day=DAY + dt.timedelta(days=away)).team for away in (-1, 0, 1)
    ]

    assert teams == [None, node("team:east"), None]


def test_what_fits_no_rule_says_how_far_it_came() -> None:
    found = route(CHAIN[:2], practice="elm", ward="", day=DAY)

    assert (found.team, found.why) == (None, Why.NO_RULE)
    assert [step.key for step in found.steps] == ["elm", "network", "partnership"]
    assert route(CHAIN, practice="", ward="", day=DAY).why is Why.NOTHING_KNOWN


def test_rules_in_a_circle_end_nowhere() -> None:
    assert (
        route([rule("area:a", "area:b"), rule("area:b", "area:a")], practice="", ward="a", day=DAY).team
        is None
    )


def test_the_order_of_the_rules_makes_no_difference() -> None:
    rules = [*CHAIN, rule("practice:elm", "team:west"), rule("area:E05", "team:west")]

    found = {
        route(order, practice="elm", ward="", day=DAY, names=NAMES).team
        for order in itertools.permutations(rules)
    }

    assert found == {node("team:east")}
