"""Working days: counted in one go as one by one."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.working_days import after, between, is_working_day

CHRISTMAS = frozenset({dt.date(2026, 12, 25), dt.date(2026, 12, 28), dt.date(2026, 12, 26)})
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


def test_a_weekend_and_christmas_do_not_count():
    assert between(dt.date(2026, 12, 24), dt.date(2026, 12, 29), CHRISTMAS) == 1
    assert after(dt.date(2026, 12, 24), 1, CHRISTMAS) == dt.date(2026, 12, 29)


def test_no_days_on_is_the_day_itself():
    assert after(dt.date(2026, 11, 21), 0, ()) == dt.date(2026, 11, 21)


@given(DAYS, st.integers(-30, 500), st.frozensets(DAYS, max_size=30))
def test_counting_is_the_same_as_going_day_by_day(start, span, holidays):
    end = start + dt.timedelta(days=span)
    walked = sum(is_working_day(start + dt.timedelta(days=step), holidays) for step in range(1, span + 1))
    assert between(start, end, holidays) == walked


@given(DAYS, st.integers(1, 60), st.frozensets(DAYS, max_size=10))
def test_going_on_and_counting_back_agree(start, days, holidays):
    end = after(start, days, holidays)
    assert is_working_day(end, holidays)
    assert between(start, end, holidays) == days
