"""Which cards are typed twice, by whom, and where two typings of a card differ."""

import uuid

import pytest

from app.domain.conversation_document import Answer, Document, document_from
from app.domain.engagement import AgeBand
from app.domain.keying import (
    SAMPLE_LEAST,
    Box,
    Typed,
    differing,
    drawn,
    fields_of,
    in_order,
    quality,
    sample_size,
    submission_of,
    taking,
    value_of,
)

EVENT = uuid.UUID("5f4b8c1e-3f7a-4a55-9a0f-2f2f6a3f1c11")
ANN, BEN = uuid.UUID(int=1), uuid.UUID(int=2)


def said(love="The allotments", **more):
    return document_from({"answers": {"love": {"text": love}}, **more})


def box(*typed):
    return Box(EVENT, 100, tuple(Typed(*one) for one in typed))


@pytest.mark.parametrize(("many", "twice"), [(0, 0), (3, 3), (5, 5), (50, 5), (51, 6), (100, 10), (200, 20)])
def test_a_tenth_is_typed_twice_and_never_fewer_than_five(many, twice):
    assert sample_size(many) == twice


def test_the_lot_is_the_same_each_time_and_another_for_another_event():
    cards = range(1, 101)
    assert drawn(EVENT, cards) == drawn(EVENT, reversed(cards))
    assert drawn(EVENT, cards) != drawn(uuid.UUID(int=9), cards)
    assert drawn(EVENT, cards) != list(cards)[:10]


def test_a_card_is_one_submission():
    assert submission_of(EVENT, 7) == submission_of(EVENT, 7) != submission_of(EVENT, 8)


def test_who_typed_a_card_is_not_asked_for_it_again():
    cards = [(number, 1, ANN if number % 2 else BEN) for number in range(1, SAMPLE_LEAST + 1)]
    held = box(*cards)
    assert sorted(held.for_second(ANN)) == [2, 4] and sorted(held.for_second(BEN)) == [1, 3, 5]


def test_who_is_alone_types_their_own_again():
    held = box((1, 1, ANN), (2, 1, ANN), (1, 2, ANN, True))
    assert held.for_second(ANN) == [2] and sorted(held.for_second(BEN)) == [2]


def test_a_box_counts_what_is_left_and_what_differs():
    held = box((1, 1, ANN), (2, 1, ANN), (1, 2, BEN), (2, 2, BEN, True))
    assert (held.keyed, held.left, held.twice, held.differing) == (2, 98, 2, [1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The allotments.", "the allotments"),
        ("A bus,  after six!", "A bus after six"),
        ("Well-being", "well being"),
        ("Is it safe?", "Is it safe"),
        ("\u201cNo\u201d", '"No"'),
    ],
)
def test_two_need_not_agree_on_spaces_capitals_and_stops(one, other):
    assert differing(said(one), said(other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The alotments", "The allotments"),
        ("A bus after 6", "A bus after 8"),
        ("A [?] after six", "A bus after six"),
        ("I like it", "I do not like it"),
        ("", "The allotments"),
    ],
)
def test_a_slip_is_found(one, other):
    assert differing(said(one), said(other)) == ["answer-love"]


def test_slips_outside_the_questions_are_found():
    other = said(people=3, language="pl", community="carers", age="adult", chat_maker="Jo")
    assert differing(said(), other) == ["language", "people", "community", "chat_maker", "age"]


def test_values_are_said_as_somebody_types_them():
    document = Document(
        answers={"a": Answer(choice="bus"), "b": Answer(scale=0)}, age=AgeBand.ADULT, community="carers"
    )
    values = {name: value_of(document, name) for name in fields_of(document)}
    assert values == {
        "answer-a": "bus",
        "answer-b": "0",
        "language": "en",
        "people": "1",
        "community": "carers",
        "age": "adult",
    }


def test_taking_a_field_takes_it_whole():
    first, second = said("The alotments", people=2), said("The allotments", people=3)
    assert taking(first, second, ["answer-love"]) == said("The allotments", people=2)
    assert taking(first, said("", people=3), ["answer-love", "people"]).answers == {}


def test_the_rate_is_of_what_the_cards_say():
    found = quality([(said("The alotments"), said()), (said(), said())])
    assert (found.cards, found.answers, found.wrong, found.in_hundred) == (2, 6, 1, 17)
    assert quality([]).in_hundred == 0


def test_fields_stand_in_the_order_of_the_card():
    asked = {"love": 1, "better": 2}
    given = ["people", "answer-gone", "answer-better", "answer-love"]
    assert in_order(given, asked) == ["answer-love", "answer-better", "people", "answer-gone"]
