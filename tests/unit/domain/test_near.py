import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.near import (
    UNIT,
    NearKind,
    area_of,
    district_of,
    district_said,
    for_sharing,
    name_key,
    read_near,
    sector_of,
    spaced,
)
from app.gateways.place_folder import place
from config import ROOT

LEEDS = place(Path(ROOT), "leeds")


@pytest.mark.parametrize(
    "typed",
    [
        "LS9 7UF",
        "ls97uf",
        "  l s 9  7 u f ",
        "LS9-7UF.",
        "LS9 7UF, Leeds",
        "12 Larkspur Row, ls9 7uf",
        "LS9\t7UF",
        "\u202eLS9 7UF\u202c",
        "LS9\u00a07UF",
        "ＬＳ９ ７ＵＦ",
        "LS09 7UF",
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed):
    near = read_near(typed)
    assert (near.kind, near.key, near.groups) == (NearKind.POSTCODE, "LS97UF", ("LS9 7", "LS9"))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("LS1O 2AB", "LS102AB"),
        ("LSI 2AB", "LS12AB"),
        ("LS9 OAB", "LS90AB"),
        ("LS9 IAB", "LS91AB"),
        ("LS9 7U5", "LS97US"),
    ],
)
def test_letters_and_figures_confused_are_put_right(typed, key):
    assert read_near(typed).key == key


@pytest.mark.parametrize(
    ("typed", "kind", "key", "groups"),
    [
        ("LS9", NearKind.DISTRICT, "LS9", ()),
        ("ls 9", NearKind.DISTRICT, "LS9", ()),
        ("LS09", NearKind.DISTRICT, "LS9", ()),
        ("near LS9", NearKind.DISTRICT, "LS9", ()),
        ("Harehills LS8", NearKind.DISTRICT, "LS8", ()),
        ("LS12", NearKind.DISTRICT, "LS12", ("LS1 2",)),
        ("LS97", NearKind.DISTRICT, "LS97", ("LS9 7",)),
        ("SW1A", NearKind.DISTRICT, "SW1A", ()),
        ("LS9 7", NearKind.SECTOR, "LS9 7", ("LS9",)),
        ("ls 9 7", NearKind.SECTOR, "LS9 7", ("LS9",)),
        ("LS9 7U", NearKind.SECTOR, "LS9 7", ("LS9",)),
        ("LS127", NearKind.SECTOR, "LS12 7", ("LS12",)),
        ("LS9 7UFF", NearKind.MISTYPED, "LS97UFF", ("LS9",)),
        ("LS9 ZZZ", NearKind.MISTYPED, "LS9ZZZ", ("LS9",)),
        ("Harehills", NearKind.NAME, "harehills", ()),
        ("Pool-in-Wharfedale", NearKind.NAME, "pool in wharfedale", ()),
        ("Gipton & Harehills", NearKind.NAME, "gipton and harehills", ()),
        ("leeds 9", NearKind.NAME, "leeds 9", ()),
        ("ليدز", NearKind.NAME, "ليدز", ()),
    ],
)
def test_parts_of_postcodes_and_names_are_told_apart(typed, kind, key, groups):
    near = read_near(typed)
    assert (near.kind, near.key, near.groups) == (kind, key, groups)


@pytest.mark.parametrize("typed", [None, "", "   ", "\u202e\u200f", "\x00"])
def test_nothing_typed_is_empty(typed):
    assert read_near(typed).kind is NearKind.EMPTY


@pytest.mark.parametrize("typed", ["12345", "😀", "?!", "9", "L" * 101, "LS9 7UF" * 2000])
def test_what_is_no_place_is_said_to_be_none(typed):
    assert read_near(typed).kind is NearKind.NOT_A_PLACE


@given(st.text(max_size=40))
def test_any_text_is_read_without_fault_and_the_key_fits_the_kind(text):
    near = read_near(text)
    assert len(near.typed) <= 100
    if near.kind is NearKind.POSTCODE:
        assert UNIT.fullmatch(near.key)


@given(st.from_regex(UNIT, fullmatch=True))
def test_every_well_formed_postcode_is_read_as_itself(code):
    assume(not re.match("[A-Z]+0", code))  # LS09 is how some write LS9
    near = read_near(spaced(code).lower())
    assert (near.kind, near.key) == (NearKind.POSTCODE, code)
    assert near.groups == (sector_of(near.key), district_of(near.key))


def test_parts_of_a_postcode():
    assert [district_of(code) for code in ("LS97UF", "LS9 7", "LS9", "SW1A1AA")] == [
        "LS9",
        "LS9",
        "LS9",
        "SW1A",
    ]
    assert sector_of("LS142AB") == "LS14 2"
    assert [area_of(code) for code in ("LS97UF", "M11AA")] == ["LS", "M"]


@pytest.mark.parametrize(
    ("typed", "shared"),
    [
        ("LS9 7UF", "LS9"),
        ("12 Larkspur Row, LS8 5AB", "LS8"),
        ("LS9 7", "LS9"),
        ("LS9 7UFF", "LS9"),
        ("L59 7UF", "L59"),
        ("harehills", "Harehills"),
        ("near crossgates, leeds", "Cross Gates"),
        ("Leeds", "Leeds"),
        ("12 Larkspur Row", ""),
        ("Mrs Example's house", ""),
        ("", ""),
    ],
)
def test_only_a_district_or_a_known_name_may_be_passed_on(typed, shared):
    assert for_sharing(typed, LEEDS) == shared


def test_words_around_a_name_are_let_go():
    assert name_key("in harehills leeds", LEEDS) == "harehills"
    assert name_key("harehills road", LEEDS) is None


def test_a_district_by_its_old_name():
    assert district_said("leeds 9", LEEDS) == "LS9"
    assert district_said("bradford 9", LEEDS) is None


@pytest.mark.parametrize("typed", ["LS٩ ٦NH", "LS۹ ۶NH"])
def test_a_postcode_may_have_digits_of_any_script(typed: str) -> None:
    assert read_near(typed).key == "LS96NH"
