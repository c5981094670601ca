"""Real dates at fixed days: clock changes, leap days, bank holidays, terms, nights, exceptions."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.schedule import (
    NO_CALENDAR,
    PLACE_ZONE,
    ByDay,
    Calendar,
    ExtraDate,
    Freq,
    Rule,
    occurrences,
    skipped,
    upcoming,
)

TUESDAY, SUNDAY = ByDay(1), ByDay(6)
ENGLAND = Calendar(
    bank_holidays=frozenset(
        dt.date.fromisoformat(day)
        for day in (
            *(
                "2026-04-03",
                "2026-04-06",
                "2026-05-04",
                "2026-05-25",
                "2026-08-31",
                "2026-12-25",
                "2026-12-28",
            ),
            *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31"),
        )
    ),
    terms=((dt.date(2026, 9, 1), dt.date(2026, 10, 23)), (dt.date(2026, 11, 2), dt.date(2026, 12, 18))),
)


def days_of(rule: Rule, first: str, last: str, calendar: Calendar = NO_CALENDAR) -> list[str]:
    found = occurrences([rule], calendar, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return [one.day.isoformat() for one in found]


def only(rule: Rule, day: str) -> tuple[str, str | None]:
    (one,) = occurrences([rule], NO_CALENDAR, dt.date.fromisoformat(day), dt.date.fromisoformat(day))
    return one.starts.isoformat(), one.ends.isoformat() if one.ends else None


def every_day(opens_at: str, closes_at: str = "") -> Rule:
    return Rule(Freq.DAILY, opens_at=opens_at, closes_at=closes_at)


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        ("2026-03-28", "+00:00"),
        ("2026-03-29", "+01:00"),
        ("2026-10-24", "+01:00"),
        ("2026-10-25", "+00:00"),
        ("2027-03-27", "+00:00"),
        ("2027-03-28", "+01:00"),
        ("2027-10-30", "+01:00"),
        ("2027-10-31", "+00:00"),
    ],
)
def test_hours_stay_on_the_wall_when_clocks_change(day: str, offset: str) -> None:
    assert only(every_day("10:00", "12:00"), day) == (f"{day}T10:00:00{offset}", f"{day}T12:00:00{offset}")


@pytest.mark.parametrize("day", ["2026-03-29", "2027-03-28"])
def test_a_time_the_spring_change_leaves_out_moves_on_by_an_hour(day: str) -> None:
    assert only(every_day("01:30", "04:00"), day) == (f"{day}T02:30:00+01:00", f"{day}T04:00:00+01:00")


def test_an_end_before_its_moved_start_keeps_the_length() -> None:
    assert only(every_day("01:30", "02:15"), "2027-03-28") == (
        "2027-03-28T02:30:00+01:00",
        "2027-03-28T03:15:00+01:00",
    )


@pytest.mark.parametrize("day", ["2026-10-25", "2027-10-31"])
def test_of_a_time_autumn_gives_twice_the_first_counts(day: str) -> None:
    assert only(every_day("01:30", "03:00"), day) == (f"{day}T01:30:00+01:00", f"{day}T03:00:00+00:00")


@pytest.mark.parametrize(
    ("day", "starts", "ends", "hours"),
    [
        ("2026-03-28", "2026-03-28T22:00:00+00:00", "2026-03-29T06:00:00+01:00", 7),
        ("2026-10-24", "2026-10-24T22:00:00+01:00", "2026-10-25T06:00:00+00:00", 9),
        ("2027-03-27", "2027-03-27T22:00:00+00:00", "2027-03-28T06:00:00+01:00", 7),
        ("2027-10-30", "2027-10-30T22:00:00+01:00", "2027-10-31T06:00:00+00:00", 9),
        ("2026-12-31", "2026-12-31T22:00:00+00:00", "2027-01-01T06:00:00+00:00", 8),
    ],
)
def test_a_night_runs_past_midnight_clock_change_and_new_year(
    day: str, starts: str, ends: str, hours: int
) -> None:
    assert only(every_day("22:00", "06:00"), day) == (starts, ends)
    length = dt.datetime.fromisoformat(ends) - dt.datetime.fromisoformat(starts)
    assert length == dt.timedelta(hours=hours)


def test_midnight_as_an_end_is_the_next_day() -> None:
    assert only(every_day("18:00", "00:00"), "2026-12-31") == (
        "2026-12-31T18:00:00+00:00",
        "2027-01-01T00:00:00+00:00",
    )


def test_the_leap_day_comes_only_in_leap_years() -> None:
    rule = Rule(Freq.YEARLY, dtstart=dt.date(2024, 2, 29))

    assert days_of(rule, "2024-01-01", "2032-12-31") == ["2024-02-29", "2028-02-29", "2032-02-29"]


def test_weekly_and_last_day_patterns_meet_29_february() -> None:
    weekly = Rule(Freq.WEEKLY, byday=(TUESDAY,))
    last_day = Rule(Freq.MONTHLY, bymonthday=(-1,))

    assert days_of(weekly, "2028-02-22", "2028-03-07") == ["2028-02-22", "2028-02-29", "2028-03-07"]
    assert days_of(last_day, "2028-02-01", "2028-03-31") == ["2028-02-29", "2028-03-31"]
    assert days_of(last_day, "2027-02-01", "2027-02-28") == ["2027-02-28"]


def test_the_31st_is_left_out_of_short_months() -> None:
    rule = Rule(Freq.MONTHLY, dtstart=dt.date(2026, 1, 31))

    assert days_of(rule, "2026-01-01", "2026-06-30") == ["2026-01-31", "2026-03-31", "2026-05-31"]


def test_every_other_week_keeps_its_turn_across_the_year() -> None:
    rule = Rule(Freq.WEEKLY, interval=2, byday=(TUESDAY,), dtstart=dt.date(2026, 1, 6))

    assert days_of(rule, "2026-12-01", "2027-01-31") == [
        *("2026-12-08", "2026-12-22", "2027-01-05", "2027-01-19")
    ]


def test_a_fifth_tuesday_comes_only_where_there_is_one() -> None:
    rule = Rule(Freq.MONTHLY, byday=(ByDay(1, 5),))

    assert days_of(rule, "2026-09-01", "2027-03-31") == ["2026-09-29", "2026-12-29", "2027-03-30"]


@pytest.mark.parametrize(
    ("weekday", "first", "last", "left"),
    [
        (0, "2026-03-30", "2026-04-13", ["2026-03-30", "2026-04-13"]),
        (4, "2026-03-27", "2026-04-10", ["2026-03-27", "2026-04-10"]),
        (0, "2027-03-22", "2027-04-05", ["2027-03-22", "2027-04-05"]),
        (4, "2027-03-19", "2027-04-02", ["2027-03-19", "2027-04-02"]),
        (0, "2026-12-21", "2027-01-04", ["2026-12-21", "2027-01-04"]),
    ],
)
def test_easter_and_boxing_day_bank_holidays_are_off(
    weekday: int, first: str, last: str, left: list[str]
) -> None:
    rule = Rule(Freq.WEEKLY, byday=(ByDay(weekday),), off_on_bank_holidays=True)

    assert days_of(rule, first, last, ENGLAND) == left


def test_bank_holidays_stay_on_where_nobody_says_off() -> None:
    assert days_of(Rule(Freq.WEEKLY, byday=(ByDay(0),)), "2026-04-06", "2026-04-06", ENGLAND) == [
        "2026-04-06"
    ]


def test_first_and_last_days_of_term_count_and_the_half_term_does_not() -> None:
    rule = Rule(Freq.DAILY, term_time_only=True)

    assert days_of(rule, "2026-10-22", "2026-11-03", ENGLAND) == [
        *("2026-10-22", "2026-10-23", "2026-11-02", "2026-11-03")
    ]
    assert days_of(rule, "2026-08-30", "2026-09-01", ENGLAND) == ["2026-09-01"]


def test_no_term_day_is_invented_after_the_last_known_term() -> None:
    rule = Rule(Freq.WEEKLY, byday=(TUESDAY,), term_time_only=True)

    assert days_of(rule, "2026-12-16", "2027-12-31", ENGLAND) == []
    assert days_of(rule, "2026-09-01", "2026-12-31") == []


def test_a_day_called_off_is_off_and_an_added_day_stands_whatever_the_calendar_says() -> None:
    rule = Rule(
        Freq.WEEKLY,
        byday=(ByDay(0),),
        off_on_bank_holidays=True,
        term_time_only=True,
        off_dates=(dt.date(2026, 11, 9),),
        extra_dates=(ExtraDate(dt.date(2026, 12, 28)),),
    )

    assert days_of(rule, "2026-11-02", "2026-12-31", ENGLAND) == [
        *("2026-11-02", "2026-11-16", "2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-28")
    ]


def test_an_added_date_on_a_usual_day_replaces_its_hours() -> None:
    rule = Rule(
        Freq.WEEKLY,
        byday=(TUESDAY,),
        opens_at="14:00",
        closes_at="15:30",
        extra_dates=(ExtraDate(dt.date(2026, 12, 22), "10:00", "11:00"),),
    )

    assert only(rule, "2026-12-22") == ("2026-12-22T10:00:00+00:00", "2026-12-22T11:00:00+00:00")


def test_a_course_of_six_counts_the_week_it_was_off() -> None:
    rule = Rule(
        Freq.WEEKLY,
        byday=(TUESDAY,),
        dtstart=dt.date(2026, 11, 24),
        count=3,
        off_dates=(dt.date(2026, 12, 1),),
    )

    assert days_of(rule, "2026-11-01", "2027-03-01") == ["2026-11-24", "2026-12-08"]


def test_the_same_hours_from_two_rules_are_said_once() -> None:
    twice = [Rule(Freq.WEEKLY, byday=(TUESDAY,), opens_at="10:00"), Rule(Freq.DAILY, opens_at="10:00")]

    found = occurrences(twice, NO_CALENDAR, dt.date(2026, 11, 24), dt.date(2026, 11, 24))

    assert [one.rule for one in found] == [0]


def test_a_day_without_hours_has_no_time() -> None:
    (one,) = occurrences([Rule(Freq.DAILY)], NO_CALENDAR, dt.date(2026, 11, 24), dt.date(2026, 11, 24))

    assert (one.timed, one.ends) == (False, None)
    assert one.starts.isoformat() == "2026-11-24T00:00:00+00:00"


def test_upcoming_keeps_last_night_until_it_is_over() -> None:
    night = Rule(Freq.DAILY, opens_at="22:00", closes_at="06:00")
    early = dt.datetime(2026, 11, 24, 5, 59, tzinfo=PLACE_ZONE)

    assert upcoming([night], NO_CALENDAR, early, 1)[0].day == dt.date(2026, 11, 23)
    assert upcoming([night], NO_CALENDAR, early + dt.timedelta(minutes=1), 1)[0].day == dt.date(2026, 11, 24)


def test_upcoming_drops_what_ended_this_morning_and_finds_rare_days() -> None:
    now = dt.datetime(2026, 11, 24, 12, tzinfo=PLACE_ZONE)
    morning = Rule(Freq.WEEKLY, byday=(TUESDAY,), opens_at="10:00", closes_at="12:00")
    leap = Rule(Freq.YEARLY, dtstart=dt.date(2024, 2, 29))

    assert upcoming([morning], NO_CALENDAR, now, 1)[0].day == dt.date(2026, 12, 1)
    assert upcoming([leap], NO_CALENDAR, now, 1)[0].day == dt.date(2028, 2, 29)
    assert upcoming([Rule()], NO_CALENDAR, now) == []


def test_skipped_days_are_those_off_holidays_and_out_of_term() -> None:
    rule = Rule(
        Freq.WEEKLY, byday=(ByDay(0), TUESDAY), off_on_bank_holidays=True, off_dates=(dt.date(2026, 12, 29),)
    )

    assert skipped([rule], ENGLAND, dt.date(2026, 12, 21), dt.date(2027, 1, 4)) == [
        dt.date(2026, 12, 28),
        dt.date(2026, 12, 29),
    ]
