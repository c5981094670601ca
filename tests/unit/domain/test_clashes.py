"""Who else asks the same people at the same time."""

import datetime as dt

import pytest

from app.domain.clashes import Asking, Why, grouped, why, window

CARERS, BUSES = frozenset({"carer"}), frozenset({"transport"})


def asks(first="2027-05-10", last=None, *, by="Others", people=CARERS, topics=BUSES, areas=frozenset()):
    return Asking(
        by,
        dt.date.fromisoformat(first),
        dt.date.fromisoformat(last or first),
        people,
        topics,
        frozenset(areas),
    )


MINE = asks(by="We")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (asks("2027-05-31"), Why.PEOPLE_AND_TOPIC),
        (asks("2027-06-07"), Why.PEOPLE_AND_TOPIC),
        (asks("2027-06-08"), None),
        (asks("2027-04-12"), Why.PEOPLE_AND_TOPIC),
        (asks("2027-04-11"), None),
        (asks("2027-01-01", "2027-12-31"), Why.PEOPLE_AND_TOPIC),
        (asks(topics=frozenset({"food"})), Why.PEOPLE),
        (asks(people=frozenset()), Why.AREA_AND_TOPIC),
        (asks(people=frozenset({"student"}), areas={"E1"}), Why.AREA_AND_TOPIC),
        (asks(people=frozenset(), topics=frozenset()), None),
    ],
)
def test_what_makes_two_clash(other, reason):
    assert why(MINE, other) is reason


def test_other_areas_of_the_same_topic_do_not_clash():
    assert why(asks(people=frozenset(), areas={"E1"}), asks(people=frozenset(), areas={"E2"})) is None


def test_late_in_a_month_the_whole_month_counts_and_four_weeks_after():
    assert window(asks("2027-05-31")) == (dt.date(2027, 5, 1), dt.date(2027, 6, 28))


def test_clashes_are_one_group_for_each_reason_and_count_other_teams():
    others = [
        asks(by="Bus Board"),
        asks("2027-05-20", by="bus board"),
        asks("2027-06-01", by="Rail Board"),
        asks(by="We", topics=frozenset()),
        asks("2028-05-10"),
    ]
    same, own = grouped(MINE, others)
    assert (same.why, len(same.found), same.teams) == (Why.PEOPLE_AND_TOPIC, 3, {"bus board", "rail board"})
    assert (same.first, same.last) == (dt.date(2027, 5, 10), dt.date(2027, 6, 1))
    assert (same.shared, same.topics) == ({"carer"}, {"transport"})
    assert (own.why, own.teams) == (Why.PEOPLE, set())


def test_what_the_same_team_asks_is_a_group_of_its_own():
    others, own = grouped(MINE, [asks(by="we"), asks(by="Bus Board")])
    assert [one.led_by for one in others.found] == ["Bus Board"]
    assert [one.led_by for one in own.found] == ["we"]
    assert others.teams == {"bus board"} and own.teams == set()
