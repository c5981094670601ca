"""Times of day as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.typed_hours import read_hours, read_time, write_time


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10", "10:00"),
        ("7", "07:00"),
        ("6", "18:00"),
        ("10.30am", "10:30"),
        ("10:30 A.M.", "10:30"),
        ("half 2", "14:30"),
        ("half past two", "14:30"),
        ("quarter to three", "14:45"),
        ("quarter past 9", "09:15"),
        ("20 past 4", "16:20"),
        ("4 o'clock", "16:00"),
        ("4 o’clock", "16:00"),
        ("1430", "14:30"),
        ("15h30", "15:30"),
        ("02:00", "02:00"),
        ("7 in the evening", "19:00"),
        ("12 noon", "12:00"),
        ("midday", "12:00"),
        ("midnight", "00:00"),
        ("12am", "00:00"),
        ("١٠", "10:00"),
    ],
)
def test_loose_time_is_read(typed, said):
    assert read_time(typed).strftime("%H:%M") == said


@pytest.mark.parametrize("typed", ["", "25", "10:75", "13pm", "soon", "10 to 3", "1/2", "10:30:15:2", "\x00"])
def test_what_is_no_time_is_none(typed):
    assert read_time(typed) is None


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        ("10", "12", ("10:00", "12:00")),
        ("9", "5", ("09:00", "17:00")),
        ("11", "1", ("11:00", "13:00")),
        ("7", "9pm", ("19:00", "21:00")),
        ("10", "2pm", ("10:00", "14:00")),
        ("7pm", "9", ("19:00", "21:00")),
        ("10pm", "2", ("22:00", "02:00")),
        ("22:00", "6", ("22:00", "06:00")),
    ],
)
def test_end_is_read_as_the_first_such_time_after_the_start(opens, closes, said):
    assert tuple(one.strftime("%H:%M") for one in read_hours(opens, closes)) == said


@given(st.times())
def test_written_time_is_read_back(time):
    time = time.replace(second=0, microsecond=0, tzinfo=None)
    assert read_time(write_time(time)) == time
    assert read_time(time.strftime("%H:%M")) == time


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_gives_a_time_or_none(opens, closes):
    assert all(one is None or isinstance(one, dt.time) for one in read_hours(opens, closes))
