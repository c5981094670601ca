"""The queue of checks: who is in it, in which order, and what can be done."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.listing import CheckedBy, Kind, Status
from app.domain.roles import Role
from app.jobs import freshness as job
from app.models.directory import Service
from app.models.messages import Message
from app.models.stewardship import LinkCheck, ListingCare, ListingChange, ListingView
from app.operations import index
from app.queries import freshness
from tests.factories import LocationFactory, OrganizationFactory, PhoneFactory, ServiceFactory
from tests.people import signed_in

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def ground(app, clock):
    return index.ground(app.config["PLACE_DATA"], app.config["ROOT"])


@pytest.fixture
def editor(client, ground):
    signed_in(client, Role.DIRECTORY_EDITOR)
    return client


def listing(days, **values):
    checked = None if days is None else TODAY - dt.timedelta(days=days)
    given = {"kind": Kind.GROUP, "checked_on": checked, "email": "", "organization": None} | values
    return ServiceFactory(**given)


def run(*listings, ground=None):
    if ground and listings:
        index.index([one.id for one in listings], ground)
    db.session.commit()
    job.run({})
    db.session.expire_all()


def names(client, **filters):
    page = client.get("/listings/checks", query_string=filters)
    assert page.status_code == 200
    return re.findall(r'<h2 class="govuk-heading-s"><a[^>]*>([^<]+)</a>', page.text)


def send(client, address, **fields):
    page = client.get(address.rpartition("/")[0])
    token = re.search(r'name="form_token" value="([^"]+)"', page.text)[1]
    return client.post(address, data={"form_token": token, **fields})


def test_who_cannot_review_does_not_see_the_queue(client, ground):
    assert client.get("/listings/checks").status_code == 303
    signed_in(client, Role.PROVIDER)
    assert client.get("/listings/checks").status_code == 403


def test_the_oldest_most_read_and_riskiest_come_first(editor):
    listing(100, name="Plain")
    listing(100, name="Sensitive", sensitive=True)
    read = listing(100, name="Much read")
    db.session.add(ListingView(service_id=read.id, week=dt.date(2026, 11, 23), times=4000))
    listing(500, name="Old")
    listing(10, name="Fresh")
    listing(None, name="Never")
    run()
    assert names(editor) == ["Much read", "Old", "Never", "Sensitive", "Plain"]


def test_whoever_was_written_to_is_waited_for_and_then_rung(editor, clock):
    listing(90, name="Written to", email="bev@beckside.example")
    for day in (0, 14, 28):
        clock.set(dt.datetime(2026, 11, 24, 10) + dt.timedelta(days=day))
        run()
    signed_in(editor, Role.DIRECTORY_EDITOR)
    assert names(editor) == []
    assert names(editor, show="waiting") == ["Written to"]
    clock.set("2027-01-05T10:01")
    signed_in(editor, Role.DIRECTORY_EDITOR)
    run()
    assert names(editor) == ["Written to"]


def test_complaints_and_a_silent_website_jump_the_queue_however_fresh(editor):
    closed = listing(5, name="Said to be closed", email="bev@beckside.example")
    db.session.add(ListingCare(service_id=closed.id, closed_reports=1))
    silent = listing(5, name="Silent website", email="bev@beckside.example")
    db.session.add(LinkCheck(service_id=silent.id, url="https://x.example/", times_failed=3))
    run()
    assert set(names(editor)) == {"Said to be closed", "Silent website"}
    page = editor.get("/listings/checks").text
    assert "1 reader says that it has closed." in page


def test_two_years_and_more_are_offered_for_archiving(editor, ground):
    old = listing(731, name="Forgotten")
    listing(730, name="Not yet")
    run(old, ground=ground)
    assert names(editor, show="archive") == ["Forgotten"]
    assert send(editor, f"/listings/checks/{old.id}/archive").status_code == 303
    assert db.session.get(Service, old.id, populate_existing=True).status is Status.INACTIVE
    assert names(editor, show="archive") == []
    assert editor.get(f"/activities/{old.slug}").status_code == 410


def test_the_queue_shows_one_area_or_one_organisation(editor):
    here = LocationFactory(ward_code="E05011388")
    listing(100, name="Here", at=here)
    listing(100, name="Theirs", organization=OrganizationFactory(name="Beck & Side", email=""))
    run()
    assert names(editor, ward="E05011388") == ["Here"]
    assert names(editor, organization="beck & s") == ["Theirs"]
    assert names(editor, organization="100%") == []
    assert len(names(editor, ward="nonsense", show="nonsense", page="nonsense")) == 2


def test_ringing_shows_number_words_and_facts(editor, ground):
    one = listing(100, name="Kettle On")
    PhoneFactory(service_id=one.id, number="0113 496 0017")
    run(one, ground=ground)
    page = editor.get(f"/listings/checks/{one.id}").text
    for words in ("0113 496 0017", "Hello, I am ringing", "What the page says", "Not been able to reach"):
        assert words in page
    assert "Write again" not in page


@pytest.mark.parametrize("who", [CheckedBy.LIBRARIAN, CheckedBy.VISIT, CheckedBy.LINK_WORKER])
def test_who_checked_it_is_kept_and_shown(editor, ground, who):
    one = listing(100)
    run(one, ground=ground)
    assert send(editor, f"/listings/checks/{one.id}/right", checked_by=who.value).status_code == 303
    held = db.session.get(Service, one.id, populate_existing=True)
    assert (held.checked_on, held.checked_by) == (TODAY, who)
    assert names(editor) == []


def test_nobody_saying_who_checked_it_is_asked(editor, ground):
    one = listing(100)
    run(one, ground=ground)
    answer = send(editor, f"/listings/checks/{one.id}/right")
    assert answer.status_code == 422 and "Choose who checked it" in answer.text


def test_not_reached_comes_back_in_two_weeks(editor, ground, clock):
    one = listing(100)
    run(one, ground=ground)
    assert send(editor, f"/listings/checks/{one.id}/not-reached").status_code == 303
    assert names(editor) == []
    clock.set("2026-12-08T09:59")
    signed_in(editor, Role.DIRECTORY_EDITOR)
    assert names(editor) == []
    clock.set("2026-12-08T10:01")
    assert len(names(editor)) == 1


def test_write_again_sends_one_letter(editor, ground):
    one = listing(100, email="bev@beckside.example")
    run(one, ground=ground)
    before = len(db.session.scalars(select(Message)).all())
    send(editor, f"/listings/checks/{one.id}/write-again")
    send(editor, f"/listings/checks/{one.id}/write-again")
    assert len(db.session.scalars(select(Message)).all()) == before + 1


def test_stopped_is_taken_off_at_once_by_an_editor(editor, ground):
    one = listing(100)
    run(one, ground=ground)
    assert send(editor, f"/listings/checks/{one.id}/stopped", instead="Go next door.").status_code == 303
    assert db.session.scalar(select(ListingChange.service_id)) == one.id
    gone = editor.get(f"/activities/{one.slug}")
    assert gone.status_code == 410 and "Go next door." in gone.text


def test_a_listing_that_is_not_there_is_not_found(editor):
    assert editor.get("/listings/checks/7f1f0d1e-0000-4000-8000-000000000000").status_code == 404


def test_figures_count_every_listing_once(ground):
    for days in (0, 91, 92, 200, 400, 800, None):
        listing(days)
    listing(5, status=Status.DEFUNCT)
    db.session.flush()
    found = freshness.figures(TODAY)
    assert found.listings == 7
    assert dict(found.bands) == {"3-months": 2, "6-months": 1, "12-months": 1, "24-months": 1, "older": 1}
    assert (found.never, found.median_days, found.over_a_year, found.due) == (1, 92, 3, 6)
    assert round(found.share_over_a_year, 3) == 0.429


def test_figures_of_nothing_are_nothing(ground):
    found = freshness.figures(TODAY)
    assert (found.listings, found.median_days, found.share_over_a_year) == (0, None, 0.0)


def test_the_queue_asks_the_same_number_of_questions_however_long_it_is(editor, count_statements, ground):
    counts = []
    editor.get("/listings/checks")
    for many in (2, 12):
        for _ in range(many):
            listing(100)
        run()
        with count_statements() as statements:
            editor.get("/listings/checks")
        counts.append(len(statements))
    assert counts[0] == counts[1]
