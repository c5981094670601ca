"""Patterns against an oracle that walks the days one by one and decides each by arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.recurrence import is_known, last_day, pattern_days
from app.domain.schedule import ByDay, Calendar, ExtraDate, Freq, Rule, occurrences

DAY = dt.timedelta(days=1)


# The oracle


def walked_days(rule: Rule, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of the pattern, found by asking of each one whether it belongs."""
    found, given_out = [], 0
    day = min(first, rule.dtstart) if rule.count is not None and rule.dtstart else first
    while day <= last:
        if belongs(rule, day) and not (rule.dtstart and day < rule.dtstart):
            given_out += 1
            within = (rule.count is None or given_out <= rule.count) and (not rule.until or day <= rule.until)
            valid = (not rule.valid_from or day >= rule.valid_from) and (
                not rule.valid_to or day <= rule.valid_to
            )
            if within and valid and day >= first:
                found.append(day)
        day += DAY
    return found


def belongs(rule: Rule, day: dt.date) -> bool:
    """Without a first date only an interval of one says anything."""
    start = rule.dtstart
    if start is None and (rule.interval > 1 or rule.count is not None or rule.freq is Freq.ONCE):
        return False
    if start is None and rule.freq is not Freq.DAILY and not rule.byday and not rule.bymonthday:
        return False
    start = start or day
    weekday = (day.toordinal() - 1) % 7
    plain_weekdays = {one.weekday for one in rule.byday}
    dates_fit = (
        not rule.bymonthday
        or day.day in rule.bymonthday
        or day.day - month_length(day) - 1 in rule.bymonthday
    )
    if rule.freq is Freq.ONCE:
        return day == start
    if rule.freq is Freq.DAILY:
        in_turn = (day.toordinal() - start.toordinal()) % rule.interval == 0
        return in_turn and dates_fit and (not rule.byday or weekday in plain_weekdays)
    if rule.freq is Freq.WEEKLY:
        weeks = (day.toordinal() - 1 - rule.wkst) // 7 - (start.toordinal() - 1 - rule.wkst) // 7
        same = weekday == (start.toordinal() - 1) % 7
        fits = weekday in plain_weekdays if rule.byday else (dates_fit if rule.bymonthday else same)
        return weeks % rule.interval == 0 and fits and dates_fit
    if rule.freq is Freq.MONTHLY:
        months = (day.year - start.year) * 12 + day.month - start.month
        fits = any(is_nth(one, weekday, day.day, month_length(day)) for one in rule.byday)
        if not rule.byday:
            fits = dates_fit if rule.bymonthday else day.day == start.day
        return months % rule.interval == 0 and fits and dates_fit
    day_of_year = day.toordinal() - dt.date(day.year, 1, 1).toordinal() + 1
    year_length = 366 if is_leap(day.year) else 365
    fits = any(is_nth(one, weekday, day_of_year, year_length) for one in rule.byday)
    if not rule.byday:
        fits = dates_fit if rule.bymonthday else (day.month, day.day) == (start.month, start.day)
    return (day.year - start.year) % rule.interval == 0 and fits and dates_fit


def is_nth(wanted: ByDay, weekday: int, number: int, length: int) -> bool:
    if wanted.weekday != weekday:
        return False
    from_start, from_end = (number - 1) // 7 + 1, -((length - number) // 7 + 1)
    return wanted.nth in {0, from_start, from_end}


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(day: dt.date) -> int:
    if day.month == 2:
        return 29 if is_leap(day.year) else 28
    return 30 if day.month in {4, 6, 9, 11} else 31


# What it is tried on


days_about_now = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
weekdays = st.builds(ByDay, st.integers(0, 6), st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, -1, -2, -5]))
times = st.sampled_from(["", "00:00", "01:30", "09:00", "14:00", "22:00", "23:59"])
rules = st.builds(
    Rule,
    freq=st.sampled_from([None, *Freq]),
    interval=st.sampled_from([1, 1, 1, 2, 2, 3, 4, 6, 7, 12, 14]),
    byday=st.lists(weekdays, max_size=4, unique=True).map(tuple),
    bymonthday=st.lists(st.integers(-31, 31).filter(bool), max_size=3, unique=True).map(tuple),
    dtstart=st.none() | days_about_now,
    until=st.none() | days_about_now,
    count=st.none() | st.integers(1, 60),
    wkst=st.integers(0, 6),
    valid_from=st.none() | days_about_now,
    valid_to=st.none() | days_about_now,
    opens_at=times,
    closes_at=times,
    term_time_only=st.booleans(),
    off_on_bank_holidays=st.booleans(),
    off_dates=st.lists(days_about_now, max_size=3).map(tuple),
    extra_dates=st.lists(st.builds(ExtraDate, days_about_now, times, times), max_size=3).map(tuple),
)
calendars = st.builds(
    Calendar,
    bank_holidays=st.frozensets(days_about_now, max_size=20),
    terms=st.lists(
        st.tuples(days_about_now, st.integers(20, 90)).map(lambda one: (one[0], one[0] + one[1] * DAY)),
        max_size=4,
    ).map(tuple),
)


