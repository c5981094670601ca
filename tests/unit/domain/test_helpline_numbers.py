import tomllib
from pathlib import Path

import pytest

from app.domain.helpline_numbers import is_helpline_number
from app.gateways.help_facts import help_facts
from config import ROOT

PLACES = Path(ROOT) / "places"
LEAVE_OUT = {"85258"}
"""Somebody texts it, and rings it never."""


@pytest.mark.parametrize(
    "typed",
    [
        "999",
        "112",
        "105",
        "116 123",
        "18000",
        "18001 111",
        "0800 1111",
        "0808 2000 247",
        "0113 496 0101",
        "+44 113 496 0101",
        "0300 123 4567",
        "020 7946 0101",
        "07700 900123",
        "016977 2345",
        "٠١١٣ ٤٩٦ ٠١٠١",
    ],
)
def test_a_number_in_this_country_at_what_any_call_costs_will_do(typed):
    assert is_helpline_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "09061234567",
        "+19005551234",
        "123456",
        "199",
        "07000000000",
        "0845 123 4567",
        "0870 123 4567",
        "07600 123456",
        "118 118",
        "18001",
        "18001 09061234567",
        "0600 123456",
        "ring us",
        "",
    ],
)
def test_a_number_that_costs_more_or_rings_nowhere_here_will_not(typed):
    assert not is_helpline_number(typed)


def test_every_number_that_came_with_the_places_will_do():
    national = tomllib.loads((PLACES / "emergency_numbers.toml").read_text())["number"]
    numbers = {one["number"] for one in national} - LEAVE_OUT
    for path in PLACES.glob("*/settings.toml"):
        numbers |= {fact.number for fact in help_facts(Path(ROOT), path.parent.name) if fact.number}
    assert [number for number in numbers if not is_helpline_number(number)] == []
