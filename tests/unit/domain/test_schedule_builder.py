"""The form about when: what it makes of what is typed, and the way back from a rule."""

import datetime as dt
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.schedule import NO_CALENDAR, occurrences
from app.domain.schedule_boxes import BOXES, Box, Repeats, Typed, Wrong
from app.domain.schedule_builder import read
from app.domain.schedule_filling import tidied, typed_of
from app.domain.schedule_parsing import parse_rule
from app.domain.schedule_rule import ByDay, ExtraDate, Freq, Rule
from config import ROOT

TODAY = dt.date(2026, 11, 24)
FREQ = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "once": "ONCE"}


def built(repeats, **boxes):
    return read(Typed(repeats=repeats, **boxes), TODAY)


def wrong(repeats, **boxes):
    return [(fault.box.value, fault.kind) for fault in built(repeats, **boxes).faults]


def demo_rules():
    for file in sorted((ROOT / "places" / "leeds" / "demo").glob("*.toml")):
        for listing in tomllib.loads(file.read_text(encoding="utf-8")).get("listing", ()):
            for when in listing.get("when", ()):
                exceptions = [{"day": day, "happens": False} for day in when.get("except", ())]
                exceptions += [{"day": day, "happens": True} for day in when.get("extra", ())]
                yield parse_rule(
                    {
                        "freq": FREQ[when["freq"]],
                        "interval": when.get("interval", 1),
                        "byday": ",".join(when.get("days", ())),
                        "bymonthday": str(when.get("monthday", "")),
                        "dtstart": when.get("from") or ("2026-12-01" if when["freq"] == "once" else None),
                        "until": when.get("until"),
                        "opens_at": when.get("start", ""),
                        "closes_at": when.get("end", ""),
                        "notes": when.get("note", ""),
                        "term_time_only": when.get("term_time", False),
                        "off_on_bank_holidays": when.get("bank_holidays") == "off",
                        "exceptions": exceptions,
                    }
                ).rule


def test_every_other_tuesday_not_in_school_holidays():
    made = built(
        "other-weeks", days=("TU",), opens="10.30am", closes="half 12", first="1 December", term_time=True
    )
    assert made.faults == ()
    assert made.rule == Rule(
        freq=Freq.WEEKLY,
        interval=2,
        byday=(ByDay(1),),
        dtstart=dt.date(2026, 12, 1),
        opens_at="10:30",
        closes_at="12:30",
        term_time_only=True,
    )


def test_first_and_last_fridays_of_a_month():
    rule = built("month-weekdays", which=("1", "-1"), days=("FR",), opens="10", closes="12").rule
    days = [one.day.isoformat() for one in occurrences([rule], NO_CALENDAR, TODAY, dt.date(2026, 12, 31))]
    assert days == ["2026-11-27", "2026-12-04", "2026-12-25"]


@pytest.mark.parametrize(
    "dates", ["1 and 15", "1 i 15", "1 oraz 15", "1 și 15", "1 اور 15", "1، 15", "1 و15", "15; 1"]
)
def test_days_of_the_month_are_listed_as_people_list_them(dates):
    assert built("month-dates", dates=dates).rule.bymonthday == (1, 15)


@pytest.mark.parametrize(
    "line", ["23 ديسمبر، 14:00–16:00", "23/12/2026, 14:00 - 16:00", "23 December at 2 until 4"]
)
def test_extra_date_is_read_in_other_ways_of_writing(line):
    rule = read(Typed(repeats="varies", extra=line), TODAY, {"december": 12, "ديسمبر": 12}).rule
    assert rule.extra_dates == (ExtraDate(dt.date(2026, 12, 23), "14:00", "16:00"),)


def test_dates_of_a_month():
    assert built("month-dates", dates="the 1st, 15th and last").rule.bymonthday == (-1, 1, 15)


def test_extra_dates_have_their_own_hours():
    rule = built("varies", extra="24 December, 2pm to 4pm\n5 Jan from 10 to 12\n9/1/2027").rule
    assert rule.extra_dates == (
        ExtraDate(dt.date(2026, 12, 24), "14:00", "16:00"),
        ExtraDate(dt.date(2027, 1, 5), "10:00", "12:00"),
        ExtraDate(dt.date(2027, 1, 9)),
    )


@pytest.mark.parametrize(
    ("repeats", "boxes", "said"),
    [
        ("weeks", {}, [("days", Wrong.NO_DAY)]),
        ("other-weeks", {"days": ("TU",)}, [("first", Wrong.NO_FIRST)]),
        ("other-weeks", {"days": ("TU",), "first": "2 December"}, [("first", Wrong.OTHER_DAY)]),
        ("month-weekdays", {"days": ("TU",)}, [("which", Wrong.NO_WHICH)]),
        ("month-dates", {}, [("dates", Wrong.NO_DATES)]),
        ("month-dates", {"dates": "1, 40"}, [("dates", Wrong.BAD_DATES)]),
        ("once", {}, [("first", Wrong.NO_DATE_ONCE)]),
        ("once", {"first": "someday"}, [("first", Wrong.BAD_DATE)]),
        ("varies", {}, [("note", Wrong.NOTHING)]),
        ("weeks", {"days": ("TU",), "opens": "soon"}, [("opens", Wrong.BAD_TIME)]),
        ("weeks", {"days": ("TU",), "opens": "10am", "closes": "10am"}, [("closes", Wrong.SAME_TIMES)]),
        ("weeks", {"days": ("TU",), "off": "25 December"}, [("off", Wrong.NOT_A_DATE_OF_IT)]),
        ("weeks", {"days": ("TU",), "extra": "3 Dec\n3 Dec"}, [("extra", Wrong.TWICE)]),
        (
            "weeks",
            {"days": ("TU",), "first": "5 Jan 2027", "until": "1 Jan 2027"},
            [("until", Wrong.ENDS_FIRST)],
        ),
        ("weeks", {"days": ("TU",), "first": "2 Dec 2026", "until": "5 Dec 2026"}, [("until", Wrong.NEVER)]),
        ("weeks", {"days": ("TU",), "note": "x" * 301}, [("note", Wrong.TOO_LONG)]),
        ("weeks", {"days": ("TU",), "off": "1 Dec\n" * 61}, [("off", Wrong.TOO_MANY)]),
    ],
)
def test_what_is_wrong_is_said_where_it_is(repeats, boxes, said):
    assert wrong(repeats, **boxes) == said
    assert built(repeats, **boxes).rule is None


