"""Schedules of a document and the rules the form makes of them."""

from app.domain.listing_document import clean
from app.domain.schedule_filling import tidied
from app.domain.schedule_records import record_of, rule_of, with_rule, without
from tests.unit.domain.test_schedule_builder import demo_rules

WEEKLY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00"}


def test_every_demo_rule_survives_the_document():
    for rule in demo_rules():
        (record,) = clean({"schedules": [record_of(rule)]})["schedules"]
        assert tidied(rule_of(record)) == tidied(rule)


def test_record_that_says_the_same_stays_as_it_is():
    held = {
        **WEEKLY,
        "exceptions": [{"day": "2026-12-29", "note": "Roof"}],
        "place": 1,
        "description": "Tuesdays",
    }
    assert with_rule([held], 0, rule_of(held)) == [held]


def test_new_rule_keeps_its_place_and_drops_words_about_the_old_one():
    held = {**WEEKLY, "place": 1, "description": "Tuesdays"}
    (made,) = with_rule([held], 0, rule_of({**WEEKLY, "byday": "WE"}))
    assert made == {**WEEKLY, "byday": "WE", "place": 1}


def test_rule_beyond_the_last_is_added():
    assert [one["byday"] for one in with_rule([WEEKLY], 1, rule_of({**WEEKLY, "byday": "FR"}))] == [
        "TU",
        "FR",
    ]
    assert without([WEEKLY, {**WEEKLY, "byday": "FR"}], 0) == [{**WEEKLY, "byday": "FR"}]
