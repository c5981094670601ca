"""Our tables give the verdict of the published schemas."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.openreferral.check import BY_SCHEMA, Fault
from app.domain.openreferral.check_formats import FORMATS
from app.domain.openreferral.check_pages import contents_of, page_faults
from app.domain.openreferral.check_shape import shape_faults
from app.domain.openreferral.fields import Profile
from tests.published_schemas import examples, places_of_errors, validator

UK, HSDS = Profile.UK, Profile.HSDS
EXAMPLES = examples(UK)
WHOLE = {
    (UK, "service"): EXAMPLES["service_full"],
    (UK, "organization"): EXAMPLES["organization_full"],
    (UK, "service_at_location"): EXAMPLES["service_at_location_full"],
    (UK, "taxonomy"): EXAMPLES["taxonomy"],
    (UK, "taxonomy_term"): EXAMPLES["taxonomy_term"],
    (HSDS, "service"): examples(HSDS)["service_full"],
    (HSDS, "organization"): examples(HSDS)["organization_full"],
    (HSDS, "location"): examples(HSDS)["location"],
}
ODD = st.sampled_from(
    [
        *(None, "", [], {}, True, False, 0, -1, 1.5, [None], ["x"], [{}], {"id": "1"}),
        *("x", "a@b", "MONTHLY", "active", "physical", "2026-11-24", "2026-11-24T10:00:00Z", "no link"),
        *("http://x.org/a?b#c", "http://x.org/%zz", "ac148810d857441c9679408f346de14b"),
        "ac148810-d857-441c-9679-408f346de14b",
    ]
)


def places_we_find(profile: Profile, thing: str, record: Any) -> set[str]:
    return {found.path for found in shape_faults(record, thing, profile) if found.fault in BY_SCHEMA}


def places_in_list(thing: str, page: Any) -> set[str]:
    return {
        f"contents[{at}].{found.path}"
        for at, record in enumerate(contents_of(page))
        for found in shape_faults(record, thing, UK, in_list=True)
        if found.fault in BY_SCHEMA
    }


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a record that can be changed."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield (*path, name)
        yield from spots(one, (*path, name))


def change(record: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The record with one place changed; taken out where the value is ..."""
    made = copy.deepcopy(record)
    held = made
    for step in path[:-1]:
        held = held[step]
    if value is ...:
        del held[path[-1]]
    else:
        held[path[-1]] = value
    return made


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_standards_own_examples_pass(name):
    thing = name.removesuffix("_list").removesuffix("_full")
    if name.endswith("_list"):
        assert not list(page_faults(EXAMPLES[name]))
        assert places_in_list(thing, EXAMPLES[name]) == places_of_errors(UK, name, EXAMPLES[name]) == set()
    else:
        assert (
            places_we_find(UK, thing, EXAMPLES[name]) == places_of_errors(UK, thing, EXAMPLES[name]) == set()
        )


@pytest.mark.parametrize(("profile", "thing"), WHOLE)
def test_the_example_with_any_one_place_taken_out_gets_the_schemas_verdict(profile, thing):
    for path in spots(WHOLE[profile, thing]):
        broken = change(WHOLE[profile, thing], path, ...)
        assert places_we_find(profile, thing, broken) == places_of_errors(profile, thing, broken), path


@pytest.mark.parametrize(("profile", "thing"), WHOLE)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_example_with_anything_odd_in_it_gets_the_schemas_verdict(profile, thing, data):
    record = WHOLE[profile, thing]
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(list(spots(record)) or [()]))
        if path:
            record = change(record, path, data.draw(ODD))
    assert places_we_find(profile, thing, record) == places_of_errors(profile, thing, record)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_page_with_anything_odd_in_a_record_gets_the_schemas_verdict(data):
    thing = data.draw(st.sampled_from(["service", "organization", "service_at_location", "taxonomy"]))
    page = EXAMPLES[f"{thing}_list"]
    path = data.draw(st.sampled_from([spot for spot in spots(page["contents"]) if len(spot) > 1]))
    page = {**page, "contents": change(page["contents"], path, data.draw(ODD))}
    assert places_in_list(thing, page) == places_of_errors(UK, f"{thing}_list", page)


