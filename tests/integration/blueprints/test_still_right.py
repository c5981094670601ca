"""The page a reminder opens: it shows, and only its buttons act."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.listing import Capacity, CheckedBy
from app.domain.people import LinkPurpose
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.models.audit import AuditEvent
from app.models.directory import Service
from app.models.people import BrowserSession
from app.models.stewardship import LinkCheck, ListingCare, ListingChange
from app.operations import access_links, index
from tests.factories import (
    AddressFactory,
    LocationFactory,
    OrganizationFactory,
    PhoneFactory,
    ServiceFactory,
)

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def ground(app, clock):
    return index.ground(app.config["PLACE_DATA"], app.config["ROOT"])


@pytest.fixture
def listing(ground):
    place = LocationFactory()
    AddressFactory(location_id=place.id)
    made = ServiceFactory(name="Kettle On", checked_on=dt.date(2026, 8, 20), at=place, on={"byday": "TU"})
    PhoneFactory(service_id=made.id, number="0113 496 0017")
    index.index([made.id], ground)
    return made


def link(*listings):
    made = access_links.make(
        LinkPurpose.STILL_RIGHT,
        service=listings[0].id if len(listings) == 1 else None,
        arguments={"listings": [str(one.id) for one in listings]},
    )
    db.session.commit()
    return f"/still-right/{made.token}"


def send(client, address, **fields):
    token = re.search(r'name="form_token" value="([^"]+)"', client.get("/have-your-say").text)
    page = token or re.search(r'name="form_token" value="([^"]+)"', client.get("/activities").text)
    return client.post(address, data={"form_token": page[1], **fields})


def held(listing):
    return db.session.get(Service, listing.id, populate_existing=True)


def test_the_page_shows_the_facts_and_three_answers(client, listing):
    page = client.get(link(listing))
    assert page.status_code == 200
    for words in ("Is this still right?", "Every Tuesday", "Chapel Lane", "0113 496 0017", "Free"):
        assert words in page.text
    for words in ("Still right", "Something changed", "It has stopped"):
        assert words in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_scanner_that_follows_every_link_changes_nothing(client, listing):
    address = link(listing)
    page = client.get(address)
    for target in {address, *re.findall(r'(?:href|action)="(/still-right/[^"]+)"', page.text)}:
        client.get(target)
        client.head(target)
    assert held(listing).checked_on == dt.date(2026, 8, 20)
    assert db.session.scalar(select(ListingChange)) is None
    assert db.session.scalar(select(BrowserSession)) is None


def test_still_right_checks_it_today_by_the_organiser(client, listing):
    address = link(listing)
    answer = send(client, f"{address}/{listing.id}/right")
    assert answer.status_code == 303
    assert (held(listing).checked_on, held(listing).checked_by) == (TODAY, CheckedBy.ORGANISER)
    thanks = client.get(answer.location)
    assert "you checked it today" in thanks.text and "Is there room" in thanks.text
    assert "Checked today by the organiser" in client.get(f"/activities/{listing.slug}").text


def test_pressing_twice_is_the_same_as_once(client, listing):
    address = link(listing)
    for _ in range(2):
        assert send(client, f"{address}/{listing.id}/right").status_code == 303
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "listing.checked")).all()
    assert len(events) == 1 and events[0].actor == "link"


def test_the_link_opens_again_until_it_runs_out(client, listing, clock):
    address = link(listing)
    send(client, f"{address}/{listing.id}/right")
    assert "Checked today. Thank you" in client.get(address).text
    clock.set("2026-12-22T09:59")
    assert client.get(address).status_code == 200
    clock.set("2026-12-22T10:00")
    over = client.get(address)
    assert over.status_code == 410 and "run out" in over.text
    assert send(client, f"{address}/{listing.id}/right").status_code == 410


def test_a_token_nobody_made_finds_nothing(client, listing):
    assert client.get("/still-right/made-up").status_code == 404
    assert send(client, f"/still-right/made-up/{listing.id}/right").status_code == 404


@pytest.mark.parametrize("what", ["right", "changed", "places", "stopped"])
def test_a_link_answers_for_no_other_listing(client, listing, what):
    other = ServiceFactory(checked_on=dt.date(2026, 8, 1))
    assert send(client, f"{link(listing)}/{other.id}/{what}", capacity="full").status_code == 404
    assert held(other).checked_on == dt.date(2026, 8, 1)


def test_a_form_without_our_token_is_refused(client, listing):
    assert client.post(f"{link(listing)}/{listing.id}/right").status_code == 400
    assert held(listing).checked_on == dt.date(2026, 8, 20)


def test_several_listings_stand_on_one_page_with_a_button_each(client, listing, ground):
    other = ServiceFactory(name="Puff On", checked_on=dt.date(2026, 8, 1))
    index.index([other.id], ground)
    address = link(listing, other)
    page = client.get(address)
    assert "Kettle On" in page.text and "Puff On" in page.text and "All 2 are still right" in page.text
    send(client, f"{address}/{other.id}/right")
    assert held(listing).checked_on == dt.date(2026, 8, 20) and held(other).checked_on == TODAY
    send(client, f"{address}/all")
    assert held(listing).checked_on == TODAY


def test_free_places_are_said_and_counted_from_today(client, listing, clock):
    address = link(listing)
    answer = send(client, f"{address}/{listing.id}/places", capacity="waiting", weeks="3")
    assert answer.status_code == 303 and client.get(answer.location).status_code == 200
    row = held(listing)
    assert (row.capacity, row.waiting_weeks, row.capacity_on) == (Capacity.WAITING, 3, TODAY)
    assert "waiting list of about 3 weeks" in client.get(f"/activities/{listing.slug}").text
    clock.set("2026-12-24T10:00")
    assert "waiting list of about 3 weeks" in client.get(f"/activities/{listing.slug}").text
    clock.set("2026-12-25T10:00")
    assert "waiting list" not in client.get(f"/activities/{listing.slug}").text
    assert "Ask about places" in client.get(f"/activities/{listing.slug}").text


def test_the_same_room_said_again_counts_from_today(client, listing):
    listing.capacity, listing.capacity_on = Capacity.FULL, dt.date(2026, 9, 1)
    db.session.flush()
    send(client, f"{link(listing)}/{listing.id}/places", capacity="full")
    assert held(listing).capacity_on == TODAY


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose one"),
        ({"capacity": "waiting", "weeks": "soon"}, "Write the weeks as a number"),
        ({"capacity": "waiting", "weeks": "500"}, "from 1 to 104"),
        ({"capacity": "nonsense"}, "Error"),
    ],
)
def test_what_is_no_answer_is_said(client, listing, fields, words):
    answer = send(client, f"{link(listing)}/{listing.id}/places", **fields)
    assert answer.status_code == 422 and words in answer.text


def test_something_changed_leads_to_the_form_with_a_session_for_this_listing_only(client, listing):
    answer = send(client, f"{link(listing)}/{listing.id}/changed")
    assert answer.status_code == 303 and answer.location == f"/listings/{listing.id}/edit"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert client.get(answer.location).status_code == 200
    other = ServiceFactory()
    assert client.get(f"/listings/{other.id}/edit").status_code == 404


def test_one_of_several_opens_a_session_for_that_one(client, listing):
    other = ServiceFactory()
    answer = send(client, f"{link(listing, other)}/{other.id}/changed")
    assert client.get(answer.location).status_code == 200
    assert client.get(f"/listings/{listing.id}/edit").status_code == 404


def test_it_has_stopped_waits_for_somebody_to_look(client, listing):
    address = f"{link(listing)}/{listing.id}/stopped"
    assert client.get(address).status_code == 200
    answer = send(
        client, address, stopped_on=["1", "11", "2026"], instead="Go to Puff On.\r\nIt is next door."
    )
    assert answer.status_code == 303
    assert "takes it off the list" in client.get(answer.location).text
    change = db.session.scalar(select(ListingChange))
    assert (change.kind, change.source, change.status) == (
        ChangeKind.STOP,
        ChangeSource.ORGANISER,
        ChangeStatus.WAITING,
    )
    assert change.document["status"] == "defunct"
    assert "1 November 2026" in change.document["closed_note"]
    assert "next door" in change.document["closed_note"]
    assert client.get(f"/activities/{listing.slug}").status_code == 200


def test_saying_twice_that_it_stopped_asks_once(client, listing):
    address = f"{link(listing)}/{listing.id}/stopped"
    send(client, address)
    assert send(client, address).status_code == 303
    assert len(db.session.scalars(select(ListingChange)).all()) == 1


def test_a_date_that_is_none_is_said(client, listing):
    address = f"{link(listing)}/{listing.id}/stopped"
    answer = send(client, address, stopped_on=["31", "2", "2026"])
    assert answer.status_code == 422 and "real date" in answer.text
    assert db.session.scalar(select(ListingChange)) is None


def test_where_people_may_go_instead_stands_on_the_page_once_it_is_accepted(client, listing, ground):
    from app.domain.viewer import SYSTEM
    from app.operations import changes

    send(client, f"{link(listing)}/{listing.id}/stopped", instead="Go to Puff On.")
    changes.accept(db.session.scalar(select(ListingChange)), by=SYSTEM, ground=ground)
    gone = client.get(f"/activities/{listing.slug}")
    assert gone.status_code == 410 and "Go to Puff On." in gone.text


def test_what_has_gone_since_the_letter_is_said(client, listing, ground):
    other = ServiceFactory(deleted_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    index.index([other.id], ground)
    address = link(listing, other)
    assert "taken down since we wrote" in client.get(address).text
    assert send(client, f"{address}/{other.id}/right").status_code == 404
    assert send(client, f"{address}/all").status_code == 303


def test_a_check_takes_back_what_complaints_did(client, listing):
    db.session.add(ListingCare(service_id=listing.id, closed_reports=3, reminder_step=2, priority=9.0))
    db.session.flush()
    send(client, f"{link(listing)}/{listing.id}/right")
    care = db.session.get(ListingCare, listing.id, populate_existing=True)
    assert (care.closed_reports, care.reminder_step, care.priority) == (0, 0, 0.0)


@pytest.mark.parametrize(("nights", "is_said"), [(2, False), (3, True)])
def test_a_silent_website_is_said_to_its_organiser_and_its_readers(client, listing, ground, nights, is_said):
    listing.url = "https://kettle.example/"
    db.session.add(LinkCheck(service_id=listing.id, url=listing.url, answered=False, times_failed=nights))
    index.index([listing.id], ground)
    assert ("did not answer when we last tried" in client.get(link(listing)).text) is is_said
    assert ("did not answer when we last tried" in client.get(f"/activities/{listing.slug}").text) is is_said


def test_an_undisclosed_address_is_not_on_the_page(client, ground):
    refuge = LocationFactory(name="SENTINEL house", undisclosed=True, transportation="SENTINEL bus")
    AddressFactory(location_id=refuge.id, address_1="SENTINEL road", postal_code="LS9 7ZZ")
    service = ServiceFactory(at=refuge)
    index.index([service.id], ground)
    page = client.get(link(service))
    assert "SENTINEL" not in page.text and "LS9 7ZZ" not in page.text
    assert "kept private" in page.text


def test_organisers_may_answer_in_their_language(client, listing):
    page = client.get("/ar" + link(listing))
    assert page.status_code == 200 and 'dir="rtl"' in page.text


def test_an_organisation_website_counts_for_its_listings_too(client, ground):
    service = ServiceFactory(url="", organization=OrganizationFactory(website="https://beck.example/"))
    db.session.add(LinkCheck(service_id=service.id, url="https://beck.example/", times_failed=3))
    index.index([service.id], ground)
    assert "did not answer" in client.get(f"/activities/{service.slug}").text
