"""The pages that move a case."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.audit import Outcome
from app.domain.case import CaseStatus as S
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.cases import Case, CaseTransfer
from app.models.introductions import Introduction
from app.models.plans import Plan
from app.models.referrals import HistoryEvent
from app.operations import transfers
from tests.case_people import CaseTeam
from tests.factories import TeamFactory
from tests.factories_connect import CaseFactory, IntroductionFactory, PersonFactory, PlanFactory, reaching
from tests.people import post, signed_in

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def mine(client, db_session) -> Any:
    """Makes a case of whoever is signed in as a link worker, once."""
    team = TeamFactory()
    account = signed_in(client, Role.LINK_WORKER, team_id=team.id)

    def make(status: str = "active", **values: object) -> Case:
        case: Case = CaseFactory(**{"team_id": team.id, "worker_id": account.id, "status": status, **values})
        db.session.commit()
        return case

    return make


def text(response: Any) -> str:
    return str(response.get_data(as_text=True))


def fresh(case: Case) -> Case:
    return db.session.get_one(Case, case.id, populate_existing=True)


SAID = {
    "hold": ("active", {"why": "hospital", "until": ["1", "12", "2026"], "note": "Ward 4"}, S.ON_HOLD),
    "come-back": ("on-hold", {}, S.ACTIVE),
    "give-back": ("allocated", {"reason": "I know the family."}, S.WAITING),
    "begin-closing": ("active", {}, S.CLOSING),
    "back-to-active": ("closing", {"reason": "She rang."}, S.ACTIVE),
    "close-early": ("allocated", {"why": "chose-to-stop"}, S.CLOSED),
    "died": ("active", {"died_on": ["20", "11", "2026"], "is_sure": "yes"}, S.CLOSED),
}


@pytest.mark.parametrize("name", SAID)
def test_each_page_asks_and_does(client, mine, name: str) -> None:
    status, fields, end = SAID[name]
    case = mine(status)
    address = f"/cases/{case.id}/{name}"
    assert client.get(address).status_code == 200
    assert post(client, address, version=case.version, **fields).status_code == 303
    assert fresh(case).status is end


@pytest.mark.parametrize(
    ("name", "status"),
    [(name, said[0]) for name, said in SAID.items() if name not in {"come-back", "begin-closing"}],
)
def test_what_is_missing_is_said_and_nothing_is_moved(client, mine, name: str, status: str) -> None:
    case = mine(status)
    answer = post(client, f"/cases/{case.id}/{name}", version=case.version, note="Kept words")
    assert answer.status_code == 422
    assert "There is something to put right" in text(answer)
    assert fresh(case).status == status


def test_a_return_date_that_has_come_is_not_taken(client, mine) -> None:
    case = mine()
    fields = {"why": "away", "until": ["24", "11", "2026"], "note": "Kept words"}
    answer = post(client, f"/cases/{case.id}/hold", version=case.version, **fields)
    assert answer.status_code == 422
    assert "Choose a day that is still to come" in text(answer) and "Kept words" in text(answer)


def test_a_stale_page_keeps_what_was_typed_and_can_be_sent_again(client, mine) -> None:
    case = mine()
    fields = {"why": "away", "until": ["1", "12", "2026"], "note": "Kept words"}
    answer = post(client, f"/cases/{case.id}/hold", version=case.version - 1, **fields)
    assert answer.status_code == 409
    assert "Kept words" in text(answer) and f'name="version" value="{case.version}"' in text(answer)
    assert fresh(case).status is S.ACTIVE


def test_an_illegal_move_says_so_and_keeps_what_was_typed(client, mine) -> None:
    case = mine("closed")
    answer = post(client, f"/cases/{case.id}/back-to-active", version=case.version, reason="Kept words")
    assert answer.status_code == 409
    assert "Kept words" in text(answer) and fresh(case).status is S.CLOSED


def test_pressed_twice_it_is_done_once(client, mine) -> None:
    case = mine()
    for _ in range(2):
        answer = post(client, f"/cases/{case.id}/begin-closing", version=case.version)
        assert answer.status_code == 303
    assert len(db.session.scalars(select(HistoryEvent)).all()) == 1


def test_only_what_can_be_done_from_here_is_listed(client, mine) -> None:
    page = text(client.get(f"/cases/{mine('active').id}/moves"))
    assert "Let it rest for a while" in page and "Hand over" in page and "Say that they have died" in page
    assert "Open again" not in page and "Opened by mistake" not in page
    closed = text(client.get(f"/cases/{mine('closed').id}/moves"))
    assert "Open again" in closed and "Let it rest for a while" not in closed


@pytest.mark.parametrize(
    "page",
    [
        "moves",
        "followed",
        "hold",
        "died",
        "closing",
        "closing/outcomes",
        "closing/letter",
        "closing/letter/print",
        "hand-over",
    ],
)
def test_another_teams_case_is_not_there_and_the_try_is_traced(client, mine, page: str) -> None:
    mine()
    elsewhere = CaseTeam().case("active")
    db.session.commit()
    assert client.get(f"/cases/{elsewhere.id}/{page}").status_code == 404
    assert client.get(f"/cases/{uuid.uuid4()}/{page}").status_code == 404
    refused = select(AuditEvent.object_id).where(AuditEvent.outcome == Outcome.REFUSED)
    assert elsewhere.id in db.session.scalars(refused).all()


def test_from_goals_to_a_closed_case(client, mine) -> None:
    case = mine("closing")
    goal = {"id": "0a1b2c3d", "words": "Walk to the market", "status": "under-way"}
    PlanFactory(case=case, document={"goals": [goal]})
    introduction = IntroductionFactory(case=case, service_name="Puff and Natter")
    db.session.commit()
    base = f"/cases/{case.id}/closing"
    assert text(client.get(base)).count("Missing") == 4

    def send(part: str, **fields: object) -> Any:
        return post(client, f"{base}{part}", version=fresh(case).version, **fields)

    assert send("", why="goals-met").status_code == 422
    assert send("/outcomes", summary="Well").status_code == 422
    said = {"goal-0a1b2c3d-status": "met", "goal-0a1b2c3d-outcome": "Twice a week"}
    assert send("/outcomes", **said).status_code == 303
    assert db.session.scalars(select(Plan)).one().document["goals"][0]["outcome"] == "Twice a week"
    assert "Puff and Natter" in text(client.get(f"{base}/introductions"))
    off = {"introduction": introduction.id, "do": "call-off"}
    assert send("/introductions", **off).status_code == 422
    assert send("/introductions", **off, why="It is full").status_code == 303
    assert send("/measure", why_not="He would rather not").status_code == 303
    assert "Twice a week" not in text(client.get(f"{base}/letter"))
    assert "Walk to the market" in text(client.get(f"{base}/letter"))
    assert send("/letter", how="by-hand", letter=" ").status_code == 422
    assert send("/letter", how="by-hand", letter="Dear Marek", is_given="yes").status_code == 303
    assert "Dear Marek" in text(client.get(f"{base}/letter/print"))
    assert send("", why="goals-met").status_code == 303
    assert fresh(case).status is S.CLOSED
    assert db.session.scalars(select(Introduction.status)).one() == "cancelled"


def test_an_introduction_is_handed_on(client, mine) -> None:
    case = mine("closing")
    introduction = IntroductionFactory(case=case)
    db.session.commit()
    fields = {"introduction": introduction.id, "do": "hand-on", "version": case.version}
    assert post(client, f"/cases/{case.id}/closing/introductions", **fields).status_code == 303
    assert db.session.scalars(select(Introduction.handed_on)).one()


@pytest.mark.parametrize("step", ["outcomes", "introductions", "measure", "letter"])
def test_no_step_of_a_closing_is_asked_where_none_is_under_way(client, mine, step) -> None:
    case = mine("active")
    answer = client.get(f"/cases/{case.id}/closing/{step}")
    assert (answer.status_code, answer.location) == (303, f"/cases/{case.id}/closing")
    assert "It is not being closed now" in text(client.get(answer.location))


def test_email_is_offered_only_where_it_is_safe(client, mine) -> None:
    case = mine("closing")
    assert 'value="email"' not in text(client.get(f"/cases/{case.id}/closing/letter"))
    safe = PersonFactory(email="m@p.example", reaching=reaching(channels=["email"]))
    case = mine("closing", person=safe)
    assert 'value="email"' in text(client.get(f"/cases/{case.id}/closing/letter"))


def test_a_lead_agrees_to_a_marked_closing(client, db_session) -> None:
    team = CaseTeam()
    signed_in(client, Role.TEAM_LEAD, team_id=team.id)
    said = {"summary": "Well", "why_no_measure": "No", "letter_how": "declined", "reason": "goals-met"}
    case = team.case("awaiting-lead", is_high_risk=True, closing=said)
    db.session.commit()
    page = text(client.get(f"/cases/{case.id}/confirm"))
    assert "The risk is high." in page and "They got where they wanted to get" in page
    sent = {"version": case.version, "do": "send-back"}
    assert post(client, f"/cases/{case.id}/confirm", **sent).status_code == 422
    assert post(client, f"/cases/{case.id}/confirm", version=case.version, do="agree").status_code == 303
    assert fresh(case).status is S.CLOSED


def test_a_marked_case_that_never_began_is_asked_of_a_lead(client, mine) -> None:
    case = mine("allocated", is_high_risk=True)
    page = f"/cases/{case.id}/close-early"
    assert "Ask a lead" in text(client.get(page))
    assert post(client, page, version=case.version, why="moved-away").status_code == 303
    assert fresh(case).status is S.ALLOCATED


def test_a_lead_takes_out_a_case_made_by_mistake(client, db_session) -> None:
    team = CaseTeam()
    signed_in(client, Role.TEAM_LEAD, team_id=team.id)
    case = team.case("active")
    db.session.commit()
    page = f"/cases/{case.id}/in-error"
    assert client.get(page).status_code == 200
    assert post(client, page, version=case.version, reason="Wrong person").status_code == 303
    assert fresh(case).status is S.IN_ERROR


def test_reopening_leads_on(client, mine, clock) -> None:
    from app import clock as now

    case = mine("closed", started_at=now.now(), closed_at=now.now(), closure_reason="goals-met")
    page = f"/cases/{case.id}/reopen"
    assert post(client, page, version=case.version, reason="He rang").status_code == 303
    assert fresh(case).status is S.ACTIVE
    old = mine("closed", closed_at=now.now(), closure_reason="goals-met")
    answer = post(client, f"/cases/{old.id}/reopen", version=old.version, reason="He rang")
    assert answer.location.endswith("/followed?said=reopen")
    assert client.get(answer.location).status_code == 200


def test_a_hand_over_from_asking_to_taking(client, db_session) -> None:
    team = CaseTeam()
    taker = signed_in(client, Role.LINK_WORKER, team_id=team.id)
    case = team.case("active")
    transfer = transfers.request(case, by=team.worker, note="He likes mornings.", to_worker=taker.id)
    db.session.commit()
    assert client.get(f"/cases/{case.id}/moves").status_code == 404
    page = f"/cases/{case.id}/hand-over/{transfer.id}"
    assert "He likes mornings." in text(client.get(page))
    assert post(client, page, version=transfer.version, do="decline").status_code == 422
    assert post(client, page, version=transfer.version - 1, do="accept").status_code == 409
    assert post(client, page, version=transfer.version, do="accept").status_code == 303
    assert fresh(case).worker_id == taker.id


def test_a_hand_over_is_asked_for_and_taken_back(client, mine) -> None:
    case = mine()
    team = CaseTeam()
    db.session.commit()
    page = f"/cases/{case.id}/hand-over"
    assert client.get(page).status_code == 200
    assert post(client, page, version=case.version, to=f"team:{team.id}").status_code == 422
    sent = {"version": case.version, "to": f"team:{team.id}", "note": "All is said."}
    assert post(client, page, **sent).status_code == 303
    transfer = db.session.scalars(select(CaseTransfer)).one()
    answer = f"{page}/{transfer.id}"
    assert "Take the question back" in text(client.get(answer))
    assert post(client, answer, version=transfer.version, do="withdraw").status_code == 303
    assert client.get(f"{page}/{uuid.uuid4()}").status_code == 404
