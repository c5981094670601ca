"""Pages of a case: contacts, what is being typed, messages, the story, the list, and who has looked."""

from __future__ import annotations

import datetime as dt
import html
import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db
from app.domain.case import CaseStatus, Subject
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import SYSTEM
from app.models.audit import AuditEvent
from app.models.cases import Case, CaseContact, NoteDraft
from app.operations import history
from tests.conftest import Clock
from tests.factories import TeamFactory
from tests.factories_connect import (
    AppointmentFactory,
    CaseFactory,
    CaseMessageFactory,
    ContactFactory,
    CoverFactory,
    IntroductionFactory,
    MeasureFactory,
    PersonFactory,
    PlanFactory,
    ReferralFactory,
    TaskFactory,
    document,
)
from tests.people import post

AsRole = Callable[..., FlaskClient]
SAID = {
    "direction": "we-reached-out",
    "channel": "text",
    "result": "talked",
    "day": ["23", "11", "2026"],
    "time": "2pm",
    "minutes": "55",
    "note": "He wants to walk to the market.",
    "needs_met": "yes",
    "key": "one",
}


@pytest.fixture(autouse=True)
def stopped(clock: Clock) -> None:
    """Tuesday 24 November 2026, 10 in the morning."""


@pytest.fixture
def worker(as_role: AsRole) -> FlaskClient:
    return as_role(Role.LINK_WORKER, team_id=TeamFactory().id)


@pytest.fixture
def case(worker: FlaskClient) -> Case:
    return case_of(worker, given_name="Marek")


def case_of(worker: FlaskClient, **person: object) -> Case:
    account = worker.account  # type: ignore[attr-defined]
    made: Case = CaseFactory(
        worker_id=account.id, team_id=account.grants[0].team_id, person=PersonFactory(**person)
    )
    db.session.commit()
    return made


def at(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


def goal(what: str, confidence: int) -> dict[str, object]:
    return {"words": "Get out again", "actions": [{"what": what, "confidence": confidence}]}


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_record_keeps_a_contact_and_starts_the_case(worker: FlaskClient, case: Case) -> None:
    answer = post(worker, f"/cases/{case.id}/contacts/new", **SAID)
    assert answer.status_code == 303 and "said=kept" in answer.location
    db.session.refresh(case)
    assert case.status is CaseStatus.ACTIVE
    page = words(worker.get(answer.location).text)
    assert "Recorded." in page and "He wants to walk to the market." in page
    assert "Text message: We talked, or they answered" in page and "Monday 23 November, 2pm" in page


def test_record_warns_at_a_way_that_is_not_safe_and_asks_why(worker: FlaskClient, case: Case) -> None:
    page = worker.get(f"/cases/{case.id}/contacts/new").text
    assert "This way is not safe for them. They did not choose it. Safe: text or letter." in page
    answer = post(worker, f"/cases/{case.id}/contacts/new", **SAID | {"channel": "phone"})
    assert answer.status_code == 422 and "If it was used, say why." in answer.text
    assert "He wants to walk to the market." in answer.text
    told = SAID | {"channel": "phone", "unsafe_why": "He asked me to ring."}
    assert post(worker, f"/cases/{case.id}/contacts/new", **told).status_code == 303
    assert "Not a way they chose" in worker.get(f"/cases/{case.id}/contacts").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": ["25", "11", "2026"]}, "This is still to come."),
        ({"day": ["31", "2", "2026"]}, "Write a real date"),
        ({"time": "teatime"}, "Write the time like 10:30am"),
        ({"minutes": "an hour"}, "Not a valid integer"),
        ({"needs_met": "no"}, "Say which need was not met"),
        ({"next_step": "Ring the group"}, "Say by when."),
        ({"next_step": "Ring", "next_step_on": ["1", "11", "2026"]}, "This day is over."),
        ({"result": ""}, "Say what came of it."),
    ],
)
def test_record_says_what_to_put_right_and_keeps_what_was_typed(
    worker: FlaskClient, case: Case, wrong: dict[str, object], said: str
) -> None:
    answer = post(worker, f"/cases/{case.id}/contacts/new", **SAID | wrong)
    assert answer.status_code == 422 and said in answer.text and "walk to the market" in answer.text
    assert db.session.scalar(select(func.count()).select_from(CaseContact)) == 0


