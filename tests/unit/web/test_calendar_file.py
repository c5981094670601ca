"""Calendar files: what another program reads out of them is what we say happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.schedule import PLACE_ZONE, Calendar, Rule, occurrences
from app.domain.schedule_parsing import parse_rule
from app.gateways import place_folder
from app.web.calendar_file import CalendarEntry, calendar_file
from config import ROOT
from tests.unit.domain.test_recurrence import calendars, rules
from tests.unit.domain.test_schedule import ENGLAND

TODAY = dt.date(2026, 11, 24)
KEY = "6f1d2c3a-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GINNEL_NOW", "2026-11-24T09:00")
    app = Flask("calendar")
    app.config["PLACE_DATA"] = place_folder.place(ROOT, "leeds")
    Babel(app, default_locale="en_GB")
    with app.test_request_context():
        yield


def rule(**source: Any) -> Rule:
    return parse_rule(source).rule


def read(*rules_of_one: Rule, calendar: Calendar = ENGLAND) -> icalendar.Calendar:
    entry = CalendarEntry(
        KEY, "Puff and Natter", rules_of_one, where="Tulip Hall", url="https://example.org/p"
    )
    file = icalendar.Calendar.from_ical(calendar_file([entry], calendar, name="My list"))
    assert isinstance(file, icalendar.Calendar)
    return file


def moments(file: icalendar.Calendar, last: dt.date) -> set[tuple[str, str | None]]:
    """Starts and ends as dateutil reads RRULE, RDATE and EXDATE of the events, on the wall clock."""
    found = set()
    for event in file.walk("VEVENT"):
        starts = event["DTSTART"].dt
        timed = isinstance(starts, dt.datetime)
        naive = starts.replace(tzinfo=None) if timed else dt.datetime.combine(starts, dt.time.min)
        length = event["DTEND"].dt.replace(tzinfo=None) - naive if "DTEND" in event else None
        lines = [f"DTSTART:{naive:%Y%m%dT%H%M%S}"]
        if "RRULE" in event:
            recurrence = event["RRULE"].to_ical().decode()
            lines.append("RRULE:" + wall_clock_until(recurrence))
        listed = dates_of(event, "RDATE")
        lines += [
            f"RDATE:{moment:%Y%m%dT%H%M%S}" for moment in [*listed, *([] if "RRULE" in event else [naive])]
        ]
        lines += [f"EXDATE:{moment:%Y%m%dT%H%M%S}" for moment in dates_of(event, "EXDATE")]
        limit = dt.datetime.combine(last, dt.time.max)
        for moment in rrulestr("\n".join(lines), forceset=True).between(naive, limit, inc=True):
            found.add((moment.isoformat(), (moment + length).isoformat() if length else None))
    return found


def wall_clock_until(recurrence: str) -> str:
    parts = []
    for part in recurrence.split(";"):
        name, _, value = part.partition("=")
        if name == "UNTIL" and value.endswith("Z"):
            moment = dt.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
            value = f"{moment.astimezone(PLACE_ZONE):%Y%m%dT%H%M%S}"
        parts.append(f"{name}={value}")
    return ";".join(parts)


def dates_of(event: icalendar.Event, name: str) -> list[dt.datetime]:
    given_dates = event.get(name, [])
    several = given_dates if isinstance(given_dates, list) else [given_dates]
    moments_given = [one.dt for group in several for one in group.dts]
    return [
        one.replace(tzinfo=None) if isinstance(one, dt.datetime) else dt.datetime.combine(one, dt.time.min)
        for one in moments_given
    ]


def ours(several: list[Rule], calendar: Calendar, last: dt.date) -> set[tuple[str, str | None]]:
    """Our occurrences as wall-clock hours, before clock changes move any."""
    found = set()
    for one in occurrences(several, calendar, TODAY, last):
        starts = dt.datetime.combine(one.day, one.hours.opens or dt.time.min)
        ends = None
        if one.hours.opens and one.hours.closes:
            ends = dt.datetime.combine(one.day, one.hours.closes)
            ends += dt.timedelta(days=0 if ends > starts else 1)
        found.add((starts.isoformat(), ends.isoformat() if ends else None))
    return found


CASES = [
    {"freq": "WEEKLY", "byday": "TU", "opens_at": "14:00", "closes_at": "15:30"},
    {"freq": "WEEKLY", "byday": "TU", "interval": 2, "dtstart": "2026-01-06", "opens_at": "10:00"},
    {"freq": "WEEKLY", "byday": "SU,MO", "interval": 2, "dtstart": "2026-11-15", "wkst": "SU"},
    {"freq": "MONTHLY", "byday": "1TU,-1FR", "opens_at": "10:00", "closes_at": "12:00"},
    {"freq": "MONTHLY", "bymonthday": "31,-2"},
    {"freq": "MONTHLY", "dtstart": "2026-01-15", "interval": 3},
    {"freq": "MONTHLY", "byday": "TU", "bymonthday": "8,9,10,11,12,13,14"},
    {"freq": "YEARLY", "dtstart": "2024-02-29"},
    {"freq": "DAILY", "opens_at": "22:00", "closes_at": "06:00"},
    {"freq": "DAILY", "interval": 3, "dtstart": "2026-11-01", "until": "2027-02-01"},
    {"freq": "ONCE", "dtstart": "2026-12-05", "opens_at": "10:00"},
    {"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-11-17", "count": 6},
    {"freq": "WEEKLY", "byday": "TU", "term_time_only": True, "opens_at": "10:00"},
    {"freq": "WEEKLY", "byday": "MO", "off_on_bank_holidays": True, "opens_at": "10:00"},
    {"freq": "WEEKLY", "byday": "TU", "opens_at": "14:00", "closes_at": "15:30", "exceptions": [
        {"day": "2026-12-29"},
        {"day": "2026-12-30", "happens": True},
        {"day": "2026-12-22", "happens": True, "opens_at": "10:00", "closes_at": "11:00"},
    ]},
]  # fmt: skip


@pytest.mark.parametrize("source", CASES, ids=str)
def test_a_program_reads_the_dates_we_show(source: dict[str, Any]) -> None:
    one, last = rule(**source), TODAY + dt.timedelta(days=399)

    found = moments(read(one), last)

    assert found == ours([one], ENGLAND, last)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rules, max_size=2), calendars)
def test_any_rules_read_back_as_our_occurrences(several: list[Rule], calendar: Calendar) -> None:
    last = TODAY + dt.timedelta(days=399)

    found = moments(read(*several, calendar=calendar), last)

    assert found == ours(several, calendar, last)


def test_the_recurrence_is_a_rule_and_not_a_list_of_dates() -> None:
    (event,) = read(rule(**CASES[0])).walk("VEVENT")

    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=TU"
    assert event["DTSTART"].params["TZID"] == "Europe/London"


def test_term_time_stops_where_the_terms_are_no_longer_known() -> None:
    (event,) = read(rule(**ON_TUESDAYS_IN_TERM)).walk("VEVENT")

    assert event["RRULE"]["UNTIL"] == [dt.datetime(2026, 12, 15, 10, tzinfo=dt.UTC)]


ON_TUESDAYS_IN_TERM = {"freq": "WEEKLY", "byday": "TU", "term_time_only": True, "opens_at": "10:00"}


def test_the_time_zone_comes_along_with_both_clock_changes() -> None:
    zone = read(rule(**CASES[0])).walk("VTIMEZONE")[0].to_tz()

    for day in (dt.date(2026, 10, 24), dt.date(2026, 10, 25), dt.date(2027, 3, 27), dt.date(2027, 3, 28)):
        noon = dt.datetime.combine(day, dt.time(12))
        assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=PLACE_ZONE).utcoffset()


def test_the_same_listing_gives_the_same_file_with_stable_ids() -> None:
    weekly, extra = rule(**CASES[0]), rule(**CASES[-1])
    entry = CalendarEntry(KEY, "Puff and Natter", (weekly, extra))

    first, second = calendar_file([entry], ENGLAND), calendar_file([entry], ENGLAND)

    assert first == second
    assert [str(event["UID"]) for event in icalendar.Calendar.from_ical(first).walk("VEVENT")] == [
        f"{KEY}-1@ginnel",
        f"{KEY}-2@ginnel",
        f"{KEY}-2-20261230@ginnel",
        f"{KEY}-2-20261222@ginnel",
    ]


def test_the_file_says_what_where_and_when_and_nobody() -> None:
    file = read(rule(**CASES[0]))
    (event,) = file.walk("VEVENT")

    assert (event["SUMMARY"], event["LOCATION"]) == ("Puff and Natter", "Tulip Hall")
    assert event["DESCRIPTION"] == "Every Tuesday, 2pm to 3:30pm\nhttps://example.org/p"
    assert event["DTSTAMP"].dt == dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    assert not {"ORGANIZER", "ATTENDEE", "CONTACT"} & set(event)
    assert file["X-WR-CALNAME"] == "My list"


def test_a_rule_with_no_dates_gives_no_event() -> None:
    assert read(Rule(), rule(freq="WEEKLY", interval=2, byday="TU")).walk("VEVENT") == []


def test_the_file_keeps_lines_short_and_ends_them_as_the_standard_asks() -> None:
    entry = CalendarEntry(KEY, "Ł" * 200, (rule(**CASES[0]),), details="a;b,c\nd")

    data = calendar_file([entry], ENGLAND)

    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
