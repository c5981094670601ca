"""A search read from an address, and written back into one."""

from __future__ import annotations

import pytest

from app.domain.search import WITHIN, Criteria, FaultCode, Sort, criteria
from app.domain.vocabulary import Term, Vocabulary

WARDS = ["E05011388"]


@pytest.fixture
def vocabulary():
    keys = ("need:lonely", "need:money", "cost:free", "day:tu", "access:step-free")
    terms = {key: Term(key, key.partition(":")[0], {"en": key}) for key in keys}
    return Vocabulary({group: {"en": group} for group in ("need", "cost", "day", "access")}, terms)


def read(vocabulary, **given):
    values = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    return criteria(values, vocabulary, WARDS)


def test_every_part_is_read(vocabulary):
    asked = read(
        vocabulary,
        q=" chess  club ",
        near="ls9",
        within="0.5",
        need=["lonely", "money"],
        spoken="ur",
        ward="E05011388",
        sort="soonest",
        page="3",
        ignore="near",
    )
    assert asked == Criteria(
        q="chess club",
        near="ls9",
        within=0.5,
        chosen=("lang:ur", "need:lonely", "need:money", "ward:E05011388"),
        sort=Sort.SOONEST,
        page=3,
        ignore=("near",),
    )


def test_what_is_written_is_read_back(vocabulary):
    asked = read(
        vocabulary,
        q="x",
        near="y",
        within="3",
        need=["money", "lonely"],
        spoken="pl",
        sort="nearest",
        page="2",
    )
    assert criteria(asked.parameters(), vocabulary, WARDS) == asked


def test_nothing_asked_writes_nothing():
    assert Criteria().parameters() == {}
    assert Criteria().is_empty


@pytest.mark.parametrize("within", [f"{miles:g}" for miles in WITHIN])
def test_offered_distances_are_read(vocabulary, within):
    assert f"{read(vocabulary, within=within).within:g}" == within


@pytest.mark.parametrize("within", ["banana", "-1", "2", "nan", "inf", "1e400", "٣x", "3;drop"])
def test_other_distances_are_a_fault_and_anywhere(vocabulary, within):
    asked = read(vocabulary, within=within)
    assert asked.within is None
    assert [fault.code for fault in asked.faults] == [FaultCode.UNKNOWN_DISTANCE]


@pytest.mark.parametrize("page", ["0", "-3", "two", "1.5", "9" * 30, "²"])
def test_a_page_that_is_none_is_the_first(vocabulary, page):
    asked = read(vocabulary, page=page)
    assert asked.page == 1
    assert [fault.code for fault in asked.faults] == [FaultCode.UNKNOWN_PAGE]


def test_unknown_filters_are_left_out_and_said(vocabulary):
    asked = read(vocabulary, need=["lonely", "gold"], ward="E99", spoken="x'", cost="<b>")
    assert asked.chosen == ("need:lonely",)
    assert {fault.typed for fault in asked.faults} == {"gold", "E99", "x'", "<b>"}


def test_long_words_are_cut_and_said(vocabulary):
    asked = read(vocabulary, q="word " * 3000, near="p" * 500)
    assert len(asked.q) <= 200
    assert len(asked.near) <= 60
    assert {fault.code for fault in asked.faults} == {FaultCode.WORDS_CUT, FaultCode.NEAR_CUT}


def test_what_cannot_be_seen_is_taken_out(vocabulary):
    assert read(vocabulary, q="a\x00b\u202ec\u2066d\ud800e\u200ff").q == "a b c d e f"


def test_changing_anything_goes_back_to_the_first_page(vocabulary):
    asked = read(vocabulary, q="tea", need="lonely", page="4")
    for changed in (asked.adding("cost:free"), asked.without("need:lonely"), asked.sorted_by(Sort.SOONEST)):
        assert changed.page == 1
    assert asked.at_page(5).page == 5


def test_leaving_the_place_leaves_the_distance_and_its_order(vocabulary):
    asked = read(vocabulary, near="LS9", within="3", sort="nearest").without("near")
    assert (asked.near, asked.within, asked.sort) == ("", None, Sort.BEST)


@pytest.mark.parametrize("q", ["😀", '"', "* ( ) --", "…"])
def test_what_holds_no_word_is_said(vocabulary: Vocabulary, q: str) -> None:
    asked = criteria({"q": [q]}, vocabulary)
    assert [fault.code for fault in asked.faults] == [FaultCode.NO_WORDS]
    assert asked.q == q
