"""My diary: planning once, moving, calling off, booking, on paper, and as a feed that names nobody."""

import datetime as dt
import re
import uuid

import icalendar
import pytest

from app.database import db
from app.domain.roles import Role
from app.domain.tasks import AppointmentStatus, TaskKind
from app.models.audit import AuditEvent
from app.models.cases import Appointment, CaseTask, Workload
from app.models.referrals import HistoryEvent
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import (
    AppointmentFactory,
    CaseFactory,
    CoverFactory,
    PersonFactory,
    TaskFactory,
    reaching,
)
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")
SECRETS = ("Halima", "Yusuf", "Secret Street")


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def nadia(as_role):
    browser = as_role(Role.LINK_WORKER, team_id=TeamFactory().id)
    browser.team_id = browser.account.grants[0].team_id
    return browser


def case_of(browser, worker=None, **person):
    """A case of the browser's link worker. Commits."""
    held = PersonFactory(given_name="Halima", family_name="Yusuf", **person)
    made = CaseFactory(team_id=browser.team_id, worker_id=worker or browser.account.id, person=held)
    db.session.commit()
    return made


def fields(**given):
    return {
        "key": str(uuid.uuid4()),
        "kind": "meeting",
        "what": "What matters",
        "day": ["25", "11", "2026"],
        "time": "2:30pm",
        "minutes": "45",
        "place": "The café",
        **given,
    }


def test_an_appointment_sent_twice_is_there_once_at_the_hour_on_the_wall(nadia, db_session):
    sent = fields(what="Team catch-up")
    for _ in range(2):
        answer = post(nadia, "/today/diary/new", **sent)
        assert (answer.status_code, answer.location) == (303, "/today/diary?week=2026-11-25&said=planned")
    held = db_session.query(Appointment).one()
    assert held.starts_at == dt.datetime(2026, 11, 25, 14, 30, tzinfo=dt.UTC) and held.minutes == 45
    post(nadia, "/today/diary/new", **fields(day=["1", "7", "2027"]))
    summer = db_session.query(Appointment).filter(Appointment.id != held.id).one()
    assert summer.starts_at.hour == 13
    page = words_of(nadia.get("/today/diary?week=2026-11-25"))
    assert "2:30pm, Team catch-up" in page and "45 minutes." in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"time": "teatime"}, "Write a time, such as 2:30pm"),
        ({"day": ["31", "2", "2027"]}, "Write a real date"),
        ({"day": ["23", "11", "2026"]}, "Choose today or a day of the coming year"),
        ({"minutes": "0"}, "Write a number from 5 to 600"),
        ({"what": " "}, "Say what it is about"),
        ({"kind": ""}, "Choose what it is"),
    ],
)
def test_what_makes_no_sense_is_said_and_what_was_typed_is_kept(nadia, db_session, given, words):
    answer = post(nadia, "/today/diary/new", **fields(place="By the lake", **given))
    assert answer.status_code == 422 and words in answer.text and "By the lake" in answer.text
    assert db_session.query(Appointment).count() == 0


def test_a_call_to_somebody_who_cannot_telephone_takes_a_reason(nadia, db_session):
    case = case_of(nadia, reaching=reaching(methods=["no-telephone-contact"]))
    address = f"/today/diary/new/{case.id}"
    assert "Do not telephone" in nadia.get(address).text
    refused = post(nadia, address, **fields(kind="call", support=""))
    assert refused.status_code == 422 and "Choose another way" in refused.text
    assert db_session.query(Appointment).count() == 0
    sent = fields(kind="call", support="", despite="Her daughter speaks for her.")
    assert post(nadia, address, **sent).status_code == 303
    assert db_session.query(HistoryEvent).one().note == "Her daughter speaks for her."
    assert post(nadia, address, **fields(support="")).status_code == 303


def test_an_interpreter_who_is_needed_is_put_on_the_day_to_book_and_off_it_with_the_meeting(
    nadia, db_session
):
    case = case_of(nadia, reaching=reaching(interpreter="Arabic"))
    address = f"/today/diary/new/{case.id}"
    assert 'value="Interpreter for Arabic"' in nadia.get(address).text
    post(nadia, address, **fields(support="Interpreter for Arabic"))
    asked = db_session.query(CaseTask).one()
    assert (asked.kind, asked.words) == (TaskKind.BOOK_SUPPORT, "Interpreter for Arabic")
    held = db_session.query(Appointment).one()
    own = f"/today/diary/{held.id}"
    moved = fields(support="Interpreter for Arabic", time="4pm", version=held.version)
    assert post(nadia, own, **moved).status_code == 303
    first, again = db_session.query(CaseTask).order_by(CaseTask.made_at, CaseTask.done_at.is_(None))
    assert first.done_at is not None and again.done_at is None, "whoever was booked is booked again"
    for _ in range(2):
        assert post(nadia, f"{own}/call-off").status_code == 303
    assert db_session.get(Appointment, held.id).status is AppointmentStatus.CANCELLED
    assert db_session.query(CaseTask).filter(CaseTask.done_at.is_(None)).count() == 0


