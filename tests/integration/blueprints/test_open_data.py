"""The two stubs of open data over HTTP: every endpoint and parameter, errors, and what must never leave."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask import current_app
from flask.testing import FlaskClient

from app.database import db
from app.domain.listing import Status
from app.domain.openreferral.fields import Profile
from app.models.directory import (
    Accessibility,
    Attribute,
    Location,
    Service,
    ServiceArea,
    SpokenLanguage,
    TaxonomyTerm,
)
from app.models.places import Postcode
from app.operations import index, vocabulary
from config import ROOT
from tests.factories import (
    AddressFactory,
    ContactFactory,
    CostOptionFactory,
    LocationFactory,
    OrganizationFactory,
    PhoneFactory,
    ScheduleExceptionFactory,
    ScheduleFactory,
    ServiceFactory,
    ServiceTermFactory,
    SpokenLanguageFactory,
    VenueFactFactory,
)
from tests.openreferral import HERE, ITEMS, faults, needs_schemas, page_faults
from tests.published_schemas import places_of_errors

STUBS = {Profile.UK: "/api/oruk/v3", Profile.HSDS: "/api/hsds/v3"}
BOTH = pytest.mark.parametrize("profile", list(Profile))
TUESDAY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}


def ground() -> index.Ground:
    return index.ground(current_app.config["PLACE_DATA"], ROOT)


def list_them(*services: Service) -> None:
    db.session.flush()
    index.index([one.id for one in services], ground())
    db.session.commit()


def made(count: int = 1, **given: Any) -> list[Service]:
    services = [ServiceFactory(**given) for _ in range(count)]
    list_them(*services)
    return services


def get(client: FlaskClient, path: str, profile: Profile = Profile.UK, **headers: str) -> Any:
    return client.get(
        STUBS[profile] + path, headers={name.replace("_", "-"): headers[name] for name in headers}
    )


def ids(client: FlaskClient, path: str, profile: Profile = Profile.UK) -> list[str]:
    answer = get(client, path, profile)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json["contents"]]


def of(*services: Service) -> list[str]:
    return [str(one.id) for one in services]


def walk(client: FlaskClient, profile: Profile, endpoint: str, per_page: int, extra: str = "") -> list[Any]:
    """All pages in turn, each looked at."""
    found: list[Any] = []
    page, total = 1, None
    while True:
        answer = get(client, f"/{endpoint}?per_page={per_page}&page={page}{extra}", profile)
        assert answer.status_code == 200
        if HERE and "full" not in extra:
            assert page_faults(profile, endpoint, answer.json, per_page) == []
        found += answer.json["contents"]
        total = answer.json["total_items"] if total is None else total
        assert answer.json["total_items"] == total
        if answer.json["last_page"]:
            assert len(found) == total
            return found
        page += 1


# Against the published schemas


@needs_schemas
@BOTH
@pytest.mark.parametrize("endpoint", list(ITEMS))
def test_every_page_and_every_record_is_valid_and_opens(
    demo_client: FlaskClient, profile: Profile, endpoint: str
) -> None:
    records = walk(demo_client, profile, endpoint, 100)
    listed = [one["id"] for one in records]
    assert records
    assert len(set(listed)) == len(listed)
    for identifier in listed[:: max(1, len(listed) // 25)]:
        answer = get(demo_client, f"/{endpoint}/{identifier}", profile)
        assert answer.status_code == 200
        assert answer.json["id"] == identifier
        assert faults(profile, ITEMS[endpoint], answer.json) == []


@needs_schemas
@BOTH
def test_full_lists_hold_what_the_records_hold_by_themselves(
    demo_client: FlaskClient, profile: Profile
) -> None:
    for record in walk(demo_client, profile, "services", 100, "&full=true"):
        assert faults(profile, "service", record) == []
    first = get(demo_client, "/services?full=true", profile).json["contents"][0]
    assert first == get(demo_client, f"/services/{first['id']}", profile).json


@needs_schemas
@BOTH
def test_the_root_says_which_standard(client: FlaskClient, profile: Profile) -> None:
    for path in ("", "/"):
        answer = get(client, path, profile)
        assert answer.status_code == 200
        assert places_of_errors(Profile.UK, "api_details", answer.json) == set()
    assert answer.json["version"] == {"oruk": "HSDS-UK-3.0", "hsds": "3.0"}[profile.value]


@needs_schemas
@BOTH
def test_a_listing_with_everything_is_valid(client: FlaskClient, profile: Profile) -> None:
    whole = whole_listing()
    answer = get(client, f"/services/{whole.id}", profile)
    assert faults(profile, "service", answer.json) == []
    wanted = {"schedules", "service_at_locations", "languages", "organization", "cost_options", "contacts"}
    wanted |= {"phones"} if profile is Profile.HSDS else set()
    assert wanted <= answer.json.keys()


@needs_schemas
@BOTH
def test_a_listing_with_nothing_is_valid(client: FlaskClient, profile: Profile) -> None:
    empty = ServiceFactory(
        name="", summary="", description="", organization=None, pence=None, checked_on=None
    )
    list_them(empty)
    assert faults(profile, "service", get(client, f"/services/{empty.id}", profile).json) == []


def whole_listing() -> Service:
    place = LocationFactory()
    AddressFactory(location_id=place.id)
    VenueFactFactory(location_id=place.id)
    service = ServiceFactory(at=place, eligibility_description="Anybody", minimum_age=18)
    schedule = ScheduleFactory(service=service, term_time_only=True)
    ScheduleExceptionFactory(schedule_id=schedule.id)
    ScheduleExceptionFactory(schedule_id=schedule.id, day=dt.date(2027, 1, 3), happens=True)
    contact = ContactFactory(service_id=service.id)
    PhoneFactory(service_id=service.id)
    PhoneFactory(contact_id=contact.id)
    SpokenLanguageFactory(service_id=service.id)
    CostOptionFactory(service_id=service.id)
    db.session.expire_all()
    list_them(service)
    return service


def test_the_full_stub_says_what_the_strict_one_has_no_room_for(client: FlaskClient) -> None:
    whole = whole_listing()
    strict = get(client, f"/services/{whole.id}").json
    full = get(client, f"/services/{whole.id}", Profile.HSDS).json
    assert full["phones"][0]["number"] == "0113 496 0000"
    assert full["contacts"][0]["phones"] and full["contacts"][0]["email"] == "bev@beckside.example"
    assert full["eligibility_description"] == "Anybody"
    assert full["languages"][0]["name"] == "Urdu"
    assert full["cost_options"][0]["currency"] == "GBP"
    assert "0113 496 0000" not in json.dumps(strict)
    assert strict["cost_options"][0]["amount"] == 2


# Pages


@BOTH
def test_listings_that_are_not_listed_are_nowhere(client: FlaskClient, profile: Profile) -> None:
    kept = ServiceFactory()
    closed = ServiceFactory(status=Status.TEMPORARILY_CLOSED)
    gone = [
        ServiceFactory(status=Status.INACTIVE),
        ServiceFactory(status=Status.DEFUNCT),
        ServiceFactory(deleted_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC)),
    ]
    list_them(kept, closed, *gone)
    assert ids(client, "/services", profile) == of(kept, closed)
    for one in gone:
        assert get(client, f"/services/{one.id}", profile).status_code == 404
        if one.organization_id:
            assert get(client, f"/organizations/{one.organization_id}", profile).status_code == 404


def test_pages_hold_still_while_listings_change(client: FlaskClient) -> None:
    services = made(60)
    seen: list[str] = []
    for page in range(1, 7):
        seen += ids(client, f"/services?per_page=10&page={page}")
        for one in services[max(0, page * 10 - 15) : page * 10 + 2]:
            changed = db.session.get(Service, one.id)
            changed.name, changed.checked_on = f"Changed on page {page}", dt.date(2026, 11, 20)
        list_them(*db.session.scalars(sa.select(Service)))
        made(2)
    assert seen == of(*services)


def test_the_link_to_the_next_page_loses_nothing_that_stays(client: FlaskClient) -> None:
    services = made(30)
    seen, path = [], "/api/oruk/v3/services?per_page=10&minimum_age="
    while path:
        answer = client.get(path)
        seen += [one["id"] for one in answer.json["contents"]]
        link = answer.headers.get("Link", "")
        path = link.partition(">")[0].removeprefix("<http://localhost")
        withdrawn = db.session.get(Service, services[1].id)
        withdrawn.status = Status.DEFUNCT
        list_them(withdrawn)
    assert set(of(*services)) - {str(services[1].id)} <= set(seen)
    assert len(seen) == len(set(seen)) == 30


def test_what_lies_past_the_last_page_is_empty(client: FlaskClient) -> None:
    made(3)
    page = get(client, "/services?page=9").json
    assert (page["size"], page["empty"], page["last_page"], page["total_items"]) == (0, True, True, 3)
    nothing = get(client, "/services?search=unheardof").json
    assert (nothing["total_items"], nothing["total_pages"], nothing["first_page"]) == (0, 1, True)


def test_places_of_one_listing_fall_on_two_pages_without_loss(client: FlaskClient) -> None:
    services = [ServiceFactory(at=[LocationFactory() for _ in range(3)]) for _ in range(4)]
    list_them(*services)
    joined = [str(one.id) for service in services for one in service.at_locations]
    seen = [one for page in (1, 2, 3) for one in ids(client, f"/service_at_locations?per_page=5&page={page}")]
    assert sorted(seen) == sorted(joined)


# Parameters


def test_minimal_is_every_identifier_in_one_page(client: FlaskClient) -> None:
    services = made(120)
    page = get(client, "/services?minimal=true").json
    assert [one["id"] for one in page["contents"]] == of(*services)
    assert all(one.keys() == {"id", "last_modified"} for one in page["contents"])
    assert (page["total_items"], page["total_pages"], page["last_page"]) == (120, 1, True)
    full = get(client, "/services?minimal=true", Profile.HSDS).json
    assert full["contents"][0].keys() == {"id", "modified_date"}
    assert get(client, "/services?minimal=true&search=unheardof").json["empty"] is True


@BOTH
@pytest.mark.parametrize("endpoint", list(ITEMS))
def test_lines_hold_what_the_pages_hold(demo_client: FlaskClient, profile: Profile, endpoint: str) -> None:
    answer = get(demo_client, f"/{endpoint}?format=ndjson", profile)
    assert answer.mimetype == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    records = walk(demo_client, profile, endpoint, 100)
    assert [one["id"] for one in lines] == [one["id"] for one in records]
    assert lines[0] == records[0]
    whole = get(demo_client, f"/{endpoint}?format=ndjson&full=true", profile).text.splitlines()
    assert len(whole) == len(lines)


def test_who_likes_lines_best_gets_lines(client: FlaskClient) -> None:
    made(2)
    answer = get(client, "/services", Accept="application/x-ndjson")
    assert answer.mimetype == "application/x-ndjson"
    assert len(answer.text.splitlines()) == 2


@pytest.mark.parametrize("name", ["search", "text"])
def test_search_finds_all_of_the_words(client: FlaskClient, name: str) -> None:
    pottery, both = made(1, name="Pottery in the hall")[0], made(1, name="Chess, and pottery")[0]
    made(1, name="Boxing")
    assert ids(client, f"/services?{name}=pottery") == of(pottery, both)
    assert ids(client, f"/services?{name}=chess+POTTERY") == of(both)
    assert ids(client, f"/services?{name}=%3F%21") == []


def test_services_of_one_organization(client: FlaskClient) -> None:
    one = OrganizationFactory()
    own, _ = made(1, organization=one)[0], made(2)
    assert ids(client, f"/services?organization_id={one.id}") == of(own)
    assert ids(client, f"/services?organization_id={uuid.uuid4()}") == []
    assert ids(client, f"/service_at_locations?organization_id={one.id}") == []


def test_terms_and_their_lists_choose_services(client: FlaskClient) -> None:
    vocabulary.load(ground().vocabulary)
    lonely, money, _ = services = made(3)
    for service, code in zip(services, ("need:lonely", "need:money", "do:exercise"), strict=True):
        ServiceTermFactory(service_id=service.id, term_id=uuid.uuid5(vocabulary.NAMESPACE, code))
    list_them(*services)
    term = db.session.get(TaxonomyTerm, uuid.uuid5(vocabulary.NAMESPACE, "need:lonely"))
    for asked in (str(term.id), term.code):
        assert ids(client, f"/services?taxonomy_term_id={asked}") == of(lonely)
        assert ids(client, f"/services?taxonomy_id={asked}&vocabulary={term.taxonomy}") == of(lonely)
    assert ids(client, f"/services?taxonomy_id={term.taxonomy_id}") == of(lonely, money)
    assert ids(client, f"/services?vocabulary={term.taxonomy.upper()}") == of(lonely, money)
    assert ids(client, f"/services?taxonomy_id={term.id}&vocabulary=elsewhere") == []
    assert ids(client, "/services?taxonomy_term_id=no:such") == []


def test_terms_are_chosen_by_list_parent_and_words(client: FlaskClient) -> None:
    vocabulary.load(ground().vocabulary)
    db.session.commit()
    every = walk(client, Profile.UK, "taxonomy_terms", 100)
    one = every[0]
    of_list = walk(client, Profile.UK, "taxonomy_terms", 100, f"&taxonomy_id={one['taxonomy_id']}")
    assert 0 < len(of_list) < len(every)
    assert {term["taxonomy_id"] for term in of_list} == {one["taxonomy_id"]}
    child = every[1]["id"]
    table = sa.table("taxonomy_term", sa.column("id", sa.Uuid), sa.column("parent_id", sa.Uuid))
    db.session.execute(
        table.update().where(table.c.id == uuid.UUID(child)).values(parent_id=uuid.UUID(one["id"]))
    )
    db.session.commit()
    index.index([], ground())
    db.session.commit()
    assert ids(client, f"/taxonomy_terms?parent_id={one['id']}") == [child]
    assert child not in ids(client, "/taxonomy_terms?top_only=true&per_page=100")
    assert get(client, f"/taxonomy_terms?search={one['name'].upper()}").json["total_items"] >= 1
    assert get(client, f"/taxonomies/{one['taxonomy_id']}").json["taxonomy_terms"]
    assert "taxonomy_terms" not in get(client, f"/taxonomies/{one['taxonomy_id']}", Profile.HSDS).json
    assert get(client, f"/taxonomies?search={one['taxonomy']}").json["total_items"] >= 1


def test_ages_are_compared_as_they_are_published(client: FlaskClient) -> None:
    young, old = made(1, minimum_age=5, maximum_age=11)[0], made(1, minimum_age=60)[0]
    made(1)
    assert ids(client, "/services?minimum_age=5") == of(young, old)
    assert ids(client, "/services?minimum_age=18") == of(old)
    assert ids(client, "/services?maximum_age=11") == of(young)
    assert ids(client, "/services?maximum_age=10") == []


def test_days_and_hours_are_those_of_real_dates(client: FlaskClient, clock: Any) -> None:
    tuesday = made(1, on=TUESDAY)[0]
    daily = made(1, on={"freq": "DAILY", "byday": "", "opens_at": "18:00", "closes_at": "20:00"})[0]
    over = made(1, on={**TUESDAY, "until": dt.date(2026, 2, 1)})[0]
    assert over
    assert ids(client, "/services?day=TU") == of(tuesday, daily)
    assert ids(client, "/services?day=WE,TH") == of(daily)
    assert ids(client, "/services?day=TU&day=WE&start_time=10:00&end_time=12:00") == of(tuesday)
    assert ids(client, "/services?start_time=17:00:00") == of(daily)
    assert ids(client, "/services?day=TU&end_time=11:59") == []
    assert ids(client, "/service_at_locations?day=TU") == []


@pytest.fixture
def postcode(app: Any) -> str:
    """One at the place of `LocationFactory`."""
    if db.session.get(Postcode, "LS97UF") is None:
        codes = {"council_code": "E08000035", "ward_code": "E05011388", "lsoa21": "E01011342"}
        db.session.add(Postcode(key="LS97UF", lat_e5=5380573, lon_e5=-151896, **codes))
        db.session.commit()
    return "LS9%207UF"


def test_proximity_is_in_metres_from_the_postcode(client: FlaskClient, postcode: str) -> None:
    here = LocationFactory()
    corner = LocationFactory(latitude=here.latitude + 0.0085, longitude=here.longitude + 0.014)
    further = LocationFactory(latitude=here.latitude + 0.009)
    """1,001 metres north."""
    near, both, _ = (
        made(1, at=here)[0],
        made(1, at=[corner, further])[0],
        made(1),
    )
    for endpoint, at_once in (("services", of(near)), ("service_at_locations", of(*near.at_locations))):
        assert ids(client, f"/{endpoint}?postcode={postcode}&proximity=900") == at_once
    assert ids(client, f"/services?postcode={postcode}&proximity=1100") == of(near, both)
    placed = next(one for one in both.at_locations if one.location_id == further.id)
    wanted = of(near.at_locations[0], placed)
    for extra in ("", "&full=true", "&per_page=1&page=1"):
        found = ids(client, f"/service_at_locations?postcode={postcode}&proximity=1100{extra}")
        assert found == (wanted[:1] if "per_page" in extra else wanted)
    lines = get(client, f"/service_at_locations?postcode={postcode}&proximity=1100&format=ndjson").text
    assert [json.loads(line)["id"] for line in lines.splitlines()] == wanted


def test_a_postcode_alone_asks_who_covers_it(client: FlaskClient, postcode: str) -> None:
    anybody, leeds, bradford, elsewhere = made(4)
    citywide = made(1, citywide=True)[0]
    for service, name in ((leeds, "Leeds"), (bradford, "Bradford"), (elsewhere, ""), (citywide, "Bradford")):
        db.session.add(ServiceArea(id=uuid.uuid4(), service_id=service.id, name=name))
    list_them(leeds, bradford, elsewhere)
    assert ids(client, f"/services?postcode={postcode}") == of(anybody, leeds, citywide)


def test_modified_after_tells_what_changed_here_since(client: FlaskClient, clock: Any) -> None:
    clock.set("2026-11-24T10:00")
    old, changed = made(2)
    clock.set("2026-11-26T10:00")
    service = db.session.get(Service, changed.id)
    ScheduleFactory(service=service)
    list_them(service)
    assert ids(client, "/services?modified_after=2026-11-25") == of(changed)
    assert ids(client, "/services?modified_after=2026-11-26T10:00:00Z") == of(changed)
    assert ids(client, "/services?modified_after=2026-11-26T10:00:01Z") == []
    assert ids(client, "/services?modified_after=2026-11-01") == of(old, changed)


@BOTH
def test_an_organization_has_its_services_where_the_profile_has_room(
    client: FlaskClient, profile: Profile
) -> None:
    above = OrganizationFactory(name="The whole city")
    one = OrganizationFactory(parent_organization_id=above.id)
    services = made(2, organization=one, on=TUESDAY)
    assert sorted(ids(client, "/organizations", profile)) == sorted([str(above.id), str(one.id)])
    record = get(client, f"/organizations/{one.id}", profile).json
    whole = get(client, f"/organizations/{one.id}?full_service=true", profile).json
    listed = get(client, "/organizations?full_service=true&search=Beck+Side", profile).json["contents"][0]
    if profile is Profile.UK:
        assert "services" not in record
        assert "services" not in whole
        return
    assert [service["id"] for service in record["services"]] == of(*services)
    assert record["services"][0].keys() == {"id", "name", "status"}
    assert whole["services"][0]["schedules"]
    assert listed["services"] == whole["services"]
    assert record["parent_organization_id"] == str(above.id)


# Errors


@BOTH
@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("/services?page=0", 400, "page"),
        ("/services?page=x", 400, "page"),
        ("/services?per_page=-1", 400, "per_page"),
        ("/services?format=xml", 400, "format"),
        ("/services?full=perhaps", 400, "full"),
        ("/services?organization_id=7", 400, "organization_id"),
        ("/services?modified_after=then", 400, "modified_after"),
        ("/services?day=someday", 400, "day"),
        ("/services?postcode=banana", 400, "postcode"),
        ("/services?postcode=ZZ9+9ZZ", 400, "postcode"),
        ("/service_at_locations?proximity=100", 400, "postcode"),
        ("/organizations?page=none", 400, "page"),
        ("/taxonomy_terms?parent_id=x", 400, "parent_id"),
        ("/services/7", 404, None),
        ("/services/00000000-0000-0000-0000-000000000007", 404, None),
        ("/organizations/00000000-0000-0000-0000-000000000007", 404, None),
        ("/service_at_locations/00000000-0000-0000-0000-000000000007", 404, None),
        ("/taxonomies/00000000-0000-0000-0000-000000000007", 404, None),
        ("/taxonomy_terms/00000000-0000-0000-0000-000000000007", 404, None),
        ("/nothing", 404, None),
        ("/services/", 404, None),
    ],
)
def test_wrong_turns_are_said_in_json_to_any_site(
    client: FlaskClient, profile: Profile, path: str, status: int, parameter: str | None
) -> None:
    answer = get(client, path, profile)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert answer.json["status"] == status
    assert answer.json.get("parameter") == parameter
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/services", "/", "/services/7", "/nothing"])
def test_nothing_is_written_here(client: FlaskClient, method: str, path: str) -> None:
    answer = getattr(client, method)(f"/api/oruk/v3{path}", data="{}")
    assert (answer.status_code, answer.json["status"]) == (405, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_other_sites_may_ask_first(client: FlaskClient) -> None:
    answer = client.options("/api/hsds/v3/services", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]


def test_other_formats_are_not_to_be_had(client: FlaskClient) -> None:
    made()
    for accept, status in (
        *(("text/html", 406), ("application/xml", 406)),
        *(("application/json", 200), ("*/*", 200), ("text/html, */*;q=0.1", 200)),
    ):
        answer = get(client, "/services", Accept=accept)
        assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert "Accept" in answer.headers["Vary"]


def test_too_many_questions_wait(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.extensions import limiter

    monkeypatch.setattr(limiter.limiter, "hit", lambda *given, **more: False)
    monkeypatch.setattr(limiter.limiter, "test", lambda *given, **more: False)
    answer = get(client, "/services")
    assert (answer.status_code, answer.json["status"]) == (429, 429)
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("error", "status"), [(RuntimeError("secret words"), 500), (None, 503)])
def test_our_own_faults_are_json_and_say_no_more_than_they_must(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception | None, status: int
) -> None:
    from app.queries.open_data import Writer

    def fails(*given: object) -> None:
        raise error or sa.exc.OperationalError("select 'secret words'", {}, Exception("locked"))

    monkeypatch.setattr(Writer, "services", fails)
    answer = get(client, "/services")
    assert (answer.status_code, answer.json["status"]) == (status, status)
    assert "secret words" not in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_caller_that_has_it_already_is_told_so(client: FlaskClient) -> None:
    service = made()[0]
    for path in ("/services", f"/services/{service.id}", "/organizations", "/"):
        first = get(client, path)
        again = get(client, path, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        assert "public" in first.headers["Cache-Control"]
    before = get(client, "/services").headers["ETag"]
    changed = db.session.get(Service, service.id)
    changed.name = "Tea, with cake"
    list_them(changed)
    assert get(client, "/services", If_None_Match=before).status_code == 200


def test_a_record_says_when_it_changed_here(client: FlaskClient, clock: Any) -> None:
    clock.set("2026-11-24T10:00")
    service = made()[0]
    assert get(client, f"/services/{service.id}").headers["Last-Modified"] == "Tue, 24 Nov 2026 10:00:00 GMT"


def test_a_head_is_an_answer_without_a_body(client: FlaskClient) -> None:
    answer = client.head("/api/oruk/v3/services")
    assert (answer.status_code, answer.data) == (200, b"")


def test_the_stubs_have_no_languages(client: FlaskClient) -> None:
    assert client.get("/pl/api/oruk/v3/services").status_code == 404


# Undisclosed places

SECRET = "Sentinel"


def hidden_service() -> tuple[Service, Location]:
    """A refuge: everything about the place, and what hangs on being there, says the secret word."""
    hidden = LocationFactory(
        **{name: f"{SECRET} {name}" for name in ("name", "alternate_name", "description", "transportation")},
        **{"undisclosed": True, "external_identifier": SECRET, "url": f"https://{SECRET}.example"},
        **{"latitude": 53.812345, "longitude": -1.523456},
    )
    AddressFactory(location_id=hidden.id, address_1=f"1 {SECRET} Lane", city=SECRET, postal_code="LS9 9ZZ")
    VenueFactFactory(location_id=hidden.id, detail=SECRET)
    ContactFactory(location_id=hidden.id, name=SECRET)
    PhoneFactory(location_id=hidden.id, number="0113 496 0999")
    one = OrganizationFactory(name="A refuge")
    service = ServiceFactory(name="Safe tonight", organization=one, at=[hidden, LocationFactory()])
    joined = next(at for at in service.at_locations if at.location_id == hidden.id)
    joined.description = f"{SECRET}: ring the bell"
    at_it = {"service_id": service.id, "service_at_location_id": joined.id}
    ScheduleFactory(service=None, service_at_location_id=joined.id, notes=SECRET, byday="SU")
    ScheduleFactory(**{**at_it, "service": service, "notes": SECRET, "byday": "SU"})
    ScheduleFactory(service=None, location_id=hidden.id, notes=SECRET, byday="SU")
    contact = ContactFactory(**at_it, name=SECRET, title=SECRET)
    PhoneFactory(**at_it, number="0113 496 0998")
    PhoneFactory(service_id=service.id, contact_id=contact.id, number="0113 496 0997")
    term = TaxonomyTerm(id=uuid.uuid4(), code=SECRET, name=SECRET, taxonomy=SECRET)
    db.session.add_all(
        [
            Accessibility(id=uuid.uuid4(), location_id=hidden.id, description=SECRET),
            SpokenLanguage(id=uuid.uuid4(), location_id=hidden.id, name=SECRET),
            ServiceArea(id=uuid.uuid4(), **at_it, name=f"Round {SECRET} Lane"),
            term,
        ]
    )
    db.session.flush()
    db.session.add(Attribute(id=uuid.uuid4(), link_id=hidden.id, taxonomy_term_id=term.id))
    hidden.organization_id = one.id
    db.session.flush()
    db.session.expire_all()
    list_them(service)
    return service, hidden


def secrets(service: Service, hidden: Location) -> list[str]:
    joined = [str(at.id) for at in service.at_locations if at.location_id == hidden.id]
    point = [str(hidden.latitude), str(hidden.longitude)]
    return [SECRET, SECRET.lower(), "LS9 9ZZ", *point, "496 099", str(hidden.id), *joined]


@BOTH
def test_nothing_of_an_undisclosed_place_is_in_any_byte(
    client: FlaskClient, profile: Profile, postcode: str
) -> None:
    service, hidden = hidden_service()
    words = secrets(service, hidden)
    paths = [
        *(f"/{endpoint}" for endpoint in ITEMS),
        *(f"/{endpoint}?full=true" for endpoint in ITEMS),
        *(f"/{endpoint}?format=ndjson&full=true" for endpoint in ITEMS),
        *("/services?minimal=true", "/organizations?full_service=true&full=true"),
        *(f"/services/{service.id}", f"/organizations/{service.organization_id}?full_service=true"),
        f"/service_at_locations?postcode={postcode}&proximity=50000&full=true",
        f"/services?postcode={postcode}&proximity=50000&full=true",
    ]
    for path in paths:
        answer = get(client, path, profile)
        assert answer.status_code == 200
        found = [word for word in words if word in answer.text]
        assert found == [], path
    record = get(client, f"/services/{service.id}", profile).json
    assert len(record["service_at_locations"]) == 1
    hidden_at = next(at.id for at in service.at_locations if at.location_id == hidden.id)
    assert get(client, f"/service_at_locations/{hidden_at}", profile).status_code == 404
    for path in ("/service_at_locations", f"/service_at_locations?postcode={postcode}&proximity=50000"):
        assert get(client, path, profile).json["total_items"] == 1


def test_no_filter_tells_where_an_undisclosed_place_is(
    client: FlaskClient, postcode: str, clock: Any
) -> None:
    service, hidden = hidden_service()
    for joined in list(service.at_locations):
        if joined.location_id != hidden.id:
            db.session.delete(joined)
    db.session.flush()
    db.session.expire_all()
    list_them(db.session.get(Service, service.id))
    assert ids(client, f"/services?postcode={postcode}&proximity=5000") == []
    assert ids(client, f"/service_at_locations?postcode={postcode}&proximity=5000") == []
    assert ids(client, "/services?day=SU") == []
    assert ids(client, f"/services?taxonomy_term_id={SECRET}") == []
    assert ids(client, f"/taxonomy_terms?search={SECRET}") == []
    assert ids(client, f"/services?search={SECRET}") == []
    assert ids(client, "/service_at_locations") == []
    assert ids(client, "/services?search=safe") == of(service)


# Cost


@BOTH
def test_a_page_takes_as_many_statements_whatever_is_on_it(
    client: FlaskClient, profile: Profile, count_statements: Any
) -> None:
    def cost(path: str) -> int:
        with count_statements() as seen:
            assert get(client, path, profile).status_code == 200
        return len(seen)

    for _ in range(2):
        whole_listing()
    most = {Profile.UK: 20, Profile.HSDS: 23}[profile]
    paths = ["/services?full=true&per_page=100", "/service_at_locations?full=true&per_page=100"]
    paths += ["/services?per_page=100", "/organizations?full_service=true&per_page=100"]
    few = [cost(path) for path in paths]
    for _ in range(30):
        whole_listing()
    many = [cost(path) for path in paths]
    assert all(after <= before for before, after in zip(few, many, strict=True)), (few, many)
    assert many[0] <= most
    assert many[2] <= 5


def test_a_stream_is_read_in_batches(client: FlaskClient, count_statements: Any, monkeypatch: Any) -> None:
    from app.queries import open_data

    monkeypatch.setattr(open_data, "BATCH", 10)
    made(35)
    with count_statements() as seen:
        lines = get(client, "/services?format=ndjson").text.splitlines()
    assert len(lines) == 35
    assert len([one for one in seen if "FROM service JOIN listing_projection" in one]) == 4
