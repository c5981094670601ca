"""When things happen, from the many ways people write it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.domain.feeds.ledger import Healing, Ledger
from app.domain.feeds.reader import Reader
from app.domain.feeds.timing import days_in, schedules


def columns(reader: Reader, **raw: Any) -> dict[str, Any]:
    return schedules(reader, {"schedules": [raw]})[0].columns


@pytest.mark.parametrize(
    ("words", "days"),
    [
        *(
            ("Monday", "MO"),
            ("Mon, Wed & Fri", "MO,WE,FR"),
            ("Monday to Friday", "MO,TU,WE,TH,FR"),
            ("tues", "TU"),
        ),
        *(("first Tuesday", "1TU"), ("last Friday of the month", "-1FR"), ("weekdays", "MO,TU,WE,TH,FR")),
        *(
            ("Sat-Sun", "SA,SU"),
            ("TU;TH", "TU,TH"),
            ("Tuesdays and Thursdays", "TU,TH"),
            ("2TU", "2TU"),
            ("second and fourth Monday", "2MO,4MO"),
        ),
        *(("every day", "MO,TU,WE,TH,FR,SA,SU"), ("Fri to Mon", "FR,SA,SU,MO")),
        *((bad, None) for bad in ("by arrangement", "Monday 10am", "mondy", "not Mondays", "", "1")),
    ],
)
def test_days_are_read_from_words(words: str, days: str | None) -> None:
    assert days_in(words) == days


def test_whole_rule_in_one_field_is_taken_apart(reader: Reader) -> None:
    made = columns(reader, freq="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;UNTIL=20250101")
    assert (made["freq"], made["interval"], made["byday"], made["until"]) == (
        "WEEKLY",
        2,
        "MO,TU",
        dt.date(2025, 1, 1),
    )


@pytest.mark.parametrize(
    ("word", "freq", "interval"),
    [
        ("Fortnightly", "WEEKLY", 2),
        ("monthly", "MONTHLY", None),
        ("DAILY", "DAILY", None),
        ("YEARLY", "YEARLY", None),
    ],
)
def test_how_often_is_read_from_words(reader: Reader, word: str, freq: str, interval: int | None) -> None:
    made = columns(reader, freq=word)
    assert (made["freq"], made["interval"]) == (freq, interval)


def test_days_without_how_often_are_weekly_or_monthly(reader: Reader) -> None:
    assert columns(reader, byday="TU")["freq"] == "WEEKLY"
    assert columns(reader, byday="1TU")["freq"] == "MONTHLY"


def test_what_cannot_be_read_is_kept_in_the_notes(reader: Reader, ledger: Ledger) -> None:
    made = columns(reader, freq="whenever", byday="by arrangement", opens_at="teatime", notes="Ring first")
    assert made["notes"] == "Ring first\nwhenever\nby arrangement\nteatime"
    assert ledger.counts[Healing.PATTERN_TO_WORDS] == 2
    assert ledger.counts[Healing.TIME_TO_WORDS] == 1


def test_dates_the_wrong_way_round_are_changed(reader: Reader) -> None:
    made = columns(reader, valid_from="2025-06-01", valid_to="2025-01-01")
    assert (made["valid_from"], made["valid_to"]) == (dt.date(2025, 1, 1), dt.date(2025, 6, 1))


def test_holidays_become_days_off(reader: Reader) -> None:
    raw = {
        "schedules": [{"byday": "MO"}],
        "holidays": [{"closed": True, "start_date": "2025-12-24", "end_date": "2025-12-26"}],
    }
    off = schedules(reader, raw)[0].parts["schedule_exception"]
    assert [(one.columns["day"].day, one.columns["happens"]) for one in off] == [
        (24, False),
        (25, False),
        (26, False),
    ]


def test_schedule_that_says_nothing_is_left_out(reader: Reader) -> None:
    assert (
        schedules(reader, {"schedules": [{"id": "1", "valid_from": "1900-01-01", "freq": ""}, {}, None]})
        == []
    )