def test_a_form_from_before_somebodys_change_saves_nothing(nadia, db_session):
    held = AppointmentFactory(worker_id=nadia.account.id)
    db_session.commit()
    address = f"/today/diary/{held.id}"
    assert post(nadia, address, **fields(version=held.version, what="First")).status_code == 303
    stale = post(nadia, address, **fields(version=1, what="Second"))
    assert stale.status_code == 409 and "Second" in stale.text
    assert db_session.get(Appointment, held.id).what == "First"
    assert post(nadia, f"{address}/happened").status_code == 303
    assert post(nadia, f"{address}/call-off").status_code == 409


def test_a_colleagues_diary_is_not_there(nadia, db_session):
    theirs = AppointmentFactory(worker_id=AccountFactory().id, what="Their meeting")
    db_session.commit()
    address = f"/today/diary/{theirs.id}"
    answers = [nadia.get(address), post(nadia, f"{address}/call-off"), post(nadia, f"{address}/happened")]
    assert [one.status_code for one in answers] == [404] * 3
    assert "Their meeting" not in nadia.get("/today/diary").text
    assert db_session.query(AuditEvent).filter_by(action="appointment.refused").count() == 3
    other = CaseFactory(team_id=TeamFactory().id, worker_id=AccountFactory().id)
    db_session.commit()
    assert post(nadia, f"/today/diary/new/{other.id}", **fields()).status_code == 404


def test_what_is_about_somebody_handed_over_or_dead_is_not_in_the_diary(nadia):
    gone = case_of(nadia)
    AppointmentFactory(worker_id=nadia.account.id, case_id=gone.id, what="Coffee")
    gone.worker_id = AccountFactory().id
    dead = case_of(nadia, died_on=dt.date(2026, 11, 23))
    AppointmentFactory(worker_id=nadia.account.id, case_id=dead.id, what="Coffee")
    page = nadia.get("/today/diary")
    assert "Halima" not in page.text and "Coffee" not in page.text


def feed_of(nadia):
    page = post(nadia, "/today/diary/feed")
    return re.search(r"/diary/[\w-]+\.ics", page.text)[0]


def test_the_feed_names_nobody_and_no_secret_place(nadia, client, db_session):
    secret = case_of(nadia, is_address_protected=True)
    plain = case_of(nadia)
    for case, place in ((secret, "9 Secret Street"), (plain, "The café by the lake")):
        AppointmentFactory(worker_id=nadia.account.id, case_id=case.id, place=place, what="With Halima")
    AppointmentFactory(
        worker_id=nadia.account.id, what="Team catch-up", starts_at=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    )
    db_session.commit()
    address = feed_of(nadia)
    file = client.get(address)
    assert file.mimetype == "text/calendar" and file.headers["Cache-Control"] == "no-store"
    events = icalendar.Calendar.from_ical(file.data).walk("VEVENT")
    assert {str(one["summary"]) for one in events} == {
        f"Meeting, case {secret.number}",
        f"Meeting, case {plain.number}",
        "Team catch-up",
    }
    assert [str(one["location"]) for one in events if "location" in one] == ["The café by the lake"]
    assert not any(word in file.text for word in SECRETS)
    assert address.split("/")[-1].removesuffix(".ics") not in str(
        db_session.get(Workload, nadia.account.id).diary_hash
    )


def test_a_new_feed_ends_the_old_one_and_so_does_switching_it_off(nadia, client, db_session):
    old = feed_of(nadia)
    new = feed_of(nadia)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert post(nadia, "/today/diary/feed/end").status_code == 303
    assert client.get(new).status_code == 404 and client.get("/diary/guessed.ics").status_code == 404
    last = feed_of(nadia)
    nadia.account.disabled_at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    db_session.commit()
    assert client.get(last).status_code == 404


def test_no_worry_about_safety_is_carried_about_on_paper(nadia):
    case = case_of(nadia)
    TaskFactory(case=case, kind=TaskKind.SAFEGUARDING, due_on=dt.date(2026, 11, 24))
    assert "Halima Yusuf" in words_of(nadia.get("/today"))
    assert "Halima Yusuf" not in words_of(nadia.get("/today/print"))


def test_the_sheet_says_how_to_reach_people_and_a_secret_place_to_the_assigned_worker_only(nadia, as_role):
    limits = reaching(leave_message=False, never="Never the landline.")
    case = case_of(nadia, is_address_protected=True, reaching=limits)
    TaskFactory(case=case, kind=TaskKind.FOLLOW_UP, due_on=dt.date(2026, 11, 24))
    AppointmentFactory(worker_id=nadia.account.id, case_id=case.id, place="9 Secret Street")
    said = words_of(nadia.get("/today/print"))
    assert "Halima Yusuf" in said and "9 Secret Street" in said
    assert said.count("Never the landline.") == 2 and "Leave no message." in said
    dele = as_role(Role.LINK_WORKER, team_id=nadia.team_id)
    CoverFactory(away_id=nadia.account.id, by_id=dele.account.id, team_id=nadia.team_id)
    AppointmentFactory(worker_id=dele.account.id, case_id=case.id, place="9 Secret Street")
    covering = words_of(dele.get("/today/print"))
    assert "Halima Yusuf" in covering and "Secret Street" not in covering
    assert "Secret Street" not in dele.get("/today").text + dele.get("/today/diary").text
