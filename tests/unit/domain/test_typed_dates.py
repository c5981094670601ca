"""Dates as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.typed_dates import read_date, write_date

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("24 December", "2026-12-24"),
        ("24th dec", "2026-12-24"),
        ("Thursday 24th Dec 2026", "2026-12-24"),
        ("Thu, 24 December, 2026", "2026-12-24"),
        ("December 24", "2026-12-24"),
        ("3rd of March", "2027-03-03"),
        ("24/12/26", "2026-12-24"),
        ("24.12.2026", "2026-12-24"),
        ("24 12 2026", "2026-12-24"),
        ("2026-12-24", "2026-12-24"),
        ("1 Sept", "2027-09-01"),
        ("29 feb", "2028-02-29"),
        ("24 November", "2026-11-24"),
    ],
)
def test_loose_date_is_read(typed, said):
    assert read_date(typed, TODAY).isoformat() == said


@pytest.mark.parametrize(
    "typed", ["", "31/2/2026", "24 grudnia", "Christmas", "24/13/2026", "0/1/2026", "1.1.0001"]
)
def test_what_is_no_date_is_none(typed):
    assert read_date(typed, TODAY) is None


def test_months_may_be_in_the_readers_language():
    assert read_date("24 grudnia", TODAY, {"grudnia": 12}) == dt.date(2026, 12, 24)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)), st.booleans())
def test_written_date_is_read_back(day, in_words):
    assert read_date(write_date(day, in_words=in_words), TODAY) == day


@given(st.text(max_size=30))
def test_any_text_gives_a_date_or_none(typed):
    assert isinstance(read_date(typed, TODAY), dt.date | None)
