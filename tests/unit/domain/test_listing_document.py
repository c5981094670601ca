"""A listing as one plain dictionary."""

from __future__ import annotations

import json
import random
import string
from typing import Any

import pytest

from app.domain.listing_document import (
    FIELDS,
    Shape,
    clean,
    differing,
    empty,
    is_risky,
    risk_of,
    taking,
    with_secrets,
    without_secrets,
)
from app.domain.listing_faults import Wrong, faults

NAUGHTY: tuple[Any, ...] = (
    *(None, True, 3.5, float("nan"), float("inf"), -1, 10**40, "", "\x00", "\ud800", "\u202e", b"x"),
    *([], [None], [[]], [{}], {}, {"a": 1}, "x" * 200_000, ["x"] * 1000, [{"day": "no"}], object()),
)


def test_an_empty_document_has_every_field_and_is_clean() -> None:
    assert list(empty()) == list(FIELDS)
    assert clean(empty()) == empty()


@pytest.mark.parametrize("key", FIELDS)
def test_nothing_breaks_a_field_and_cleaning_twice_is_the_same_as_once(key: str) -> None:
    for value in NAUGHTY:
        once = clean({key: value})
        assert clean(once) == once
        assert json.loads(json.dumps(once)) == once
        assert "\x00" not in json.dumps(once)
        faults(once)


def test_nothing_breaks_a_record() -> None:
    chance = random.Random(11)
    names = [*string.ascii_lowercase, "id", "name", "postcode", "freq", "byday", "dtstart", "exceptions"]
    names += ["day", "happens", "access", "step-free", "answer", "number", "code", "pence", "place"]
    records = [key for key, field in FIELDS.items() if field.shape is Shape.RECORDS]
    for _ in range(300):
        record = {chance.choice(names): chance.choice(NAUGHTY) for _ in range(6)}
        once = clean({key: [record] for key in records})
        assert clean(once) == once
        faults(once)


def test_a_document_survives_json() -> None:
    document = clean({"name": "Kettle", "schedules": [{"freq": "WEEKLY", "byday": "TU"}], "pence": "250"})
    assert clean(json.loads(json.dumps(document))) == document


def test_bare_texts_stand_for_records() -> None:
    document = clean({"phones": ["0113 496 0000"], "languages": ["ur"], "organisation": "Beck"})
    assert document["phones"][0]["number"] == "0113 496 0000"
    assert document["languages"][0]["code"] == "ur"
    assert document["organisation"] == {"id": "", "name": "Beck"}


def test_an_organisation_is_told_by_its_id_else_by_its_name() -> None:
    one = clean({"organisation": {"id": "6c0f2c35-6a37-4c36-8f7c-0d6f5f1c2b9d", "name": "Beck"}})
    assert differing(one, clean({"organisation": "beck"})) == []
    assert differing(one, clean({"organisation": "Gledhow"})) == ["organisation"]
    other = {"id": "7c0f2c35-6a37-4c36-8f7c-0d6f5f1c2b9d", "name": "Beck"}
    assert differing(one, clean({"organisation": other})) == ["organisation"]


def test_order_of_topics_does_not_matter_and_order_of_phones_does() -> None:
    one = clean({"topics": ["need:lonely", "do:dance"], "phones": ["0113 496 0000", "0113 496 0001"]})
    other = clean({"topics": ["do:dance", "need:lonely"], "phones": ["0113 496 0001", "0113 496 0000"]})
    assert differing(one, other) == ["phones"]


def test_a_phone_number_is_risky_and_a_summary_is_not() -> None:
    assert is_risky(risk_of(["phones"]))
    assert is_risky(risk_of(["status"]))
    assert not is_risky(risk_of(["summary", "description", "quote"]))


def test_only_the_chosen_fields_are_taken() -> None:
    new = clean({"name": "New", "summary": "New"})
    assert taking(empty(), new, ["name"]) == {**empty(), "name": "New"}


HALL = {
    "id": "6c0f2c35-6a37-4c36-8f7c-0d6f5f1c2b9d",
    "name": "Safe House",
    "address_1": "1 Hidden Row",
    "postcode": "LS9 7UF",
    "directions": "Behind the mill",
    "undisclosed": True,
    "access": {"step-free": {"answer": "yes", "detail": "Back door on Hidden Row"}},
}


def test_a_secret_place_can_be_left_out_and_put_back() -> None:
    document = clean({"name": "Refuge", "places": [HALL]})
    bare = without_secrets(document)
    for word in ("Safe", "Hidden", "LS9", "mill"):
        assert word not in json.dumps(bare)
    assert with_secrets({**bare, "name": "Haven"}, document) == {**document, "name": "Haven"}


@pytest.mark.parametrize(
    ("values", "path", "wrong"),
    [
        ({"name": ""}, "name", Wrong.REQUIRED),
        ({"summary": ""}, "summary", Wrong.REQUIRED),
        ({"email": "nobody"}, "email", Wrong.NOT_EMAIL),
        ({"website": "javascript:alert(1)"}, "website", Wrong.NOT_WEB),
        ({"phones": ["ring me"]}, "phones.0.number", Wrong.NOT_PHONE),
        ({"places": [{"name": "Hall", "postcode": "LS9"}]}, "places.0.postcode", Wrong.NOT_POSTCODE),
        ({"ways": ["in-person"]}, "places", Wrong.NEEDS_PLACE),
        ({"minimum_age": 50, "maximum_age": 18}, "maximum_age", Wrong.WRONG_WAY_ROUND),
        ({"minimum_age": 500}, "minimum_age", Wrong.OUT_OF_RANGE),
        ({"pence": 90_000_000}, "pence", Wrong.OUT_OF_RANGE),
        ({"join": ""}, "join", Wrong.NEEDS_WAY_TO_JOIN),
        ({"schedules": [{"freq": "SOMETIMES"}]}, "schedules.0.freq", Wrong.NOT_A_TIME),
        (
            {"schedules": [{"freq": "WEEKLY", "interval": 2, "byday": "TU"}]},
            "schedules.0.dtstart",
            Wrong.NO_FIRST_DATE,
        ),
        (
            {"schedules": [{"freq": "WEEKLY", "byday": "TU", "place": 2}]},
            "schedules.0.place",
            Wrong.NEEDS_PLACE,
        ),
    ],
)
def test_what_is_wrong_is_said_with_where(values: dict[str, Any], path: str, wrong: Wrong) -> None:
    document = clean({"name": "Kettle", "summary": "Tea.", "join": "Turn up.", **values})
    assert faults(document) == {path: wrong}


def test_a_sound_listing_has_no_fault() -> None:
    assert faults(clean({"name": "Kettle", "summary": "Tea.", "join": "Turn up."})) == {}


def test_faults_of_fields_nobody_touched_can_be_left_out() -> None:
    document = clean({"name": "Kettle", "summary": "Tea.", "email": "nobody", "join": "Turn up."})
    assert faults(document, fields=["summary"]) == {}
