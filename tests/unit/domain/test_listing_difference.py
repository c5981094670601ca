"""The difference of two documents, as data."""

from __future__ import annotations

import random

from app.domain.listing_difference import Part, Was, difference, record_items, word_parts
from app.domain.listing_document import Weight, clean, empty

WORDS = [
    "tea,",
    "coffee.",
    "and\n\na",
    "chat",
    "on",
    "Tuesdays",
    "(free)",
    "from",
    "10",
    "£2.50",
    "سلام",
    "–",
    "all's",
]


def test_only_fields_that_differ_are_told_in_the_order_of_the_form() -> None:
    old = empty()
    new = clean({**old, "email": "a@b.example", "name": "Kettle", "pence": 200})
    assert [one.key for one in difference(old, new)] == ["name", "pence", "email"]
    assert [one.key for one in difference(old, new, ["pence"])] == ["pence"]


def test_words_gone_and_added_are_told_apart() -> None:
    parts = word_parts("Tea on Tuesday mornings.", "Tea on Thursday mornings, free.")
    assert [(part.was, part.text) for part in parts] == [
        (Was.KEPT, "Tea on "),
        (Was.GONE, "Tuesday "),
        (Was.ADDED, "Thursday "),
        (Was.KEPT, "mornings"),
        (Was.ADDED, ", free"),
        (Was.KEPT, "."),
    ]


def test_both_texts_can_be_read_off_the_parts() -> None:
    chance = random.Random(7)
    for _ in range(200):
        old = " ".join(chance.choices(WORDS, k=chance.randrange(30)))
        new = " ".join(chance.choices(WORDS, k=chance.randrange(30)))
        parts = word_parts(old, new)
        assert "".join(part.text for part in parts if part.was is not Was.ADDED) == old
        assert "".join(part.text for part in parts if part.was is not Was.GONE) == new


def test_texts_that_have_little_in_common_are_marked_whole() -> None:
    old, new = "Borrow a drill for a week.", "Theirs: a lively group with tea and cakes on Sunday"
    assert word_parts(old, new) == (Part(Was.GONE, old), Part(Was.ADDED, new))


def test_a_changed_time_stands_beside_the_one_it_was() -> None:
    old = [{"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00"}, {"freq": "MONTHLY", "byday": "1FR"}]
    new = [{"freq": "WEEKLY", "byday": "TU", "opens_at": "11:00"}]
    changed, gone = record_items(old, new)
    assert (changed.was, changed.before, changed.parts) == (Was.CHANGED, old[0], ("opens_at",))
    assert (gone.was, gone.before) == (Was.GONE, old[1])


def test_a_place_with_its_id_is_the_same_place_however_it_moves() -> None:
    one = {"id": "a", "name": "Hall", "town": "Leeds", "postcode": "LS9 7UF"}
    other = {"id": "b", "name": "Barn", "town": "Otley", "postcode": "LS21 1AA"}
    moved = {**one, "name": "New Hall", "town": "York", "postcode": "YO1 1AA"}
    items = record_items([one, other], [other, moved])
    assert [(item.was, item.before) for item in items] == [(Was.KEPT, other), (Was.CHANGED, one)]


def test_a_new_ramp_is_mild_and_a_new_address_is_not() -> None:
    place = {"id": "", "name": "Hall", "postcode": "LS9 7UF", "access": {}}
    old = clean({"places": [place]})
    ramp = clean({"places": [{**place, "access": {"step-free": {"answer": "yes"}}}]})
    moved = clean({"places": [{**place, "postcode": "LS8 5BB"}]})
    assert [one.weight for one in difference(old, ramp)] == [Weight.MILD]
    assert [one.weight for one in difference(old, moved)] == [Weight.RISKY]
