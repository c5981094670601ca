"""Who is old enough, to the day."""

import datetime as dt

import pytest

from app.domain.age_gate import BirthFault, age_on, fault_of, is_old_enough

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("born", "fault"),
    [
        (dt.date(2026, 11, 25), BirthFault.FUTURE),
        (TODAY, None),
        (dt.date(1900, 1, 1), None),
        (dt.date(1899, 12, 31), BirthFault.TOO_LONG_AGO),
    ],
)
def test_birth_dates_that_cannot_be(born, fault):
    assert fault_of(born, TODAY) is fault


@pytest.mark.parametrize(("born", "old_enough"), [((2010, 11, 24), True), ((2010, 11, 25), False)])
def test_gate_opens_on_the_birthday(born, old_enough):
    assert is_old_enough(dt.date(*born), TODAY, 16) is old_enough


def test_birthday_on_the_29th_of_february_is_on_the_1st_of_march_in_other_years():
    born = dt.date(2008, 2, 29)
    assert age_on(born, dt.date(2026, 2, 28)) == 17
    assert age_on(born, dt.date(2026, 3, 1)) == 18
