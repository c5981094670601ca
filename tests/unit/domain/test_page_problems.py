"""What follows from an answer, and what the accessibility statement may claim."""

import datetime as dt

import pytest

from app.domain.accessibility import Check, Compliance, Known, KnownIssue, LastTest, NotTested, compliance
from app.domain.page_problems import ProblemOutcome, ProblemStatus, status_after

DAY = dt.date(2026, 11, 24)
ISSUE = KnownIssue("map", DAY, "1.1.1", DAY, {"en": "The map"}, {"en": "Some"}, {"en": "A list"})
UNTRIED = NotTested("nvda", {"en": "NVDA"})
PEOPLE = "six people of a day centre, May 2027"


def last_test(*faults: int, not_run: tuple[tuple[str, str], ...] = ()) -> LastTest:
    checks = tuple(Check(f"c{at}", "A check", "1.4.10", 10, many) for at, many in enumerate(faults))
    return LastTest(DAY, 10, 3, ("en",), checks, not_run)


@pytest.mark.parametrize("outcome", list(ProblemOutcome))
def test_only_a_promise_to_mend_leaves_a_problem_waiting(outcome) -> None:
    waits = status_after(outcome) is ProblemStatus.PROMISED
    assert waits == (outcome is ProblemOutcome.WILL_BE_MENDED)


@pytest.mark.parametrize(
    ("known", "test", "claimed"),
    [
        (Known((), (), PEOPLE), last_test(0, 0), Compliance.FULLY),
        (Known((), (), ""), last_test(0, 0), Compliance.PARTIALLY),
        (Known((), (UNTRIED,), PEOPLE), last_test(0, 0), Compliance.PARTIALLY),
        (Known((ISSUE,), (), PEOPLE), last_test(0, 0), Compliance.PARTIALLY),
        (Known((), (), PEOPLE), None, Compliance.PARTIALLY),
        (Known((), (), PEOPLE), last_test(0, 0, not_run=(("vnu", "no Java"),)), Compliance.PARTIALLY),
        (Known((), (), PEOPLE), last_test(0, 4), Compliance.PARTIALLY),
        (Known((), (), PEOPLE), last_test(0, 4, 1), Compliance.NOT),
    ],
)
def test_fully_is_claimed_only_where_nothing_is_left_and_people_tested_it(known, test, claimed) -> None:
    assert compliance(known, test) is claimed
