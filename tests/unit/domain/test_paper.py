"""Which form of a sheet somebody gets first, and what Easy Read asks of words."""

from __future__ import annotations

import pytest

from app.domain.easy_words import sentences, too_long
from app.domain.paper import SIZES, Paper, chosen, easy_email, easy_letter, first_for, first_of


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ({}, Paper.A4),
        ({"formats": ["braille"]}, Paper.A4),
        ({"formats": ["large-print"]}, Paper.LARGE),
        ({"font_size": 24}, Paper.LARGE),
        ({"formats": ["large-print", "easy-read"], "font_size": 24}, Paper.EASY),
    ],
)
def test_what_they_asked_for_comes_first_and_easy_read_before_large_print(given, first) -> None:
    assert first_for(given) is first


def test_a_member_of_the_panel_has_needs_by_the_same_names() -> None:
    assert first_of(["step-free", "easy-read"]) is Paper.EASY and first_of(["large-print"]) is Paper.LARGE


def test_who_asks_for_a_size_gets_it_and_anything_else_is_what_they_need() -> None:
    assert chosen("a5", Paper.EASY) is Paper.A5
    assert chosen("banana", Paper.EASY) is Paper.EASY and chosen(None, Paper.LARGE) is Paper.LARGE
    assert (
        chosen("text", Paper.A4) is Paper.A4 and chosen("text", Paper.A4, (*SIZES, Paper.TEXT)) is Paper.TEXT
    )


def test_an_e_mail_is_told_of_the_need_and_of_nothing_else() -> None:
    assert easy_email({"formats": ["easy-read"]}) == {"easy": 1} == easy_letter(["easy-read"])
    assert easy_email({"formats": ["large-print"]}) == {} == easy_letter([])


def test_words_are_cut_into_sentences_and_long_ones_are_told() -> None:
    long = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."
    assert sentences(f"Come for tea!  {long}\n\nAt the hall") == ["Come for tea!", long, "At the hall"]
    assert too_long(f"Come for tea. {long}") == [long]
