"""Break-glass: what is reason enough, and when it is to be reviewed."""

import datetime as dt

import pytest

from app.domain.overrides import is_reason_enough, review_due


@pytest.mark.parametrize(
    ("reason", "enough"),
    [
        ("She rang and is on the street now", True),
        ("She rang me now, 20x", True),
        ("too short", False),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaa", False),
        ("                              because ", False),
        ("", False),
    ],
)
def test_a_reason_says_something(reason, enough):
    assert is_reason_enough(reason) is enough


def test_review_is_due_after_five_working_days():
    assert review_due(dt.date(2026, 11, 24), ()) == dt.date(2026, 12, 1)
    assert review_due(dt.date(2026, 11, 28), ()) == dt.date(2026, 12, 4)
    christmas = {dt.date(2026, 12, 25), dt.date(2026, 12, 28)}
    assert review_due(dt.date(2026, 12, 22), christmas) == dt.date(2026, 12, 31)
