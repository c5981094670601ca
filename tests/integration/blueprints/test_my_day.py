"""My day of link workers and leads: who needs them and why, one button each, in a few statements."""

import datetime as dt
import re
import uuid

import pytest

from app.database import db
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.models.audit import AuditEvent
from app.models.cases import Appointment, CaseTask
from app.models.referrals import HistoryEvent
from tests.factories import AccountFactory, RoleGrantFactory, TeamFactory
from tests.factories_connect import (
    AppointmentFactory,
    CaseFactory,
    CoverFactory,
    PersonFactory,
    TaskFactory,
    TransferFactory,
    WorkloadFactory,
    reaching,
)
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")
TODAY = dt.date(2026, 11, 24)


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def headings(page):
    return re.findall(r"<bdi>([^<]+)</bdi></a></h2>", page.text)


@pytest.fixture
def nadia(as_role):
    """A link worker's browser; `account` says who that is."""
    team = TeamFactory()
    browser = as_role(Role.LINK_WORKER, team_id=team.id)
    browser.team = team
    return browser


def case_of(browser, name, **given):
    """A case of the browser's link worker, with a person called so."""
    person = PersonFactory(
        given_name=name, family_name="Cole", born_on="1997-03-01", **given.pop("person", {})
    )
    return CaseFactory(team_id=browser.team.id, worker_id=browser.account.id, person=person, **given)


def task(case, kind, days=0, **given):
    """A task of a case, some days from today. Commits."""
    made = TaskFactory(case=case, kind=kind, due_on=TODAY + dt.timedelta(days=days), **given)
    db.session.commit()
    return made


def test_people_stand_in_the_order_in_which_they_need_somebody(nadia):
    task(case_of(nadia, "Tommy"), TaskKind.FOLLOW_UP)
    task(case_of(nadia, "Arthur"), TaskKind.FIRST_CONTACT, days=-2)
    task(case_of(nadia, "Shanice"), TaskKind.WROTE_BACK, words="Yes please to the running group.")
    task(case_of(nadia, "Kasia"), TaskKind.SAFEGUARDING)
    task(case_of(nadia, "Lena"), TaskKind.FOLLOW_UP, days=1)
    page = nadia.get("/today")
    assert headings(page) == ["Kasia Cole, 29", "Arthur Cole, 29", "Shanice Cole, 29", "Tommy Cole, 29"]
    said = words_of(page)
    assert "Good morning, Nadia. Four people need you today." in said
    assert "2 days late" in said and "First contact due since Sunday." in said
    assert "Yes please to the running group." in said
    assert "How to reach: text or letter." in said
    assert "1 other person is doing what they planned." in said and "Put the kettle on." in said


def test_somebody_with_three_reasons_stands_there_once_with_all_of_them(nadia):
    case = case_of(nadia, "Marek")
    task(case, TaskKind.PLAN_REVIEW)
    task(case, TaskKind.WROTE_BACK)
    task(case, TaskKind.CONSENT_ENDS, days=3)
    page = nadia.get("/today")
    assert headings(page) == ["Marek Cole, 29"]
    assert "Wrote back" in words_of(page)
    assert "Also: Consent runs out Friday." in words_of(page) and "Also: Plan to look at." in words_of(page)


def test_nobody_elses_people_and_nobody_who_died_stands_there(nadia):
    colleague = AccountFactory(role=Role.LINK_WORKER, role__team_id=nadia.team.id)
    task(CaseFactory(team_id=nadia.team.id, worker_id=colleague.id), TaskKind.NEW_TO_ME)
    task(case_of(nadia, "Jean", person={"died_on": TODAY}), TaskKind.NEXT_STEP)
    page = nadia.get("/today")
    assert headings(page) == [] and "Nobody needs you today" in page.text


