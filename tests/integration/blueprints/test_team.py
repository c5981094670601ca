"""A team: who waits and how long, who carries how much, sharing out, taking, cover, case discussion."""

import datetime as dt
import re
import uuid

import pytest

from app.database import db
from app.domain.case import CaseStatus
from app.domain.consent import ConsentPurpose
from app.domain.referral import Priority
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.models.audit import AuditEvent
from app.models.cases import Case, CaseTask, Cover, Workload
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import (
    CaseFactory,
    ConsentFactory,
    PersonFactory,
    TaskFactory,
    WorkloadFactory,
)
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")
TODAY = dt.date(2026, 11, 24)


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def gill(as_role):
    """A team lead's browser, with a team of one link worker."""
    team = TeamFactory()
    browser = as_role(Role.TEAM_LEAD, team_id=team.id)
    browser.team = team
    browser.nadia = AccountFactory(name="Nadia Osei", role=Role.LINK_WORKER, role__team_id=team.id)
    db.session.commit()
    return browser


@pytest.fixture
def nadia(as_role):
    browser = as_role(Role.LINK_WORKER, team_id=TeamFactory().id)
    browser.team_id = browser.account.grants[0].team_id
    return browser


def waits(team_id, name="Marek", days=0, **given):
    """Somebody who waits for so many days. Commits."""
    since = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC) - dt.timedelta(days=days)
    person = PersonFactory(given_name=name, family_name="Zielonka", **given.pop("person", {}))
    made = CaseFactory(team_id=team_id, person=person, waiting_since=since, **given)
    db.session.commit()
    return made


def test_lead_sees_who_waits_how_long_and_who_has_room(gill):
    for days in (1, 2, 3, 28):
        waits(gill.team.id, days=days)
    waits(TeamFactory().id, days=300)
    WorkloadFactory(account_id=gill.nadia.id, cap=3)
    for _ in range(2):
        case = CaseFactory(team_id=gill.team.id, worker_id=gill.nadia.id)
    TaskFactory(case=case, kind=TaskKind.FOLLOW_UP, due_on=dt.date(2026, 11, 20))
    said = words_of(gill.get("/team"))
    assert "4 people wait for a link worker." in said
    row = said.partition("Waiting now")[2].partition("From asking")[0]
    assert [int(one) for one in re.findall(r"\d+", row.replace("9 in 10", ""))] == [4, 2, 20, 20, 1]
    assert "2 of 3 people" in said and "1 thing is late" in said


def test_waits_that_ended_lately_are_counted_from_asking(gill):
    asked = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
    CaseFactory(
        team_id=gill.team.id,
        worker_id=gill.nadia.id,
        waiting_since=asked,
        allocated_at=dt.datetime(2026, 11, 9, 9, tzinfo=dt.UTC),
        started_at=dt.datetime(2026, 11, 11, 9, tzinfo=dt.UTC),
        status=CaseStatus.ACTIVE,
    )
    said = words_of(gill.get("/team"))
    assert "5 days" in said.partition("to having a link worker")[2].partition("From asking")[0]
    assert "7 days" in said.partition("to the first talk")[2]


def share(gill, reason="", **chosen):
    return post(gill, "/team/share-out", reason=reason, **chosen)


def test_several_are_shared_out_at_once_most_urgent_first_in_the_list(gill, db_session):
    late = waits(gill.team.id, "Arthur", days=9)
    urgent = waits(gill.team.id, "Halima", priority=Priority.URGENT)
    page = gill.get("/team/share-out")
    assert page.text.index("Halima") < page.text.index("Arthur")
    answer = share(gill, **{f"to-{late.id}": gill.nadia.id, f"to-{urgent.id}": gill.nadia.id})
    assert (answer.status_code, answer.location) == (303, "/team/share-out/done?given=2&gone=0")
    assert {db_session.get(Case, one.id).worker_id for one in (late, urgent)} == {gill.nadia.id}
    tasks = db_session.query(CaseTask).filter_by(worker_id=gill.nadia.id, kind=TaskKind.NEW_TO_ME)
    assert tasks.count() == 2
    again = share(gill, **{f"to-{late.id}": gill.nadia.id})
    assert again.status_code == 303
    assert db_session.query(CaseTask).filter_by(kind=TaskKind.NEW_TO_ME).count() == 2
    assert gill.get("/team/share-out/done").location == "/team/share-out"  # nothing came of anything


