from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import icalendar
import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db
from app.domain import saved_list as rules
from app.domain.listing import Capacity, Status
from app.domain.places import Place
from app.models.directory import Service
from app.models.work import SavedItem, SavedList
from app.operations import index
from app.web import saving, tokens
from config import ROOT
from tests.factories import (
    AddressFactory,
    LocationFactory,
    PhoneFactory,
    SavedItemFactory,
    SavedListFactory,
    ServiceFactory,
    ServiceTextFactory,
)


def every(weekday: str, first: dt.date, opens_at: str, closes_at: str) -> dict[str, object]:
    return {
        "freq": "WEEKLY",
        "byday": weekday,
        "dtstart": first,
        "opens_at": opens_at,
        "closes_at": closes_at,
    }


TUESDAYS = every("TU", dt.date(2026, 1, 6), "14:00", "15:30")
FRIDAYS = every("FR", dt.date(2026, 1, 9), "10:00", "11:00")
COOKIE_LINE = "We put one cookie on this device"

pytestmark = pytest.mark.usefixtures("clock")


def listed(**values: Any) -> Service:
    """A listing, ready to be found and kept."""
    service: Service = ServiceFactory(**values)
    show(service)
    return service


def show(*services: Service) -> None:
    """Bring what readers see of these up to date."""
    index.index([service.id for service in services], index.ground(place_data(), ROOT))


def place_data() -> Place:
    return current_app.config["PLACE_DATA"]  # type: ignore[no-any-return]


@pytest.fixture
def two(app: Flask) -> tuple[Service, Service]:
    hall = LocationFactory(name="Chapel Hall", locality="Burmantofts")
    AddressFactory(location_id=hall.id, address_1="1 Chapel Lane", postal_code="LS9 7UF")
    tea = ServiceFactory(name="Kettle On", slug="kettle-on", at=hall, on=TUESDAYS, pence=0)
    walk = ServiceFactory(name="Walk and Talk", slug="walk-and-talk", at=hall, on=FRIDAYS, pence=200)
    PhoneFactory(service_id=tea.id, number="0113 496 0001")
    show(tea, walk)
    return tea, walk


def post(client: FlaskClient, path: str, **fields: Any) -> Any:
    return client.post(path, data={tokens.FIELD: tokens.form_token(), **fields})


def save(client: FlaskClient, slug: str, back: str = "/my-list") -> Any:
    return post(client, "/my-list/add", listing=slug, next=back)


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def names(response: Any) -> list[str]:
    return re.findall(r'<h2 class="govuk-heading-m"><a[^>]*>([^<]+)</a>', response.get_data(as_text=True))


