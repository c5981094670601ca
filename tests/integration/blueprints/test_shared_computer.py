"""Library mode: switched on by a form, put off by a page, and everything goes."""

import re

import pytest

from app.database import db
from app.models.persons import JourneyDraft
from app.models.work import SavedList
from app.web import shared_computer
from tests.people import post
from tests.rules.test_plain_pages import COOKIES

WAITED = {"9 minutes": "2026-11-24T10:09", "10 minutes": "2026-11-24T10:10"}


@pytest.fixture(autouse=True)
def stopped(clock):
    pass


def is_on(client):
    return "Clear everything and leave" in client.get("/privacy").text


@pytest.fixture
def shared(client):
    begun = post(client, "/shared-computer/start", next="/areas")
    assert begun.location == "/areas"
    return client


def test_it_is_off_until_a_form_is_sent_and_back_leads_only_to_us(client):
    assert not is_on(client)
    assert post(client, "/shared-computer/start", next="https://elsewhere.example/").location == "/"
    assert is_on(client)
    client.set_cookie("shared-computer", "forged", domain="localhost")
    assert not is_on(client)


def test_no_cookie_outlives_the_window_while_it_is_on(shared):
    chosen = post(shared, "/ways-to-read", choices="large", remember="device")
    kept = chosen.headers.getlist("Set-Cookie")
    assert any(cookie.startswith("reading=large") for cookie in kept)
    assert not re.search("max-age|expires", " ".join(kept), re.IGNORECASE)
    assert chosen.headers["Cache-Control"] == "no-store"


def test_leaving_takes_the_list_the_answers_and_the_choices(shared):
    post(shared, "/ways-to-read", choices="large", remember="device")
    post(shared, "/my-list/for-somebody")
    post(shared, "/get-help", who="me")
    assert (db.session.query(SavedList).count(), db.session.query(JourneyDraft).count()) == (1, 1)
    left = post(shared, "/shared-computer/leave")
    assert left.location == "/shared-computer/cleared"
    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert (db.session.query(SavedList).count(), db.session.query(JourneyDraft).count()) == (0, 0)
    assert not shared._cookies
    assert shared.get(left.location).status_code == 200


def test_leaving_takes_no_cookie_of_another_site_of_the_same_domain(shared):
    shared.set_cookie("council-tax-account", "theirs", domain="localhost")
    left = post(shared, "/shared-computer/leave")
    assert "cookies" not in left.headers["Clear-Site-Data"]
    assert [cookie.key for cookie in shared._cookies.values()] == ["council-tax-account"]


def test_every_cookie_of_ours_is_taken_by_its_name_but_a_tablets():
    named = {name for names in COOKIES.values() for name in names}
    assert named - shared_computer.OF_TABLETS == shared_computer.NAMES - {"ginnel"}


def test_a_list_that_was_shared_stays_for_who_has_its_address(shared):
    post(shared, "/my-list/for-somebody")
    post(shared, "/my-list/share")
    post(shared, "/shared-computer/leave")
    kept = db.session.query(SavedList).one()
    assert kept.shared and kept.key_hash is None


def test_what_a_tablet_has_not_sent_is_never_cleared(shared):
    shared.set_cookie("ginnel_capture", "token", domain="localhost")
    left = post(shared, "/shared-computer/leave")
    assert "Clear-Site-Data" not in left.headers
    assert shared.get_cookie("ginnel_capture", domain="localhost")


def test_a_tablet_stays_known_for_as_long_as_it_may_send():
    tablet = "ginnel_capture=token; Expires=Wed, 02 Dec 2026 10:00:00 GMT; Path=/"
    assert shared_computer.until_closed(tablet) == tablet
    assert "Expires" not in shared_computer.until_closed(tablet.replace("ginnel_capture", "my_list"))


def test_a_conversation_on_its_way_is_not_turned_back(shared, clock):
    clock.set(WAITED["10 minutes"])
    sent = post(shared, "/capture/nothing-of-this-name", said="Words of somebody")
    assert sent.status_code != 303 or "/shared-computer" not in sent.location
    assert shared._cookies


@pytest.mark.parametrize(("waited", "stays"), [("9 minutes", True), ("10 minutes", False)])
def test_ten_minutes_without_a_request_clear_it(shared, clock, waited, stays):
    clock.set(WAITED[waited])
    answer = shared.get("/areas")
    assert (answer.status_code == 200) is stays
    assert bool(shared._cookies) is stays


def test_the_page_that_asks_puts_it_off_only_when_somebody_answers(shared, clock):
    assert 'content="480; url=/shared-computer/still-there?next=/areas"' in shared.get("/areas").text
    clock.set("2026-11-24T10:08")
    asks = shared.get("/shared-computer/still-there?next=/areas")
    assert 'content="125; url=/shared-computer/cleared"' in asks.text
    assert not asks.headers.getlist("Set-Cookie")
    assert post(shared, "/shared-computer/stay", next="/areas").location == "/areas"
    clock.set("2026-11-24T10:17")
    assert shared.get("/areas").status_code == 200