def test_every_link_of_the_day_leads_somewhere(nadia):
    own = set(TaskKind) - {TaskKind.LEAD_CONFIRM}
    for number, kind in enumerate(own):
        task(case_of(nadia, f"Ann{number}"), kind)
    main = nadia.get("/today").text.partition("<main")[2].partition("</main>")[0]
    links = set(re.findall(r'href="(/[^"#]*)"', main))
    assert len(links) > len(own)
    assert {link: nadia.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_look_at_the_day_is_traced_in_one_row_with_how_many(nadia, db_session):
    task(case_of(nadia, "Tommy"), TaskKind.FOLLOW_UP)
    task(case_of(nadia, "Lena"), TaskKind.FOLLOW_UP)
    nadia.get("/today")
    traced = db_session.query(AuditEvent).filter_by(action="today.seen").one()
    assert traced.fields == {"count": 2} and traced.actor_id == nadia.account.id


def fill(nadia, cases):
    for number in range(cases):
        case = case_of(nadia, f"Person{number}")
        TaskFactory(case=case, kind=TaskKind.FOLLOW_UP, due_on=TODAY)
        TaskFactory(case=case, kind=TaskKind.PLAN_REVIEW, due_on=TODAY - dt.timedelta(days=number % 9))
        AppointmentFactory(worker_id=nadia.account.id, case_id=case.id)
    db.session.commit()


def test_the_day_takes_no_more_statements_for_250_people_than_for_two(nadia, count_statements):
    fill(nadia, 2)
    nadia.get("/today")
    with count_statements() as few:
        nadia.get("/today")
    fill(nadia, 248)
    with count_statements() as many:
        page = nadia.get("/today")
    assert "250 people need you today." in words_of(page)
    assert len(few) == len(many) <= 12, many


def test_diary_caseload_and_hand_overs_stand_beside_it(nadia):
    case = case_of(nadia, "Shanice")
    WorkloadFactory(account_id=nadia.account.id, cap=5)
    AppointmentFactory(
        worker_id=nadia.account.id,
        case_id=case.id,
        starts_at=dt.datetime(2026, 11, 24, 10, 50, tzinfo=dt.UTC),
        place="The café by the lake",
    )
    AppointmentFactory(
        worker_id=nadia.account.id,
        what="Team catch-up",
        starts_at=dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC),
        minutes=30,
    )
    dele = AccountFactory(name="Dele Adu", role=Role.LINK_WORKER, role__team_id=nadia.team.id)
    theirs = CaseFactory(team_id=nadia.team.id, worker_id=dele.id)
    task(theirs, TaskKind.NEXT_STEP)
    CoverFactory(
        away_id=dele.id, by_id=nadia.account.id, team_id=nadia.team.id, ends_on=dt.date(2026, 11, 26)
    )
    other = CaseFactory(team_id=nadia.team.id, worker_id=dele.id, number=4711)
    TransferFactory(case_id=other.id, from_worker_id=dele.id, to_worker_id=nadia.account.id)
    CaseFactory(team_id=nadia.team.id)
    said = words_of(nadia.get("/today"))
    assert "9:30am, Team catch-up" in said and "30 minutes." in said
    assert "10:50am, Shanice Cole" in said and "Next, in 50 minutes." in said
    assert "1 of 5 people" in said and "Room for 4 more." in said
    assert "In the team 1 person waits" in said
    assert "You look after the people of Dele Adu until Thursday 26 November." in said
    assert "1 of them needs somebody." in said
    assert "Dele Adu asks you to take over case 4711." in said


def test_the_people_of_a_colleague_are_seen_while_they_are_away_and_no_longer(nadia, clock):
    dele = AccountFactory(name="Dele Adu", role=Role.LINK_WORKER, role__team_id=nadia.team.id)
    case = CaseFactory(team_id=nadia.team.id, worker_id=dele.id, person=PersonFactory(given_name="Ines"))
    task(case, TaskKind.NEXT_STEP)
    cover = CoverFactory(away_id=dele.id, by_id=nadia.account.id, team_id=nadia.team.id, ends_on=TODAY)
    assert "Ines" in nadia.get(f"/today/covering/{dele.id}").text
    assert nadia.get(f"/today/covering/{uuid.uuid4()}").status_code == 404
    cover.ends_on = TODAY - dt.timedelta(days=1)
    assert nadia.get(f"/today/covering/{dele.id}").status_code == 404


def test_a_lead_sees_what_waits_for_leads_of_their_own_teams_only(as_role):
    own, other = TeamFactory(), TeamFactory()
    lead = as_role(Role.TEAM_LEAD, team_id=own.id)
    for team, name in ((own, "Arthur"), (other, "Jean")):
        case = CaseFactory(team_id=team.id, worker_id=None, person=PersonFactory(given_name=name))
        task(case, TaskKind.LEAD_CONFIRM, for_lead=True)
    page = lead.get("/today")
    assert "Arthur" in page.text and "Jean" not in page.text


