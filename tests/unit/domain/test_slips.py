from pathlib import Path

import pytest

from app.domain.slips import district_slips, likest, names_like, slips_of
from app.gateways.place_folder import place
from config import ROOT

LEEDS = place(Path(ROOT), "leeds")


@pytest.mark.parametrize(
    "mistyped", ["L597UF", "S97UF", "LS97FU", "SL97UF", "LS97UFF", "LS99UF", "LS7UF", "LSS97UF"]
)
def test_one_slip_away_from_the_postcode_meant(mistyped):
    assert "LS97UF" in slips_of(mistyped, LEEDS.postcode_areas)


def test_slips_stay_in_the_areas_and_are_well_formed():
    slips = slips_of("LS97UF", ("BD",))
    assert slips == ()
    assert all(slip.startswith(("LS", "BD")) for slip in slips_of("LS97UX", ("LS", "BD")))
    assert "LS97UX" not in slips_of("LS97UX", ("LS",))


def test_likest_puts_the_place_first_then_look_alikes_then_swaps():
    found = [("BD97UF", False), ("LS97AF", True), ("LS79UF", True), ("LS97VF", True)]
    assert likest("LS97UF", found) == ("LS97VF", "LS79UF", "LS97AF")


def test_districts_one_slip_away():
    assert {"LS4", "LS10", "LS20"} <= set(district_slips("LS40", ("LS",)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harehils", "Harehills"),
        ("sea croft", "Seacroft"),
        ("otly", "Otley"),
        ("morely", "Morley"),
        ("chapel allerten", "Chapel Allerton"),
        ("seacroft hospital", "Seacroft"),
        ("hedingley", "Headingley"),
    ],
)
def test_a_misspelt_name_suggests_the_one_meant_first(typed, meant):
    assert names_like(typed, LEEDS)[0] == meant


def test_a_word_like_no_name_suggests_nothing():
    assert names_like("banana", LEEDS) == ()