def test_record_pressed_twice_keeps_one_and_another_text_is_refused(worker: FlaskClient, case: Case) -> None:
    for _ in range(2):
        assert post(worker, f"/cases/{case.id}/contacts/new", **SAID).status_code == 303
    answer = post(worker, f"/cases/{case.id}/contacts/new", **SAID | {"note": "Something else."})
    assert answer.status_code == 409 and "Something else." in answer.text
    assert db.session.scalar(select(func.count()).select_from(CaseContact)) == 1


def test_record_on_a_closed_case_is_refused_and_keeps_what_was_typed(worker: FlaskClient, case: Case) -> None:
    case.status = CaseStatus.CLOSED
    db.session.commit()
    answer = post(worker, f"/cases/{case.id}/contacts/new", **SAID)
    assert answer.status_code == 409 and "walk to the market" in answer.text


def test_correct_is_for_its_author_and_refuses_a_stale_page(
    worker: FlaskClient, case: Case, as_role: AsRole
) -> None:
    post(worker, f"/cases/{case.id}/contacts/new", **SAID)
    contact = db.session.scalars(select(CaseContact)).one()
    address = f"/cases/{case.id}/contacts/{contact.id}/correct"
    assert "He wants to walk to the market." in worker.get(address).text
    right = SAID | {"note": "She wants to walk.", "version": "1"}
    assert post(worker, address, **right).status_code == 303
    stale = post(worker, address, **right | {"note": "Again."})
    assert stale.status_code == 409 and "Again." in stale.text
    lead = as_role(Role.TEAM_LEAD, team_id=case.team_id)
    assert lead.get(address).status_code == 404
    assert "Put it right" not in lead.get(f"/cases/{case.id}/contacts").text


def test_contacts_count_the_tries_of_the_rule(worker: FlaskClient, case: Case) -> None:
    post(worker, f"/cases/{case.id}/contacts/new", **SAID | {"result": "no-answer"})
    unsafe = {"channel": "phone", "result": "no-answer", "unsafe_why": "By mistake", "key": "two"}
    post(worker, f"/cases/{case.id}/contacts/new", **SAID | unsafe)
    page = words(worker.get(f"/cases/{case.id}/contacts").text)
    assert "1 of 3 tries. 1 of 2 ways. 1 of 2 times of day. 1 of 10 working days." in page
    assert "1 try was by a way that is not safe. It does not count." in page


def test_contacts_are_paged_without_losing_any(worker: FlaskClient, case: Case) -> None:
    ContactFactory.create_batch(30, case=case)
    db.session.commit()
    first = worker.get(f"/cases/{case.id}/contacts").text
    older = re.search(r'href="([^"]+before=[^"]+)"', first)
    assert older is not None
    second = worker.get(older[1]).text
    seen = [re.findall(r'id="contact-([0-9a-f-]+)"', page) for page in (first, second)]
    assert [len(ids) for ids in seen] == [25, 5] and len({*seen[0], *seen[1]}) == 30
    assert worker.get(f"/cases/{case.id}/contacts?before=nonsense").status_code == 200


def test_what_is_typed_is_kept_and_offered_back(worker: FlaskClient, case: Case, clock: Clock) -> None:
    typed = {"note": "Half a sentence", "draft_form": "contact", "draft_tab": "abc"}
    clock.set("2026-11-24T10:12")
    found = re.search(r'name="form_token" value="([^"]+)"', worker.get(f"/cases/{case.id}/contacts/new").text)
    assert found is not None
    kept = worker.post(
        f"/cases/{case.id}/draft",
        data={"form_token": html.unescape(found[1]), **typed},
        headers={"Accept": "application/json"},
    )
    assert kept.get_json() == {"at": "10:12am"}
    page = worker.get(f"/cases/{case.id}/contacts/new").text
    assert "We kept what you typed at 10:12am" in page and "Half a sentence" not in page
    offered = re.search(r'href="([^"]+kept=[^"]+)"', page)
    assert offered is not None
    again = worker.get(offered[1]).text
    assert "Half a sentence" in again and 'name="draft_tab" value="abc"' in again
    answer = post(worker, f"/cases/{case.id}/contacts/new", **SAID | typed)
    assert answer.status_code == 303
    assert db.session.scalar(select(func.count()).select_from(NoteDraft)) == 0


