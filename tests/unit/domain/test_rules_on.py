"""A rule kept to wanted weekdays has its days on those, and on no other."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.recurrence import pattern_days
from app.domain.rules_on import happens, on_weekdays, within
from app.domain.schedule_rule import ByDay, ExtraDate, Freq, Rule

FIRST, LAST = dt.date(2026, 11, 24), dt.date(2027, 1, 18)
DAYS = st.sets(st.integers(0, 6), min_size=1, max_size=6)
RULES = st.builds(
    Rule,
    freq=st.sampled_from([Freq.ONCE, Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY]),
    interval=st.just(1),
    byday=st.lists(st.builds(ByDay, st.integers(0, 6)), max_size=3, unique=True).map(tuple),
    dtstart=st.dates(dt.date(2026, 1, 1), LAST),
).filter(lambda rule: rule.freq is not Freq.MONTHLY or rule.byday)


@given(RULES, DAYS)
def test_exactly_the_wanted_days_are_left(rule, wanted):
    kept = on_weekdays(rule, wanted)
    before = [day for day in pattern_days(rule, FIRST, LAST) if day.weekday() in wanted]
    assert (list(pattern_days(kept, FIRST, LAST)) if kept else []) == before


def test_dates_added_are_kept_by_their_weekday():
    tuesday, sunday = ExtraDate(dt.date(2026, 12, 1)), ExtraDate(dt.date(2026, 12, 6))
    rule = Rule(freq=Freq.WEEKLY, byday=(ByDay(0),), extra_dates=(tuesday, sunday))
    kept = on_weekdays(rule, {1})
    assert kept is not None
    assert (kept.extra_dates, kept.freq) == ((tuesday,), None)
    assert on_weekdays(rule, {3}) is None
    assert happens(kept, FIRST, LAST)


@pytest.mark.parametrize("wanted", [set(), set(range(7))])
def test_every_day_wanted_changes_nothing(wanted):
    rule = Rule(freq=Freq.DAILY)
    assert on_weekdays(rule, wanted) is rule


def test_within_ends_a_rule_after_the_last_day_and_not_sooner():
    rule = Rule(
        freq=Freq.WEEKLY, byday=(ByDay(1),), extra_dates=(ExtraDate(LAST), ExtraDate(dt.date(2028, 1, 1)))
    )
    kept = within(rule, FIRST, LAST)
    assert (kept.valid_to, kept.extra_dates) == (LAST, (ExtraDate(LAST),))
    short = Rule(freq=Freq.WEEKLY, byday=(ByDay(1),), valid_to=dt.date(2026, 12, 1))
    assert within(short, FIRST, LAST).valid_to == dt.date(2026, 12, 1)


def test_what_is_over_does_not_happen():
    rule = Rule(freq=Freq.WEEKLY, byday=(ByDay(1),), valid_to=dt.date(2026, 11, 1))
    assert not happens(rule, FIRST, LAST)
