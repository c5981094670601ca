"""Advice on plain English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plain_words import MOST_HINTS, PLAINER, Kind, count_words, hints, sentences

LONG = "We meet " + "and talk " * 18


def test_long_sentence_is_counted_and_found_by_its_first_words():
    (hint,) = hints(f"Come in. {LONG.strip()}. Stay.")
    assert (hint.kind, hint.number, hint.words) == (Kind.LONG_SENTENCE, 38, "We meet and talk and talk")


def test_sentence_of_25_words_is_left_alone():
    assert hints("word " * 25) == ()
    assert [hint.number for hint in hints("word " * 26)] == [26]


def test_summary_of_41_words_is_too_long():
    words = "Tea and a chat. " * 10 + "Free."
    assert [(hint.kind, hint.number) for hint in hints(words, is_summary=True)] == [(Kind.LONG_SUMMARY, 41)]
    assert hints(words) == ()


def test_office_words_have_plainer_ones_once_each():
    found = hints("Service users may self-refer. SERVICE USERS can attend.")
    assert [(hint.words, hint.plainer) for hint in found] == [
        ("service users", "people who come"),
        ("self-refer", "ask for yourself"),
        ("attend", "come"),
    ]


@pytest.mark.parametrize(
    "words", ["Attendance allowance", "unattended", "self-referred", "re-enable", "Supon"]
)
def test_part_of_a_word_is_no_office_word(words):
    assert hints(words) == ()


def test_time_price_and_short_form_end_no_sentence():
    assert sentences("Pay £2.50 at 10.30. Come!") == ["Pay £2.50 at 10.30", "Come"]
    assert len(sentences("We meet at 10.30 a.m. for tea, e.g. on Mondays. Come!")) == 2


def test_shouting_is_mentioned():
    assert [hint.kind for hint in hints("PLEASE BRING SHOES to the NHS walk")] == [Kind.CAPITALS]
    assert hints("The NHS and BBC") == ()


def test_long_paragraph_is_mentioned():
    assert [hint.kind for hint in hints("We sing songs now. " * 21)] == [Kind.LONG_PARAGRAPH]


def test_words_are_counted_as_people_count_them():
    assert count_words("Don't worry: it's £2.50, wheelchair-friendly.") == 5


def test_plainer_words_are_no_office_words_themselves():
    assert [plain for plain in PLAINER.values() if hints(plain)] == []


@given(st.text(max_size=300), st.booleans())
def test_any_text_gives_a_few_hints(text, is_summary):
    assert len(hints(text, is_summary=is_summary)) <= MOST_HINTS
