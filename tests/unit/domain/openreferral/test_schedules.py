"""Our schedules as the standards can say them."""

import datetime as dt
import uuid

import pytest

from app.domain.openreferral.fields import Profile
from app.domain.openreferral.schedules import published
from app.domain.openreferral.writing import written

ID, EXTRA = uuid.uuid4(), uuid.uuid4()
EMPTY = {
    **dict.fromkeys(("valid_from", "valid_to", "dtstart", "until", "count", "interval"), None),
    **dict.fromkeys(("timezone", "wkst", "freq", "byday", "byweekno", "bymonthday", "byyearday"), ""),
    **dict.fromkeys(("description", "opens_at", "closes_at", "schedule_link", "attending_type", "notes"), ""),
    "term_time_only": False,
    "off_on_bank_holidays": False,
    "id": ID,
}
JAN_6 = dt.date(2026, 1, 6)
"""A Tuesday."""


def out(profile=Profile.UK, exceptions=(), **given):
    """The records of a schedule, without their identifiers."""
    made = [written(profile, "schedule", one) for one in published(profile, {**EMPTY, **given}, exceptions)]
    return [{name: value for name, value in one.items() if name != "id"} for one in made]


def exception(day, happens=False, opens_at="", closes_at="", note=""):
    return {
        **{"id": EXTRA, "day": day, "happens": happens},
        **{"opens_at": opens_at, "closes_at": closes_at, "note": note},
    }


def test_a_weekly_pattern_stays_as_it_is():
    given = {"freq": "WEEKLY", "interval": 2, "byday": "TU,TH", "dtstart": JAN_6}
    assert out(**given, opens_at="10:00", closes_at="12:00") == [
        {
            **given,
            "dtstart": "2026-01-06",
            "opens_at": "10:00",
            "closes_at": "12:00",
        }
    ]


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (
            {"freq": "ONCE", "dtstart": JAN_6},
            {
                **{"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-01-06"},
                **{"valid_from": "2026-01-06", "valid_to": "2026-01-06"},
                "description": "On 6 January 2026 only.",
            },
        ),
        ({"freq": "ONCE"}, {"description": "Once."}),
        ({"freq": "DAILY"}, {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}),
        ({"freq": "DAILY", "byday": "MO,FR"}, {"freq": "WEEKLY", "byday": "MO,FR"}),
        (
            {"freq": "DAILY", "interval": 14, "dtstart": JAN_6},
            {"freq": "WEEKLY", "interval": 2, "byday": "TU", "dtstart": "2026-01-06"},
        ),
        (
            {"freq": "DAILY", "interval": 3, "dtstart": JAN_6},
            {"dtstart": "2026-01-06", "description": "Every 3 days from 6 January 2026."},
        ),
        (
            {"freq": "YEARLY", "dtstart": JAN_6},
            {"freq": "MONTHLY", "interval": 12, "bymonthday": "6", "dtstart": "2026-01-06"},
        ),
        ({"freq": "YEARLY", "byday": "1MO"}, {"byday": "1MO", "description": "Every year."}),
        ({"freq": "HOURLY"}, {"description": "Hourly."}),
        ({"freq": "WEEKLY", "byday": "whenever"}, {"freq": "WEEKLY", "description": "whenever"}),
        ({"freq": "MONTHLY", "bymonthday": "32"}, {"freq": "MONTHLY", "description": "32"}),
        ({"freq": "MONTHLY", "byday": "2TU, -1FR"}, {"freq": "MONTHLY", "byday": "2TU,-1FR"}),
        ({"description": "Ask us."}, {"description": "Ask us."}),
        ({"opens_at": "noon"}, {"description": "noon"}),
        ({"opens_at": "10:00", "closes_at": "10:00"}, {"opens_at": "10:00"}),
        (
            {"opens_at": "22:00", "closes_at": "02:00"},
            {"opens_at": "22:00", "closes_at": "02:00", "description": "Overnight: it ends the next day."},
        ),
        (
            {"freq": "WEEKLY", "byday": "TU", "term_time_only": True, "off_on_bank_holidays": True},
            {"freq": "WEEKLY", "byday": "TU", "description": "Term time only. Not on bank holidays."},
        ),
        (
            {"term_time_only": True, "notes": "Term-time only, at the school"},
            {"notes": "Term-time only, at the school"},
        ),
        (
            {"valid_from": JAN_6, "valid_to": dt.date(2025, 1, 6)},
            {"valid_from": "2026-01-06"},
        ),
    ],
)  # fmt: skip
def test_what_the_standard_has_no_pattern_for_is_said_another_way(given, made):
    assert out(**given) == [made]


def test_the_strict_profile_ends_a_count_with_a_date():
    given = {"freq": "WEEKLY", "byday": "TU", "dtstart": JAN_6, "count": 3}
    assert out(**given)[0]["valid_to"] == "2026-01-20"
    full = out(Profile.HSDS, **given)[0]
    assert full["count"] == 3
    assert "valid_to" not in full


def test_days_off_are_words_and_days_added_are_rows_of_their_own():
    usual, added = out(
        freq="WEEKLY",
        byday="TU",
        opens_at="10:00",
        closes_at="12:00",
        exceptions=[
            exception(dt.date(2026, 12, 29)),
            exception(dt.date(2027, 1, 3), happens=True, opens_at="14:00", closes_at="15:00", note="A party"),
        ],
    )
    assert usual["description"] == (
        "Not on 29 December 2026. Also, or at other hours, on 3 January 2027 14:00 to 15:00."
    )
    assert added == {
        "freq": "WEEKLY",
        "byday": "SU",
        "dtstart": "2027-01-03",
        "valid_from": "2027-01-03",
        "valid_to": "2027-01-03",
        "opens_at": "14:00",
        "closes_at": "15:00",
        "description": "On 3 January 2027 only. A party",
    }


def test_a_day_added_without_hours_has_the_usual_ones():
    day = exception(dt.date(2027, 1, 3), happens=True)
    assert out(opens_at="10:00", closes_at="12:00", exceptions=[day])[1]["opens_at"] == "10:00"
