"""Who is asked whether a listing is still right, when, and how often."""

import datetime as dt

import pytest
from sqlalchemy import select

from app import clock as app_clock
from app.database import db
from app.domain.listing import CheckedBy, Kind, Status
from app.domain.messages import MessageKind
from app.domain.stewardship import ChangeSource
from app.jobs import freshness as job
from app.models.messages import Message
from app.models.people import AccessLink
from app.models.stewardship import ListingCare, ListingView
from app.operations import checks, index, listings, reminders
from app.queries.listing_documents import document_of
from tests.factories import OrganizationFactory, PhoneFactory, ServiceFactory

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def ground(app, clock):
    return index.ground(app.config["PLACE_DATA"], app.config["ROOT"])


def listing(days, **values):
    """A group last checked so many days ago."""
    checked = None if days is None else TODAY - dt.timedelta(days=days)
    return ServiceFactory(
        **{"kind": Kind.GROUP, "checked_on": checked, "email": "bev@beckside.example"} | values
    )


def run():
    db.session.commit()
    job.run({})
    db.session.expire_all()
    return letters()


def letters():
    return list(db.session.scalars(select(Message).order_by(Message.made_at, Message.id)))


def care(service):
    return db.session.get(ListingCare, service.id, populate_existing=True)


@pytest.mark.parametrize(("days", "sent"), [(89, 0), (90, 1), (91, 1)])
def test_the_first_letter_goes_on_the_day_it_is_due(ground, days, sent):
    listing(days)
    assert len(run()) == sent


def test_three_letters_go_two_weeks_apart_and_then_no_more(ground, clock):
    service = listing(90)
    counts = []
    for day in (0, 0, 13, 14, 27, 28, 29, 60):
        clock.set(dt.datetime(2026, 11, 24, 10) + dt.timedelta(days=day))
        counts.append(len(run()))
    assert counts == [1, 1, 1, 2, 2, 3, 3, 3]
    assert care(service).reminder_step == 3


def test_what_is_long_overdue_does_not_get_three_letters_in_three_days(ground, clock):
    listing(700)
    counts = []
    for day in (0, 1, 2, 14):
        clock.set(dt.datetime(2026, 11, 24, 10) + dt.timedelta(days=day))
        counts.append(len(run()))
    assert counts == [1, 1, 1, 2]


def test_the_letter_says_which_reminder_it_is_and_holds_a_link_for_the_listing(ground):
    service = listing(90)
    (letter,) = run()
    assert letter.kind is MessageKind.CHECK_LISTING
    assert letter.recipient == "bev@beckside.example"
    assert letter.parameters["step"] == 1
    link = db.session.scalar(select(AccessLink))
    assert link.arguments == {"listings": [str(service.id)]} and link.service_id == service.id


def test_several_listings_of_one_organiser_come_in_one_letter(ground):
    one, other, soon = listing(90), listing(95), listing(80)
    listing(60)
    (letter,) = run()
    link = db.session.scalar(select(AccessLink))
    assert set(link.arguments["listings"]) == {str(one.id), str(other.id), str(soon.id)}
    assert letter.parameters["names"].split("\n") == [other.name, one.name, soon.name]
    assert {care(service).reminder_step for service in (one, other, soon)} == {1}


def test_what_is_nearly_due_alone_waits(ground):
    listing(80)
    assert run() == []


def test_the_organisations_address_serves_where_the_listing_has_none(ground):
    listing(90, email="", organization=OrganizationFactory(email="office@beckside.example"))
    assert run()[0].recipient == "office@beckside.example"


@pytest.mark.parametrize("address", ["", "not an address", "a@b.example,c@d.example", "a@b.example\nBcc: c"])
def test_without_an_address_nobody_is_written_to_and_it_waits_in_the_queue(ground, address):
    service = listing(90, email=address, organization=None)
    assert run() == []
    assert care(service).priority > 0 and care(service).check_due_on == TODAY


