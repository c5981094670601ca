"""Whatever stands in our rows, what leaves is valid by the published schemas, with nothing empty in it."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cache

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app.models  # noqa: F401
from app.database import Base, UTCDateTime
from app.domain.listing import CheckedBy, Status
from app.domain.openreferral.fields import Profile
from app.domain.openreferral.parts import Parts
from app.domain.openreferral.records import Area, Maker, attach_terms
from app.domain.openreferral.writing import Depth
from tests.openreferral import faults, needs_schemas

AREA = Area("Leeds", "West Yorkshire")
ODD_WORDS = [
    *("", " ", "Tea & cake", "<p>Hello <b>you</b></p>", "null", "café ☕ 🫖", "\0", "مرحبا", "x" * 300),
    *("a@b", "bev@beckside.example", "info@beckside.example", "not an address", "http://", "https://ok.example/a"),
    *("TU", "2TU,-1FR", "99MO", "WEEKLY", "HOURLY", "ONCE", "DAILY", "YEARLY", "10:00", "25:61", "02:00"),
    *("007", "12", "GBP", "1,2,3", "0", "javascript:alert(1)", "urn:x", "Europe/London", "3"),
]  # fmt: skip
WORDS = st.sampled_from(ODD_WORDS) | st.text(max_size=12)
DAYS = st.dates(dt.date(1899, 1, 1), dt.date(2201, 1, 1))
NUMBERS = st.sampled_from([None, 0, 1, 2, 7, 100, -3])
IDS = [uuid.UUID(int=at + 2**90) for at in range(40)]
OWNERS = {
    "service": IDS[0],
    "organization": IDS[1],
    "location": IDS[2],
    "service_at_location": IDS[3],
    "contact": IDS[4],
    "phone": IDS[5],
    "schedule": IDS[6],
    "program": IDS[7],
    "taxonomy": IDS[8],
    "taxonomy_term": IDS[9],
}
BY = {
    "organization_identifier": ("organization_id",),
    "program": ("id", "organization_id"),
    "service_at_location": ("id", "service_id"),
    "location": ("id", "organization_id"),
    "address": ("location_id",),
    "accessibility": ("location_id",),
    "venue_fact": ("location_id",),
    "schedule": ("service_id", "service_at_location_id", "location_id"),
    "schedule_exception": ("schedule_id",),
    "phone": ("service_id", "organization_id", "location_id", "service_at_location_id", "contact_id"),
    "contact": ("service_id", "organization_id", "location_id", "service_at_location_id"),
    "language": ("service_id", "location_id", "phone_id"),
    "cost_option": ("service_id",),
    "service_area": ("service_id",),
    "funding": ("service_id", "organization_id"),
    "required_document": ("service_id",),
    "attribute": ("link_id",),
    "service_term": ("service_id",),
    "taxonomy_term": ("id",),
    "taxonomy": ("id",),
    "organization": ("id",),
}


def value_of(column: sa.Column, table: str) -> st.SearchStrategy:
    """Anything the column can hold, and a good deal that it should not."""
    if isinstance(column.type, sa.Enum):
        return st.sampled_from(list(column.type.enum_class))
    if isinstance(column.type, sa.Uuid):
        if column.primary_key and table in OWNERS:
            return st.just(OWNERS[table])
        for owner, identifier in OWNERS.items():
            if column.name == f"{owner}_id":
                choice = st.just(identifier)
                return choice if not column.nullable else choice | st.none()
        if column.name == "link_id":
            return st.sampled_from([OWNERS["service"], OWNERS["location"], OWNERS["organization"]])
        if column.name == "term_id" or column.name == "taxonomy_term_id":
            return st.just(OWNERS["taxonomy_term"])
        return st.uuids() | st.none() if column.nullable else st.uuids()
    if isinstance(column.type, UTCDateTime):
        moments = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
        return st.none() | moments if column.nullable else moments
    if isinstance(column.type, sa.Date):
        return st.none() | DAYS if column.nullable else DAYS
    if isinstance(column.type, sa.Boolean):
        return st.booleans()
    if isinstance(column.type, sa.Float):
        return st.none() | st.floats(allow_nan=True) | st.sampled_from([18.0, 53.8])
    if isinstance(column.type, sa.Integer):
        return NUMBERS if column.nullable else st.integers(0, 9)
    return WORDS


@cache
def row(table: str) -> st.SearchStrategy:
    columns = Base.metadata.tables[table].columns
    return st.fixed_dictionaries({column.name: value_of(column, table) for column in columns})


def rows(table: str) -> st.SearchStrategy:
    return st.lists(row(table), max_size=1 if table in OWNERS else 2)


@st.composite
def listings(draw: st.DrawFn) -> tuple[dict, Parts]:
    """A service's row and everything that may hang on it."""
    parts, held = Parts(), []
    for table, columns in BY.items():
        found = draw(rows(table))
        parts.add(table, found, *columns)
        held += found
    service = draw(row("service"))
    service |= {"status": draw(st.sampled_from([Status.ACTIVE, Status.TEMPORARILY_CLOSED]))}
    attach_terms(parts, [*held, service])
    return service, parts


@needs_schemas
@pytest.mark.parametrize("profile", list(Profile))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(made=listings())
def test_whatever_stands_in_our_rows_the_record_is_valid(profile, made):
    service, parts = made
    maker = Maker(profile, parts, AREA)
    for depth in Depth:
        record = maker.service(service, depth)
        assert record is not None
        assert faults(profile, "service", record, in_list=depth is Depth.BRIEF) == []
    for name, write in (
        ("organization", maker.organization),
        ("service_at_location", maker.service_at_location),
        ("taxonomy_term", maker.term),
        ("taxonomy", maker.taxonomy),
    ):
        row = parts.one(name, OWNERS[name])
        record = write(row) if row else None
        if record is not None:
            assert faults(profile, name, record) == []


