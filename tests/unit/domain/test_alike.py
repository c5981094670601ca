"""Different words for the same thing meet; others do not."""

import pytest

from app.domain.alike import NO_SYNONYMS, Alike, plain
from app.gateways.place_folder import place
from config import ROOT

ALIKE = Alike([("transport", ("bus", "public transport", "getting around")), ("carers", ("young carer",))])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Buses", "transport"),
        ("BUS", "buses"),
        ("Bus stops", "Public transport"),
        ("Young carers", "Carers"),
        ("carer", "CARERS"),
        ("Allotments", "allotment"),
        ("", "transport"),
    ],
)
def test_words_that_mean_the_same_meet(one, other):
    assert ALIKE.meets(one, other) is bool(one)


@pytest.mark.parametrize(("one", "other"), [("Bus stops", "Stop smoking"), ("Food", "Transport")])
def test_others_do_not(one, other):
    assert not ALIKE.meets(one, other)


def test_a_place_without_a_list_still_minds_no_capitals():
    assert NO_SYNONYMS.meets("Buses", "bus")
    assert not NO_SYNONYMS.meets("Buses", "transport")
    assert place(ROOT, "llr").alike.meets("Carers", "carer")


def test_a_text_speaks_of_the_longest_phrase_it_has():
    assert ALIKE.said("The bus, and getting around at night") == {"transport": "bus", "night": "night"}


def test_no_word_of_the_places_list_means_two_things():
    seen = {}
    for name, others in place(ROOT, "leeds").same_words:
        for words in (name, *others):
            assert seen.setdefault(plain(words), name) == name, words
