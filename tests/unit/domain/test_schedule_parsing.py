"""Rules from odd data: always a rule, never an invented date, the fault said."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.schedule import NO_CALENDAR, ByDay, ExtraDate, Freq, Rule, is_known, occurrences
from app.domain.schedule_json import rule_from_json, rule_to_json
from app.domain.schedule_parsing import ROW_FIELDS, FaultKind, parse_rule, rule_from_row
from app.domain.schedule_phrase import phrase
from tests.unit.domain.test_recurrence import days_about_now, times, weekdays

TUESDAY = ByDay(1)


def kinds(source: dict[str, Any]) -> list[tuple[str, FaultKind]]:
    return [(fault.field, fault.kind) for fault in parse_rule(source).faults]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"freq": "weekly", "byday": "tu"}, Rule(Freq.WEEKLY, byday=(TUESDAY,))),
        ({"freq": "WEEKLY", "byday": "Tuesday, Thursday"}, Rule(Freq.WEEKLY, byday=(TUESDAY, ByDay(3)))),
        ({"freq": "WEEKLY", "byday": ["MO", "WE"]}, Rule(Freq.WEEKLY, byday=(ByDay(0), ByDay(2)))),
        ({"freq": "MONTHLY", "byday": "1TU;-1FR"}, Rule(Freq.MONTHLY, byday=(ByDay(1, 1), ByDay(4, -1)))),
        ({"freq": "MONTHLY", "bymonthday": "1,15"}, Rule(Freq.MONTHLY, bymonthday=(1, 15))),
        ({"opens_at": "9:30", "closes_at": "17:00:00Z"}, Rule(opens_at="09:30", closes_at="17:00")),
        ({"opens_at": "10:00+01:00", "closes_at": "2.30pm"}, Rule(opens_at="10:00", closes_at="14:30")),
        ({"opens_at": "10am", "closes_at": "noon"}, Rule(opens_at="10:00", closes_at="12:00")),
        ({"opens_at": "18:00", "closes_at": "24:00"}, Rule(opens_at="18:00", closes_at="00:00")),
        ({"opens_at": dt.time(10), "closes_at": "12 am"}, Rule(opens_at="10:00", closes_at="00:00")),
        ({"opens_at": "2026-01-05T10:00:00"}, Rule(opens_at="10:00")),
        ({"dtstart": "2026-11-24T00:00:00Z"}, Rule(dtstart=dt.date(2026, 11, 24))),
        ({"freq": "WEEKLY", "byday": "TU", "interval": "2.0", "dtstart": "2026-11-24"},
         Rule(Freq.WEEKLY, 2, (TUESDAY,), dtstart=dt.date(2026, 11, 24))),
        ({"freq": "ONCE", "valid_from": "2026-11-24", "valid_to": "2026-11-24"},
         Rule(Freq.ONCE, dtstart=dt.date(2026, 11, 24),
              valid_from=dt.date(2026, 11, 24), valid_to=dt.date(2026, 11, 24))),
        ({"term_time_only": "true", "off_on_bank_holidays": 1},
         Rule(term_time_only=True, off_on_bank_holidays=True)),
        ({}, Rule()),
        ({"freq": None, "byday": None, "interval": None, "opens_at": None}, Rule()),
    ],
)  # fmt: skip
def test_ways_people_write_are_read_without_fault(written: dict[str, Any], meant: Rule) -> None:
    parsed = parse_rule(written)

    assert (parsed.rule, parsed.faults) == (meant, ())


def test_days_without_a_frequency_are_weekly_and_the_healing_is_said() -> None:
    assert parse_rule({"byday": "TU"}).rule.freq is Freq.WEEKLY
    assert kinds({"byday": "TU"}) == [("freq", FaultKind.HEALED)]


def test_a_weekly_first_tuesday_is_monthly() -> None:
    assert parse_rule({"freq": "WEEKLY", "byday": "1TU"}).rule.freq is Freq.MONTHLY


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ({"freq": "FORTNIGHTLY", "byday": "TU"}, ("freq", FaultKind.UNREADABLE)),
        ({"freq": "WEEKLY", "byday": "XX"}, ("byday", FaultKind.UNREADABLE)),
        ({"freq": "WEEKLY", "byday": "XX", "dtstart": "2026-11-24"}, ("byday", FaultKind.UNREADABLE)),
        ({"freq": "MONTHLY", "byday": "0TU"}, ("byday", FaultKind.UNREADABLE)),
        ({"freq": "MONTHLY", "byday": "9TU"}, ("byday", FaultKind.OUT_OF_RANGE)),
        ({"freq": "WEEKLY", "byday": "1TU", "interval": 2}, ("byday", FaultKind.NOT_SUPPORTED)),
        ({"freq": "MONTHLY", "bymonthday": "32"}, ("bymonthday", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "interval": "999999999"}, ("interval", FaultKind.OUT_OF_RANGE)),
        ({"freq": "DAILY", "interval": "-1"}, ("interval", FaultKind.OUT_OF_RANGE)),
        ({"freq": "DAILY", "interval": "two"}, ("interval", FaultKind.UNREADABLE)),
        ({"freq": "YEARLY", "byyearday": "100"}, ("byyearday", FaultKind.NOT_SUPPORTED)),
        ({"freq": "YEARLY", "byweekno": "20", "byday": "MO"}, ("byweekno", FaultKind.NOT_SUPPORTED)),
        ({"freq": "WEEKLY", "byday": "TU", "interval": 2}, ("dtstart", FaultKind.NO_FIRST_DATE)),
        ({"freq": "WEEKLY"}, ("dtstart", FaultKind.NO_FIRST_DATE)),
        ({"freq": "WEEKLY", "interval": 2, "byday": "TU", "dtstart": "0001-01-01"},
         ("dtstart", FaultKind.OUT_OF_RANGE)),
    ],
)  # fmt: skip
def test_a_pattern_that_cannot_be_understood_gives_no_date(
    source: dict[str, Any], fault: tuple[str, FaultKind]
) -> None:
    parsed = parse_rule(source)

    assert fault in kinds(source)
    assert not is_known(parsed.rule)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ({"freq": "DAILY", "until": "soon"}, ("until", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "valid_to": "9999-12-31"}, ("valid_to", FaultKind.OUT_OF_RANGE)),
        ({"freq": "DAILY", "dtstart": "2026-11-24", "count": "1000000"}, ("count", FaultKind.OUT_OF_RANGE)),
        ({"freq": "DAILY", "dtstart": "2026-11-24", "count": 0}, ("count", FaultKind.OUT_OF_RANGE)),
        ({"freq": "DAILY", "opens_at": "25:00"}, ("opens_at", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "opens_at": "morning"}, ("opens_at", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "opens_at": "00:00", "closes_at": "00:00"}, ("closes_at", FaultKind.HEALED)),
        ({"freq": "WEEKLY", "byday": "TU,XX"}, ("byday", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "wkst": "?"}, ("wkst", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "exceptions": "Christmas"}, ("exceptions", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "exceptions": [{"day": "32 May"}]}, ("exceptions", FaultKind.UNREADABLE)),
        ({"freq": "DAILY", "exceptions": [{}] * 1001}, ("exceptions", FaultKind.TOO_MANY)),
    ],
)
def test_a_detail_that_cannot_be_read_is_left_out_and_said(
    source: dict[str, Any], fault: tuple[str, FaultKind]
) -> None:
    assert fault in kinds(source)
    assert is_known(parse_rule(source).rule)


def test_an_end_before_the_start_is_said() -> None:
    assert kinds({"freq": "DAILY", "dtstart": "2026-11-24", "until": "2026-11-01"}) == [
        ("until", FaultKind.ENDS_BEFORE_START)
    ]


odd = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.dates() | st.times()
    | st.datetimes() | st.lists(st.text(max_size=5) | st.integers(), max_size=3)
    | st.sampled_from([*Freq, "TU", "1TU,-1FR", "2026-11-24", "10:00", "31", "-1", "٣"])
)  # fmt: skip
exception = st.dictionaries(st.sampled_from(["day", "happens", "opens_at", "closes_at"]), odd)


@example({"freq": None, "interval": False, "bymonthday": 1}, None)
@example({"freq": None, "notes": [" "]}, None)
@settings(max_examples=500, deadline=None)
@given(st.dictionaries(st.sampled_from(ROW_FIELDS), odd), st.lists(exception | odd, max_size=3) | odd)
def test_no_imported_value_breaks_anything(source: dict[str, Any], exceptions: object) -> None:
    rule = parse_rule({**source, "exceptions": exceptions}).rule

    occurrences([rule], NO_CALENDAR, dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    phrase(rule)
    assert rule_from_json(json.loads(json.dumps(rule_to_json(rule)))) == rule


sound = st.builds(
    Rule,
    freq=st.sampled_from([Freq.MONTHLY, Freq.YEARLY]),
    interval=st.integers(1, 12),
    byday=st.lists(weekdays, max_size=3, unique=True).map(tuple),
    dtstart=days_about_now,
    until=st.none() | days_about_now,
    count=st.none() | st.integers(1, 60),
    wkst=st.integers(0, 6),
    opens_at=times.filter(lambda time: time != "23:59"),
    closes_at=st.sampled_from(["", "23:59"]),
    term_time_only=st.booleans(),
    off_dates=st.lists(days_about_now, max_size=3, unique=True).map(tuple),
    extra_dates=st.lists(
        st.builds(ExtraDate, days_about_now, times, times), max_size=3, unique=True
    ).map(tuple),
    notes=st.sampled_from(["", "Ring first"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(sound)
def test_a_rule_survives_the_projection(rule: Rule) -> None:
    assert rule_from_json(json.loads(json.dumps(rule_to_json(rule)))) == rule


def test_an_empty_rule_is_an_empty_dictionary() -> None:
    assert rule_to_json(Rule()) == {}
    assert rule_to_json(Rule(Freq.WEEKLY, byday=(TUESDAY,), opens_at="14:00")) == {
        "freq": "WEEKLY",
        "byday": "TU",
        "opens_at": "14:00",
    }


def test_a_stored_row_gives_its_rule_with_exceptions() -> None:
    row = SimpleNamespace(
        freq="WEEKLY",
        byday="TU",
        opens_at="14:00",
        exceptions=[
            SimpleNamespace(day=dt.date(2026, 12, 29), happens=False, opens_at="", closes_at=""),
            SimpleNamespace(day=dt.date(2026, 12, 30), happens=True, opens_at="10:00", closes_at="11:00"),
        ],
    )

    rule = rule_from_row(row)

    assert rule.off_dates == (dt.date(2026, 12, 29),)
    assert rule.extra_dates == (ExtraDate(dt.date(2026, 12, 30), "10:00", "11:00"),)