@settings(max_examples=600, deadline=None)
@given(rules, days_about_now, st.integers(0, 500))
@example(Rule(Freq.MONTHLY, byday=(ByDay(1), ByDay(3, 1))), dt.date(2026, 1, 1), 100)
@example(Rule(Freq.YEARLY, byday=(ByDay(0, 53), ByDay(2))), dt.date(2026, 1, 1), 500)
@example(Rule(Freq.YEARLY, dtstart=dt.date(2024, 2, 29)), dt.date(2027, 1, 1), 500)
@example(
    Rule(Freq.WEEKLY, 2, (ByDay(6), ByDay(0)), dtstart=dt.date(2026, 11, 22), wkst=6),
    dt.date(2026, 12, 1),
    60,
)
def test_pattern_days_agree_with_a_walk_over_the_days(rule: Rule, first: dt.date, length: int) -> None:
    last = first + length * DAY

    assert list(pattern_days(rule, first, last)) == (walked_days(rule, first, last) if rule.freq else [])


@settings(max_examples=300, deadline=None)
@given(rules, calendars, days_about_now, st.integers(0, 400))
def test_occurrences_fall_on_the_days_a_walk_keeps(
    rule: Rule, calendar: Calendar, first: dt.date, length: int
) -> None:
    last = first + length * DAY
    kept = set()
    for day in walked_days(rule, first, last) if rule.freq else []:
        in_term = any(start <= day <= end for start, end in calendar.terms)
        on_holiday = rule.off_on_bank_holidays and day in calendar.bank_holidays
        if day not in rule.off_dates and not on_holiday and (in_term or not rule.term_time_only):
            kept.add(day)
    kept |= {extra.day for extra in rule.extra_dates if first <= extra.day <= last}

    found = occurrences([rule], calendar, first, last)

    assert {one.day for one in found} == kept


@settings(max_examples=200, deadline=None)
@given(st.lists(rules, max_size=4), calendars, days_about_now)
def test_occurrences_come_in_one_total_order_without_doubles(
    several: list[Rule], calendar: Calendar, first: dt.date
) -> None:
    found = occurrences(several, calendar, first, first + 60 * DAY)

    keys = [(one.starts, one.ends or one.starts, one.rule, one.timed) for one in found]
    assert keys == sorted(keys)
    assert len({(one.starts, one.ends, one.timed) for one in found}) == len(found)
    assert all(one.ends is None or one.ends > one.starts for one in found)


@settings(max_examples=200, deadline=None)
@given(rules, days_about_now, st.integers(1, 100), st.integers(1, 100))
def test_two_windows_side_by_side_give_what_one_gives(rule: Rule, first: dt.date, one: int, two: int) -> None:
    middle, last = first + one * DAY, first + (one + two) * DAY

    halves = [*pattern_days(rule, first, middle - DAY), *pattern_days(rule, middle, last)]

    assert halves == list(pattern_days(rule, first, last))


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Freq.WEEKLY, interval=2, byday=(ByDay(1),)),
        Rule(Freq.WEEKLY),
        Rule(Freq.MONTHLY),
        Rule(Freq.YEARLY),
        Rule(Freq.ONCE),
        Rule(Freq.WEEKLY, byday=(ByDay(1),), count=6),
        Rule(Freq.WEEKLY, interval=2, byday=(ByDay(1),), dtstart=dt.date(1, 1, 1)),
        Rule(Freq.DAILY, interval=0),
        Rule(Freq.DAILY, interval=-3),
        Rule(Freq.MONTHLY, byday=(ByDay(1, 40),)),
        Rule(Freq.WEEKLY, byday=(ByDay(7),)),
        Rule(Freq.MONTHLY, bymonthday=(0,)),
        Rule(),
    ],
)
def test_a_rule_that_says_too_little_gives_no_day(rule: Rule) -> None:
    assert not is_known(rule)
    assert list(pattern_days(rule, dt.date(2026, 1, 1), dt.date(2027, 1, 1))) == []


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Freq.MONTHLY, interval=12, bymonthday=(30,), dtstart=dt.date(2026, 2, 1)),
        Rule(Freq.MONTHLY, byday=(ByDay(1, 1),), bymonthday=(20,)),
        Rule(Freq.DAILY, interval=7, byday=(ByDay(2),), dtstart=dt.date(2026, 11, 24)),
        Rule(Freq.DAILY, interval=7, byday=(ByDay(2),), dtstart=dt.date(1900, 1, 2), count=10_000),
        Rule(Freq.YEARLY, interval=1000, dtstart=dt.date(1904, 2, 29)),
        Rule(Freq.DAILY, dtstart=dt.date(1900, 1, 2), count=10),
    ],
)
def test_a_pattern_that_never_comes_ends(rule: Rule) -> None:
    assert list(pattern_days(rule, dt.date(2026, 1, 1), dt.date(2027, 12, 31))) == []


def test_the_first_and_last_days_of_all_time_do_not_break_it() -> None:
    rule = Rule(Freq.DAILY, count=10**9, dtstart=dt.date(1, 1, 1), until=dt.date.max)

    assert len(list(pattern_days(rule, dt.date.max - DAY, dt.date.max))) == 0
    assert list(pattern_days(Rule(Freq.DAILY), dt.date.min, dt.date(1900, 1, 2)))[-1] == dt.date(1900, 1, 2)
    assert occurrences([Rule(Freq.DAILY)], Calendar(), dt.date.max, dt.date.max) == []


def test_a_count_ends_on_its_last_day() -> None:
    course = Rule(Freq.WEEKLY, byday=(ByDay(1),), dtstart=dt.date(2026, 11, 24), count=6)

    assert last_day(course) == dt.date(2026, 12, 29)
    assert last_day(Rule(Freq.DAILY)) is None
