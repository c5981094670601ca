"""Values and records as they leave."""

import datetime as dt
import uuid

import pytest

from app.domain.openreferral import writing
from app.domain.openreferral.fields import Profile
from app.domain.openreferral.writing import Depth, written

ID = uuid.UUID("c9f069d5-490e-5ce8-b154-021d4b990bbc")


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("https://tea.example/a b", "https://tea.example/a%20b"),
        ("https://tea.example/café?q=ł", "https://tea.example/caf%C3%A9?q=%C5%82"),
        ("https://tea.example/100%", None),
        ("urn:uprn:10092008082", "urn:uprn:10092008082"),
        ("tea.example", None),
        ("https://", None),
        ("https://[::1", None),
        ("javascript:alert(1) <b>", "javascript:alert(1)%20%3Cb%3E"),
        ("", None),
        ("https://tea.example:99999/", None),
    ],
)
def test_addresses_are_escaped_or_left_out(given, made):
    assert writing.uri(given) == made


@pytest.mark.parametrize(
    ("given", "made"),
    [(18.0, 18), (17.5, 17.5), ("3", 3), ("Europe/London", None), (float("nan"), None), (True, None)],
)
def test_numbers_are_whole_where_they_can_be(given, made):
    assert writing.number(given) == made
    assert type(writing.number(given)) is type(made)


def test_moments_are_utc_to_the_millisecond():
    moment = dt.datetime(2026, 7, 1, 10, 30, 45, 123456, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert writing.moment(moment) == "2026-07-01T09:30:45.123Z"
    assert writing.moment(dt.datetime(2026, 7, 1)) is None


def test_what_no_file_can_hold_is_taken_out_of_words():
    assert writing.words(" tea\0 \ud800and cake ") == "tea and cake"
    assert writing.words(" \n") is None


def test_empty_values_and_lists_are_left_out():
    source = {
        "id": ID,
        "name": "Tea",
        "status": "active",
        "description": "  ",
        "email": "no",
        "fees": None,
        "contacts": [],
        "attributes": [{"id": "no identifier"}],
    }
    assert written(Profile.UK, "service", source) == {"id": str(ID), "name": "Tea", "status": "active"}


def test_what_a_profile_does_not_declare_is_not_written():
    source = {"id": ID, "name": "Tea", "status": "active", "alternate_name": "Chai"}
    assert "alternate_name" not in (written(Profile.UK, "service", source) or {})
    assert "alternate_name" in (written(Profile.HSDS, "service", source) or {})


def test_an_object_without_what_it_must_have_is_left_out_whole():
    source = {"id": ID, "name": "Tea", "status": "active", "organization": {"id": ID, "name": "Neighbours"}}
    assert "organization" not in (written(Profile.UK, "service", source) or {})
    assert written(Profile.UK, "service", {"id": ID, "name": "Tea", "status": "open"}) is None


def test_lists_have_one_to_one_fields_only():
    organization = {"id": ID, "name": "N", "description": "D", "organization_identifiers": [{"id": ID}]}
    source = {"id": ID, "name": "Tea", "status": "active", "languages": [{"id": ID}]}
    record = written(Profile.UK, "service", {**source, "organization": organization}, Depth.BRIEF) or {}
    assert record.keys() == {"id", "name", "status", "organization"}
    assert record["organization"].keys() == {"id", "name", "description"}
