"""What is meant by a few words, with the real vocabulary and the real Leeds."""

from __future__ import annotations

import pytest

from app.domain.understanding import Phrasebook
from app.gateways import place_folder, vocabulary_file
from config import ROOT


@pytest.fixture(scope="module")
def book():
    return Phrasebook(vocabulary_file.of_root(ROOT), place_folder.place(ROOT, "leeds"))


def terms(understood):
    return {key for part in understood.parts for key in part.terms}


def filters(understood):
    return {taken.key for taken in understood.filters}


def test_a_whole_question_comes_apart(book):
    meant = book.read("something for my dad who uses a wheelchair near LS9 on Tuesdays, free")
    assert meant.near == "LS9"
    assert filters(meant) == {"access:step-free", "day:tu", "cost:free"}
    assert "who:over-60s" in terms(meant)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("skint", "need:money"),
        ("lonely", "need:lonely"),
        ("my mum has dementia", "need:memory"),
        ("keep fit for over 60s", "do:exercise"),
        ("keep fit for over 60s", "who:over-60s"),
        ("walk-in centre", "support:drop-in"),
        ("Czuję się samotnie", "need:lonely"),
        ("أشعر بالوحدة", "need:lonely"),
        ("speaks Urdu", "lang:ur"),
        ("anything for my 15 year old", "who:young-people"),
        ("grandad is 82 years old", "who:over-60s"),
    ],
)
def test_what_people_type_means_a_term(book, typed, key):
    assert key in terms(book.read(typed))


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("chess in Otley", "Otley"),
        ("harehills lunch club", "Harehills"),
        ("singing ls97uf", "LS97UF"),
        ("walks near Cross Gates on sunday", "Cross Gates"),
        ("type 2 diabetes", ""),
        ("food bank leeds", ""),
        ("an E5 thing", ""),
    ],
)
def test_a_place_in_the_words_is_taken_out(book, typed, near):
    assert book.read(typed).near == near


def test_a_place_is_left_alone_where_another_was_given(book):
    meant = book.read("chess in Otley", with_place=False)
    assert meant.near == ""
    assert "otley" in {word for part in meant.parts for word in part.words}


def test_what_is_to_be_ignored_is_no_filter(book):
    assert filters(book.read("free chess on Tuesdays", ignore=["day:tu"])) == {"cost:free"}
    assert not terms(book.read("chess", ignore=["also"]))


def test_a_longer_phrase_wins_over_its_words(book):
    meant = book.read("free food")
    assert filters(meant) == set()
    assert terms(meant) == {"need:food"}


def test_fillers_alone_ask_for_nothing(book):
    assert book.read("is there anything for me").parts == ()


def test_a_thousand_words_are_a_few_parts(book):
    assert len(book.read(" ".join(f"word{n}" for n in range(1000))).parts) <= 8
