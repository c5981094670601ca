"""Equality answers: known values, and what is known is kept apart from what nobody said."""

import pytest

from app.domain.equality import ITEMS, NHS_2001, NOT_ASKED, NOT_SAID, is_answer, is_disabled


def test_every_ethnic_group_has_its_code_of_2001():
    assert set(NHS_2001) == {*ITEMS["ethnicity"].values, NOT_SAID, NOT_ASKED}
    assert len(ITEMS["ethnicity"].values) == 19


def test_not_said_and_not_asked_are_answers_of_every_question():
    assert all(is_answer(item, value) for item in ITEMS for value in (NOT_SAID, NOT_ASKED))
    assert not is_answer("sex", "white-british") and not is_answer("shoe-size", "42")


@pytest.mark.parametrize(
    ("condition", "limits", "disabled"),
    [
        ("yes", "a-lot", True),
        ("yes", "a-little", True),
        ("yes", "not-at-all", False),
        ("no", "", False),
        ("yes", NOT_SAID, None),
        (NOT_SAID, "", None),
    ],
)
def test_disabled_is_a_condition_that_limits(condition, limits, disabled):
    assert is_disabled({"condition": condition, "condition-limits": limits}) is disabled