@pytest.mark.parametrize(
    "values", [{"status": Status.DEFUNCT}, {"deleted_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)}]
)
def test_nobody_is_asked_about_what_has_gone(ground, values):
    listing(90, **values)
    assert run() == []


def test_a_check_starts_the_ladder_again(ground, clock):
    service = listing(90)
    run()
    checks.mark(service.id, by=reminders.SYSTEM, checked_by=CheckedBy.ORGANISER, ground=ground)
    assert care(service).check_due_on == TODAY + dt.timedelta(days=90)
    assert (care(service).reminder_step, care(service).reminded_at) == (0, None)
    clock.set("2027-02-21T10:00")
    assert len(run()) == 1
    clock.set("2027-02-22T10:00")
    assert len(run()) == 2


def test_a_check_that_came_with_an_import_starts_it_again_too(ground, clock):
    service = listing(90)
    run()
    service.checked_on = TODAY
    run()
    assert care(service).reminder_step == 0
    assert care(service).check_due_on == TODAY + dt.timedelta(days=90)


def test_the_page_is_noted_as_unchecked_two_weeks_after_the_last_letter(ground, clock):
    service = listing(131)
    run()
    assert care(service).unchecked_since is None
    clock.set("2026-11-25T10:00")
    run()
    assert care(service).unchecked_since == dt.date(2026, 11, 25)
    clock.set("2026-11-30T10:00")
    run()
    assert care(service).unchecked_since == dt.date(2026, 11, 25)


def test_what_many_look_at_comes_first_where_letters_are_few(ground, monkeypatch):
    monkeypatch.setattr(reminders, "MOST_LETTERS_A_DAY", 1)
    listing(90, email="a@beckside.example")
    famous = listing(90, email="b@beckside.example")
    db.session.add(ListingView(service_id=famous.id, week=dt.date(2026, 11, 23), times=400))
    assert [letter.recipient for letter in run()] == ["b@beckside.example"]
    assert {letter.recipient for letter in run()} == {"a@beckside.example", "b@beckside.example"}


def test_priority_counts_readers_reports_and_whether_anybody_can_be_asked(ground):
    plain = listing(180)
    PhoneFactory(service_id=plain.id)
    nobody = listing(180, email="", organization=None)
    sensitive = listing(180, sensitive=True)
    reported = listing(10)
    db.session.add(ListingCare(service_id=reported.id, closed_reports=2))
    fresh = listing(10)
    run()
    assert care(plain).priority == 2.0
    assert care(nobody).priority == 2.5
    assert care(sensitive).priority == 4.0
    assert care(reported).priority > 0
    assert care(reported).closed_reports == 2
    assert care(fresh).priority == 0


def test_working_out_twice_writes_nothing_the_second_time(ground, count_statements):
    listing(90)
    listing(10)
    run()
    with count_statements() as statements:
        reminders.work_out(app_clock.today())
    assert [one for one in statements if one.lstrip().upper().startswith(("INSERT", "UPDATE"))] == []


def test_two_workers_send_one_letter(ground):
    listing(90)
    db.session.commit()
    wanted = reminders.work_out(TODAY)
    assert reminders.remind(wanted, TODAY) == 1
    assert reminders.remind(wanted, TODAY) == 0
    assert len(letters()) == 1


def test_somebody_may_write_again_once_a_day(ground):
    service = listing(180)
    run()
    assert reminders.write_again(service.id, by=reminders.SYSTEM)
    assert reminders.write_again(service.id, by=reminders.SYSTEM)
    db.session.commit()
    assert len(letters()) == 2
    assert not reminders.write_again(listing(1, email="", organization=None).id, by=reminders.SYSTEM)


def test_a_change_by_its_organiser_counts_as_a_check_and_an_editors_does_not(ground):
    service = listing(120)
    run()
    document = {**document_of(service.id), "when_text": "Every Tuesday"}
    listings.apply(service, document, by=reminders.SYSTEM, ground=ground, source=ChangeSource.EDITOR)
    db.session.refresh(service)
    assert service.checked_on == TODAY - dt.timedelta(days=120)
    document["when_text"] = "Every Monday"
    listings.apply(service, document, by=reminders.SYSTEM, ground=ground, source=ChangeSource.ORGANISER)
    db.session.refresh(service)
    assert (service.checked_on, service.checked_by) == (TODAY, CheckedBy.ORGANISER)
    assert care(service).reminder_step == 0


def test_room_changed_in_the_form_counts_from_that_day(ground):
    service = listing(120)
    document = {**document_of(service.id), "capacity": "full"}
    listings.apply(service, document, by=reminders.SYSTEM, ground=ground, source=ChangeSource.EDITOR)
    db.session.refresh(service)
    assert service.capacity_on == TODAY


def test_while_somebody_is_changing_it_the_next_letter_waits(ground, clock):
    service = listing(90)
    run()
    clock.set("2026-12-07T10:00")
    checks.is_changing(service.id)
    clock.set("2026-12-08T10:00")
    assert len(run()) == 1
    clock.set("2026-12-21T10:00")
    assert len(run()) == 2
