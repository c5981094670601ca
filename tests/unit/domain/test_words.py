"""Words brought to one form, whatever the keyboard."""

from __future__ import annotations

import pytest

from app.domain.words import fold, stem, stems


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Café  Młyn", "cafe mlyn"),
        ("it's men’s", "its mens"),
        ("chair-based", "chair based"),
        ("Straße", "strasse"),
        ("tea & toast", "tea and toast"),
        ("60+", "60 plus"),
        ("الذّاكِرَة", "ذاكره"),
        ("أحمد إبراهيم", "احمد ابراهيم"),
        ("للنساء", "نساء"),
        ("١٢٣", "123"),
        ("ＬＳ９", "ls9"),
        ("\u0301 \u202e", ""),
        ("", ""),
    ],
)
def test_folding(typed, plain):
    assert fold(typed) == plain
    assert fold(fold(typed)) == fold(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("walks", "walking"),
        ("swim", "swimming"),
        ("babies", "baby"),
        ("classes", "class"),
        ("men", "mens"),
        ("children", "childrens"),
        ("buses", "bus"),
        ("garden", "gardening"),
        ("diabetes", "diabetic"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("car", "caring"), ("carer", "car"), ("bus", "business"), ("art", "arts")]
)
def test_different_words_keep_apart(one, other):
    assert (stem(one) == stem(other)) is (one == "art")


def test_stems_keep_the_order():
    assert stems("The cooks' gardens") == ("the", "cook", "garden")