def test_two_windows_are_kept_apart_and_one_can_be_thrown_away(worker: FlaskClient, case: Case) -> None:
    for tab in ("one", "two"):
        post(worker, f"/cases/{case.id}/draft", draft_form="contact", draft_tab=tab, note=f"In {tab}")
    assert worker.get(f"/cases/{case.id}/contacts/new").text.count("We kept what you typed") == 2
    back = f"/cases/{case.id}/contacts/new"
    thrown = post(
        worker, f"/cases/{case.id}/draft", draft_form="contact", draft_tab="one", do="forget", draft_back=back
    )
    assert thrown.status_code == 303 and thrown.location == back
    assert [one.tab for one in db.session.scalars(select(NoteDraft))] == ["two"]


def test_a_draft_is_nobody_elses_and_leads_nowhere_else(
    worker: FlaskClient, case: Case, as_role: AsRole
) -> None:
    away = post(
        worker,
        f"/cases/{case.id}/draft",
        draft_form="contact",
        draft_tab="a",
        note="Mine",
        draft_back="//evil.example",
    )
    assert away.location == f"/cases/{case.id}"
    lead = as_role(Role.TEAM_LEAD, team_id=case.team_id)
    draft = db.session.scalars(select(NoteDraft)).one()
    page = lead.get(f"/cases/{case.id}/contacts/new?kept={draft.id}").text
    assert "Mine" not in page and "We kept" not in page


def test_story_tells_everything_newest_first_and_lights_what_is_next(worker: FlaskClient, case: Case) -> None:
    post(worker, f"/cases/{case.id}/contacts/new", **SAID)
    ReferralFactory(case_id=case.id, person_id=case.person_id)
    CaseMessageFactory(case=case, sent_at=at("2026-11-23T16:00"))
    made = IntroductionFactory(case=case, first_at=at("2026-12-01T13:40"), goes_along="Nadia")
    AppointmentFactory(worker_id=case.worker_id, case_id=case.id, starts_at=at("2026-11-30T10:00"))
    plan = {"strengths": ["Mends clocks"], "goals": [goal("Walk to the market", 4)]}
    PlanFactory(
        case=case, document=plan, agreed_on=at("2026-11-24T09:00").date(), changed_at=at("2026-11-24T09:00")
    )
    MeasureFactory(case=case, recorded_at=at("2026-11-23T15:00"))
    history.append(
        Subject.INTRODUCTION, made.id, action="send", start="draft", end="sent", by=SYSTEM, case_id=case.id
    )
    TaskFactory(case=case, due_on=at("2026-11-24T09:00").date(), words="Text him that they said yes")
    db.session.commit()
    page = worker.get(f"/cases/{case.id}").text
    titles = re.findall(r'<h3 class="govuk-heading-s" dir="auto">([^<]*)</h3>', page)
    assert titles == [
        "Next: First visit to Puff and Natter",
        "Next: Meeting: What matters",
        "Puff and Natter: Sent, not opened yet",
        "Plan, version 1: agreed",
        "They wrote to us",
        "Asked: How life is: four questions",
        "In touch for the first time",
        "Text message: We talked, or they answered",
        "A referral came in",
    ]
    assert page.count('class="is-next"') == 2 and page.count('class="is-open"') == 1
    shown = words(page)
    assert "I used to walk to the market." in shown and "Mends clocks" in shown
    assert "Walk to the market: 4 out of 10" in shown and "Text him that they said yes" in shown
    only = worker.get(f"/cases/{case.id}?only=messages").text
    assert re.findall(r'<h3 class="govuk-heading-s" dir="auto">([^<]*)</h3>', only) == ["They wrote to us"]


