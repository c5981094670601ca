"""What a document is, and the listings in it. Random trees never break it, and no object is refused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain import vocabulary
from app.domain.feeds import fields, joining, listings, shapes
from app.domain.feeds.fields import Standard
from app.domain.feeds.labels import Dictionary
from app.domain.feeds.ledger import Ledger
from app.domain.feeds.reader import Reader
from app.domain.feeds.shapes import Other, Shape, found_in
from app.domain.feeds.sums import Sum, SumError
from config import ROOT
from tests.fixtures.feeds.trees import TREES
from tests.unit.domain.feeds.conftest import TODAY

SHARED = Path(__file__).parents[5] / "shared" / "openreferral"
SERVICE = {"id": "1", "name": "A", "status": "active"}


@pytest.mark.parametrize(
    ("data", "shape", "listings_"),
    [
        ({"contents": [SERVICE, SERVICE]}, Shape.PAGE, 2),
        ({"content": [SERVICE]}, Shape.PAGE, 1),
        ({"data": {"items": [SERVICE]}}, Shape.PAGE, 1),
        ([SERVICE], Shape.LIST, 1),
        (SERVICE, Shape.OBJECT, 1),
        ({"services.csv": [SERVICE], "phones.csv": []}, Shape.TABLES, 1),
        ({"contents": []}, Shape.PAGE, 0),
        ([], Shape.LIST, 0),
        ({}, Shape.OBJECT, 1),
        (7, Shape.NOTHING, 1),
    ],
)
def test_shape_is_recognised(data: object, shape: Shape, listings_: int) -> None:
    found = found_in(data)
    assert found.shape is shape
    assert sum(item.other is None for item in found.items) == listings_


@pytest.mark.parametrize(
    ("data", "other"),
    [
        ({"id": "1", "name": "A", "website": "", "logo": ""}, Other.ORGANIZATION),
        ({"id": "1", "name": "A", "latitude": 53}, Other.LOCATION),
        ({"id": "1", "name": "A", "version": "1"}, Other.TAXONOMY),
        ({"id": "1", "name": "A", "vocabulary": "x"}, Other.TERM),
        ({"version": "HSDS-UK-3.0", "profile": "", "openapi_url": ""}, Other.DETAILS),
        ({"id": "1", "name": "A", "description": "B"}, None),
        ({"id": "1", "name": "A", "website": "", "status": "active"}, None),
        ({"id": "1", "name": "A", "latitude": 53, "price": 3}, None),
    ],
)
def test_only_what_is_beyond_doubt_is_something_else(data: dict[str, Any], other: Other | None) -> None:
    assert found_in(data).items[0].other is other


def test_listings_inside_an_organization_are_found() -> None:
    found = found_in({"id": "9", "name": "Org", "colour": "red", "services": [SERVICE]})
    listing = next(item for item in found.items if item.other is None)
    assert listing.value["organization"]["name"] == "Org"


def test_service_at_a_location_is_a_service_with_a_place() -> None:
    found = found_in({"id": "5", "service": SERVICE, "location": {"name": "Hall"}})
    assert found.items[0].value["service_at_locations"] == [{"id": "5", "location": {"name": "Hall"}}]


def test_location_with_services_gives_its_services() -> None:
    place = {"id": "2", "latitude": 53, "service_at_locations": [{"id": "5", "service": SERVICE}]}
    found = [item for item in found_in(place).items if item.other is None]
    assert found[0].value["service_at_locations"][0]["location"]["id"] == "2"


@pytest.mark.parametrize(
    ("names", "standard"),
    [
        ({"eligibilitys", "name"}, Standard.UK_1),
        ({"phones", "schedules"}, Standard.HSDS_3),
        ({"schedules", "assured_date"}, Standard.UK_3),
        ({"name"}, Standard.UNKNOWN),
    ],
)
def test_standard_is_told_by_its_fields(names: set[str], standard: Standard) -> None:
    assert fields.standard_of(frozenset(names)) is standard


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("serviceAtLocations", "service_at_locations"),
        ("Postal Code", "postal_code"),
        ("E-mail", "e_mail"),
        ("\ufeffid", "id"),
    ],
)
def test_field_names_are_folded(name: str, folded: str) -> None:
    assert fields.folded(name) == folded


def test_page_says_where_it_stands() -> None:
    page = shapes.page_of({"page_number": "2", "total_pages": 9, "last_page": False})
    assert (page.number, page.pages, page.is_last) == (2, 9, False)
    page = shapes.page_of({"number": 0, "totalPages": 3, "last": True, "links": {"next": {"href": "/x"}}})
    assert (page.number, page.pages, page.is_last, page.next_link) == (0, 3, True, "/x")


def test_sum_that_does_not_add_up_is_an_error() -> None:
    with pytest.raises(SumError):
        Sum(given=3, new=1, changed=0, unchanged=0, joined=1, refused=0)


# Any tree

WORDS = Dictionary.of(
    vocabulary.read(tomllib.loads((ROOT / "places" / "vocabulary.toml").read_text("utf-8")))
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TREES)
def test_no_tree_breaks_the_import_and_no_object_is_refused(tree: Any) -> None:
    reader = Reader(Ledger(), WORDS, TODAY)
    items = [item for item in found_in(tree).items if item.other is None]
    objects = [item for item in items if isinstance(item.value, dict)]
    made = [listings.listing(reader, item.value, "here") for item in objects]
    assert len(made) == len(objects)
    settled, joined = joining.settled(reader, made, ())
    assert len(settled) + len(joined) == len(objects)
    assert len({listing.key for listing in settled}) == len(settled)
    for listing in settled:
        assert listing.name.strip()
        for example in (one for kept in reader.ledger.examples.values() for one in kept):
            f"{example.before}{example.after}{example.where}".encode()


SCHEMAS = {"uk-3.0": fields.UK_3, "hsds-3.0": fields.HSDS_3}


@pytest.mark.skipif(not SHARED.exists(), reason="the published schemas are not beside the checkout")
@pytest.mark.parametrize("standard", sorted(SCHEMAS))
def test_our_field_tables_hold_every_published_field(standard: str) -> None:
    for name, ours in SCHEMAS[standard].items():
        schema = json.loads((SHARED / standard / "schema" / f"{name}.json").read_text("utf-8"))
        assert set(schema["properties"]) <= ours, name
