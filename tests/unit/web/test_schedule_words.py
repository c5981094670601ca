"""The words of schedules, read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, g
from flask_babel import Babel, force_locale

from app.domain.schedule import (
    NO_CALENDAR,
    PLACE_ZONE,
    Calendar,
    Occurrence,
    Rule,
    occurrences,
    phrases,
    skipped,
    upcoming,
)
from app.domain.schedule_parsing import parse_rule
from app.gateways import place_folder
from app.web import schedule_words as words
from config import ROOT

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def reader() -> Iterator[None]:
    """A reader of English, who needs no more than an application that speaks it, and a place."""
    app = Flask("words")
    app.config["PLACE_DATA"] = place_folder.place(ROOT, "leeds")
    Babel(app, default_locale="en_GB", locale_selector=lambda: "en_GB")
    with app.test_request_context():
        yield


@contextmanager
def reading_in(language: str) -> Iterator[None]:
    g.lang = language
    with force_locale(language):
        yield


def rule(**source: Any) -> Rule:
    return parse_rule(source).rule


def said(*rules: Rule) -> list[str]:
    return [words.say_rule(phrase, TODAY) for phrase in phrases(rules)]


MORNING = {"opens_at": "10:00", "closes_at": "12:00"}
AFTERNOON = {"opens_at": "14:00", "closes_at": "15:30"}
NIGHT = {"opens_at": "22:00", "closes_at": "06:00"}
ON_TUESDAYS = {"freq": "WEEKLY", "byday": "TU"}

READ_BACK: list[tuple[dict[str, Any], str]] = [
    ({**ON_TUESDAYS, **AFTERNOON}, "Every Tuesday, 2pm to 3:30pm"),
    ({**ON_TUESDAYS, **MORNING, "interval": 2, "dtstart": "2026-11-17"}, "Every other Tuesday, 10am to noon"),
    ({**ON_TUESDAYS, **MORNING, "interval": 2}, "Every other Tuesday, 10am to noon. Ask for the next date"),
    ({**ON_TUESDAYS, "interval": 3, "dtstart": "2026-11-17"}, "Every 3 weeks on Tuesday"),
    ({"freq": "WEEKLY", "byday": "TU,TH", **MORNING}, "Every Tuesday and Thursday, 10am to noon"),
    ({"freq": "WEEKLY", "byday": "MO,WE,FR"}, "Every Monday, Wednesday and Friday"),
    ({"freq": "WEEKLY", "byday": "FR,MO,TU,TH,WE", "opens_at": "09:00", "closes_at": "17:00"},
     "Monday to Friday, 9am to 5pm"),
    ({"freq": "WEEKLY", "byday": "SA,SU"}, "Every Saturday and Sunday"),
    ({"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA"}, "Every day but Sunday"),
    ({"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", **MORNING}, "Every day, 10am to noon"),
    ({"freq": "DAILY", "byday": "SA"}, "Every Saturday"),
    ({"freq": "DAILY"}, "Every day"),
    ({"freq": "DAILY", **NIGHT}, "Every night, 10pm to 6am"),
    ({"freq": "DAILY", "opens_at": "18:00", "closes_at": "00:00"}, "Every day, 6pm to midnight"),
    ({"freq": "DAILY", "opens_at": "00:00", "closes_at": "23:59"}, "Every day, day and night"),
    ({"freq": "DAILY", "interval": 2, "dtstart": "2026-11-01"}, "Every other day"),
    ({"freq": "DAILY", "interval": 10, "dtstart": "2026-11-01"}, "Every 10 days"),
    ({"freq": "DAILY", "interval": 14, "dtstart": "2026-11-03", **MORNING},
     "Every other Tuesday, 10am to noon"),
    ({"freq": "WEEKLY", "byday": "FR", **NIGHT}, "Every Friday, 10pm to 6am"),
    ({"freq": "WEEKLY", "dtstart": "2026-11-18"}, "Every Wednesday"),
    ({"freq": "WEEKLY", **MORNING}, "Every week, 10am to noon. Ask for the next date"),
    ({"freq": "MONTHLY", "byday": "1TU", **AFTERNOON}, "First Tuesday of the month, 2pm to 3:30pm"),
    ({"freq": "MONTHLY", "byday": "1TU,3TU"}, "First and third Tuesday of the month"),
    ({"freq": "MONTHLY", "byday": "2MO,-1FR"}, "Second Monday and last Friday of the month"),
    ({"freq": "MONTHLY", "byday": "-1FR", "opens_at": "19:30"}, "Last Friday of the month, from 7:30pm"),
    ({"freq": "MONTHLY", "byday": "TU", "bymonthday": "8,9,10,11,12,13,14"}, "Second Tuesday of the month"),
    ({"freq": "MONTHLY", "byday": "1TU", "interval": 2, "dtstart": "2026-11-03"},
     "First Tuesday of every other month"),
    ({"freq": "MONTHLY", "byday": "1TU", "interval": 3, "dtstart": "2026-11-03"},
     "First Tuesday, every 3 months"),
    ({"freq": "MONTHLY", "bymonthday": "15"}, "The 15th of each month"),
    ({"freq": "MONTHLY", "bymonthday": "1,22"}, "The 1st and 22nd of each month"),
    ({"freq": "MONTHLY", "bymonthday": "-1"}, "The last day of each month"),
    ({"freq": "MONTHLY", "dtstart": "2026-01-31"}, "The 31st of each month"),
    ({"freq": "MONTHLY", "bymonthday": "3", "interval": 3, "dtstart": "2026-11-03"},
     "The 3rd, every 3 months"),
    ({"freq": "MONTHLY", "byday": "FR", "bymonthday": "13"}, "On some days of the month"),
    ({"freq": "YEARLY", "dtstart": "2025-07-15"}, "Every year on 15 July"),
    ({"freq": "YEARLY", "dtstart": "2025-07-15", "interval": 2}, "Every other year on 15 July"),
    ({"freq": "YEARLY", "byday": "1SU"}, "First Sunday of the year"),
    ({"freq": "ONCE", "dtstart": "2026-12-05", **MORNING}, "Once, on Saturday 5 December, 10am to noon"),
    ({"freq": "ONCE", "dtstart": "2027-01-05"}, "Once, on Tuesday 5 January 2027"),
    ({"exceptions": [{"day": "2026-12-05", "happens": True}, {"day": "2027-01-09", "happens": True}],
      **MORNING},
     "On 5 December and 9 January 2027, 10am to noon"),
    ({"exceptions": [{"day": f"2026-12-0{day}", "happens": True} for day in range(1, 7)]}, "On set dates"),
    ({**ON_TUESDAYS, **MORNING, "term_time_only": True}, "Every Tuesday, 10am to noon, in school term time"),
    ({"freq": "WEEKLY", "byday": "MO", "off_on_bank_holidays": True}, "Every Monday, not on bank holidays"),
    ({**ON_TUESDAYS, "term_time_only": True, "off_on_bank_holidays": True, "until": "2026-12-18"},
     "Every Tuesday, in school term time, not on bank holidays, until 18 December"),
    ({**ON_TUESDAYS, "dtstart": "2027-01-05", "count": 6},
     "Every Tuesday, from 5 January 2027, 6 times in all"),
    ({**ON_TUESDAYS, "dtstart": "2027-01-05", "until": "2027-03-09"},
     "Every Tuesday, from 5 January to 9 March 2027"),
    ({**ON_TUESDAYS, "dtstart": "2026-12-01", "until": "2027-03-09"},
     "Every Tuesday, from 1 December 2026 to 9 March 2027"),
    ({**ON_TUESDAYS, "dtstart": "2026-09-01"}, "Every Tuesday"),
    ({**ON_TUESDAYS, "closes_at": "16:00"}, "Every Tuesday, until 4pm"),
    (MORNING, "10am to noon"),
    ({}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "sentence"), READ_BACK, ids=[sentence or "nothing" for _, sentence in READ_BACK]
)
def test_a_schedule_is_said_in_plain_words(source: dict[str, Any], sentence: str) -> None:
    assert said(rule(**source)) == [sentence]


@pytest.mark.parametrize(
    ("rules", "sentences"),
    [
        (
            [rule(freq="WEEKLY", byday="TU", **MORNING), rule(freq="WEEKLY", byday="TH", **MORNING)],
            ["Every Tuesday and Thursday, 10am to noon"],
        ),
        (
            [rule(freq="WEEKLY", byday="TU", **MORNING), rule(freq="WEEKLY", byday="TU", **AFTERNOON)],
            ["Every Tuesday, 10am to noon and 2pm to 3:30pm"],
        ),
        (
            [rule(freq="WEEKLY", byday=day, **MORNING) for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")],
            ["Every day, 10am to noon"],
        ),
        (
            [rule(freq="WEEKLY", byday=day, **NIGHT) for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")],
            ["Every night, 10pm to 6am"],
        ),
        (
            [rule(freq="MONTHLY", byday="1TU"), rule(freq="MONTHLY", byday="3TU")],
            ["First and third Tuesday of the month"],
        ),
        (
            [rule(freq="WEEKLY", byday="MO,TU,WE,TH,FR", **MORNING),
             rule(freq="WEEKLY", byday="SA", **AFTERNOON)],
            ["Monday to Friday, 10am to noon", "Every Saturday, 2pm to 3:30pm"],
        ),
        (
            [
                rule(freq="WEEKLY", interval=2, byday="TU", dtstart="2026-11-03"),
                rule(freq="WEEKLY", interval=2, byday="TH", dtstart="2026-11-12"),
            ],
            ["Every other Tuesday", "Every other Thursday"],
        ),
        ([rule(freq="DAILY"), rule(freq="DAILY")], ["Every day"]),
    ],
)  # fmt: skip
def test_rules_with_one_pattern_become_one_sentence(rules: list[Rule], sentences: list[str]) -> None:
    assert said(*rules) == sentences


def on(day: str, opens: str = "", closes: str = "") -> Occurrence:
    date = dt.date.fromisoformat(day)
    source = rule(freq="ONCE", dtstart=date, opens_at=opens, closes_at=closes)
    return occurrences([source], NO_CALENDAR, date, date)[0]


@pytest.mark.parametrize(
    ("occurrence", "sentence"),
    [
        (on("2026-11-24", "14:00", "15:30"), "Today, Tuesday 24 November, 2pm to 3:30pm"),
        (on("2026-11-25", "12:00", "14:00"), "Tomorrow, Wednesday 25 November, noon to 2pm"),
        (on("2026-11-26", "13:00", "16:00"), "Thursday 26 November, 1pm to 4pm"),
        (on("2026-11-28", "10:30"), "Saturday 28 November, from 10:30am"),
        (on("2026-11-29"), "Sunday 29 November"),
        (on("2027-01-05", "00:00", "01:05"), "Tuesday 5 January 2027, midnight to 1:05am"),
        (on("2026-11-23", "22:00", "06:00"), "On now, until 6am"),
    ],
)
def test_the_next_time_is_said_from_today(occurrence: Occurrence, sentence: str) -> None:
    assert words.say_when(occurrence, TODAY) == sentence


def test_tomorrow_is_said_across_the_new_year() -> None:
    assert words.say_when(on("2027-01-01"), dt.date(2026, 12, 31)) == "Tomorrow, Friday 1 January 2027"


@pytest.mark.parametrize(
    ("occurrence", "show_time", "door"),
    [
        (on("2026-11-24", "14:00"), True, ("Today", "2", "pm", True)),
        (on("2026-11-24", "16:30"), True, ("Today", "4:30", "pm", True)),
        (on("2026-11-24", "12:00"), True, ("Today", "12", "noon", True)),
        (on("2026-11-24", "14:00"), False, ("Today", "24", "Nov", True)),
        (on("2026-11-24"), True, ("Today", "24", "Nov", True)),
        (on("2026-11-25", "12:00"), True, ("Wed", "25", "Nov", False)),
        (on("2027-01-05", "12:00"), False, ("Tue", "5", "Jan", False)),
    ],
)
def test_the_door_pictures_the_date(
    occurrence: Occurrence, show_time: bool, door: tuple[str, str, str, bool]
) -> None:
    assert words.date_door(occurrence, TODAY, show_time=show_time) == door


def test_the_next_six_say_the_hour_and_the_week_left_out() -> None:
    group = rule(**ON_TUESDAYS, **AFTERNOON, exceptions=[{"day": "2026-12-29"}])
    coming = upcoming([group], NO_CALENDAR, dt.datetime(2026, 11, 24, 9, tzinfo=PLACE_ZONE))
    off = skipped([group], NO_CALENDAR, TODAY, coming[-1].day)

    assert [words.date_door(one, TODAY, show_time=False)[1] for one in coming] == [
        "24",
        "1",
        "8",
        "15",
        "22",
        "5",
    ]
    assert words.say_next_six(coming, off, TODAY) == "All at 2pm. No meeting on 29 December."


def test_the_next_six_at_different_hours_say_so() -> None:
    coming = [on("2026-11-24", "14:00"), on("2026-11-26", "10:00")]

    assert words.say_next_six(coming, [], TODAY) == "The time is not always the same."
    assert words.say_next_six([], [], TODAY) == ""


def test_many_weeks_left_out_are_not_listed() -> None:
    group = rule(**ON_TUESDAYS, term_time_only=True)
    terms = Calendar(
        terms=((dt.date(2026, 11, 1), dt.date(2026, 12, 4)), (dt.date(2027, 1, 18), dt.date(2027, 2, 12)))
    )
    coming = upcoming([group], terms, dt.datetime(2026, 11, 24, 9, tzinfo=PLACE_ZONE))
    off = skipped([group], terms, TODAY, coming[-1].day)

    assert (
        words.say_next_six(coming, off, TODAY) == "No meeting on some of the usual days: look at the dates."
    )


def test_what_follows_the_next_date_leaves_out_the_hours() -> None:
    (phrase,) = phrases([rule(**ON_TUESDAYS, **AFTERNOON, off_on_bank_holidays=True)])

    assert words.say_then(phrase) == "Then every Tuesday, not on bank holidays"
    assert words.say_pattern(phrase, TODAY) == "Every Tuesday, not on bank holidays"
    assert words.say_then(phrases([rule(freq="ONCE", dtstart="2026-12-05")])[0]) == ""


def test_exceptions_still_to_come_are_said() -> None:
    days = [
        {"day": "2026-11-10"},
        {"day": "2026-12-29"},
        {"day": "2026-12-30", "happens": True},
    ]
    (phrase,) = phrases([rule(**ON_TUESDAYS, exceptions=days)])

    assert words.say_exceptions(phrase, TODAY) == "No meeting on 29 December. Also on 30 December."


@pytest.mark.parametrize(
    ("language", "hours", "door"),
    [
        ("pl", "14:00", ("14:00", "24 lis", True)),
        ("ar", "2:00\u00a0م", ("2:00", "بعد الظهر", True)),
        ("ro", "14:00", ("14:00", "24 nov.", True)),
        ("ur", "دوپہر\u00a02:00", ("2:00", "دوپہر", True)),
    ],
)
def test_other_languages_tell_the_time_their_own_way(
    language: str, hours: str, door: tuple[str, str, bool]
) -> None:
    with reading_in(language):
        assert words.say_time(dt.time(14)) == hours
        assert words.date_door(on("2026-11-24", "14:00"), TODAY)[1:] == door
        assert "24" in words.say_when(on("2026-11-24", "14:00"), TODAY)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [("1TU,-1TU", "Pierwszy i ostatni wtorek miesiąca"), ("1WE,-1WE", "Pierwsza i ostatnia środa miesiąca")],
)
def test_a_weekday_of_the_month_agrees_with_its_gender(days: str, sentence: str) -> None:
    with reading_in("pl"):
        assert said(rule(freq="MONTHLY", byday=days, dtstart="2026-11-03"))[0] == sentence


def test_polish_mornings_have_no_leading_nought() -> None:
    with reading_in("pl"):
        assert words.say_time(dt.time(9)) == "9:00"


def test_no_language_meets_a_pattern_it_cannot_say() -> None:
    for language in ("en_GB", "pl", "ar", "ur", "ro"):
        with reading_in(language):
            for source, sentence in READ_BACK:
                assert bool(said(rule(**source))[0]) == bool(sentence)


def test_a_morning_has_a_door_in_every_language() -> None:
    for language, half in (("ar", "صباحًا"), ("ur", "صبح"), ("pl", "24 lis"), ("ro", "24 nov.")):
        with reading_in(language):
            assert words.date_door(on("2026-11-24", "09:30"), TODAY)[2] == half


def test_noon_is_said_where_the_clock_goes_twice_round() -> None:
    with reading_in("ar"):
        assert "م" not in words.say_time(dt.time(12)).split()
        assert words.date_door(on("2026-11-24", "12:00"), TODAY)[1:3] == ("12:00", "ظهرًا")
    with reading_in("pl"):
        assert words.say_time(dt.time(12)) == "12:00"
