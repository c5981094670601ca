"""A conversation as it comes: cleaned, never thrown away, and known again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conversation_document import (
    Answer,
    Document,
    NotAConversationError,
    digest_of,
    document_from,
    plain,
)
from app.domain.engagement import MOST_WORDS, AgeBand
from app.domain.insight import QuotePermission

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def test_what_was_said_is_read():
    made = document_from(
        {
            "answers": {
                "love": {"text": " The allotments. "},
                "rate": {"scale": 4},
                "way": {"choice": "bus"},
            },
            "people": 3,
            "language": "pl",
            "captured_at": "2026-11-20T10:42:00+00:00",
            "age": "under-13",
            "unfinished": True,
            "quote": "yes",
        }
    )
    assert made.answers == {
        "love": Answer(text="The allotments."),
        "rate": Answer(scale=4),
        "way": Answer(choice="bus"),
    }
    assert (made.people, made.language, made.age, made.is_unfinished) == (3, "pl", AgeBand.UNDER_13, True)
    assert made.may_quote is QuotePermission.YES
    assert made.captured_at == dt.datetime(2026, 11, 20, 10, 42, tzinfo=dt.UTC)


@pytest.mark.parametrize("given", [None, "", "maybe", True, ["yes"]])
def test_only_a_yes_lets_words_be_shown(given):
    assert document_from({"quote": given}).may_quote is QuotePermission.NOT_ASKED


def test_an_answer_to_a_question_we_do_not_know_stays():
    assert document_from({"answers": {"gone": {"text": "Still here"}}}).answers["gone"].text == "Still here"


@pytest.mark.parametrize("raw", [None, [], "words", 7, {"answers": ["no"]}])
def test_what_is_no_conversation_is_said(raw):
    with pytest.raises(NotAConversationError):
        document_from(raw)


def test_letters_no_database_takes_are_left_out_and_length_is_bounded():
    made = document_from({"answers": {"love": "a\0b\ud800c" + "x" * MOST_WORDS}})
    assert made.answers["love"].text.startswith("abcx") and len(made.answers["love"].text) == MOST_WORDS


@given(JSON)
def test_anything_else_that_comes_is_read_or_refused_and_reads_back_the_same(raw):
    try:
        made = document_from({"answers": raw, "people": raw, "captured_at": raw, "kept": raw, "age": raw})
    except NotAConversationError:
        return
    assert document_from(plain(made)) == made
    assert digest_of(document_from(plain(made))) == digest_of(made)


def test_other_words_have_another_digest():
    one = Document(answers={"love": Answer(text="one")})
    assert digest_of(one) != digest_of(Document(answers={"love": Answer(text="two")}))
    assert digest_of(one) == digest_of(Document(answers={"love": Answer(text="one")}))


def test_nothing_said_is_empty_and_a_reflection_is_something():
    assert document_from({"answers": {"love": {"text": "  "}}}).is_empty
    assert not document_from({"answers": {}, "reflection": "They were cold"}).is_empty
