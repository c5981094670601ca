"""Which two listings may be one."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest

from app.domain.duplicates import LIKELY, Facts, Reason, likeness, pairs, plain_name, plain_phone, plain_web

ONE = Facts(
    id=uuid.UUID(int=1),
    name=plain_name("Puff and Natter"),
    organization="beckside",
    postcodes=frozenset({"LS97UF"}),
    phones=frozenset({"134960000"}),
    web=frozenset({"beckside.example/puff"}),
)


def other(name: str, **more: Any) -> Facts:
    return replace(ONE, id=uuid.UUID(int=2), name=plain_name(name), **more)


@pytest.mark.parametrize(
    ("found", "is_likely"),
    [
        (other("Puff & Natter"), True),
        (other("The Puff and Natter group", organization="", web=frozenset()), True),
        (other("Puff 'n' natter", phones=frozenset(), web=frozenset()), True),
        (other("Puff and Natter", postcodes=frozenset(), phones=frozenset(), web=frozenset()), True),
        (
            other(
                "Puff and Natter",
                organization="",
                postcodes=frozenset({"YO11AA"}),
                phones=frozenset(),
                web=frozenset(),
            ),
            False,
        ),
        (other("Tea dance"), False),
        (other("Puff and Natter, Tuesday"), False),
        (other("Puff and Natter 2"), False),
    ],
)
def test_likely_pairs_are_told_from_groups_of_one_organisation(found: Facts, is_likely: bool) -> None:
    assert (likeness(ONE, found).score >= LIKELY) is is_likely


def test_reasons_say_what_speaks_for_and_against() -> None:
    found = likeness(ONE, other("Puff & Natter", postcodes=frozenset({"LS84HS"}), web=frozenset()))
    assert set(found.reasons) == {
        Reason.SAME_NAME,
        Reason.PHONE,
        Reason.ORGANIZATION,
        Reason.OTHER_POSTCODE,
    }


def test_names_without_latin_letters_are_compared_too() -> None:
    one = replace(ONE, name=plain_name("نادي الشاي"))
    assert likeness(one, replace(other("قهوة"), web=frozenset())).score < LIKELY
    assert likeness(one, other("نادي الشاي")).score >= LIKELY


def test_likeness_is_the_same_both_ways() -> None:
    two = other("Natter and puff at the hall", phones=frozenset())
    assert likeness(ONE, two) == likeness(two, ONE)


def test_each_pair_is_found_once_and_none_with_itself() -> None:
    listings = [replace(ONE, id=uuid.UUID(int=number)) for number in (3, 1, 2)]
    found = [(pair.first.int, pair.second.int) for pair in pairs([*listings, listings[0]])]
    assert sorted(found) == [(1, 2), (1, 3), (2, 3)]


def test_pair_with_a_slip_in_the_name_is_found_by_its_letters() -> None:
    two = Facts(
        id=uuid.UUID(int=9), name=plain_name("Puff and Nater"), organization="beckside", emails=ONE.emails
    )
    one = replace(ONE, postcodes=frozenset(), phones=frozenset(), web=frozenset())
    assert len(list(pairs([one, two], likely=0.5))) == 1


@pytest.mark.parametrize(
    ("given", "plain"),
    [("0113 496 0000", "134960000"), ("+44 (0)113 4960000", "134960000"), ("999", ""), ("none", "")],
)
def test_phone_is_compared_without_what_makes_no_difference(given: str, plain: str) -> None:
    assert plain_phone(given) == plain


def test_web_address_is_compared_without_what_makes_no_difference() -> None:
    assert plain_web("https://WWW.Beckside.example/puff/?a=1#b") == plain_web("beckside.example/puff")
