"""What other people's programs and pages take from us: as data, files, lists and calendars."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import icalendar
import pytest
import sqlalchemy as sa
from flask import Flask, current_app
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker

from app.database import db
from app.domain.openreferral.description import PARAMETERS
from app.domain.openreferral.fields import Profile
from app.jobs import open_data
from app.models.directory import Service
from app.models.places import Postcode
from app.operations import downloads, index
from config import ROOT
from tests.factories import LocationFactory, ServiceFactory
from tests.refuges import refuge, told

STUBS = {Profile.UK: "/api/oruk/v3", Profile.HSDS: "/api/hsds/v3"}
BOTH = pytest.mark.parametrize("profile", list(Profile))
TUESDAY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}
PUBLIC = ["/developers", "/developers/your-website?q=kettle", "/embed?q=kettle", "/calendar.ics?q=kettle"]


@pytest.fixture(autouse=True)
def own_files(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {"app", "demo_app", "client", "demo_client"} & set(request.fixturenames):
        made = request.getfixturevalue(name)
        app = made if isinstance(made, Flask) else made.application
        monkeypatch.setitem(app.config, "DATA", tmp_path)


def list_them(*services: Service) -> None:
    db.session.flush()
    db.session.expire_all()
    index.index([one.id for one in services], index.ground(current_app.config["PLACE_DATA"], ROOT))
    db.session.commit()


def events(answer: Any) -> list[Any]:
    return list(icalendar.Calendar.from_ical(answer.get_data()).walk("VEVENT"))


@pytest.fixture
def postcode(app: Flask) -> str:
    """One we hold."""
    if db.session.get(Postcode, "LS97UF") is None:
        codes = {"council_code": "E08000035", "ward_code": "E05011388", "lsoa21": "E01011342"}
        db.session.add(Postcode(key="LS97UF", lat_e5=5380573, lon_e5=-151896, **codes))
        db.session.commit()
    return "LS9 7UF"


# The page


def test_the_page_explains_with_answers_really_given(demo_client: FlaskClient) -> None:
    page = demo_client.get("/developers").text
    first = demo_client.get("/api/oruk/v3/services?per_page=1").json["contents"][0]
    assert first["id"] in page
    assert "Open Government Licence v3.0" in page
    assert "http://localhost/api/oruk/v3/services?per_page=1" in page


def test_every_call_on_the_page_works(demo_client: FlaskClient) -> None:
    from app.blueprints.developers import examples

    with current_app.test_request_context("/developers"):
        made = examples.examples(
            current_app.config["PLACE_DATA"], {stub.value: STUBS[stub] for stub in Profile}
        )
    assert len(made) == 4
    for one in made:
        assert demo_client.get(one.address).status_code == 200
        assert one.answer or "ndjson" in one.address


def test_the_page_stands_before_there_is_anything(client: FlaskClient) -> None:
    page = client.get("/developers").text
    assert "The first check has not been made yet" in page
    assert "They are being made" in page
    assert "All listings" in page


def test_the_page_says_how_fresh_the_listings_are(client: FlaskClient, clock: Any) -> None:
    days = [dt.date(2026, 11, 20), dt.date(2026, 8, 24), dt.date(2026, 3, 1), dt.date(2020, 1, 1), None]
    list_them(
        *(ServiceFactory(checked_on=day) for day in days), ServiceFactory(checked_on=days[0], deleted_at=None)
    )
    page = " ".join(client.get("/developers").text.split())
    for words, count in [("In the last 3 months", 2), ("3 to 6 months ago", 1), ("6 to 12 months ago", 1)]:
        assert f'{words}</th><td class="govuk-table__cell govuk-table__cell--numeric">{count}<' in page
    assert 'All listings</th><td class="govuk-table__cell govuk-table__cell--numeric">6<' in page


def test_the_daily_check_is_shown_with_its_figures(demo_app: Flask, demo_client: FlaskClient) -> None:
    open_data.check({})
    held = json.loads((demo_app.config["DATA"] / "downloads" / open_data.CHECKS).read_text())
    assert [one["profile"] for one in held["reports"]] == ["oruk", "hsds"]
    assert all(one["passes"] for one in held["reports"]), held["reports"][0]["findings"][:3]
    page = demo_client.get("/developers").text
    assert page.count("Passes") == 2


# OpenAPI


@BOTH
def test_the_description_is_sound(client: FlaskClient, profile: Profile) -> None:
    answer = client.get(f"{STUBS[profile]}/openapi.json")
    document = answer.json
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": f"http://localhost{STUBS[profile]}"}]
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for reference in references(document):
        assert at(document, reference), reference
    again = client.get(f"{STUBS[profile]}/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


@BOTH
def test_every_path_answers_as_described(demo_client: FlaskClient, profile: Profile) -> None:
    """Each path with each parameter, good and bad: the status and the body are those described."""
    document = demo_client.get(f"{STUBS[profile]}/openapi.json").json
    tried = 0
    for path, item in document["paths"].items():
        bare = f"{STUBS[profile]}{path}"
        if "{id}" in path:
            one = demo_client.get(bare.partition("/{id}")[0] + "?per_page=1").json["contents"][0]["id"]
            described(document, item, demo_client.get(bare.format(id=one)), 200)
            described(document, item, demo_client.get(bare.format(id=uuid.uuid4())), 404)
            tried += 2
            continue
        described(document, item, demo_client.get(bare), 200)
        described(document, item, demo_client.get(bare, headers={"Accept": "text/csv"}), 406)
        for parameter in PARAMETERS.get(path.strip("/"), ()):
            assert parameter.name in {one["name"] for one in item["get"]["parameters"]}
            for value, status in ((parameter.good, 200), (parameter.bad, 400)):
                if value:
                    answer = demo_client.get(f"{bare}?{urlencode({parameter.name: value})}")
                    described(document, item, answer, status)
                    tried += 1
    assert tried > 50


def described(document: dict[str, Any], item: dict[str, Any], answer: Any, status: int) -> None:
    assert answer.status_code == status, (answer.request.url, answer.status_code, answer.text[:200])
    said = item["get"]["responses"][str(status)]
    said = at(document, said["$ref"]) if "$ref" in said else said
    schema = {**said["content"]["application/json"]["schema"], "components": document["components"]}
    errors = list(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(answer.json))
    assert not errors, (answer.request.url, errors[0].message[:300], list(errors[0].absolute_path))


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [one for inner in value.values() for one in references(inner)]
    return [one for inner in value for one in references(inner)] if isinstance(value, list) else []


def at(document: Any, reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        document = document[step]
    return document


@BOTH
def test_the_front_page_leads_to_the_description(client: FlaskClient, profile: Profile) -> None:
    about = client.get(STUBS[profile] + "/").json
    assert about["openapi_url"] == f"http://localhost{STUBS[profile]}/openapi.json"


# Files


def test_a_file_not_made_yet_says_to_come_back(client: FlaskClient) -> None:
    answer = client.get("/open-data/places.geojson")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Try again in a minute" in answer.text


@pytest.mark.parametrize("name", downloads.NAMES)
def test_a_file_comes_whole_once_and_then_not_again(
    app: Flask, client: FlaskClient, clock: Any, name: str
) -> None:
    list_them(ServiceFactory(at=LocationFactory(), on=TUESDAY))
    open_data.make_files({})
    answer = client.get(f"/open-data/{name}")
    assert answer.status_code == 200
    assert answer.content_length == len(answer.get_data()) > 100
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Last-Modified"] == "Tue, 24 Nov 2026 10:00:00 GMT"
    assert 'rel="license"' in answer.headers["Link"]
    again = client.get(f"/open-data/{name}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    head = client.head(f"/open-data/{name}")
    assert (head.content_length, head.get_data()) == (answer.content_length, b"")


@pytest.mark.parametrize("name", ["nothing.zip", "files.json", "checks.json", "..%2Fsecrets", "%00", "."])
def test_no_other_file_is_given_out(client: FlaskClient, name: str) -> None:
    assert client.get(f"/open-data/{name}").status_code == 404


# Lists and calendars elsewhere


def test_the_list_may_be_framed_and_nothing_else(demo_client: FlaskClient) -> None:
    answer = demo_client.get("/embed?q=tea")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in answer.text
    for path in ("/", "/activities?q=tea", "/developers", "/developers/your-website"):
        assert "frame-ancestors 'none'" in demo_client.get(path).headers["Content-Security-Policy"]


def test_the_list_is_that_of_the_search(demo_client: FlaskClient) -> None:
    page = demo_client.get("/embed?q=tea&page=2").text
    assert "Showing 11 to" in page
    assert 'href="/embed?q=tea"' in page
    assert 'href="http://localhost/activities?q=tea" target="_top"' in page
    assert "Nothing fits just now" in demo_client.get("/embed?q=zxqv&do=walks&near=LS8").text


def test_the_list_counts_no_search_as_unmet(client: FlaskClient) -> None:
    assert client.get("/embed?q=zxqv").status_code == 200
    assert db.session.execute(sa.text("select count(*) from unmet_search")).scalar() == 0


def test_the_code_to_copy_works_and_gives_no_postcode_away(client: FlaskClient, postcode: str) -> None:
    page = client.get(f"/developers/your-website?q=a%26b&near={postcode.replace(' ', '+')}").text
    district = postcode.partition(" ")[0]
    assert "/embed?q=a%26b&amp;amp;near=" in page
    shown = (
        page.partition("<main")[2].partition("Back to")[0] + page.partition("<h1")[2].partition("</main")[0]
    )
    code = [line for line in shown.splitlines() if "/embed" in line or "calendar.ics" in line]
    assert code
    assert all(f"near={district}" in line and postcode.replace(" ", "+") not in line for line in code)


def test_search_leads_to_both(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=tea&day=tu").text
    assert 'href="/developers/your-website?q=tea&amp;day=tu"' in page
    assert 'href="/calendar.ics?q=tea&amp;day=tu"' in page
    assert demo_client.get("/ar/calendar.ics?q=tea").status_code == 200


def test_the_calendar_holds_the_coming_eight_weeks(client: FlaskClient, clock: Any) -> None:
    hall = LocationFactory(name="Chapel Hall", locality="Burmantofts")
    list_them(ServiceFactory(name="Kettle", at=hall, on=TUESDAY), ServiceFactory(name="Pot", on=[]))
    [event] = events(client.get("/calendar.ics?q=kettle"))
    assert str(event["SUMMARY"]) == "Kettle"
    assert str(event["LOCATION"]) == "Chapel Hall, Burmantofts"
    assert event["DTSTART"].dt.date() == dt.date(2026, 11, 24)
    assert event["RRULE"]["UNTIL"][0].date() == dt.date(2027, 1, 18)
    assert "until" not in str(event["DESCRIPTION"]).lower()


def test_the_calendar_keeps_to_the_days_and_parts_asked_for(client: FlaskClient, clock: Any) -> None:
    both = [TUESDAY, {**TUESDAY, "byday": "FR", "opens_at": "19:00", "closes_at": "20:00"}]
    list_them(ServiceFactory(name="Kettle", on=both))
    starts = {
        query: sorted(
            event["DTSTART"].dt.strftime("%a %H") for event in events(client.get(f"/calendar.ics?{query}"))
        )
        for query in ("q=kettle", "day=tu", "day=fr", "part=evening", "part=morning", "day=mo")
    }
    assert starts == {
        "q=kettle": ["Fri 19", "Tue 10"],
        "day=tu": ["Tue 10"],
        "day=fr": ["Fri 19"],
        "part=evening": ["Fri 19"],
        "part=morning": ["Tue 10"],
        "day=mo": [],
    }


def test_a_sensitive_listing_is_in_no_calendar(client: FlaskClient, clock: Any) -> None:
    list_them(ServiceFactory(name="Kettle", on=TUESDAY, sensitive=True))
    assert events(client.get("/calendar.ics")) == []


@pytest.mark.parametrize(
    "query", ["q=" + "x" * 5000, "page=0", "day=someday", "near=%00", "ignore=" + "a" * 999]
)
def test_junk_in_an_address_is_no_error(client: FlaskClient, query: str) -> None:
    for path in ("/embed", "/calendar.ics", "/developers/your-website"):
        assert client.get(f"{path}?{query}").status_code == 200


# Undisclosed places


def test_nothing_of_an_undisclosed_place_is_in_any_byte(client: FlaskClient, clock: Any) -> None:
    service = refuge("Kettle refuge")
    list_them(service)
    open_data.make_files({})
    for path in (*PUBLIC, "/embed", "/calendar.ics", "/calendar.ics?day=su", "/embed?day=su", "/developers"):
        assert told(client.get(path).text, service) == [], path
    starts = [event["DTSTART"].dt.weekday() for event in events(client.get("/calendar.ics"))]
    assert starts == [1]
    assert events(client.get("/calendar.ics?day=su")) == []
