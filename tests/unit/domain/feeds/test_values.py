"""Numbers, dates, times, ages and money as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.feeds import values


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-01-05", (2024, 1, 5)),
        ("2024-01-05T10:00:00Z", (2024, 1, 5)),
        ("05/01/2024", (2024, 1, 5)),
        ("5.1.24", (2024, 1, 5)),
        ("12/31/2023", (2023, 12, 31)),
        ("5th January 2024", (2024, 1, 5)),
        ("Friday 5 Jan 2024", (2024, 1, 5)),
        ("January 5, 2024", (2024, 1, 5)),
        ("20240105", (2024, 1, 5)),
        (1_704_412_800, (2024, 1, 5)),
        (1_704_412_800_000, (2024, 1, 5)),
        ("0001-01-01T00:00:00", (1, 1, 1)),
    ],
)
def test_date_is_read_however_it_is_written(written: object, meant: tuple[int, int, int]) -> None:
    assert values.date(written) == dt.date(*meant)


@pytest.mark.parametrize(
    "written", ["", "soon", "2024-02-31", "31/31/2024", "2024", 2024, True, None, [], "99999-01-01"]
)
def test_what_is_no_date_is_none(written: object) -> None:
    assert values.date(written) is None


@pytest.mark.parametrize(
    ("year", "sane"), [(1, False), (1900, False), (1970, False), (1990, True), (2099, True), (9999, False)]
)
def test_empty_fields_turned_into_dates_are_not_sane(year: int, sane: bool) -> None:
    assert values.is_sane(dt.date(year, 1, 1)) is sane


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("9am", "09:00"), ("9 AM", "09:00"), ("9.30", "09:30"), ("9.30pm", "21:30"), ("09:00:00", "09:00")),
        *(("0930", "09:30"), ("1800hrs", "18:00"), ("noon", "12:00"), ("12am", "00:00"), ("12pm", "12:00")),
        *(("24:00", "00:00"), ("9:30 a.m.", "09:30"), ("12:30Z", "12:30"), ("2024-01-01T09:30:00", "09:30")),
        *(("9", ""), ("25:00", ""), ("whenever", ""), ("9-5", ""), ("13am", ""), ("", "")),
    ],
)
def test_time_is_read_however_it_is_written(written: str, meant: str) -> None:
    assert values.clock(written) == meant


@pytest.mark.parametrize(
    ("words", "pence"),
    [
        *(
            ("Free", 0),
            ("free of charge.", 0),
            ("This service is free", 0),
            ("none", 0),
            ("£3", 300),
            ("£2.50", 250),
        ),
        *(("£2.50 per session", 250), ("3.50", 350), ("50p", 50), ("Cost: £4 a class", 400)),
        *(
            ("£3 to £5", None),
            ("Free for members, £3 others", None),
            ("5", None),
            ("Ring to ask", None),
            ("", None),
        ),
        *(("From £3", None), ("Donation", None), ("£3 a month", None), ("£1000000", None)),
    ],
)
def test_price_is_taken_only_when_it_is_plain(words: str, pence: int | None) -> None:
    assert values.pence(words) == pence


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        *(
            ("18+", (18, None)),
            ("16-25", (16, 25)),
            ("16 to 25", (16, 25)),
            ("under 5", (None, 5)),
            ("over 60", (60, None)),
        ),
        *(("65", (65, None)), ("aged 12", (12, None)), ("adults", (None, None))),
    ],
)
def test_ages_are_read_from_words(words: str, ages: tuple[float | None, float | None]) -> None:
    assert values.ages(words) == ages


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "1e999", "", None, [], 10**40])
def test_what_is_no_plain_number_is_none(value: object) -> None:
    assert values.number(value) is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.integers())))
def test_nothing_makes_reading_a_value_fail(value: object) -> None:
    values.date(value)
    values.number(value)
    values.whole(value)
    values.moment(value)
    if isinstance(value, str):
        values.clock(value)
        values.ages(value)
        values.pence(value)
