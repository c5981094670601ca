"""Two records that are or are not one person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.matching import Band, Facts, MatchKey, facts_of, match, values

MAREK = Facts(
    given_name="Marek",
    family_name="Zielonka",
    born_on="1944-03-07",
    nhs_number="999 000 0018",
    phone="0113 249 6015",
    email="Marek@Example.org",
    address="Flat 3, 12a Beckside Terrace",
    postcode="ls9 7uf",
)
K = MatchKey


def compared(one: Facts, other: Facts) -> Band | None:
    mine, theirs = values(one), values(other)
    return match([kind for kind in mine if mine[kind] & theirs.get(kind, frozenset())]).band


BARE = Facts(given_name="Marek", family_name="Zielonka", born_on="1944-03-07")


@pytest.mark.parametrize(
    ("other", "band"),
    [
        (MAREK, Band.SAME),
        (BARE, Band.LIKELY),
        (replace(BARE, given_name="MÁREK Jan"), Band.LIKELY),
        (replace(BARE, given_name="Zielonka", family_name="Marek"), Band.LIKELY),
        (replace(BARE, family_name="Żelonka"), Band.LIKELY),
        (replace(BARE, born_on="1944-07-03"), Band.LIKELY),
        (replace(BARE, family_name="Zielomka"), Band.POSSIBLE),
        (replace(BARE, born_on="1944-03-08"), Band.POSSIBLE),
        (replace(BARE, born_on="1949-03-07"), Band.POSSIBLE),
        (replace(BARE, born_on="1949-03-08"), None),
        (replace(BARE, family_name="Zielomka", phone="+44 (0)113 249 6015"), Band.LIKELY),
        (replace(BARE, given_name="Jan", born_on="1950-01-01", phone="01132496015"), Band.POSSIBLE),
        (Facts(given_name="Anna", family_name="Zielonka", address="12A Beckside", postcode="LS97UF"), None),
        (Facts(nhs_number="9990000018"), Band.LIKELY),
        (Facts(given_name="Jan", family_name="Kowal", born_on="1950-01-01"), None),
        (Facts(), None),
    ],
)
def test_what_agrees_says_how_sure_we_can_be(other: Facts, band: Band | None) -> None:
    assert compared(MAREK, other) is band
    assert compared(other, MAREK) is band


def test_a_couple_with_one_phone_and_one_letter_box_is_never_more_than_possible() -> None:
    anna = replace(MAREK, given_name="Anna", born_on="1946-11-30", nhs_number="")

    assert compared(MAREK, anna) is Band.POSSIBLE


def test_twins_are_not_called_the_same() -> None:
    assert compared(MAREK, replace(MAREK, given_name="Piotr", nhs_number="")) is Band.LIKELY


def test_a_whole_name_with_its_date_is_one_reason_and_not_four() -> None:
    assert match([K.SOUND_BORN, K.NAME_YEAR, K.NAME_BORN, K.GIVEN_BORN, K.PHONE]).why == (
        K.NAME_BORN,
        K.PHONE,
    )


def test_nothing_typed_gives_nothing_to_compare() -> None:
    assert values(facts_of({"given_name": None, "phone": "ask his sister", "postcode": "LS9"})) == {}


def test_a_date_that_is_none_is_left_out() -> None:
    assert values(Facts(given_name="Marek", family_name="Zielonka", born_on="1944-02-31")) == {}