def test_a_feed_made_to_fail_fails_where_the_published_schemas_say():
    """Stands in for the validator's own mock: no name, bad links and addresses, no description."""
    page = copy.deepcopy(EXAMPLES["service_list"])
    service = page["contents"][0]
    del service["name"]
    service |= {"url": "example_counselling", "email": "email-example_com", "status": "open"}
    service |= {"id": "1", "minimum_age": "twelve", "last_modified": "2023-03-15"}
    service["organization"].pop("description")
    found = places_in_list("service", page)
    assert found == places_of_errors(UK, "service_list", page)
    assert {place.rpartition(".")[2] for place in found} == {
        *("name", "url", "email", "status", "id", "minimum_age", "last_modified", "description")
    }


@pytest.mark.parametrize("name", ["uuid", "uri", "email", "date-time"])
def test_formats_are_read_as_validators_read_them(name):
    checker = validator(UK, "service").format_checker
    assert checker is not None
    for text in FORMS[name]:
        assert FORMATS[name](text) is checker.conforms(text, name), text


FORMS = {
    "uuid": (
        *("ac148810-d857-441c-9679-408f346de14b", "AC148810-D857-441C-9679-408F346DE14B", "", "1"),
        *("{ac148810-d857-441c-9679-408f346de14b}", "ac148810d857441c9679408f346de14b", "-" * 36, "x" * 36),
    ),
    "uri": (
        *("http://example.com", "example.com", "http://", "https://a b", "mailto:a@b.c", "urn:uuid:1", "a:"),
        *("http://[::1]/", "http://[zz]/", "http://x.com/%zz", "http://x.com/é", "//x.com", "", "http:/a"),
        *("http://a.com:80/p?q#f", "http://a.com/#a#b", "http://u:p@h/", "http://a_b.com/a|b", "http:a//b"),
    ),
    "email": ("a@b.c", "a", "@", "a b@c", ""),
    "date-time": (
        *("2023-03-15T10:30:45.123Z", "2023-03-15", "2023-02-30T10:30:45Z", "2023-03-15T10:30:45", ""),
        *("2023-03-15t10:30:45z", "2023-03-15 10:30:45Z", "0000-01-01T00:00:00Z", "2023-03-15T24:00:00Z"),
        *("2023-03-15T10:30:45+01:00", "2023-03-15T10:30:45+0100", "2024-02-29T00:00:00Z"),
    ),
}


@pytest.mark.parametrize(
    ("record", "fault", "path"),
    [
        ({"phones": [{"number": "1"}]}, Fault.UNDECLARED, "phones"),
        ({"organization": {"colour": "red"}}, Fault.UNDECLARED, "organization.colour"),
        ({"email": ""}, Fault.EMPTY, "email"),
        ({"schedules": []}, Fault.EMPTY, "schedules"),
        ({"schedules": [{"notes": None}]}, Fault.EMPTY, "schedules[0].notes"),
        ({"colour": {}}, Fault.EMPTY, "colour"),
    ],
)
def test_what_the_schemas_let_pass_is_said_too(record, fault, path):
    found = [(one.fault, one.path) for one in shape_faults(record, "service", UK)]
    assert (fault, path) in found


def test_a_short_form_may_not_hold_lists():
    found = list(shape_faults({**EXAMPLES["service_list"]["contents"][0], "schedules": [{}]}, "service", UK))
    assert all(one.fault is not Fault.UNDECLARED for one in found)
    found = list(shape_faults(EXAMPLES["service_full"], "service", UK, in_list=True))
    assert {one.path for one in found if one.fault is Fault.UNDECLARED} >= {"schedules", "contacts"}


def test_a_record_nested_without_end_is_looked_at_for_a_while_only():
    record: dict[str, Any] = {"id": "x"}
    for _ in range(2_000):
        record = {"id": "x", "organization": record, "organization_identifiers": [{"attributes": [record]}]}
    assert len(list(shape_faults(record, "service", UK))) < 10_000