def test_going_over_a_cap_takes_a_reason_and_keeps_what_was_chosen(gill, db_session):
    WorkloadFactory(account_id=gill.nadia.id, cap=1)
    one, other = waits(gill.team.id), waits(gill.team.id)
    chosen = {f"to-{one.id}": gill.nadia.id, f"to-{other.id}": gill.nadia.id}
    refused = share(gill, **chosen)
    assert refused.status_code == 422 and "Nadia Osei would be over their cap" in words_of(refused)
    assert refused.text.count(" selected") == 2
    assert db_session.get(Case, one.id).worker_id is None
    assert share(gill, reason="Two of one family.", **chosen).status_code == 303
    assert db_session.get(Case, other.id).worker_id == gill.nadia.id


def test_nobody_of_another_team_is_shared_out_or_given_anybody(gill, db_session):
    elsewhere, stranger = (
        waits(TeamFactory().id),
        AccountFactory(role=Role.LINK_WORKER, role__team_id=TeamFactory().id),
    )
    db.session.commit()
    assert share(gill, **{f"to-{elsewhere.id}": gill.nadia.id}).status_code == 404
    own = waits(gill.team.id)
    assert share(gill, **{f"to-{own.id}": stranger.id}).status_code == 422
    assert db_session.get(Case, own.id).worker_id is None


def test_somebody_who_was_given_away_meanwhile_stays_where_they_are(gill, db_session):
    colleague = AccountFactory(role=Role.LINK_WORKER, role__team_id=gill.team.id)
    case = CaseFactory(team_id=gill.team.id, worker_id=colleague.id)
    db.session.commit()
    answer = share(gill, **{f"to-{case.id}": gill.nadia.id})
    assert answer.status_code == 409 and "Somebody was quicker" in answer.text
    assert db_session.get(Case, case.id).worker_id == colleague.id


def test_link_worker_sees_the_list_without_names_or_addresses_and_takes_somebody(nadia, db_session):
    case = waits(nadia.team_id, "Shanice", days=3, concerns=["lonely"], number=4711)
    waits(TeamFactory().id, number=4712)
    hidden = waits(
        nadia.team_id,
        "Ines",
        is_restricted=True,
        concerns=["money"],
        person={"is_address_protected": True, "ward_code": "E05011388"},
    )
    page = nadia.get("/team/waiting")
    said = words_of(page)
    assert "Case 4711" in said and "4712" not in said
    for secret in ("Shanice", "Ines", "Zielonka", "Chapel Lane", "LS9", "07700"):
        assert secret not in said
    assert "Feeling lonely" in said and "Money or debt" not in said
    assert said.count("Burmantofts") == 1, "the ward of a protected address is kept"
    for _ in range(2):
        assert post(nadia, f"/team/waiting/{case.id}/take").location == "/today?said=taken"
    assert db_session.get(Case, case.id).worker_id == nadia.account.id
    assert db_session.get(Case, hidden.id).worker_id is None


def test_taking_over_ones_cap_asks_why_and_what_is_taken_is_gone(nadia, db_session):
    case = waits(nadia.team_id, "Shanice")
    db_session.add(Workload(account_id=nadia.account.id, cap=0))
    db_session.commit()
    full = post(nadia, f"/team/waiting/{case.id}/take")
    assert (
        full.status_code == 422
        and "as many people as you can have" in full.text
        and "Shanice" not in full.text
    )
    assert post(nadia, f"/team/waiting/{case.id}/take", reason="I know her street.").status_code == 303
    other = waits(nadia.team_id)
    other.worker_id, other.status = AccountFactory().id, CaseStatus.ALLOCATED
    db_session.commit()
    assert post(nadia, f"/team/waiting/{other.id}/take").status_code == 409
    assert post(nadia, f"/team/waiting/{waits(TeamFactory().id).id}/take").status_code == 404
    assert db_session.query(AuditEvent).filter_by(action="case.refused").count() == 1