def whole_row(table: str, **given: object) -> dict:
    """A row with nothing in it but what is given."""
    empty: dict[str, object] = {}
    for column in Base.metadata.tables[table].columns:
        is_words = isinstance(column.type, sa.String | sa.Text) and not isinstance(column.type, sa.Enum)
        empty[column.name] = "" if is_words else None
    return {**empty, **given}


def a_service(**given: object) -> dict:
    now = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
    usual = {"id": IDS[0], "name": "Tea", "status": Status.ACTIVE, "version": 1, "modified_at": now}
    return whole_row("service", **{**usual, "checked_by": CheckedBy.NOBODY, **given})


def record_of(profile: Profile = Profile.HSDS, parts: Parts | None = None, **given: object) -> dict:
    made = Maker(profile, parts or Parts(), AREA).service(a_service(**given))
    assert made is not None
    return made


def test_a_listing_without_a_name_is_called_something():
    assert record_of(name=" ", alternate_name="Chai")["name"] == "Chai"
    assert record_of(name="")["name"] == "Unnamed listing"


def test_words_about_money_stand_where_each_profile_has_room():
    assert record_of(fees_description="Free")["fees_description"] == "Free"
    assert record_of(Profile.UK, fees_description="Free")["fees"] == "Free"


@pytest.mark.parametrize(
    ("pence", "words", "amounts"), [(0, "", [0]), (250, "", [2.5]), (250, "£2.50", None), (None, "", None)]
)
def test_a_price_without_words_is_a_cost_option(pence, words, amounts):
    options = record_of(pence=pence, fees_description=words).get("cost_options")
    assert (options and [one["amount"] for one in options]) == amounts
    again = record_of(pence=pence, fees_description=words).get("cost_options")
    assert options == again


@pytest.mark.parametrize(
    ("address", "is_said"),
    [
        ("info@council.example", True),
        ("local-offer@council.example", True),
        ("hello@beckside.example", True),
        ("tea@kettle.example", True),
        ("jo.bloggs@council.example", False),
        ("", False),
    ],
)
def test_who_checked_a_listing_is_a_role_and_never_a_person(address, is_said):
    record = record_of(assurer_email=address, email="tea@kettle.example")
    assert record.get("assurer_email") == (address if is_said else None)


def test_the_last_check_counts_whoever_made_it():
    first, then = dt.date(2026, 1, 1), dt.date(2026, 11, 2)
    record = record_of(assured_date=first, checked_on=then, assurer_email="info@council.example")
    assert record["assured_date"] == "2026-11-02"
    assert "assurer_email" not in record


def test_a_change_here_is_later_than_what_the_publisher_said():
    said = dt.datetime(2023, 3, 15, tzinfo=dt.UTC)
    assert record_of(last_modified=said)["last_modified"] == "2023-03-15T00:00:00.000Z"
    assert record_of(last_modified=said, version=2)["last_modified"] == "2026-11-24T10:00:00.000Z"


def test_what_is_closed_for_now_says_until_when():
    record = record_of(
        status=Status.TEMPORARILY_CLOSED, closed_note="The roof leaks.", back_on=dt.date(2027, 1, 4)
    )
    assert record["alert"] == "The roof leaks. It is back on 4 January 2027."


def test_an_extension_is_a_number_or_words():
    parts = Parts()
    phones = [
        whole_row("phone", id=IDS[20], service_id=IDS[0], number="0113 496 0000", extension="12"),
        whole_row("phone", id=IDS[21], service_id=IDS[0], number="0113 496 0000", extension="012"),
    ]
    parts.add("phone", phones, "service_id")
    first, second = record_of(parts=parts)["phones"]
    assert (first["extension"], "description" in first) == (12, False)
    assert second.keys() == {"id", "service_id", "number", "description"}
    assert second["description"] == "Extension 012"


def test_a_language_by_its_code_has_a_name():
    parts = Parts()
    spoken = whole_row("language", id=IDS[20], service_id=IDS[0], code="ur")
    parts.add("language", [spoken], "service_id")
    assert record_of(parts=parts)["languages"][0]["name"] == "Urdu"


def test_only_one_of_two_stubs_says_what_the_other_cannot():
    parts = Parts()
    parts.add("phone", [whole_row("phone", id=IDS[20], service_id=IDS[0], number="1")], "service_id")
    given = {"eligibility_description": "Anybody", "not_for": "Dogs", "program_id": None}
    assert record_of(parts=parts, **given)["eligibility_description"] == "Anybody\n\nNot for: Dogs"
    strict = record_of(Profile.UK, parts, **given)
    assert not {"phones", "eligibility_description"} & strict.keys()


def test_what_nobody_described_is_described_by_its_name():
    parts = Parts()
    parts.add("taxonomy_term", [whole_row("taxonomy_term", id=IDS[9], name="Tea")], "id")
    parts.add("service_term", [whole_row("service_term", service_id=IDS[0], term_id=IDS[9])], "service_id")
    parts.add("organization", [whole_row("organization", id=IDS[1], name="Neighbours")], "id")
    record = record_of(parts=parts, organization_id=IDS[1])
    assert record["attributes"][0]["taxonomy_term"]["description"] == "Tea"
    assert record["organization"]["description"] == "Neighbours"
