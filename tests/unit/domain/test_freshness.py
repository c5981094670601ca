"""The ladder a listing goes down as nobody checks it, at its boundaries."""

import datetime as dt

import pytest

from app.domain import freshness
from app.domain.freshness import Risk, Standing
from app.domain.listing import Capacity, Kind

TODAY = dt.date(2026, 11, 24)


def ago(days):
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, Standing.FRESH),
        (89, Standing.FRESH),
        (90, Standing.DUE),
        (91, Standing.DUE),
        (131, Standing.DUE),
        (132, Standing.UNCHECKED),
        (365, Standing.UNCHECKED),
        (366, Standing.OLD),
        (730, Standing.OLD),
        (731, Standing.FORGOTTEN),
    ],
)
def test_a_weekly_group_goes_down_the_ladder_day_by_day(age, expected):
    assert freshness.standing(ago(age), Kind.GROUP, in_person=True, today=TODAY) is expected


@pytest.mark.parametrize(
    ("age", "expected"), [(179, Standing.FRESH), (180, Standing.DUE), (222, Standing.UNCHECKED)]
)
def test_a_helpline_is_asked_half_as_often(age, expected):
    assert freshness.standing(ago(age), Kind.SERVICE, in_person=False, today=TODAY) is expected


def test_what_nobody_checked_is_unchecked_and_due_since_we_know_it():
    assert freshness.standing(None, Kind.GROUP, in_person=True, today=TODAY) is Standing.NEVER
    assert freshness.is_unchecked(None, Kind.GROUP, in_person=True, today=TODAY)
    assert freshness.due_on(None, Kind.GROUP, in_person=True, known_since=ago(3)) == ago(3)


def test_every_kind_has_its_interval():
    assert set(freshness.CHECK_EVERY) == set(Kind)


def test_reminders_go_on_the_day_two_and_four_weeks_later_and_then_no_more():
    day = dt.timedelta(days=1)
    assert freshness.next_reminder(TODAY, 0, None) == TODAY
    assert freshness.next_reminder(TODAY, 1, TODAY) == TODAY + 14 * day
    assert freshness.next_reminder(TODAY, 2, TODAY + 14 * day) == TODAY + 28 * day
    assert freshness.next_reminder(TODAY, 3, TODAY + 28 * day) is None


def test_after_a_late_first_reminder_the_others_keep_their_distance():
    assert freshness.next_reminder(ago(200), 0, None) <= TODAY
    assert freshness.next_reminder(ago(200), 1, TODAY) == TODAY + dt.timedelta(days=14)
    assert freshness.next_reminder(ago(200), 2, TODAY) == TODAY + dt.timedelta(days=14)


@pytest.mark.parametrize(
    ("said", "checked", "expected"),
    [
        (ago(30), ago(200), (Capacity.PLACES, False)),
        (ago(31), ago(0), (Capacity.UNKNOWN, True)),
        (None, ago(30), (Capacity.PLACES, False)),
        (None, ago(31), (Capacity.UNKNOWN, True)),
        (None, None, (Capacity.UNKNOWN, True)),
    ],
)
def test_free_places_are_repeated_for_thirty_days(said, checked, expected):
    assert freshness.room(Capacity.PLACES, said, checked, TODAY) == expected


def test_where_nobody_said_whether_there_is_room_nothing_has_grown_old():
    assert freshness.room(Capacity.UNKNOWN, None, None, TODAY) == (Capacity.UNKNOWN, False)


def score(**changed):
    given = {"age": 180, "every": 90, "views_a_week": 3.0, "risk": Risk()} | changed
    return freshness.priority(**given)


def test_older_more_looked_at_and_riskier_come_first():
    assert score() == 6.0
    assert score(age=360) > score()
    assert score(views_a_week=50) > score()
    assert score(risk=Risk(sensitive=True)) > score()
    assert score(risk=Risk(closed_reports=1)) > score()
    assert score(risk=Risk(website_fails=True)) > score()


def test_what_is_not_due_does_not_wait_in_the_queue_unless_somebody_complains():
    assert score(age=89) == 0.0
    assert score(age=90) > 0.0
    assert score(age=10, risk=Risk(closed_reports=1)) > 0.0
    assert score(age=10, risk=Risk(website_fails=True)) > 0.0


def test_age_alone_cannot_grow_without_end():
    assert score(age=90 * 8) == score(age=90 * 80)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, "3-months"),
        (91, "3-months"),
        (92, "6-months"),
        (365, "12-months"),
        (366, "24-months"),
        (731, "older"),
    ],
)
def test_ages_fall_into_bands(age, expected):
    assert freshness.band_of(age) == expected


def test_the_median_counts_each_listing():
    assert freshness.median([(10, 1), (400, 3)]) == 400
    assert freshness.median([(10, 2), (400, 2)]) == 10
    assert freshness.median([]) is None
