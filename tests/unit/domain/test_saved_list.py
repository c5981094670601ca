from __future__ import annotations

import math

import pytest

from app.domain import saved_list as rules
from app.domain.saved_list import TextEntry


def test_a_code_cannot_be_guessed() -> None:
    assert math.log2(len(rules.CODE_LETTERS)) * rules.CODE_LENGTH > 60
    assert len({rules.new_code() for _ in range(2000)}) == 2000


def test_a_code_has_no_letters_that_look_alike() -> None:
    assert len(set(rules.CODE_LETTERS)) == len(rules.CODE_LETTERS)
    assert not set("aeiou01256889ql") & set(rules.CODE_LETTERS)


def test_a_code_fits_its_column_and_its_groups() -> None:
    assert rules.CODE_LENGTH <= 16
    assert sum(rules.CODE_GROUPS) == rules.CODE_LENGTH


@pytest.mark.parametrize("typed", ["kmf37hdwrtnxyz", "KMF37-HDWRT-NXYZ", " kmf37 hdwrt nxyz "])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert rules.read_code(typed) == "kmf37hdwrtnxyz"


@pytest.mark.parametrize(
    "typed",
    ["", "kmf37", "kmf37-hdwrt-nxy0", "kmf37hdwrtnxyzz", "кmf37hdwrtnxyz", "../../../../etc", "\x00" * 14],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert rules.read_code(typed) is None


def test_a_shown_code_is_read_back() -> None:
    code = rules.new_code()
    assert rules.read_code(rules.show_code(code)) == code
    assert rules.show_code("kmf37hdwrtnxyz") == "kmf37-hdwrt-nxyz"


def test_a_new_key_is_a_key() -> None:
    assert all(rules.is_key(rules.new_key()) for _ in range(50))


@pytest.mark.parametrize(
    "value", ["", "a", "a" * 42, "a" * 44, "é" * 43, "a" * 42 + "\n", "a" * 43 + "\n", "'; --" * 9]
)
def test_anything_else_is_no_key(value: str) -> None:
    assert not rules.is_key(value)


def test_the_hash_does_not_show_the_key() -> None:
    key = rules.new_key()
    assert len(rules.key_hash(key)) == 64
    assert key not in rules.key_hash(key)


@pytest.mark.parametrize(
    ("item", "to", "after"),
    [
        ("b", 0, "bacd"),
        ("b", 1, "abcd"),
        ("b", 2, "acbd"),
        ("a", 3, "bcda"),
        ("d", 99, "abcd"),
        ("c", -5, "cabd"),
    ],
)
def test_move_puts_it_at_its_place(item: str, to: int, after: str) -> None:
    assert "".join(rules.moved("abcd", item, to)) == after


def test_a_move_sent_twice_moves_once() -> None:
    once = rules.moved("abcd", "c", 1)
    assert rules.moved(once, "c", 1) == once


def test_plain_text_is_numbered_and_parted() -> None:
    said = rules.plain_text(
        "For Mum",
        [TextEntry("Kettle On", ("Tomorrow, 10am", "", "Free")), TextEntry("Walk and Talk")],
        ("From Ginnel", "https://ginnel.example/l/x"),
    )
    assert said == (
        "For Mum\n\n1. Kettle On\nTomorrow, 10am\nFree\n\n2. Walk and Talk\n\nFrom Ginnel\nhttps://ginnel.example/l/x\n"
    )


def test_plain_text_of_nothing_is_its_title() -> None:
    assert rules.plain_text("My list", []) == "My list\n"
