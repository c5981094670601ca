"""What a provider sees and answers: by the link of an e-mail or an account; and what nobody else sees."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.audit import Outcome
from app.domain.introduction import DeclineReason, IntroductionStatus
from app.domain.listing import Capacity
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.models.audit import AuditEvent
from app.models.cases import CaseTask
from app.models.introductions import Introduction, IntroductionDay
from app.models.persons import Consent
from app.models.referrals import HistoryEvent
from tests.factories_connect import IntroductionFactory
from tests.introducing import World, post, words, world

NEVER = ("Zielonka", "Chapel Lane", "LS9", "1944", "I will try it once.", "walk to the market")
"""What nobody outside is ever told."""


@pytest.fixture
def here(app, clock, as_role) -> World:
    return world(app, as_role)


@pytest.fixture
def sent(here) -> tuple[Introduction, str]:
    one, token = here.sent()
    return one, f"/provider/{token}"


def opened(client, link: str) -> str:
    assert post(client, f"{link}/open").status_code == 303
    return client.get(link).get_data(as_text=True)


def tasks(kind: TaskKind) -> list[CaseTask]:
    db.session.expire_all()
    return list(db.session.scalars(select(CaseTask).where(CaseTask.kind == kind, CaseTask.done_at.is_(None))))


def test_link_opens_a_cover_that_shows_nothing_and_changes_nothing(client, sent) -> None:
    one, link = sent
    cover = client.get(link)
    assert "Open it" in cover.get_data(as_text=True) and cover.headers["Cache-Control"] == "no-store"
    assert not [word for word in ("Marek", "07700", "mend", *NEVER) if word in cover.get_data(as_text=True)]
    db.session.refresh(one)
    assert one.status is IntroductionStatus.SENT and one.seen_at is None


def test_provider_sees_exactly_what_was_shared(client, sent) -> None:
    one, link = sent
    page = opened(client, link)
    said = words(page)
    assert "Marek" in said and "07700 900417" in said and "Never ring." in said
    assert "Large print" in said and "After Christmas" in said and "I can mend things." in said
    assert not [word for word in NEVER if word in said]
    db.session.refresh(one)
    assert one.status is IntroductionStatus.SEEN and one.seen_at is not None
    looks = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "introduction.seen")).all()
    assert looks and {(event.actor, event.object_id) for event in looks} == {("link", one.id)}


def test_yes_reaches_the_link_worker_once_and_another_yes_is_refused(client, here, sent) -> None:
    one, link = sent
    opened(client, link)
    db.session.refresh(one)
    version = str(one.version)
    assert post(client, f"{link}/accept", version=version, words="Come at 2.").status_code == 303
    assert [task.about_id for task in tasks(TaskKind.PROVIDER_ANSWERED)] == [one.id]
    assert one.status is IntroductionStatus.ACCEPTED and one.provider_words == "Come at 2."
    again = post(client, f"{link}/accept", version=version, words="Come at 2.")
    assert again.status_code == 303, "pressed twice is kept once"
    other = post(client, f"{link}/accept", version=version, words="Come at 3, by the side door.")
    assert other.status_code == 409
    assert "Come at 3, by the side door." in other.get_data(as_text=True), "what was typed stays"
    assert client.get(f"{link}/accept").status_code == 303, "it leads back to where it stands"
    moves = select(HistoryEvent.action).where(HistoryEvent.subject_id == one.id)
    assert sorted(db.session.scalars(moves)) == ["accept", "begin", "see", "send"]
    shown = words(here.worker.get(f"{here.at}/introductions/{one.id}").get_data(as_text=True))
    assert "They said yes" in shown and "Come at 2." in shown and "I have read this" in shown
    assert post(here.worker, f"{here.at}/introductions/{one.id}/read").status_code == 303
    assert tasks(TaskKind.PROVIDER_ANSWERED) == []


@pytest.mark.parametrize("reason", [DeclineReason.NO_CAPACITY, DeclineReason.LIST_CLOSED])
def test_no_room_is_said_on_the_listing_too_and_to_the_provider(client, here, sent, reason) -> None:
    one, link = sent
    opened(client, link)
    db.session.refresh(one)
    answer = post(client, f"{link}/decline", version=str(one.version), reason=reason.value, words="")
    assert "says now that you are full" in client.get(answer.location).get_data(as_text=True)
    db.session.refresh(here.service)
    assert here.service.capacity is Capacity.FULL
    assert "Full now" in client.get("/activities/puff-and-natter").get_data(as_text=True)


def test_access_need_that_cannot_be_met_is_put_before_a_lead(client, here, sent) -> None:
    one, link = sent
    opened(client, link)
    db.session.refresh(one)
    post(client, f"{link}/decline", version=str(one.version), reason="access-need", words="")
    assert sorted(task.for_lead for task in tasks(TaskKind.PROVIDER_ANSWERED)) == [False, True]
    assert here.service.capacity is Capacity.PLACES
    shown = here.worker.get(f"{here.at}/introductions/{one.id}").get_data(as_text=True)
    assert "being fair to all" in shown


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ("decline", {"words": "Sorry, full"}),
        ("waiting-list", {"weeks": "soon", "words": "Kept words"}),
        ("waiting-list", {"weeks": "0", "words": "Kept words"}),
    ],
)
def test_answer_that_is_not_whole_is_said_and_kept(client, sent, answer, fields) -> None:
    one, link = sent
    opened(client, link)
    db.session.refresh(one)
    page = post(client, f"{link}/{answer}", version=str(one.version), **fields)
    assert page.status_code == 422 and fields["words"] in page.get_data(as_text=True)
    assert one.status is IntroductionStatus.SEEN


def test_second_no_changes_nothing_of_the_first(client, sent) -> None:
    one, link = sent
    opened(client, link)
    db.session.refresh(one)
    post(client, f"{link}/decline", version=str(one.version), reason="not-eligible", words="")
    db.session.refresh(one)
    second = post(
        client, f"{link}/decline", version=str(one.version), reason="other", words="Changed my mind"
    )
    assert second.status_code == 409 and "Changed my mind" in second.get_data(as_text=True)
    db.session.refresh(one)
    assert one.decline_reason is DeclineReason.NOT_ELIGIBLE and one.provider_words is None


def test_whole_story_from_waiting_list_to_done(client, clock, sent) -> None:
    one, link = sent

    def say(answer: str, **fields: object) -> int:
        db.session.refresh(one)
        return post(client, f"{link}/{answer}", version=str(one.version), **fields).status_code

    opened(client, link)
    assert say("waiting-list", weeks="3", words="") == 303 and one.rough_wait_weeks == 3
    clock.set("2026-12-15T10:00")
    assert say("accept", words="") == 303
    assert say("started", day=["20", "12", "2026"]) == 303, "a day ahead is kept, and nothing moves"
    assert one.status is IntroductionStatus.ACCEPTED and one.first_at is not None
    clock.set("2026-12-21T10:00")
    assert say("came", day=["20", "12", "2026"], came="yes") == 303
    assert say("came", day=["22", "12", "2026"], came="yes") == 422, "that day is still to come"
    assert say("came", day=["21", "12", "2026"], came="no") == 303
    assert say("done", done="") == 422
    assert say("done", done="Joined the Tuesday group.") == 303
    assert one.status is IntroductionStatus.COMPLETED and one.output == "Joined the Tuesday group."
    assert one.share_ends_at == dt.datetime(2027, 1, 20, 10, tzinfo=dt.UTC)
    days = db.session.scalars(select(IntroductionDay).order_by(IntroductionDay.day)).all()
    assert [(day.day.day, day.came) for day in days] == [(20, True), (21, False)]
    events = db.session.scalars(
        select(HistoryEvent).where(HistoryEvent.subject_id == one.id).order_by(HistoryEvent.id)
    ).all()
    assert [event.end for event in events] == [
        *("draft", "sent", "seen", "waitlisted", "accepted", "started", "completed")
    ]


def test_after_thirty_days_the_link_shows_nothing_and_the_look_is_traced(client, clock, sent) -> None:
    one, link = sent
    opened(client, link)
    db.session.refresh(one)
    post(client, f"{link}/decline", version=str(one.version), reason="other", words="")
    clock.set("2026-12-24T09:59")
    assert client.get(link).status_code == 200
    clock.set("2026-12-24T10:00")
    over = client.get(link)
    assert over.status_code == 410 and "Marek" not in over.get_data(as_text=True)
    refused = db.session.scalars(select(AuditEvent).where(AuditEvent.outcome == Outcome.REFUSED)).all()
    assert [event.action for event in refused] == ["introduction.refused"]


def test_agreement_taken_back_ends_the_share_at_once(client, here, sent) -> None:
    one, link = sent
    opened(client, link)
    consent = db.session.get_one(Consent, one.consent_id)
    consent.withdrawn_at = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
    db.session.commit()
    assert client.get(link).status_code == 410
    assert post(client, f"{link}/accept", version="2", words="").status_code == 410


def test_link_nobody_made_is_not_there(client, here) -> None:
    for address in ("/provider/guess", "/provider/guess/accept"):
        assert client.get(address).status_code == 404
    assert post(client, "/provider/guess/open").status_code == 404


# by account


def test_account_sees_its_own_organisations_and_answers(here, as_role, sent) -> None:
    one, _link = sent
    bev = as_role(Role.PROVIDER, organization_id=here.organization_id)
    listed = bev.get("/provider").get_data(as_text=True)
    assert "Puff and Natter" in listed and "Marek" not in listed
    at = f"/provider/introductions/{one.id}"
    assert "Open it" in bev.get(at).get_data(as_text=True)
    assert "I can mend things." in opened(bev, at)
    db.session.refresh(one)
    assert post(bev, f"{at}/accept", version=str(one.version), words="").status_code == 303
    assert "Marek" in bev.get("/provider").get_data(as_text=True)


def test_another_organisations_and_a_guessed_one_are_the_same_and_traced(here, as_role, sent) -> None:
    one, _link = sent
    stranger = as_role(Role.PROVIDER)
    answers = []
    for wanted in (one.id, uuid.uuid4()):
        at = f"/provider/introductions/{wanted}"
        page = stranger.get(at)
        answers.append((page.status_code, words(page.get_data(as_text=True))))
        assert post(stranger, f"{at}/open").status_code == 404
        assert post(stranger, f"{at}/accept", version="1").status_code == 404
    assert answers[0] == answers[1] and answers[0][0] == 404
    refused = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "introduction.refused")).all()
    assert len(refused) == 6 and {event.outcome for event in refused} == {Outcome.REFUSED}
    assert "Puff and Natter" not in stranger.get("/provider").get_data(as_text=True)
    assert stranger.get(f"{here.at}/introductions").status_code == 403


def test_introduction_over_for_thirty_days_is_not_there_for_an_account(here, as_role, clock) -> None:
    one = IntroductionFactory(case=here.case, organization_id=here.organization_id, status="declined")
    one.share_ends_at = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
    bev = as_role(Role.PROVIDER, organization_id=here.organization_id)
    assert bev.get(f"/provider/introductions/{one.id}").status_code == 404


def test_late_answer_is_as_welcome_as_a_quick_one(client, clock, here, sent) -> None:
    one, link = sent
    clock.set("2027-02-01T10:00")
    opened(client, link)
    db.session.refresh(one)
    assert post(client, f"{link}/accept", version=str(one.version), words="").status_code == 303
    db.session.refresh(one)
    assert one.status is IntroductionStatus.ACCEPTED


def test_where_the_first_visit_begins_is_not_told_to_the_provider(client, sent) -> None:
    one, link = sent
    one.first_at, one.first_place = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC), "From 12 Chapel Lane"
    db.session.commit()
    said = words(opened(client, link))
    assert "The first visit: " in said and "Chapel Lane" not in said
