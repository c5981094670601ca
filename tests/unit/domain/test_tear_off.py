"""Three plain words: ours, kind, none like another, and the same each time a card is printed."""

import re
import uuid

import pytest
from rapidfuzz.distance import DamerauLevenshtein

from app.domain.tear_off import HOW_MANY, LONGEST, code_for, not_ours, typed
from app.domain.tear_off_words import WORDS

EVENT = uuid.UUID("5f4b8c1e-3f7a-4a55-9a0f-2f2f6a3f1c11")
SECRET = b"for tests only"

UNKIND = (
    "angry arse ass bad bitter blood bomb bum cold crap cry cut damn dead death die dirt dumb evil fail fat "
    "fear fool gun hate hell hurt ill kill knife lie lonely lose mad old pain pig poor rat sad scar sick "
    "slap slow snake sore sour stupid thief tit ugly wart weak war witch worm wrong"
)
HEARD_ALIKE = (
    "beach beech", "bean been", "berry bury", "bread bred", "cereal serial", "cello jello", "chord cord",
    "dairy diary", "deer dear", "desk disc", "flour flower", "flute fruit", "grate great", "hair hare",
    "heal heel", "hole whole", "isle aisle", "key quay", "knight night", "leaf leave", "mail male",
    "maize maze", "medal metal", "pail pale", "pair pear", "peace piece", "petal pedal", "plain plane",
    "quest guest", "rain reign", "road rode", "role roll", "root route", "sail sale", "sea see",
    "sheep ship", "stair stare", "star stair", "steal steel", "sun son", "sundae sunday", "tail tale",
    "thyme time", "tide tied", "waist waste", "wail whale", "wait weight", "weather whether", "wood would",
)  # fmt: skip


def test_there_are_enough_plain_words():
    assert len(WORDS) == len(set(WORDS)) and len(WORDS) >= 500
    assert [word for word in WORDS if not re.fullmatch(r"[a-z]{3,6}", word)] == []


def test_no_two_words_are_a_single_slip_apart():
    near = [
        (one, other)
        for at, one in enumerate(WORDS)
        for other in WORDS[at + 1 :]
        if DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    ]
    assert near == []


def test_no_word_is_unkind_and_no_two_are_heard_alike():
    assert set(UNKIND.split()).isdisjoint(WORDS)
    assert [pair for pair in HEARD_ALIKE if set(pair.split()) <= set(WORDS)] == []


def test_the_same_card_has_the_same_words_and_another_has_others():
    assert code_for(SECRET, EVENT, 7) == code_for(SECRET, EVENT, 7)
    others = {
        code_for(SECRET, EVENT, 7),
        code_for(SECRET, EVENT, 8),
        code_for(SECRET, EVENT, 7, 1),
        code_for(b"of another city", EVENT, 7),
        code_for(SECRET, uuid.UUID(int=1), 7),
    }
    assert len(others) == 5


def test_a_code_is_three_different_words_of_ours():
    for number in range(1, 500):
        words = code_for(SECRET, EVENT, number).split(" ")
        assert len(set(words)) == HOW_MANY and set(words) <= set(WORDS)


@pytest.mark.parametrize(
    "written",
    [
        "acorn river moon",
        "ACORN RIVER MOON",
        "  Acorn,  river,moon. ",
        "acorn-river-moon",
        "acorn / river / moon",
        "Acorn\nRiver\tMoon",
        "acorn\u00a0river\u2013moon",
        "ａｃｏｒｎ river moon",
    ],
)
def test_however_people_type_it(written):
    assert typed(written) == "acorn river moon"


@pytest.mark.parametrize("nothing", ["", "   ", "123", "\u2026", "\u0645\u0631\u062d\u0628\u0627"])
def test_what_holds_no_letter_is_nothing(nothing):
    assert typed(nothing) == ""


def test_what_is_far_too_long_is_cut():
    assert len(typed("acorn " * 10_000)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "strange"),
    [("river lamp zoo", []), ("River-Lump-zoo", ["lump"]), ("rivver lamp rivver", ["rivver"]), ("", [])],
)
def test_a_word_that_no_card_has_is_found(text, strange):
    assert not_ours(text) == strange
