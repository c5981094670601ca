"""The pages of those who read referrals."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseStatus
from app.domain.referral import ReferralStatus as S
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.people import BreakGlass
from app.models.referrals import Referral
from app.operations.matching import note_keys, note_person
from tests.factories import TeamFactory
from tests.factories_connect import CaseFactory, PersonFactory, ReferralFactory, document, reaching
from tests.people import post

AsRole = Callable[..., FlaskClient]


def version(text: str) -> str:
    found = re.search(r'name="version"[^>]* value="(\d+)"', text)
    assert found, "no version in the page"
    return found[1]


def opened(worker: FlaskClient, referral: Referral, page: str) -> tuple[str, str]:
    """The address of a page of it, and the version it carries."""
    address = f"/referrals/{referral.id}/{page}"
    return address, version(worker.get(address).text)


@pytest.fixture
def team() -> uuid.UUID:
    found: uuid.UUID = TeamFactory(name="East team").id
    return found


@pytest.fixture
def worker(as_role: AsRole, team: uuid.UUID) -> FlaskClient:
    return as_role(Role.LINK_WORKER, team_id=team)


@pytest.fixture
def lead(as_role: AsRole, team: uuid.UUID) -> FlaskClient:
    return as_role(Role.TEAM_LEAD, team_id=team)


def in_triage(team: uuid.UUID, **values: object) -> Referral:
    return ReferralFactory(team_id=team, status=S.IN_TRIAGE, **values)


def test_the_queue_says_who_waits_and_how_to_reach_them(worker: FlaskClient, team: uuid.UUID) -> None:
    ReferralFactory(team_id=team, is_urgent=True)
    ReferralFactory(document=document(given_name="Elsewhere"), team_id=TeamFactory().id)

    page = worker.get("/referrals").text

    assert "Urgent" in page
    assert "How to reach: text or letter." in page
    assert "Elsewhere" not in page
    assert "No rule fits" not in page


def test_a_concern_few_people_may_see_is_not_in_the_list(worker: FlaskClient, team: uuid.UUID) -> None:
    ReferralFactory(team_id=team, document=document(concerns=["domestic-abuse", "money"]))

    page = worker.get("/referrals").text

    assert "Money or debt" in page
    assert "frightened" not in page


def test_one_referral_is_read_whole_with_safety_first(worker: FlaskClient, team: uuid.UUID) -> None:
    said = document(
        nhs_number="9990000018",
        reaching=reaching(never="Never ring the landline."),
        risks={"answer": "some", "words": "A large dog."},
    )
    referral = ReferralFactory(team_id=team, document=said)

    page = worker.get(f"/referrals/{referral.id}").text

    assert (
        page.index("How to talk with") < page.index("Never ring the landline.") < page.index("A large dog.")
    )
    assert "I used to walk to the market." in page
    assert "Ends in 018" in page
    assert "9990000018" not in page


def test_anothers_referral_is_not_there_and_the_try_is_traced(worker: FlaskClient) -> None:
    referral = ReferralFactory(team_id=TeamFactory().id)

    assert worker.get(f"/referrals/{referral.id}").status_code == 404
    assert worker.get(f"/referrals/{referral.id}/accept").status_code == 404
    refused = select(AuditEvent.action).where(AuditEvent.object_id == referral.id)
    assert set(db.session.scalars(refused)) == {"referral.refused"}


def test_two_triagers_at_once_the_second_is_told_kindly(
    worker: FlaskClient, lead: FlaskClient, team: uuid.UUID
) -> None:
    referral = ReferralFactory(team_id=team)
    shown = version(worker.get(f"/referrals/{referral.id}").text)

    assert post(lead, f"/referrals/{referral.id}/start", version=shown).status_code == 303
    late = post(worker, f"/referrals/{referral.id}/start", version=shown)

    assert late.status_code == 409
    assert "Somebody was quicker" in late.text


def test_accepting_shows_who_it_may_be_and_opens_a_case(worker: FlaskClient, team: uuid.UUID) -> None:
    known = PersonFactory(given_name="Marek", family_name="Zielonka", phone_e164="+447700900417")
    note_person(known)
    case = CaseFactory(person=known, team_id=TeamFactory(name="West team").id)
    referral = in_triage(team)
    address, shown = opened(worker, referral, "accept")

    page = worker.get(address).text
    assert "M. Z., born in 1944, phone ends in 417, lives in LS9" in page
    assert "They have an open case with West team." in page
    assert "1 Chapel Lane" not in page

    unsure = post(worker, address, version=shown, priority="soon")
    assert (unsure.status_code, "Choose who it is" in unsure.text) == (422, True)
    done = post(worker, address, version=shown, priority="soon", who=str(known.id))

    assert done.status_code == 303
    assert db.session.get_one(Referral, referral.id).case_id == case.id
    looks = select(AuditEvent.action).where(AuditEvent.object_id == known.id)
    assert "person.candidate-seen" in set(db.session.scalars(looks))


def test_somebody_who_is_no_candidate_cannot_be_chosen(worker: FlaskClient, team: uuid.UUID) -> None:
    other = PersonFactory(given_name="Jean", family_name="Appleyard", born_on="1958-01-01", phone=None)
    address, shown = opened(worker, in_triage(team), "accept")

    assert post(worker, address, version=shown, priority="soon", who=str(other.id)).status_code == 422


def test_opening_a_candidate_of_another_team_takes_a_reason(worker: FlaskClient, team: uuid.UUID) -> None:
    known = PersonFactory(given_name="Marek", family_name="Zielonka", address="77 Chapel Lane")
    note_person(known)
    CaseFactory(person=known, team_id=TeamFactory().id)
    stranger = PersonFactory(given_name="Jean", family_name="Appleyard", born_on="1958-01-01", phone=None)
    note_person(stranger)
    referral = in_triage(team)
    address = f"/referrals/{referral.id}/people/{known.id}"

    assert "77 Chapel Lane" not in worker.get(address).text
    assert post(worker, address, category="consent", reason="too short").status_code == 422
    opened = post(
        worker, address, category="consent", reason="They asked me on the phone whether we have their number."
    )
    assert opened.status_code == 303
    assert "77 Chapel Lane" in worker.get(address).text
    assert db.session.scalars(select(BreakGlass.object_id)).all() == [known.id]
    assert worker.get(f"/referrals/{referral.id}/people/{stranger.id}").status_code == 404


def test_what_was_typed_is_kept_when_it_moved_on(
    worker: FlaskClient, lead: FlaskClient, team: uuid.UUID
) -> None:
    referral = in_triage(team)
    address, shown = opened(worker, referral, "ask")
    post(lead, f"/referrals/{referral.id}/withdraw", version=shown, reason="The surgery rang.")

    late = post(worker, address, version=shown, question="Does he live alone?")

    assert late.status_code == 409
    assert "Does he live alone?" in late.text
    assert "Send the question" not in late.text
    assert worker.get(address).status_code == 409


@pytest.mark.parametrize(
    ("page", "typed", "status"),
    [
        ("not-accept", {"reason": "age", "message": "Try the youth team."}, S.NOT_ACCEPTED),
        ("send-on", {"target": "Forward Leeds", "agreed": "y"}, S.REDIRECTED),
        ("declined", {"heard": "yes"}, S.DECLINED_BY_PERSON),
        ("not-reached", {"why_early": "He moved to Spain."}, S.COULD_NOT_CONTACT),
        ("withdraw", {"reason": "The surgery rang."}, S.WITHDRAWN),
        ("died", {"sure": "y"}, S.PERSON_DIED),
        ("ask", {"question": "Does he live alone?"}, S.INFO_NEEDED),
    ],
)
def test_each_way_asks_what_it_needs_and_ends_there(
    worker: FlaskClient, team: uuid.UUID, page: str, typed: dict[str, str], status: S
) -> None:
    referral = in_triage(team)
    address, shown = opened(worker, referral, page)

    assert post(worker, address, version=shown).status_code == 422
    assert post(worker, address, version=shown, **typed).status_code == 303

    assert db.session.get_one(Referral, referral.id).status is status
    assert worker.get(f"/referrals/{referral.id}").status_code == 200


def test_a_marked_one_is_turned_away_by_a_lead_only(
    worker: FlaskClient, lead: FlaskClient, team: uuid.UUID
) -> None:
    referral = in_triage(team, is_safeguarding=True)
    address, shown = opened(worker, referral, "not-accept")
    post(worker, address, version=shown, reason="safety", message="We rang 101.")
    assert db.session.get_one(Referral, referral.id).status is S.AWAITING_LEAD

    assert worker.get(f"/referrals/{referral.id}/lead").status_code == 403
    address, shown = opened(lead, referral, "lead")
    assert "We rang 101." in lead.get(address).text
    assert post(lead, address, version=shown, decision="back").status_code == 422
    assert post(lead, address, version=shown, decision="agree").status_code == 303
    assert db.session.get_one(Referral, referral.id).status is S.NOT_ACCEPTED


def test_a_duplicate_is_chosen_from_those_that_look_alike(worker: FlaskClient, team: uuid.UUID) -> None:
    first, second = ReferralFactory(team_id=team), in_triage(team)
    for one in (first, second):
        note_keys(referral_id=one.id, document=one.document)
    address, shown = opened(worker, second, "duplicate")

    assert post(worker, address, version=shown, of=str(first.id)).status_code == 303
    assert first.reference in worker.get(f"/referrals/{second.id}").text


def test_an_unsafe_way_of_trying_asks_why(worker: FlaskClient, team: uuid.UUID) -> None:
    referral = in_triage(team)
    address, _ = opened(worker, referral, "attempt")
    typed = {"channel": "phone", "result": "no-answer", "time": "2:30pm", "key": "one"}

    refused = post(worker, address, day=["24", "11", "2025"], **typed)
    assert refused.status_code == 422
    for _ in range(2):
        kept = post(worker, address, day=day_of_today(), unsafe_why="His daughter asked me to ring.", **typed)
        assert kept.status_code == 303

    assert worker.get(f"/referrals/{referral.id}").text.count("His daughter") == 0
    assert worker.get(f"/referrals/{referral.id}").text.count("Phone, No answer") == 1


@pytest.mark.parametrize("way", ["tomorrow", "phone ", "2026-13-01"])
def test_a_way_of_trying_that_is_none_is_asked_again(worker: FlaskClient, team: uuid.UUID, way: str) -> None:
    address, _ = opened(worker, in_triage(team), "attempt")
    fields = {
        "channel": way,
        "result": "no-answer",
        "time": "2:30pm",
        "key": "one",
        "note": "The line was dead.",
    }
    refused = post(worker, address, day=day_of_today(), **fields)
    assert refused.status_code == 422 and "The line was dead." in refused.text


def day_of_today() -> list[str]:
    return [str(part) for part in (clock.today().day, clock.today().month, clock.today().year)]


def test_what_fits_no_rule_is_on_every_leads_queue_until_one_gives_it_to_a_team(
    as_role: AsRole, lead: FlaskClient, worker: FlaskClient, team: uuid.UUID
) -> None:
    referral = ReferralFactory(team_id=None)
    elsewhere = as_role(Role.TEAM_LEAD)

    for one in (lead, elsewhere):
        assert "No rule fits it" in one.get("/referrals?part=unrouted").text
    assert worker.get(f"/referrals/{referral.id}").status_code == 404
    address, shown = opened(elsewhere, referral, "team")
    assert post(elsewhere, address, version=shown, team=str(team)).status_code == 303

    assert worker.get(f"/referrals/{referral.id}").status_code == 200
    assert elsewhere.get(f"/referrals/{referral.id}").status_code == 404


def test_where_somebody_protected_lives_is_not_told_by_their_referral(
    worker: FlaskClient, lead: FlaskClient, as_role: AsRole, team: uuid.UUID
) -> None:
    case = CaseFactory(
        team_id=team,
        worker_id=worker.account.id,  # type: ignore[attr-defined]
        person=PersonFactory(is_address_protected=True, protected_lead_id=lead.account.id),  # type: ignore[attr-defined]
    )
    referral = ReferralFactory(
        team_id=team,
        status=S.ACCEPTED,
        decided_at=clock.now(),
        case_id=case.id,
        person_id=case.person_id,
    )
    db.session.commit()
    address = f"/referrals/{referral.id}"
    for sees in (worker, lead):
        assert "12 Chapel Lane" in sees.get(address).text
    for role in (Role.LINK_WORKER, Role.TEAM_LEAD):
        page = as_role(role, team_id=team).get(address).text
        assert "Chapel Lane" not in page and "LS9" not in page and "Protected: only" in page
    case.status, case.closed_at = CaseStatus.CLOSED, clock.now()
    db.session.commit()
    assert "Chapel Lane" not in worker.get(address).text
    assert "Chapel Lane" in lead.get(address).text


def test_what_was_decided_long_ago_is_seen_by_who_read_it_and_the_leads(
    worker: FlaskClient, lead: FlaskClient, as_role: AsRole, team: uuid.UUID
) -> None:
    referral = ReferralFactory(
        team_id=team,
        status=S.NOT_ACCEPTED,
        decided_at=clock.now() - dt.timedelta(days=15),
        triaged_by=worker.account.id,  # type: ignore[attr-defined]
    )
    db.session.commit()
    address = f"/referrals/{referral.id}"
    colleague = as_role(Role.LINK_WORKER, team_id=team)
    assert [browser.get(address).status_code for browser in (worker, lead, colleague)] == [200, 200, 404]