def test_story_says_what_they_were_referred_for_and_why(worker: FlaskClient, case: Case) -> None:
    said = document(concerns=["lonely", "domestic-abuse"], words="", reason="His wife died in May.")
    ReferralFactory(case_id=case.id, person_id=case.person_id, document=said)
    db.session.commit()
    shown = words(worker.get(f"/cases/{case.id}").text)
    assert "They want help with: Feeling lonely or cut off." in shown
    assert "His wife died in May." in shown


def test_story_is_paged_without_losing_or_repeating(worker: FlaskClient, case: Case) -> None:
    ContactFactory.create_batch(25, case=case)
    CaseMessageFactory.create_batch(20, case=case)
    db.session.commit()
    seen: list[str] = []
    address: str | None = f"/cases/{case.id}"
    while address:
        page = worker.get(address).text
        seen += re.findall(r'<li id="([a-z0-9-]+)"><h3', page)
        found = re.search(r'href="([^"]+before=[^"]+)"', page)
        address = html.unescape(found[1]) if found else None
    assert len(seen) == len(set(seen)) == 45


def test_story_costs_the_same_at_any_size(
    worker: FlaskClient, case: Case, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    address = f"/cases/{case.id}"
    worker.get(address)
    with count_statements() as few:
        worker.get(address)
    ContactFactory.create_batch(40, case=case)
    TaskFactory.create_batch(5, case=case)
    PlanFactory(case=case)
    db.session.commit()
    with count_statements() as many:
        worker.get(address)
    assert len(few) == len(many) <= 12, [set(many) ^ set(few)]


def test_list_shows_what_is_next_and_how_to_reach_them(worker: FlaskClient, case: Case) -> None:
    TaskFactory(case=case, due_on=at("2026-11-20T09:00").date(), words="Ring the group")
    db.session.commit()
    page = words(worker.get("/cases").text)
    assert "1 person" in page and "Marek Zielonka, 82" in page and "Ring the group" in page
    assert "Late since 20 November" in page and "How to reach: text or letter." in page


def test_list_marks_whom_one_covers_and_leaves_out_everybody_else(
    worker: FlaskClient, case: Case, as_role: AsRole
) -> None:
    other = as_role(Role.LINK_WORKER, team_id=case.team_id)
    theirs = case_of(other, given_name="Halina")
    assert "Halina" not in worker.get("/cases").text
    CoverFactory(away_id=theirs.worker_id, by_id=case.worker_id, team_id=case.team_id)
    db.session.commit()
    assert "You are covering for" in worker.get("/cases").text


def test_list_filters_by_status_and_pages(worker: FlaskClient, case: Case) -> None:
    for n in range(27):
        case_of(worker, given_name=f"Person{n}")
    case.status = CaseStatus.CLOSED
    db.session.commit()
    first, second = worker.get("/cases").text, worker.get("/cases?page=2").text
    assert first.count("<li><p>") == 25 and second.count("<li><p>") == 2
    assert "Marek" not in first + second
    assert "Marek Zielonka" in worker.get("/cases?status=closed").text
    for odd in ("/cases?page=0", "/cases?page=x", "/cases?status=x", "/cases?page=99999"):
        assert worker.get(odd).status_code == 200


@pytest.mark.parametrize("typed", ["marek", "Zielonka marek", "ŻIELONKA", "number"])
def test_search_finds_by_name_or_number_within_ones_own_reach(
    worker: FlaskClient, case: Case, as_role: AsRole, typed: str
) -> None:
    case_of(as_role(Role.LINK_WORKER), given_name="Marek")
    case_of(worker, given_name="Halina", family_name="Nowak")
    answer = post(worker, "/cases", name=str(case.number) if typed == "number" else typed)
    assert "1 person" in words(answer.text) and "Halina" not in answer.text
    assert f"/cases/{case.id}" in answer.text


def test_search_says_when_there_is_nobody_and_asks_for_a_name(worker: FlaskClient, case: Case) -> None:
    assert "Nobody you may open" in post(worker, "/cases", name="Nobody").text
    answer = post(worker, "/cases", name=" ")
    assert answer.status_code == 422 and "Write a name or a case number." in answer.text


def test_list_costs_the_same_at_any_size(
    worker: FlaskClient, case: Case, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    worker.get("/cases")
    with count_statements() as few:
        worker.get("/cases")
    for _n in range(15):
        TaskFactory(case=case_of(worker))
    db.session.commit()
    with count_statements() as many:
        worker.get("/cases")
    assert len(few) == len(many) <= 10


def test_messages_are_read_by_a_button_and_answered(worker: FlaskClient, case: Case) -> None:
    message = CaseMessageFactory(case=case)
    TaskFactory(case=case, kind=TaskKind.WROTE_BACK, about_id=message.id)
    db.session.commit()
    address = f"/cases/{case.id}/messages"
    page = worker.get(address).text
    assert "Yes please to the running group." in page and ">New<" in page
    assert "E-mail is not a safe way for them." in page
    assert post(worker, f"{address}/read").status_code == 303
    assert ">New<" not in worker.get(address).text
    for _n in range(2):
        assert post(worker, address, words="Good, I will ask them.", key="k").status_code == 303
    page = worker.get(address).text
    assert page.count("Good, I will ask them.") == 1 and "Not read yet." in page
    other = post(worker, address, words="Something else", key="k")
    assert other.status_code == 409 and "Something else" in other.text
    assert post(worker, address, words=" ").status_code == 422


def test_lookers_says_who_looked_at_what_and_who_was_refused(
    worker: FlaskClient, case: Case, as_role: AsRole
) -> None:
    as_role(Role.LINK_WORKER).get(f"/cases/{case.id}")
    for part in ("", "", "/contacts"):
        worker.get(f"/cases/{case.id}{part}")
    page = words(worker.get(f"/cases/{case.id}/who-has-looked").text)
    assert "Looked at contacts" in page and "Looked at the story, 2 times" in page
    assert "Tried to open it, and was not let in" in page and "Link worker" in page
    assert worker.get(f"/cases/{case.id}/who-has-looked?before=nonsense").status_code == 200


@pytest.mark.parametrize("part", ["", "/contacts", "/contacts/new", "/messages", "/who-has-looked"])
def test_a_case_out_of_reach_is_not_there_and_the_try_is_traced(
    worker: FlaskClient, part: str, as_role: AsRole
) -> None:
    theirs = case_of(as_role(Role.LINK_WORKER))
    assert worker.get(f"/cases/{theirs.id}{part}").status_code == 404
    assert post(worker, f"/cases/{theirs.id}/draft", draft_form="contact", draft_tab="a").status_code == 404
    assert worker.get(f"/cases/{uuid.uuid4()}{part}").status_code == 404
    refused = select(func.count()).where(
        AuditEvent.action == "case.refused", AuditEvent.object_id == theirs.id
    )
    assert db.session.scalar(refused) == 2


def test_a_place_to_meet_is_not_told_where_the_address_is_protected(
    worker: FlaskClient, as_role: AsRole, case: Case
) -> None:
    AppointmentFactory(worker_id=case.worker_id, case_id=case.id, place="At home, 12 Chapel Lane")
    one = IntroductionFactory(
        case=case, status="accepted", first_at=at("2026-12-01T10:00"), first_place="From 12 Chapel Lane"
    )
    case.person.is_address_protected = True
    db.session.commit()
    lead, visit = as_role(Role.TEAM_LEAD, team_id=case.team_id), f"/introductions/{one.id}"
    assert worker.get(f"/cases/{case.id}").text.count("12 Chapel Lane") >= 2
    for page in ("", visit, f"{visit}/first-visit.ics"):
        assert "12 Chapel Lane" in worker.get(f"/cases/{case.id}{page}").text
        assert "Chapel Lane" not in lead.get(f"/cases/{case.id}{page}").text