def test_cover_lets_a_colleague_in_for_the_days_and_ends(gill, db_session, as_role):
    nadia = as_role(Role.LINK_WORKER, team_id=gill.team.id)
    case = CaseFactory(team_id=gill.team.id, worker_id=gill.nadia.id)
    db.session.commit()
    fields = {
        "key": str(uuid.uuid4()),
        "away": gill.nadia.id,
        "stands_in": nadia.account.id,
        "starts_on": ["24", "11", "2026"],
        "ends_on": ["27", "11", "2026"],
        "reason": "On leave",
    }
    assert nadia.get(f"/cases/{case.id}").status_code == 404
    for _ in range(2):
        assert post(gill, "/team/cover", **fields).status_code == 303
    held = db_session.query(Cover).one()
    assert nadia.get(f"/cases/{case.id}").status_code == 200
    clash = post(gill, "/team/cover", **{**fields, "key": str(uuid.uuid4())})
    assert clash.status_code == 422 and "at that time already" in clash.text
    for _ in range(2):
        assert post(gill, f"/team/cover/{held.id}/end").status_code == 303
    assert nadia.get(f"/cases/{case.id}").status_code == 404


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ends_on": ["20", "11", "2026"]}, "The last day has passed"),
        ({"starts_on": ["29", "11", "2026"]}, "comes before the first"),
        ({"ends_on": ["27", "11", "2027"]}, "more than three months"),
        ({"reason": ""}, "Say why"),
        ({"stands_in": "away"}, "they are away themselves"),
    ],
)
def test_cover_that_makes_no_sense_says_what_to_do(gill, db_session, given, words):
    colleague = AccountFactory(role=Role.LINK_WORKER, role__team_id=gill.team.id)
    db.session.commit()
    fields = {
        "key": str(uuid.uuid4()),
        "away": gill.nadia.id,
        "stands_in": colleague.id,
        "starts_on": ["24", "11", "2026"],
        "ends_on": ["27", "11", "2026"],
        "reason": "On leave",
        **given,
    }
    if fields["stands_in"] == "away":
        fields["stands_in"] = gill.nadia.id
    answer = post(gill, "/team/cover", **fields)
    assert answer.status_code == 422 and words in answer.text
    assert db_session.query(Cover).count() == 0


def test_a_cap_is_changed_over_nobody_elses_change(gill, db_session):
    address = f"/team/caps/{gill.nadia.id}"
    assert post(gill, address, cap="many", version="0").status_code == 422
    assert post(gill, address, cap="20", version="0").status_code == 303
    assert post(gill, address, cap="30", version="0").status_code == 409
    assert db_session.get(Workload, gill.nadia.id).cap == 20
    stranger = AccountFactory(role=Role.LINK_WORKER, role__team_id=TeamFactory().id)
    db.session.commit()
    assert gill.get(f"/team/caps/{stranger.id}").status_code == 404


def test_only_those_who_agreed_stand_by_name_on_the_list_to_talk_over(gill):
    def case(name, **consent):
        made = CaseFactory(
            team_id=gill.team.id, worker_id=gill.nadia.id, person=PersonFactory(given_name=name)
        )
        if consent:
            ConsentFactory(person_id=made.person_id, purpose=ConsentPurpose.TEAM_DISCUSSION, **consent)
        return made

    agreed, never = case("Marek", given=True), case("Jean")
    ended, taken_back = (
        case("Tommy", ends_on=TODAY - dt.timedelta(days=1)),
        case("Lena", withdrawn_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC)),
    )
    page = gill.get("/team/discussion")
    assert "Marek" in page.text and not any(name in page.text for name in ("Jean", "Tommy", "Lena"))
    ids = "&".join(f"case={one.id}" for one in (agreed, never, ended, taken_back))
    sheet = gill.get(f"/team/discussion/print?{ids}")
    said = words_of(sheet)
    assert "Marek" in said and not any(name in said for name in ("Jean", "Tommy", "Lena"))
    assert f"Case {never.number}: they have not agreed" in said
    assert gill.get("/team/discussion/print").location == "/team/discussion?said=none"


def test_pages_of_the_team_take_as_many_statements_for_many_as_for_few(gill, count_statements):
    def statements(address):
        gill.get(address)
        with count_statements() as counted:
            assert gill.get(address).status_code == 200
        return len(counted)

    addresses = ("/team", "/team/share-out", "/team/waiting", "/team/discussion")
    waits(gill.team.id)
    CaseFactory(team_id=gill.team.id, worker_id=gill.nadia.id)
    ConsentFactory(person_id=waits(gill.team.id).person_id, purpose=ConsentPurpose.TEAM_DISCUSSION)
    few = [statements(one) for one in addresses]
    for _ in range(40):
        CaseFactory(team_id=gill.team.id)
        CaseFactory(team_id=gill.team.id, worker_id=gill.nadia.id)
    db.session.commit()
    assert [statements(one) for one in addresses] == few and max(few) <= 14, few