def test_a_task_is_ticked_off_once_and_why_it_was_not_done_is_kept(nadia, db_session):
    held = task(case_of(nadia, "Tommy"), TaskKind.FOLLOW_UP)
    address = f"/today/tasks/{held.id}"
    assert nadia.get(address).status_code == 200
    missing = post(nadia, f"{address}/done", how="not-needed", reason="")
    assert missing.status_code == 422 and "Say why" in missing.text
    for _ in range(2):
        done = post(nadia, f"{address}/done", how="not-needed", reason="He rang yesterday.")
        assert (done.status_code, done.location) == (303, "/today?said=done")
    assert db_session.get(CaseTask, held.id).done_by == nadia.account.id
    assert [event.note for event in db_session.query(HistoryEvent)] == ["He rang yesterday."]
    assert "This is done already" in nadia.get(address).text
    assert headings(nadia.get("/today")) == []


def test_a_task_is_put_off_within_two_weeks_with_a_word_why(nadia, db_session):
    held = task(case_of(nadia, "Tommy"), TaskKind.FOLLOW_UP)
    address = f"/today/tasks/{held.id}/later"
    far = post(nadia, address, to=["20", "12", "2026"], why="She is away.", due="2026-11-24")
    assert far.status_code == 422 and "She is away." in far.text
    assert post(nadia, address, to=["30", "11", "2026"], why="", due="2026-11-24").status_code == 422
    for _ in range(2):
        assert (
            post(nadia, address, to=["30", "11", "2026"], why="She is away.", due="2026-11-24").status_code
            == 303
        )
    assert db_session.get(CaseTask, held.id).due_on == dt.date(2026, 11, 30)
    stale = post(nadia, address, to=["1", "12", "2026"], why="Again.", due="2026-11-24")
    assert stale.status_code == 409 and "Again." in stale.text


def test_what_only_the_thing_itself_settles_cannot_be_ticked_off(nadia, db_session):
    held = task(case_of(nadia, "Kasia"), TaskKind.SAFEGUARDING)
    assert post(nadia, f"/today/tasks/{held.id}/done", how="done").status_code == 409
    later = post(
        nadia, f"/today/tasks/{held.id}/later", to=["30", "11", "2026"], why="No time", due="2026-11-24"
    )
    assert later.status_code == 409
    assert db_session.get(CaseTask, held.id).done_at is None


def test_another_teams_task_is_not_there_and_asking_is_traced(nadia, db_session):
    held = task(CaseFactory(team_id=TeamFactory().id, worker_id=AccountFactory().id), TaskKind.FOLLOW_UP)
    address = f"/today/tasks/{held.id}"
    answers = [
        nadia.get(address),
        post(nadia, f"{address}/done", how="done"),
        nadia.get(f"/today/tasks/{uuid.uuid4()}"),
    ]
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert db_session.query(AuditEvent).filter_by(action="task.refused").count() == 3


def test_booking_an_interpreter_ends_with_what_came_of_it(nadia, db_session):
    case = case_of(nadia, "Halima", person={"reaching": reaching(interpreter="Arabic")})
    planned = AppointmentFactory(
        worker_id=nadia.account.id, case_id=case.id, support="Arabic", booking="to-book"
    )
    held = task(case, TaskKind.BOOK_SUPPORT, about_id=planned.id, words="Interpreter for Arabic")
    assert post(nadia, f"/today/tasks/{held.id}/done", how="not-available").status_code == 422
    post(nadia, f"/today/tasks/{held.id}/done", how="not-available", reason="Nobody before Friday.")
    assert db_session.get(Appointment, planned.id).booking == "not-available"
    assert "None could be had" in nadia.get("/today").text


def test_what_somebody_did_by_themselves_leads_to_where_it_stands(nadia):
    case = case_of(nadia, "Shanice")
    task(case, TaskKind.WROTE_BACK, key=f"plan-words:{case.id}:1.2")
    page = nadia.get("/today")
    assert "They added something to their plan." in page.text
    assert re.search(rf'href="/cases/{case.id}/plan">Open the plan<', page.text)


def test_cover_in_one_team_opens_nothing_of_another_the_colleague_works_in_too(nadia):
    other = TeamFactory()
    dele = AccountFactory(name="Dele Adu", role=Role.LINK_WORKER, role__team_id=nadia.team.id)
    RoleGrantFactory(account_id=dele.id, role=Role.LINK_WORKER, team_id=other.id)
    CoverFactory(away_id=dele.id, by_id=nadia.account.id, team_id=nadia.team.id, ends_on=TODAY)
    case = CaseFactory(team_id=other.id, worker_id=dele.id, person=PersonFactory(given_name="Ines"))
    due = task(case, TaskKind.NEXT_STEP)
    db.session.commit()
    assert nadia.get(f"/cases/{case.id}").status_code == 404
    assert nadia.get(f"/today/tasks/{due.id}").status_code == 404
    assert "Ines" not in nadia.get("/cases").text + nadia.get(f"/today/covering/{dele.id}").text
