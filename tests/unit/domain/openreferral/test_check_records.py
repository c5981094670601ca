"""What no schema looks at is looked at: each fault once, and nothing where all is right."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.openreferral.check import Fault
from app.domain.openreferral.check_records import kind_of, months_before, record_faults, rule_fault
from app.domain.schedule_rule import Freq

TODAY = dt.date(2026, 11, 24)
ONE, OTHER = "ac148810-d857-441c-9679-408f346de14b", "bc148810-d857-441c-9679-408f346de14b"
SERVICE = {"id": ONE, "organization_id": OTHER, "organization": {"id": OTHER}, "assured_date": "2026-11-01"}


def found(record, kind):
    return [(one.fault, one.path) for one in record_faults(record, kind, TODAY)]


def test_nothing_is_said_of_a_good_record():
    good = SERVICE | {
        "email": "tea@example.org",
        "description": "Tea & toast, 2 < 3. It's fine",
        "schedules": [
            {"id": ONE, "service_id": ONE, "freq": "MONTHLY", "byday": "2TU,-1FR", "interval": 1},
            {"id": OTHER, "opens_at": "22:00", "closes_at": "02:00", "notes": "Goes on into the night"},
            {"id": "3", "opens_at": "18:30", "closes_at": "20:00Z", "valid_from": "2026-01-01"},
        ],
        "service_at_locations": [
            {"id": ONE, "service_id": ONE, "location_id": OTHER, "location": {"id": OTHER, "latitude": 53.8}}
        ],
        "cost_options": [{"id": ONE, "valid_from": "2026-01-01", "valid_to": "2026-12-31"}],
        "attributes": [{"id": ONE, "taxonomy_term_id": ONE, "taxonomy_term": {"id": ONE}}],
    }
    good["service_at_locations"][0]["location"]["longitude"] = -1.5
    assert found(good, "service") == []


@pytest.mark.parametrize(
    ("changed", "fault", "path"),
    [
        ({"organization": {"id": ONE}}, Fault.OTHER_ORGANIZATION, "organization_id"),
        ({"organization": None, "organization_id": ""}, Fault.NO_ORGANIZATION, "organization_id"),
        ({"assured_date": "2026-11-25"}, Fault.ASSURED_AHEAD, "assured_date"),
        ({"assured_date": "2026-08-24"}, Fault.ASSURED_LONG_AGO, "assured_date"),
        ({"assured_date": "24/11/2026"}, Fault.WRONG_DATE, "assured_date"),
        ({"assured_date": None}, Fault.NOT_ASSURED, "assured_date"),
        ({"email": "tea@example"}, Fault.UNLIKELY_EMAIL, "email"),
        ({"email": "tea @example.org"}, Fault.UNLIKELY_EMAIL, "email"),
        ({"description": "<p>Tea</p>"}, Fault.MARKUP, "description"),
        ({"fees": "Tea&nbsp;only"}, Fault.MARKUP, "fees"),
        ({"contacts": [{"id": ONE}, {"id": ONE}]}, Fault.DOUBLED_WITHIN, "contacts[].id"),
        ({"contacts": [{"id": ONE, "service_id": OTHER}]}, Fault.OTHER_PARENT, "contacts[0].service_id"),
        (
            {"service_at_locations": [{"id": ONE, "location_id": ONE, "location": {"id": OTHER}}]},
            Fault.OTHER_PARENT,
            "service_at_locations[0].location_id",
        ),
        ({"cost_options": [{"valid_from": "x"}]}, Fault.WRONG_DATE, "cost_options[0].valid_from"),
        (
            {"cost_options": [{"valid_from": "2026-02-01", "valid_to": "2026-01-01"}]},
            Fault.ENDS_FIRST,
            "cost_options[0].valid_to",
        ),
    ],
)
def test_a_fault_of_a_service_is_found(changed, fault, path):
    assert (fault, path) in found(SERVICE | changed, "service")


@pytest.mark.parametrize(
    ("schedule", "fault"),
    [
        ({"opens_at": "18:30", "closes_at": "17:00"}, Fault.CLOSES_FIRST),
        ({"opens_at": "18:30", "closes_at": "18:30"}, Fault.CLOSES_FIRST),
        ({"opens_at": "6pm"}, Fault.WRONG_TIME),
        ({"opens_at": "25:00"}, Fault.WRONG_TIME),
        ({"dtstart": "soon"}, Fault.WRONG_DATE),
        ({"valid_from": "2026-02-30"}, Fault.WRONG_DATE),
        ({"freq": "WEEKLY", "byday": "Tuesday"}, Fault.WRONG_RULE),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, Fault.ENDS_FIRST),
    ],
)
def test_a_fault_of_a_schedule_is_found(schedule, fault):
    assert [one for one, _ in found(schedule, "schedule")] == [fault]


@pytest.mark.parametrize(
    ("location", "faults"),
    [
        ({"latitude": 53.8, "longitude": -1.5}, []),
        ({"latitude": 60.8, "longitude": -0.9}, []),
        ({"latitude": -1.5, "longitude": 53.8}, [Fault.OUTSIDE_UK]),
        ({"latitude": 0, "longitude": 0}, [Fault.OUTSIDE_UK]),
        ({"latitude": 53.8}, [Fault.HALF_A_POINT]),
        ({"latitude": True, "longitude": -1.5}, [Fault.HALF_A_POINT]),
        ({}, []),
    ],
)
def test_points_lie_in_the_united_kingdom(location, faults):
    assert [one for one, _ in found(location, "location")] == faults


@pytest.mark.parametrize(
    "schedule",
    [
        {"freq": "WEEKLY", "byday": "XX"},
        {"freq": "WEEKLY", "byday": "2TU"},
        {"freq": "WEEKLY", "interval": 0},
        {"freq": "WEEKLY", "interval": 1.5},
        {"freq": "MONTHLY", "bymonthday": "32"},
        {"freq": "OFTEN"},
        {"byday": "TU"},
    ],
)
def test_patterns_no_program_can_expand_are_said(schedule):
    assert rule_fault(schedule)


@pytest.mark.parametrize("freq", [freq.value for freq in Freq if freq is not Freq.ONCE])
@pytest.mark.parametrize(
    "more", [{}, {"interval": 2}, {"interval": 2.0}, {"bymonthday": "1,-1"}, {"wkst": "MO"}]
)
def test_patterns_of_the_standard_are_read(freq, more):
    assert rule_fault({"freq": freq, **more}) == ""


def test_a_service_below_its_organisation_need_not_name_it():
    nested = {"id": OTHER, "services": [{"id": ONE, "assured_date": "2026-11-01"}]}
    assert found(nested, "organization") == []


@pytest.mark.parametrize("record", [None, 1, "x", [], [None], {"organization": 5, "schedules": "x"}])
def test_nothing_odd_stops_it(record):
    list(record_faults(record, "service", TODAY))


def test_three_months_before_the_end_of_a_long_month():
    assert months_before(dt.date(2026, 5, 31), 3) == dt.date(2026, 2, 28)
    assert months_before(dt.date(2024, 5, 31), 3) == dt.date(2024, 2, 29)
    assert months_before(dt.date(2026, 1, 15), 12) == dt.date(2025, 1, 15)


def test_fields_are_named_for_what_they_hold():
    assert [kind_of(name) for name in ("taxonomies", "addresses", "cost_options", "address")] == [
        *("taxonomy", "address", "cost_option", "address")
    ]
