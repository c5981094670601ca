"""Names that are heard alike."""

from __future__ import annotations

import pytest

from app.domain.sounds import sound, sounds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thompson", "Thomson"),
        ("Akhtar", "Akthar"),
        ("Kowalska", "Kovalska"),
        ("Wright", "Rite"),
        ("Smith", "Smyth"),
        ("Hussain", "Husein"),
        ("Stephens", "Stevens"),
        ("O’Brien", "O Brien"),
        ("Mohammed", "Muhammad"),
        ("MacDonald", "McDonald"),
        ("Chaudhry", "Chowdhury"),
        ("Łukasz", "Lukasz"),
        ("Al-Hassan", "Hassan"),
        ("Osei-Bonsu", "Bonsu"),
        ("أحمد", "احمد"),
    ],
)
def test_names_heard_alike_sound_alike(one: str, other: str) -> None:
    assert sounds(one) & sounds(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Khan", "Karim"), ("Ali", "Alan"), ("Patel", "Pell"), ("Smith", "Smart")]
)
def test_names_heard_apart_do_not(one: str, other: str) -> None:
    assert not sounds(one) & sounds(other)


@pytest.mark.parametrize("name", ["", "  ", "-", "'"])
def test_no_name_has_no_sound(name: str) -> None:
    assert sound(name) == ""
    assert sounds(name) == frozenset()
