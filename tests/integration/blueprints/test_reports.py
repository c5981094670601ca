"""Is this right? From the page, through the queue, to the answer."""

import re

import pytest
from sqlalchemy import select

from app import clock as app_clock
from app.database import db
from app.domain.listing import ReportReason
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.stewardship import ReportStatus
from app.extensions import limiter
from app.jobs import reports as job
from app.models.audit import AuditEvent
from app.models.directory import ListingReport, Service
from app.models.messages import Message
from app.operations.index import ground, index
from tests.factories import ServiceFactory
from tests.people import signed_in

pytestmark = pytest.mark.usefixtures("clock")

READERS = ("203.0.113.7", "198.51.100.7", "192.0.2.7")


@pytest.fixture
def listing(app):
    made = ServiceFactory(name="Kettle On", slug="kettle-on", email="bev@beckside.example")
    index([made.id], ground(app.config["PLACE_DATA"], app.config["ROOT"]))
    db.session.commit()
    limiter.reset()
    yield made
    limiter.reset()


def token(client, address):
    return re.search(r'name="form_token" value="([^"]+)"', client.get(address).text)[1]


def say(client, reason="closed", reader=READERS[0], **more):
    page = "/activities/kettle-on/right"
    return client.post(
        page,
        data={"form_token": token(client, page), "reason": reason, **more},
        environ_base={"REMOTE_ADDR": reader},
    )


def two_say_closed(client):
    for reader in READERS[:2]:
        say(client, reader=reader)


def kept():
    db.session.expire_all()
    return db.session.scalars(select(ListingReport)).all()


@pytest.fixture
def editor(app):
    client = app.test_client()
    signed_in(client, Role.DIRECTORY_EDITOR)
    return client


def send_answer(editor, listing, outcome="put-right", **more):
    page = f"/listings/reports/{listing.id}"
    shown = editor.get(page).text
    seen = re.search(r'name="seen" value="([^"]+)"', shown)[1]
    data = {"form_token": token(editor, page), "seen": seen, "outcome": outcome} | more
    return editor.post(page, data=data)


def test_reader_who_leaves_an_address_is_promised_an_answer(client, listing):
    answer = say(client, "time", email="pat@beckside.example", words="It is at three")
    assert "We will write to your e-mail address" in client.get(answer.location).text
    assert "pat" not in answer.location, "no address of a person in an address of a page"
    (report,) = kept()
    assert report.email == "pat@beckside.example"
    kinds = set(db.session.scalars(select(Message.kind)))
    assert kinds == {MessageKind.REPORT_RECEIVED, MessageKind.LISTING_REPORTED}


def test_tap_and_then_an_address_is_one_report(client, listing):
    thanks = client.get(say(client, "time").location).text
    assert "E-mail" in thanks or "e-mail" in thanks
    say(client, "time", email="pat@beckside.example")
    (report,) = kept()
    assert report.email == "pat@beckside.example"


def test_praise_asks_for_nothing_more(client, listing):
    thanks = client.get(say(client, "right").location).text
    assert "Thank you. We have it." in thanks and 'name="email"' not in thanks
    assert kept()[0].status is ReportStatus.DONE


@pytest.mark.parametrize("typed", ["pat", "pat@", "a b@c.example", "pat@x\r\nBcc: all@x.example"])
def test_what_is_no_address_is_said_and_nothing_kept(client, listing, typed):
    answer = say(client, "time", email=typed)
    assert answer.status_code == 422 and "This is no e-mail address" in answer.text
    assert kept() == []


def test_no_word_of_where_a_report_came_from_is_kept(client, listing):
    say(client)
    (report,) = kept()
    assert len(report.source_hash) == 64 and "203" not in (report.words + report.answer)


def test_page_and_card_warn_when_two_readers_say_it_has_closed(client, listing):
    say(client)
    warning = "Two people told us this has closed. We are checking."
    assert warning not in client.get("/activities/kettle-on").text
    say(client, reader=READERS[1])
    assert warning in client.get("/activities/kettle-on").text
    assert warning in client.get("/activities?q=kettle").text


def test_third_reader_makes_it_several(client, listing):
    for reader in READERS:
        say(client, reader=reader)
    assert "Several people told us this has closed" in client.get("/activities/kettle-on").text


def test_neighbours_behind_one_router_count_once(client, listing):
    say(client, reader="203.0.113.7")
    say(client, reader="203.0.113.99", words="It is shut")
    assert "told us this has closed" not in client.get("/activities/kettle-on").text


