"""A second place starts from its folder alone: `places/llr`, three councils, no tables of wards.

A small part of its postcodes is loaded; all of them take a quarter of a minute.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from app.database import db
from app.domain.near import Located
from app.gateways.postcodes import PostcodeRow, Wanted, package_rows
from app.models.places import Postcode
from app.operations import places
from app.queries.places import locate
from config import Config, TestConfig
from tests import databases, templates
from tests.conftest import Client

EVERY = 15
"""One postcode of so many is loaded."""
COUNCILS = ("Leicester City Council", "Leicestershire County Council", "Rutland County Council")
ADDRESSES = (
    "/",
    "/activities?near=LE2",
    "/activities?near=Oakham&within=3",
    "/areas",
    "/map",
    "/about-the-data",
    "/help-now",
    "/get-help",
    "/needs",
    "/a-to-z",
    "/about",
    "/contact",
    "/privacy",
)
FIRST_PLACE = re.compile(r"leeds|ليدز|\bLS\d|E08000035|0113", re.IGNORECASE)


@pytest.fixture(scope="module")
def place_app(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """What `flask prepare` makes of an empty database with GINNEL_PLACE=llr."""
    with databases.empty(database_kind) as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "package_rows", few_rows)
        app = create_app(TestConfig(url, tmp_path_factory.mktemp("data"), place="llr"))
        app.test_client_class = Client
        with app.app_context():
            said = app.test_cli_runner().invoke(args=["prepare"])
            assert said.exit_code == 0, said.output
            yield app
            templates.close(app)


def few_rows(wanted: Wanted) -> Iterator[PostcodeRow]:
    """Of its own letters and of one next door: every fifteenth."""
    few = Wanted([area for area in wanted.areas if area in ("LE", "CV")], wanted.box)
    return (row for number, row in enumerate(package_rows(few)) if number % EVERY == 0)


@pytest.fixture
def reader(place_app: Flask) -> FlaskClient:
    return place_app.test_client()


def whole(reader: FlaskClient, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def a_postcode(council: str) -> str:
    found = db.session.scalars(
        select(Postcode.key).where(Postcode.council_code.startswith(council)).order_by(Postcode.key)
    ).first()
    assert found
    return f"{found[:-3]} {found[-3:]}"


def test_place_is_chosen_by_a_setting(monkeypatch, tmp_path):
    monkeypatch.setenv("GINNEL_PLACE", "llr")
    monkeypatch.setenv("GINNEL_DATA", str(tmp_path))
    assert Config().PLACE == "llr"


@pytest.mark.parametrize("language", ["", "/ar"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_about_its_own_place_alone(reader, language, address):
    markup = whole(reader, language + address)
    assert sorted({found[0] for found in FIRST_PLACE.finditer(markup)}) == []
    assert ("ليستر" if language else "Leicester") in markup


@pytest.mark.parametrize("language", ["", "/ar"])
def test_all_three_councils_are_named(reader, language):
    markup = whole(reader, f"{language}/help-now")
    assert [name for name in COUNCILS if name not in markup] == []


@pytest.mark.parametrize(
    ("typed", "council", "inside"),
    [
        ("LE1", "Leicester", True),
        ("Loughborough", "Leicestershire", True),
        ("Oakham", "Rutland", True),
        ("CV11", "Nuneaton and Bedworth", False),
    ],
)
def test_postcodes_and_names_lead_to_their_council(place_app, typed, council, inside):
    found = locate(typed, place_app.config["PLACE_DATA"])
    assert isinstance(found, Located)
    assert (found.council_name, found.inside) == (council, inside)


LISTINGS = (
    ("Beans on Toast Club", "Everybody cooks, everybody washes up.", "E06000016"),
    ("Canal Boots", "A slow walk by the water.", "E0700013"),
    ("The Smallest Choir", "Nine of us and a dog.", "E06000017"),
)
"""One in each council."""


@pytest.fixture(scope="module")
def postcodes(place_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The listings brought in from a table: the name of each, and its postcode."""
    at = {name: a_postcode(council) for name, _, council in LISTINGS}
    db.session.rollback()
    path = tmp_path_factory.mktemp("given") / "groups.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["Id", "Name", "Organisation", "What it is", "Venue", "Postcode", "Days", "Starts"])
        for number, (name, words, _) in enumerate(LISTINGS):
            lines.writerow(
                [number, name, "Soar Side Friends", words, "The Hall", at[name], "Tuesday", "10:00"]
            )
    said = place_app.test_cli_runner().invoke(args=["import", "csv", str(path), "--apply"])
    assert said.exit_code == 0, said.output
    return at


@pytest.mark.parametrize("language", ["", "/ar"])
@pytest.mark.parametrize("name", [name for name, _, _ in LISTINGS])
def test_imported_listing_is_found_near_its_postcode_and_no_other_is(reader, postcodes, language, name):
    postcode = postcodes[name].replace(" ", "+")
    markup = whole(reader, f"{language}/activities?near={postcode}&within=1")
    assert [other for other in postcodes if other in markup] == [name]
    assert FIRST_PLACE.search(markup) is None


def test_imported_listing_has_its_page(reader, postcodes):
    found = re.search(r'href="(/activities/canal-boots[^"?]*)"', whole(reader, "/activities?q=canal+boots"))
    assert found
    markup = whole(reader, found[1])
    assert postcodes["Canal Boots"] in markup
    assert FIRST_PLACE.search(markup) is None