def test_box_that_is_not_asked_for_changes_nothing():
    assert built("once", first="1 Dec", until="nonsense", off="x", term_time=True).rule == Rule(
        freq=Freq.ONCE, dtstart=dt.date(2026, 12, 1)
    )


@pytest.mark.parametrize("in_words", [True, False])
def test_form_says_every_demo_schedule_as_it_is(in_words):
    rules = list(demo_rules())
    said = [typed_of(rule, in_words=in_words) for rule in rules]
    assert len(rules) == 330
    assert None not in said
    for rule, typed in zip(rules, said, strict=True):
        assert tidied(read(typed, TODAY).rule) == tidied(rule)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(freq=Freq.YEARLY, dtstart=TODAY),
        Rule(freq=Freq.WEEKLY, interval=3, byday=(ByDay(1),), dtstart=TODAY),
        Rule(freq=Freq.WEEKLY, byday=(ByDay(1),), count=6, dtstart=TODAY),
        Rule(freq=Freq.MONTHLY, byday=(ByDay(1, 1), ByDay(3, 3))),
        Rule(freq=Freq.WEEKLY, byday=(ByDay(1),), valid_from=TODAY),
        Rule(),
    ],
)
def test_what_the_form_cannot_say_is_not_offered_in_it(rule):
    assert typed_of(rule) is None


DATES = st.dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31))
TIMES = st.sampled_from(["", "00:00", "09:05", "10:00", "12:00", "13:30", "23:59"])
RULES = st.builds(
    Rule,
    freq=st.sampled_from([*Freq, None]),
    interval=st.integers(1, 3),
    byday=st.lists(
        st.builds(ByDay, st.integers(0, 6), st.sampled_from([0, 1, 2, 5, -1, -2])), max_size=3
    ).map(tuple),
    bymonthday=st.lists(st.integers(-2, 31).filter(bool), max_size=3).map(tuple),
    dtstart=st.none() | DATES,
    until=st.none() | DATES,
    count=st.none() | st.integers(1, 9),
    opens_at=TIMES,
    closes_at=TIMES,
    term_time_only=st.booleans(),
    off_on_bank_holidays=st.booleans(),
    off_dates=st.lists(DATES, max_size=2).map(tuple),
    extra_dates=st.lists(st.builds(ExtraDate, DATES, TIMES, TIMES), max_size=2).map(tuple),
    notes=st.sampled_from(["", "Ring first"]),
)


@given(RULES)
def test_rule_that_the_form_takes_comes_back_the_same(rule):
    typed = typed_of(rule)
    if typed is not None:
        assert tidied(read(typed, TODAY).rule) == tidied(rule)


TYPED = st.builds(
    Typed,
    repeats=st.sampled_from([*Repeats]).map(str),
    days=st.lists(st.sampled_from(["MO", "TU", "SU", "XX"]), max_size=3).map(tuple),
    which=st.lists(st.sampled_from(["1", "-1", "9"]), max_size=2).map(tuple),
    dates=st.sampled_from(["", "1", "last", "1st and 15th", "99"]) | st.text(max_size=8),
    opens=st.sampled_from(["", "10", "half 2", "7"]) | st.text(max_size=8),
    closes=st.sampled_from(["", "12", "9pm"]) | st.text(max_size=8),
    first=st.sampled_from(["", "1 Dec", "1/12/2026"]) | st.text(max_size=12),
    until=st.sampled_from(["", "31 July 2027"]) | st.text(max_size=12),
    term_time=st.booleans(),
    bank_holidays=st.booleans(),
    off=st.sampled_from(["", "8 Dec", "8 Dec\n15 Dec"]) | st.text(max_size=12),
    extra=st.sampled_from(["", "9 Dec, 2 to 4"]) | st.text(max_size=12),
    note=st.text(max_size=12),
)


@given(TYPED)
def test_whatever_is_typed_gives_a_rule_or_says_what_is_wrong(typed):
    made = read(typed, TODAY)
    assert (made.rule is None) == bool(made.faults)
    if made.rule is not None:
        again = typed_of(made.rule)
        assert again is not None
        assert tidied(read(again, TODAY).rule) == tidied(made.rule)
    assert all(fault.box in BOXES[Repeats(typed.repeats)] for fault in made.faults) or any(
        fault.box is Box.CLOSES for fault in made.faults
    )


def test_tidied_rule_keeps_what_it_says():
    rule = Rule(freq=Freq.WEEKLY, byday=(ByDay(4), ByDay(1)))
    assert tidied(rule) == replace(rule, byday=(ByDay(1), ByDay(4)))