def rows(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def item_of(name: str) -> int:
    return db.session.scalars(select(SavedItem.id).where(SavedItem.name == name)).one()


# The first save and its cookie


def test_a_list_begins_empty_and_sets_no_cookie(client: FlaskClient) -> None:
    response = client.get("/my-list")
    assert response.status_code == 200
    assert "Nothing is on this list yet." in words(response)
    assert "Set-Cookie" not in response.headers


def test_first_save_sets_one_cookie_and_says_so(client: FlaskClient, two: Any) -> None:
    response = save(client, "kettle-on", "/my-list")
    assert response.status_code == 303
    cookies = response.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    for part in ("HttpOnly", "SameSite=Lax", f"Max-Age={180 * 24 * 3600}", "Path=/"):
        assert part in cookies[0]
    assert "Secure" not in cookies[0]
    page = client.get(response.headers["Location"])
    assert COOKIE_LINE in words(page)
    assert names(page) == ["Kettle On"]


def test_cookie_is_secure_on_https(client: FlaskClient, two: Any) -> None:
    response = client.post(
        "/my-list/add",
        data={tokens.FIELD: tokens.form_token(), "listing": "kettle-on"},
        base_url="https://localhost",
    )
    assert "Secure" in response.headers["Set-Cookie"]


def test_only_the_hash_of_the_key_is_stored(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    key = client.get_cookie(saving.COOKIE).value
    saved = db.session.scalars(select(SavedList)).one()
    assert rules.is_key(key)
    assert saved.key_hash == rules.key_hash(key)


def test_saving_leads_back_to_the_card(client: FlaskClient, two: Any) -> None:
    response = save(client, "kettle-on", "/activities?q=tea&near=LS9")
    assert response.headers["Location"] == (
        "/activities?q=tea&near=LS9&notice=saved-first&listing=kettle-on#saved"
    )


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_saving_never_leads_to_another_site(client: FlaskClient, two: Any, back: str) -> None:
    assert save(client, "kettle-on", back).headers["Location"].startswith("/my-list?")


def test_saving_twice_keeps_one(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    response = save(client, "kettle-on")
    assert "notice=already" in response.headers["Location"]
    assert rows(SavedItem) == 1
    assert rows(SavedList) == 1


def test_saving_what_is_not_there_changes_nothing(client: FlaskClient, two: Any) -> None:
    response = save(client, "no-such-thing", "/activities")
    assert response.headers["Location"].startswith("/my-list?notice=gone")
    assert rows(SavedList) == 0


def test_a_full_list_says_so(client: FlaskClient, app: Flask) -> None:
    save(client, listed(slug="first").slug)
    saved = db.session.scalars(select(SavedList)).one()
    for position in range(1, rules.MOST_ITEMS):
        SavedItemFactory(list_id=saved.id, name="Tea", position=position)
    response = save(client, listed(slug="one-more").slug, "/my-list")
    assert "notice=full" in response.headers["Location"]
    assert "Your list is full: it holds 50." in words(client.get(response.headers["Location"]))
    assert rows(SavedItem) == rules.MOST_ITEMS


def test_a_browser_that_refuses_the_cookie_is_told(client: FlaskClient, two: Any) -> None:
    page = client.get("/my-list?notice=saved-first", headers={"Referer": "http://localhost/activities"})
    assert "does not keep cookies" in words(page)


def test_a_link_with_our_notice_from_somebody_else_says_nothing(client: FlaskClient, two: Any) -> None:
    assert "Saved on your list" not in words(client.get("/my-list?notice=saved&listing=kettle-on"))


# The gate


@pytest.mark.parametrize(
    "path",
    [
        "/my-list/add",
        "/my-list/items/1/remove",
        "/my-list/items/1/restore",
        "/my-list/items/1/move",
        "/my-list/items/1/note",
        "/my-list/name",
        "/my-list/share",
        "/my-list/unshare",
        "/my-list/forget",
        "/my-list/for-somebody",
        "/my-list/hand-over",
        "/my-list/throw-away",
        "/l/kmf37-hdwrt-nxyz/copy",
    ],
)
def test_a_form_that_is_not_ours_is_refused(client: FlaskClient, two: Any, path: str) -> None:
    save(client, "kettle-on")
    before = rows(SavedItem), rows(SavedList)
    assert client.post(path, data={"listing": "walk-and-talk"}).status_code == 400
    for header in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        fields = {tokens.FIELD: tokens.form_token(), "listing": "walk-and-talk"}
        assert client.post(path, data=fields, headers=header).status_code == 403
    assert (rows(SavedItem), rows(SavedList)) == before
    assert client.get(path).status_code in (405, 200, 302, 303, 404)
    assert (rows(SavedItem), rows(SavedList)) == before


@pytest.mark.parametrize(
    "value", ["x", "a" * 43, "'; drop table saved_list; --", "%00", "é", "a" * 4000, "../../etc/passwd"]
)
def test_an_odd_cookie_is_an_empty_list(client: FlaskClient, two: Any, value: str) -> None:
    client.set_cookie(saving.COOKIE, value)
    assert "Nothing is on this list yet." in words(client.get("/my-list"))
    for path in ("print", "text", "calendar.ics", "share", "name"):
        assert client.get(f"/my-list/{path}").status_code == 303
    for path in ("items/1/remove", "items/1/restore", "items/1/note", "unshare", "hand-over", "throw-away"):
        assert post(client, f"/my-list/{path}", note="x").status_code == 303
    assert post(client, "/my-list/items/1/move", to="1").status_code == 303


def test_an_unknown_key_is_never_taken_over(client: FlaskClient, two: Any) -> None:
    planted = rules.new_key()
    client.set_cookie(saving.COOKIE, planted)
    save(client, "kettle-on")
    assert client.get_cookie(saving.COOKIE).value != planted


def test_nobody_reaches_into_another_list(client: FlaskClient, app: Flask, two: Any) -> None:
    save(client, "kettle-on")
    item = item_of("Kettle On")
    stranger = app.test_client()
    save(stranger, "walk-and-talk")
    for path, fields in (("remove", {}), ("move", {"to": "0"}), ("note", {"note": "mine"}), ("restore", {})):
        assert "not-there" in post(stranger, f"/my-list/items/{item}/{path}", **fields).headers["Location"]
    assert names(client.get("/my-list")) == ["Kettle On"]
    assert db.session.scalars(select(SavedItem.note).where(SavedItem.id == item)).one() == ""


def test_no_key_in_any_page_or_log(client: FlaskClient, two: Any, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("ginnel").propagate = True
    try:
        with caplog.at_level(logging.INFO):
            save(client, "kettle-on")
            page = client.get("/my-list").get_data(as_text=True)
            post(client, "/my-list/share", notes="yes")
            code = db.session.scalars(select(SavedList.code)).one()
            client.get(f"/l/{code}")
    finally:
        logging.getLogger("ginnel").propagate = False
    key = client.get_cookie(saving.COOKIE).value
    logged = " ".join(str(record.__dict__) for record in caplog.records)
    assert caplog.records
    for secret in (key, rules.key_hash(key), code):
        assert secret not in logged
    assert key not in page
    assert rules.key_hash(key) not in page


# The page


def test_the_page_says_when_in_words(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    said = words(client.get("/my-list"))
    assert "Today, Tuesday 24 November, 2pm to 3:30pm" in said
    assert "Chapel Hall, 1 Chapel Lane, Leeds, LS9 7UF" in said
    assert "Free" in said
    assert "0113 496 0001" in said


def test_soonest_first_is_by_date(client: FlaskClient, two: Any) -> None:
    save(client, "walk-and-talk")
    save(client, "kettle-on")
    assert names(client.get("/my-list")) == ["Walk and Talk", "Kettle On"]
    assert names(client.get("/my-list?order=next")) == ["Kettle On", "Walk and Talk"]


def test_moving_up_and_down(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    item = item_of("Walk and Talk")
    for _ in range(2):
        response = post(client, f"/my-list/items/{item}/move", to="0")
        assert response.headers["Location"].endswith(f"#item-{item}")
        assert names(client.get("/my-list")) == ["Walk and Talk", "Kettle On"]
    assert "It is number 1 now." in words(client.get(response.headers["Location"]))


def test_a_move_to_nowhere_is_refused(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    assert post(client, f"/my-list/items/{item_of('Kettle On')}/move", to="up").status_code == 400


def test_removing_has_an_undo_that_keeps_note_and_place(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    item = item_of("Kettle On")
    post(client, f"/my-list/items/{item}/note", note="Ask for Bev")
    for _ in range(2):
        gone = post(client, f"/my-list/items/{item}/remove")
    page = client.get(gone.headers["Location"])
    assert names(page) == ["Walk and Talk"]
    assert "Kettle On is off the list." in words(page)
    for _ in range(2):
        back = post(client, f"/my-list/items/{item}/restore")
    page = client.get(back.headers["Location"])
    assert names(page) == ["Kettle On", "Walk and Talk"]
    assert "Ask for Bev" in words(page)


def test_removing_the_last_one_still_offers_undo(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    gone = post(client, f"/my-list/items/{item_of('Kettle On')}/remove")
    page = client.get(gone.headers["Location"])
    assert "Put it back" in words(page)


def test_a_note_too_long_is_given_back(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    path = f"/my-list/items/{item_of('Kettle On')}/note"
    response = post(client, path, note="b" * 501)
    assert response.status_code == 422
    assert "It has 501 letters. There is room for 500." in words(response)
    assert "b" * 501 in words(response)
    assert post(client, path, note="b" * 500).status_code == 303


def test_a_note_is_text_and_nothing_else(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    post(client, f"/my-list/items/{item_of('Kettle On')}/note", note="<script>alert(1)</script> 'or 1=1")
    assert "&lt;script&gt;" in client.get("/my-list").get_data(as_text=True)


def test_naming(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    assert client.get("/my-list/name").status_code == 200
    assert post(client, "/my-list/name", title=" For\nMum ").status_code == 303
    assert "<title>For Mum" in client.get("/my-list").get_data(as_text=True)
    assert post(client, "/my-list/name", title="m" * 121).status_code == 422


def test_what_has_gone_is_said_with_what_is_near(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    two[0].deleted_at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    db.session.delete(two[1])
    show(two[0])
    page = client.get("/my-list")
    assert page.status_code == 200
    assert words(page).count("This is not listed any more.") == 2
    assert "Walk and Talk" in words(page)
    assert "/activities?near=Burmantofts" in page.get_data(as_text=True)
    for path in ("print", "text", "calendar.ics"):
        assert client.get(f"/my-list/{path}").status_code == 200


def test_closed_and_full_are_said(client: FlaskClient, two: Any) -> None:
    two[0].status, two[0].closed_note = Status.TEMPORARILY_CLOSED, "Closed until the roof is mended."
    two[1].capacity = Capacity.FULL
    show(*two)
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    said = words(client.get("/my-list"))
    assert "Closed until the roof is mended." in said
    assert "Today" not in said
    assert "Full now" in said


def test_an_undisclosed_place_stays_so_everywhere(client: FlaskClient, app: Flask) -> None:
    refuge = LocationFactory(name="Rose House", locality="Beeston", undisclosed=True)
    AddressFactory(location_id=refuge.id, address_1="9 Hidden Street", postal_code="LS11 1AA")
    save(client, listed(slug="safe", at=refuge, on=TUESDAYS).slug)
    for path in ("", "/print", "/text", "/calendar.ics", "/share"):
        said = client.get(f"/my-list{path}").get_data(as_text=True)
        for secret in ("Rose House", "Hidden Street", "LS11", "Beeston"):
            assert secret not in said


def test_words_are_in_the_readers_language(client: FlaskClient, two: Any) -> None:
    ServiceTextFactory(service=two[0], name="Herbata u sąsiadów")
    show(two[0])
    save(client, "kettle-on")
    page = client.get("/pl/my-list").get_data(as_text=True)
    assert "Herbata u sąsiadów" in page
    assert 'href="/pl/activities/kettle-on"' in page
    assert "LS9 7UF" in client.get("/ar/my-list").get_data(as_text=True)


def test_statements_do_not_grow_with_the_list(client: FlaskClient, app: Flask, count_statements: Any) -> None:
    save(client, listed(slug="s-0", at=LocationFactory(), on=TUESDAYS).slug)
    saved = db.session.scalars(select(SavedList)).one()
    client.get("/my-list")
    with count_statements() as few:
        client.get("/my-list")
    for position in range(1, 20):
        service = listed(at=LocationFactory(), on=TUESDAYS)
        SavedItemFactory(list_id=saved.id, service_id=service.id, position=position)
    with count_statements() as many:
        assert len(names(client.get("/my-list"))) == 20
    assert len(many) == len(few) <= 4


# To take along


def test_print_has_every_activity_in_both_sizes(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    for query, size in (("", ""), ("?size=large", "gin-sheet--large"), ("?size=banana", "")):
        response = client.get(f"/my-list/print{query}")
        page = response.get_data(as_text=True)
        assert "Kettle On" in page
        assert "Walk and Talk" in page
        assert ("gin-sheet--large" in page) is bool(size)
        assert "Tuesday 24 November, 2pm" in page
        assert "Today" not in page
        assert "LS9 7UF" in page


def test_print_gives_an_address_only_when_shared(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    assert "/l/" not in client.get("/my-list/print").get_data(as_text=True)
    post(client, "/my-list/share")
    code = rules.show_code(db.session.scalars(select(SavedList.code)).one())
    assert f"localhost/l/{code}" in client.get("/my-list/print").get_data(as_text=True)


def test_text_is_plain(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    post(client, f"/my-list/items/{item_of('Kettle On')}/note", note="Ask for Bev")
    response = client.get("/my-list/text")
    assert response.mimetype == "text/plain"
    said = response.get_data(as_text=True)
    assert said.startswith("My list\n\n1. Kettle On\nTuesday 24 November, 2pm to 3:30pm\n")
    assert "Note: Ask for Bev\nhttp://localhost/activities/kettle-on" in said
    assert "<" not in said


def test_calendar_holds_every_dated_one(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    save(client, listed(slug="no-dates").slug)
    response = client.get("/my-list/calendar.ics")
    assert response.mimetype == "text/calendar"
    file = icalendar.Calendar.from_ical(response.data)
    events = {str(event["summary"]): event for event in file.walk("VEVENT")}
    assert set(events) == {"Kettle On", "Walk and Talk"}
    tea = events["Kettle On"]
    assert tea["dtstart"].dt.replace(tzinfo=None) == dt.datetime(2026, 11, 24, 14)
    assert tea["rrule"]["FREQ"] == ["WEEKLY"]
    assert str(tea["location"]) == "Chapel Hall, 1 Chapel Lane, Leeds, LS9 7UF"
    assert str(tea["url"]) == "http://localhost/activities/kettle-on"


@pytest.mark.parametrize(
    "path", ["", "/print", "/text", "/calendar.ics", "/share", "/name", "/forget", "/nothing"]
)
def test_nothing_of_a_list_is_kept_by_a_browser_or_found_by_a_robot(
    client: FlaskClient, two: Any, path: str
) -> None:
    save(client, "kettle-on")
    response = client.get(f"/my-list{path}")
    assert response.headers["Cache-Control"] == "no-store"
    if path != "/nothing":
        assert response.headers["X-Robots-Tag"] == "noindex"


# The short link


def shared_code(client: FlaskClient, **fields: Any) -> str:
    post(client, "/my-list/share", **fields)
    return db.session.scalars(select(SavedList.code).where(SavedList.shared)).one()


def test_a_list_is_not_shared_until_its_owner_says_so(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    code = db.session.scalars(select(SavedList.code)).one()
    assert client.get(f"/l/{code}").status_code == 404


def test_a_shared_list_shows_only_what_a_reader_needs(client: FlaskClient, app: Flask, two: Any) -> None:
    save(client, "kettle-on")
    post(client, f"/my-list/items/{item_of('Kettle On')}/note", note="my bad hip")
    code = shared_code(client)
    reader = app.test_client()
    page = reader.get(f"/l/{code}")
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert names(page) == ["Kettle On"]
    assert "<title>A list for you" in page.get_data(as_text=True)
    assert "my bad hip" not in words(page)
    assert "/my-list/items" not in page.get_data(as_text=True)
    assert '<meta name="robots" content="noindex">' in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "no-store"
    for path in ("print", "text", "calendar.ics"):
        taken = reader.get(f"/l/{code}/{path}")
        assert taken.status_code == 200
        assert "Kettle On" in taken.get_data(as_text=True)
        assert "my bad hip" not in taken.get_data(as_text=True)
        assert "Set-Cookie" not in taken.headers


def test_notes_are_shared_when_the_owner_says_so(client: FlaskClient, app: Flask, two: Any) -> None:
    save(client, "kettle-on")
    post(client, f"/my-list/items/{item_of('Kettle On')}/note", note="Ask for Bev")
    code = shared_code(client, notes="yes")
    assert "Ask for Bev" in words(app.test_client().get(f"/l/{code}"))


def test_a_code_is_read_as_people_type_it(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    code = shared_code(client)
    for typed in (code.upper(), rules.show_code(code), rules.show_code(code).replace("-", "%20")):
        assert client.get(f"/l/{typed}").status_code == 200


@pytest.mark.parametrize(
    "typed", ["x", "kmf37-hdwrt-nxyz", "a" * 5000, "%00", "'--", "ليدز", "..", "%F0%9F%98%80"]
)
def test_a_wrong_code_is_a_page_that_says_so(client: FlaskClient, two: Any, typed: str) -> None:
    assert client.get(f"/l/{typed}").status_code == 404
    assert post(client, f"/l/{typed}/copy").status_code == 404


def test_an_ended_link_never_works_again(client: FlaskClient, app: Flask, two: Any) -> None:
    save(client, "kettle-on")
    old = shared_code(client)
    for _ in range(2):
        post(client, "/my-list/unshare")
    assert app.test_client().get(f"/l/{old}").status_code == 404
    new = shared_code(client)
    assert new != old
    assert app.test_client().get(f"/l/{old}").status_code == 404
    assert app.test_client().get(f"/l/{new}").status_code == 200


def test_the_share_page_gives_the_address_the_square_and_the_text(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    code = rules.show_code(shared_code(client))
    page = client.get("/my-list/share").get_data(as_text=True)
    assert f'href="http://localhost/l/{code}"' in page
    assert "<svg viewBox" in page
    assert "1. Kettle On" in page


def test_the_link_keeps_the_language(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    post(client, "/ar/my-list/share")
    assert 'href="http://localhost/ar/l/' in client.get("/ar/my-list/share").get_data(as_text=True)


def test_copying_adds_what_is_missing_once(client: FlaskClient, app: Flask, two: Any) -> None:
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    post(client, f"/my-list/items/{item_of('Walk and Talk')}/note", note="Good shoes")
    code = shared_code(client, notes="yes")
    other = app.test_client()
    save(other, "kettle-on")
    for _ in range(2):
        response = post(other, f"/l/{code}/copy")
        page = other.get(response.headers["Location"])
        assert names(page) == ["Kettle On", "Walk and Talk"]
        assert "Good shoes" in words(page)
    assert names(client.get("/my-list")) == ["Kettle On", "Walk and Talk"]


def test_copying_first_says_the_cookie(client: FlaskClient, app: Flask, two: Any) -> None:
    save(client, "kettle-on")
    code = shared_code(client)
    reader = app.test_client()
    response = post(reader, f"/l/{code}/copy")
    assert COOKIE_LINE in words(reader.get(response.headers["Location"]))


def test_copying_stops_at_a_full_list(client: FlaskClient, app: Flask) -> None:
    theirs = SavedListFactory(code="kmf37hdwrtnxyz", shared=True)
    for position in range(rules.MOST_ITEMS):
        SavedItemFactory(list_id=theirs.id, service_id=listed().id, position=position)
    save(client, listed(slug="mine").slug)
    response = post(client, "/l/kmf37hdwrtnxyz/copy")
    assert "notice=copied-some" in response.headers["Location"]
    page = client.get(response.headers["Location"])
    assert len(names(page)) == rules.MOST_ITEMS
    assert "not all of it was copied" in words(page)


# For somebody else


def test_a_worker_makes_one_after_another(client: FlaskClient, app: Flask, two: Any) -> None:
    save(client, "kettle-on")
    codes = []
    for _ in range(2):
        for _ in range(2):
            assert post(client, "/my-list/for-somebody").status_code == 303
        assert "Nothing is on this list yet." in words(client.get("/my-list"))
        assert "notice=saved-for" in save(client, "walk-and-talk").headers["Location"]
        assert names(client.get("/my-list")) == ["Walk and Talk"]
        response = post(client, "/my-list/hand-over")
        ready = client.get(response.headers["Location"])
        codes.append(re.search(r"/l/([^/\"]+)\"", ready.get_data(as_text=True))[1])  # type: ignore[index]
        assert "The list is ready to give" in words(ready)
        assert "1. Walk and Talk" in ready.get_data(as_text=True)
        assert names(client.get("/my-list")) == ["Kettle On"]
    assert len(set(codes)) == 2
    for code in codes:
        assert names(app.test_client().get(f"/l/{code}")) == ["Walk and Talk"]


def test_a_list_that_was_handed_over_is_nobodys_to_change(client: FlaskClient, two: Any) -> None:
    post(client, "/my-list/for-somebody")
    save(client, "kettle-on")
    item = item_of("Kettle On")
    post(client, "/my-list/hand-over")
    assert "not-there" in post(client, f"/my-list/items/{item}/remove").headers["Location"]
    assert db.session.scalars(select(SavedList)).one().key_hash is None


def test_an_empty_list_is_not_handed_over(client: FlaskClient, two: Any) -> None:
    post(client, "/my-list/for-somebody")
    assert "not-there" in post(client, "/my-list/hand-over").headers["Location"]


def test_handing_over_takes_what_was_removed_out_for_good(client: FlaskClient, two: Any) -> None:
    post(client, "/my-list/for-somebody")
    save(client, "kettle-on")
    save(client, "walk-and-talk")
    post(client, f"/my-list/items/{item_of('Walk and Talk')}/remove")
    post(client, "/my-list/hand-over")
    assert rows(SavedItem) == 1


def test_throwing_it_away_brings_the_own_list_back(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    post(client, "/my-list/for-somebody")
    save(client, "walk-and-talk")
    for _ in range(2):
        post(client, "/my-list/throw-away")
    assert names(client.get("/my-list")) == ["Kettle On"]
    assert rows(SavedList) == 1


# Forgetting


def test_forgetting_deletes_everything_and_the_cookie(client: FlaskClient, two: Any) -> None:
    save(client, "kettle-on")
    code = shared_code(client)
    post(client, "/my-list/for-somebody")
    save(client, "walk-and-talk")
    assert "Delete my list" in words(client.get("/my-list/forget"))
    for _ in range(2):
        response = post(client, "/my-list/forget")
        assert response.headers["Location"] == "/my-list/forgotten"
    assert client.get_cookie(saving.COOKIE) is None
    assert rows(SavedList) == rows(SavedItem) == 0
    assert client.get(f"/l/{code}").status_code == 404
    assert client.get("/my-list/forgotten").status_code == 200


def test_a_drawing_nobody_drew_does_not_break_the_list(client: FlaskClient, app: Flask) -> None:
    save(client, listed(slug="odd", drawing="../secret").slug)
    assert client.get("/my-list").status_code == 200
