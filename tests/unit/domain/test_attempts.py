"""When somebody counts as unreachable."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.attempts import Attempts, Try, unreachable
from app.domain.contact_log import ContactChannel, ContactResult, Direction
from app.domain.reaching import clean_reaching

C, R = ContactChannel, ContactResult
SAFE = clean_reaching({"channels": ["phone", "text", "letter"]})
TODAY = dt.date(2026, 11, 24)


def tried(day: str, channel: ContactChannel, result: ContactResult = R.NO_ANSWER) -> Try:
    return Try(Direction.WE, channel, result, dt.datetime.fromisoformat(day))


def counted(*tries: Try, channels: tuple[str, ...] = ("phone", "text", "letter")) -> Attempts:
    return unreachable(tries, clean_reaching({"channels": list(channels)}), today=TODAY)


THREE = (
    tried("2026-11-09T10:00", C.PHONE),
    tried("2026-11-16T15:00", C.PHONE),
    tried("2026-11-20T15:00", C.TEXT, R.SENT),
)


def test_three_tries_two_ways_two_times_over_ten_working_days_are_enough() -> None:
    made = counted(*THREE)
    assert made == Attempts(3, 2, 2, 2, 11, dt.date(2026, 11, 9), 0)
    assert made.is_met


@pytest.mark.parametrize(
    "tries",
    [
        THREE[:2],
        (*THREE[:2], tried("2026-11-20T15:00", C.PHONE)),
        (tried("2026-11-09T15:00", C.PHONE), *THREE[1:]),
        (tried("2026-11-11T10:00", C.PHONE), *THREE[1:]),
    ],
    ids=["two tries", "one way", "one time of day", "nine working days"],
)
def test_one_thing_missing_is_not_enough(tries: tuple[Try, ...]) -> None:
    assert not counted(*tries).is_met


def test_a_way_that_is_not_safe_does_not_count() -> None:
    made = counted(*THREE, channels=("text", "letter"))
    assert (made.tries, made.unsafe, made.is_met) == (1, 2, False)


def test_only_one_safe_way_is_asked_of_whoever_has_only_one() -> None:
    tries = (THREE[0], THREE[1], tried("2026-11-20T15:00", C.PHONE))
    assert counted(*tries, channels=("phone",)).is_met


@pytest.mark.parametrize(
    "heard",
    [
        tried("2026-11-17T09:00", C.PHONE, R.TALKED),
        Try(Direction.THEY, C.TEXT, R.SENT, dt.datetime(2026, 11, 17, 9)),
    ],
    ids=["we talked", "they wrote"],
)
def test_hearing_from_them_begins_the_count_again(heard: Try) -> None:
    assert counted(*THREE, heard).tries == 1


def test_bank_holidays_are_no_working_days() -> None:
    made = unreachable(THREE, SAFE, today=TODAY, holidays={dt.date(2026, 11, 11), dt.date(2026, 11, 12)})
    assert (made.days, made.is_met) == (9, False)
