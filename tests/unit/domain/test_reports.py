import datetime as dt

import pytest

from app.domain.listing import ReportReason
from app.domain.reports import Doubt, coarse, doubt, promised_by, risk

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
R = ReportReason


def before(**ago: float) -> dt.datetime:
    return NOW - dt.timedelta(**ago)


@pytest.mark.parametrize(
    ("closed", "warned", "expected"),
    [
        (0, None, Doubt.NONE),
        (1, None, Doubt.NONE),
        (1, before(days=400), Doubt.NONE),
        (2, None, Doubt.NONE),
        (2, NOW, Doubt.WARNS),
        (9, before(minutes=1), Doubt.WARNS),
        (2, before(days=30, seconds=-1), Doubt.WARNS),
        (2, before(days=30), Doubt.HIDES),
        (2, before(days=30, seconds=1), Doubt.HIDES),
        (9, before(days=400), Doubt.HIDES),
    ],
)
def test_page_warns_from_two_readers_and_hides_after_thirty_days_unchecked(closed, warned, expected) -> None:
    assert doubt(closed, warned, NOW) is expected


@pytest.mark.parametrize(
    ("reported", "due"),
    [
        ("2026-11-16", "2026-11-23"),
        ("2026-11-20", "2026-11-27"),
        ("2026-11-21", "2026-11-27"),
        ("2026-12-23", "2027-01-04"),
    ],
    ids=["a Monday", "a Friday", "a Saturday", "over Christmas"],
)
def test_promise_counts_working_days(reported, due) -> None:
    holidays = {dt.date(2026, 12, 25), dt.date(2026, 12, 28), dt.date(2027, 1, 1)}
    assert promised_by(dt.date.fromisoformat(reported), holidays) == dt.date.fromisoformat(due)


def test_who_may_set_out_in_vain_comes_before_who_finds_it_full() -> None:
    calm = {"closed_reports": 0, "sensitive": False, "hidden": False}
    order = [
        risk({R.CLOSED}, closed_reports=2, sensitive=True, hidden=True),
        risk({R.CLOSED}, closed_reports=2, sensitive=False, hidden=False),
        risk({R.OTHER}, closed_reports=0, sensitive=True, hidden=False),
        risk({R.CLOSED}, **calm),
        risk({R.ACCESS}, **calm),
        risk({R.FULL}, **calm),
    ]
    assert order == sorted(order, reverse=True) and len(set(order)) == len(order)


def test_what_waits_for_weeks_overtakes_what_is_new_and_a_little_riskier() -> None:
    calm = {"closed_reports": 0, "sensitive": False, "hidden": False}
    assert risk({R.FULL}, **calm, weeks=3) > risk({R.CLOSED}, **calm)
    assert risk({R.FULL}, **calm, weeks=3) < risk({R.CLOSED}, closed_reports=2, sensitive=False, hidden=False)


@pytest.mark.parametrize(
    ("address", "kept"),
    [("203.0.113.77", "203.0.113"), ("2001:db8:1:2::3", "2001:db8:1"), ("unknown", "unknown"), ("", "")],
)
def test_source_is_a_neighbourhood_and_no_machine(address, kept) -> None:
    assert coarse(address) == kept
