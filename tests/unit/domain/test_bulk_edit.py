"""One change made to many documents."""

from __future__ import annotations

import pytest

from app.domain.bulk_edit import FIELD_OF, Bulk, Step, changed
from app.domain.listing_document import clean, differing

BEFORE = clean(
    {"name": "Kettle", "topics": ["need:lonely"], "phones": ["0113 496 0000"], "organisation": "Beck"}
)
ID = "6c0f2c35-6a37-4c36-8f7c-0d6f5f1c2b9d"


@pytest.mark.parametrize(
    ("step", "value"),
    [
        (Step(Bulk.ADD_TOPIC, "do:dance"), ["do:dance", "need:lonely"]),
        (Step(Bulk.REMOVE_TOPIC, "need:lonely"), []),
        (Step(Bulk.ORGANISATION, ID, "Gledhow"), {"id": ID, "name": "Gledhow"}),
        (Step(Bulk.STATUS, "defunct"), "defunct"),
        (Step(Bulk.PHONE, "0113 496 0009"), [{"number": "0113 496 0009", "extension": "", "note": ""}]),
    ],
)
def test_a_step_changes_its_field_and_nothing_else(step: Step, value: object) -> None:
    after = changed(BEFORE, step)
    assert differing(BEFORE, after) == [FIELD_OF[step.what]] == [step.field]
    assert after[step.field] == value
    assert changed(after, step) == after


def test_every_step_is_tried() -> None:
    assert set(FIELD_OF) == set(Bulk)


def test_what_says_so_already_stays_the_same() -> None:
    assert changed(BEFORE, Step(Bulk.ADD_TOPIC, "need:lonely")) == BEFORE
    assert changed(BEFORE, Step(Bulk.REMOVE_TOPIC, "do:dance")) == BEFORE
