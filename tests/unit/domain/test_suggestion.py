"""Which questions a suggestion asks."""

import pytest

from app.domain.listing import Kind
from app.domain.listing_document import empty
from app.domain.suggestion import STEPS, Step, after, before, first_open, reference


@pytest.mark.parametrize("kind", Kind)
def test_path_is_short_begins_with_the_kind_and_ends_with_who_asks(kind):
    steps = STEPS[kind]
    assert len(steps) <= 8
    assert (steps[0], steps[1], steps[-1]) == (Step.KIND, Step.NAME, Step.YOU)


@pytest.mark.parametrize("kind", Kind)
def test_steps_follow_each_other_and_lead_back(kind):
    document = {**empty(), "kind": kind.value}
    steps = STEPS[kind]
    assert [after(step, document) for step in steps] == [*steps[1:], None]
    assert [before(step, document) for step in steps] == [None, *steps[:-1]]


def test_skill_asks_no_address_and_no_public_contact():
    assert not {Step.WHERE, Step.CONTACT} & set(STEPS[Kind.SKILL])


def test_first_open_question_is_found():
    document = {**empty(), "kind": "activity"}
    assert first_open(document) is Step.NAME
    document |= {"name": "Walk", "summary": "A walk."}
    assert first_open(document) is Step.WHERE
    document |= {"ways": ["online"]}
    assert first_open(document) is Step.CONTACT
    assert first_open(document | {"join": "Turn up."}) is None


def test_reference_can_be_read_out():
    assert reference("4f9a22c1-0000-4000-8000-000000000000") == "4F9A-22C1"
