"""The plan's document takes anything, keeps what makes sense, and has every heading of the standard."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import plan
from app.domain.plan import GoalStatus, PlanDocument
from app.models.plans import Plan

STANDARD = (
    ("most important", "people who are important", "communicate with me", "my wellness", "please do"),
    ("please don't", "how and when to support me", "also worth knowing", "supported to write this"),
    ("strengths", "needs and concerns", "goals and hopes", "importance", "actions: what", "actions: who"),
    ("actions: when", "actions: strategies", "actions: status", "confidence", "actions: review date"),
    ("outcomes", "goal status", "agreed with the person", "last updated", "planned review", "who reviews"),
)


def stands_at(place: str) -> bool:
    """Is there such a part of the document, or such a column of the plan?"""
    first, _, rest = place.partition(".")
    if first == "plan":
        return rest in Plan.__table__.columns
    kind: Any = PlanDocument
    for name in place.split("."):
        inside = get_args(kind)
        hints = get_type_hints(inside[0] if inside else kind)
        if name not in hints:
            return False
        kind = hints[name]
    return True


def test_every_heading_of_the_standard_has_a_place() -> None:
    for group in STANDARD:
        for words in group:
            assert any(words in heading.lower() for heading in plan.HEADINGS), words
    assert [place for place in plan.HEADINGS.values() if not stands_at(place)] == []
    assert not stands_at("goals.colour")


def test_an_empty_plan_has_every_part() -> None:
    assert set(plan.empty()) == set(PlanDocument.__annotations__)
    assert set(plan.empty()["about"]) == set(plan.ABOUT)


def test_what_makes_no_sense_is_left_out_and_the_rest_kept() -> None:
    made = plan.clean(
        {
            "strengths": ["Mends clocks", 7, "  "],
            "goals": [
                {"words": "Walk to the market", "importance": 11, "status": "flying"},
                {"words": " "},
                "no goal",
                {"id": "0000000a", "words": "Bake", "actions": [{"what": "Buy flour", "confidence": 4}]},
            ],
            "payments": [{"what": "Bus fare", "how": "magic"}],
        }
    )
    assert made["strengths"] == ["Mends clocks"]
    walk, bake = made["goals"]
    assert (walk["importance"], walk["status"]) == (None, "not-started") and plan.is_id(walk["id"])
    assert bake["id"] == "0000000a" and bake["actions"][0]["confidence"] == 4
    assert made["payments"][0]["how"] == "other"


KEYS = ["id", "strengths", "about", "goals", "actions", "decisions", "payments", "words", "what", "own_words"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), anything, max_size=6))
def test_cleaning_takes_anything_and_twice_is_as_good_as_once(source: dict[str, Any]) -> None:
    once = plan.clean(source)
    assert plan.clean(once) == once


def test_a_goal_somebody_dropped_counts_neither_as_set_nor_as_open() -> None:
    document = plan.clean({"goals": [{"words": str(status), "status": status} for status in GoalStatus]})
    assert (plan.goals_set(document), plan.goals_met(document)) == (5, 1)
    open_ = [goal["status"] for goal in plan.goals_without_outcome(document)]
    assert open_ == [GoalStatus.NOT_STARTED, GoalStatus.UNDER_WAY]
