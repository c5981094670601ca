import tomllib
from pathlib import Path

import pytest

from app.domain import vocabulary

ROOT = Path(__file__).resolve().parents[3]
FIVE = {"en", "pl", "ro", "ur", "ar"}
SMALL = {
    "groups": {"need": {"en": "Need", "pl": "Potrzeba"}},
    "need": {
        "lonely": {"en": "Loneliness", "typed": ["alone"], "front": 2},
        "food": {"en": "Food", "front": 1},
    },
}


def test_term_is_found_by_group_and_name():
    read = vocabulary.read(SMALL)
    assert read.terms["need:lonely"].typed == ("alone",)


def test_label_falls_back_to_english_then_to_the_key():
    read = vocabulary.read(SMALL)
    assert read.label("need:food", "pl") == "Food"
    assert read.label("need:gone", "pl") == "need:gone"


def test_front_doors_come_in_their_order():
    assert [term.key for term in vocabulary.read(SMALL).front] == ["need:food", "need:lonely"]


def test_term_of_an_unnamed_group_is_refused():
    with pytest.raises(KeyError):
        vocabulary.read({**SMALL, "who": {"men": {"en": "Men"}}})


def test_our_own_vocabulary_is_whole_in_five_languages():
    read = vocabulary.read(tomllib.loads((ROOT / "places/vocabulary.toml").read_text()))
    assert len(read.front) == 12
    assert all(set(words) == FIVE for words in read.groups.values())
    for term in read.terms.values():
        assert set(term.label) == FIVE, term.key
        assert term.first_person is None or set(term.first_person) == FIVE, term.key
        assert all(also in read.terms for also in term.also)


def test_an_editors_words_win_over_the_file():
    edit = vocabulary.Edit(
        {"en": "On your own"}, {"pl": ["samotność"], "en": ["by mesen"], vocabulary.OFF: ["alone"]}
    )
    read = vocabulary.edited(vocabulary.read(SMALL), {"need:lonely": edit, "need:gone": edit})
    assert read.label("need:lonely", "en") == "On your own"
    assert set(read.terms["need:lonely"].typed) == {"samotność", "by mesen"}
    assert read.terms["need:food"] == vocabulary.read(SMALL).terms["need:food"]


def test_a_hidden_term_is_not_offered_and_keeps_its_words():
    read = vocabulary.edited(vocabulary.read(SMALL), {"need:food": vocabulary.Edit({}, {}, hidden=True)})
    assert [term.key for term in read.group("need")] == ["need:lonely"]
    assert [term.key for term in read.front] == ["need:lonely"]
    assert read.label("need:food", "en") == "Food"
