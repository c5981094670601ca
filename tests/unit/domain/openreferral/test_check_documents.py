"""Files are checked as what they are: pages, records, lines."""

from __future__ import annotations

import copy
import datetime as dt

import pytest

from app.domain.openreferral.check import Fault
from app.domain.openreferral.check_documents import Paper, check, thing_of
from app.domain.openreferral.fields import Profile
from tests.published_schemas import examples

TODAY = dt.date(2026, 11, 24)
UK = examples(Profile.UK)


def faults(*papers, **options):
    return {(one.fault, one.endpoint, one.path) for one in check("here", papers, TODAY, **options).findings}


@pytest.mark.parametrize("name", UK)
def test_the_standards_examples_pass(name):
    report = check("here", [Paper(f"{name}.json", UK[name])], TODAY)
    assert report.passes
    assert sum(one.records for one in report.lists) == 1


@pytest.mark.parametrize("name", UK)
def test_what_a_file_holds_is_seen_without_its_name(name):
    record = UK[name]["contents"][0] if name.endswith("_list") else UK[name]
    assert thing_of("export.json", record) == thing_of(f"{name}.json", record)


def test_a_broken_page_fails():
    page = copy.deepcopy(UK["service_list"]) | {"size": 7}
    del page["contents"][0]["name"]
    found = faults(Paper("services.json", page))
    assert (Fault.MISSING, "services.json", "contents[].name") in found
    assert (Fault.WRONG_SIZE, "services.json", "size") in found


def test_lines_of_one_file_are_counted_together():
    lines = [Paper("services.jsonl", {"id": str(number), "name": "Tea"}) for number in range(3)]
    report = check("here", lines, TODAY)
    [missing] = [one for one in report.findings if one.path == "status"]
    assert (missing.count, report.services) == (3, 3)


def test_a_record_with_more_than_the_uk_knows_is_held_to_hsds():
    held = {**UK["service_full"], "phones": [{"id": UK["service_full"]["id"], "number": "0113 496 0000"}]}
    assert (Fault.UNDECLARED, "service.json", "phones") not in faults(Paper("service.json", held))
    strict = check("here", [Paper("service.json", held)], TODAY, strict=True, profile=Profile.UK)
    assert not strict.passes


def test_what_cannot_be_read_is_said():
    assert (Fault.NOT_JSON, "a.json", "") in faults(Paper("a.json", problem="not JSON"))
    assert (Fault.EMPTY_FEED, "", "") in faults()
    assert (Fault.NOT_ALL_READ, "a.json", "") in faults(Paper("a.json", {"services.csv": []}))


def test_the_front_page_is_held_to_its_own_rules():
    about = {"version": "HSDS-UK-3.0", "openapi_url": "openapi30.json"}
    assert faults(Paper("api_details.json", about)) >= {
        (Fault.MISSING, "api_details.json", "profile"),
        (Fault.WRONG_FORMAT, "api_details.json", "openapi_url"),
    }