def test_hidden_page_says_why_and_search_finds_it_no_more(client, listing, clock):
    two_say_closed(client)
    clock.move(days=31)
    job.run({})
    db.session.commit()
    gone = client.get("/activities/kettle-on")
    assert gone.status_code == 410
    assert "We think this has closed" in gone.text and "nobody could tell us more" in gone.text
    assert 'href="/activities/kettle-on"' not in client.get("/activities?q=kettle").text


def test_queue_shows_the_riskiest_first_with_its_promise(client, listing, editor, clock):
    say(client, "full", email="pat@beckside.example")
    clock.move(days=12)
    signed_in(editor, Role.DIRECTORY_EDITOR)
    page = editor.get("/listings/reports").text
    assert "12 days old: we promise 5 working days" in page
    assert "1 person wants to hear" in page and "pat@" not in page
    assert "It was full" in page


def test_new_report_is_not_late(client, listing, editor):
    say(client, "time")
    assert "New today" in editor.get("/listings/reports").text


def test_words_are_shown_on_the_page_of_the_listing_only_and_the_look_is_traced(client, listing, editor):
    say(client, "time", words="Bev Sykes says three")
    assert "Bev Sykes" not in editor.get("/listings/reports").text
    assert "Bev Sykes" in editor.get(f"/listings/reports/{listing.id}").text
    assert "report.opened" in db.session.scalars(select(AuditEvent.action)).all()


def test_answer_goes_to_everybody_who_asked_and_takes_the_warning_away(client, listing, editor):
    say(client, email="pat@beckside.example")
    say(client, reader=READERS[1])
    answer = send_answer(editor, listing, "was-right", words="They are open. The door sticks.")
    assert answer.status_code == 303
    assert "2 reports are answered" in editor.get(answer.location).text
    assert "told us this has closed" not in client.get("/activities/kettle-on").text
    (told,) = db.session.scalars(select(Message).where(Message.kind == MessageKind.REPORT_ANSWERED))
    assert told.recipient == "pat@beckside.example"
    assert told.parameters["answer"] == "They are open. The door sticks."
    assert "report.answered" in db.session.scalars(select(AuditEvent.action)).all()


def test_answer_that_it_has_closed_stops_the_page(client, listing, editor):
    two_say_closed(client)
    send_answer(editor, listing, "closed")
    assert client.get("/activities/kettle-on").status_code == 410


def test_answer_that_was_checked_dates_the_page(client, listing, editor):
    say(client, "time")
    send_answer(editor, listing, "was-right", checked="yes")
    db.session.expire_all()
    assert db.session.get(Service, listing.id).checked_on == app_clock.today()


def test_second_answer_finds_nothing_left(client, listing, editor):
    say(client, "time")
    page = f"/listings/reports/{listing.id}"
    seen = re.search(r'name="seen" value="([^"]+)"', editor.get(page).text)[1]
    data = {"form_token": token(editor, page), "seen": seen, "outcome": "was-right"}
    assert editor.post(page, data=data).status_code == 303
    assert editor.post(page, data=data).status_code == 409


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"outcome": ""}, "Choose what came of it"),
        ({"outcome": "nothing"}, "Not a valid choice"),
        ({"outcome": "closed", "words": "x" * 1001}, "1,000 letters or fewer"),
    ],
)
def test_answer_that_says_nothing_changes_nothing(client, listing, editor, data, said):
    say(client, "time")
    page = f"/listings/reports/{listing.id}"
    answer = editor.post(
        page, data={"form_token": token(editor, page), "seen": "2026-11-24T10:00:00+00:00"} | data
    )
    assert answer.status_code == 422 and said in answer.text
    assert kept()[0].status is ReportStatus.OPEN


@pytest.mark.parametrize("seen", ["", "now", "2026-11-24T10:00:00", "2000-01-01T00:00:00+00:00"])
def test_answer_to_what_was_never_shown_is_refused(client, listing, editor, seen):
    say(client, "time")
    assert send_answer(editor, listing, seen=seen).status_code == 409
    assert kept()[0].status is ReportStatus.OPEN


def test_listing_without_reports_has_no_page_to_answer(listing, editor):
    assert editor.get(f"/listings/reports/{listing.id}").status_code == 404


def test_empty_queue_says_so(app, editor):
    assert "That is all" in editor.get("/listings/reports").text


def test_reasons_are_words_a_reader_knows(listing, client):
    page = client.get("/activities/kettle-on").text
    assert all(f'value="{reason.value}"' in page for reason in ReportReason)
