"""Whoever answers for worries sees them in their order, reads one, and says what was done."""

import datetime as dt

import pytest
from sqlalchemy import select

from app import clock as app_clock
from app.database import db
from app.domain.engagement import AlertState, CaptureWay, ConversationState
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.conversations import HarmAlert
from app.web.filters import moment
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory, HarmAlertFactory
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")

SAID = "I do not want to be here any more"


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


def raised(name="Market Hall", days=0, said=(), **more):
    event = EventFactory(name=name)
    made = HarmAlertFactory(
        event_id=event.id,
        conversation_id=ConversationFactory(event_id=event.id, said={"love": SAID}, **dict(said)).id,
        **{"raised_at": app_clock.now() - dt.timedelta(days=days), **more},
    )
    db.session.commit()
    return made


def page(alert, step=""):
    return f"/worries-heard/{alert.id}{step}"


def test_the_list_says_what_waits_the_oldest_first_and_nothing_of_what_was_said(officer):
    raised("Library")
    raised("Old Mill", days=1)
    raised("Church Hall", days=3, state=AlertState.DONE, note="Told the lead", done_at=app_clock.now())
    text = officer.get("/worries-heard").text
    assert text.index("Old Mill") < text.index("Library") < text.index("Church Hall")
    assert "Late: heard yesterday" in text and "Heard today" in text and "2 wait." in text
    assert SAID not in text and "Told the lead" not in text


def test_nothing_waits(officer):
    assert "Nothing waits" in officer.get("/worries-heard").text


def test_one_worry_shows_the_words_what_to_do_and_whom_to_ring_and_the_look_is_traced(officer):
    alert = raised()
    text = officer.get(page(alert)).text
    assert SAID in text and "What do you say about love?" in text
    assert "116 123" in text and "Tell the safeguarding lead" in text
    looks = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "harm-alert.seen")).all()
    assert [look.object_id for look in looks] == [alert.id]


def test_somebody_looks_into_it_then_says_what_was_done(officer):
    alert = raised()
    assert post(officer, page(alert, "/look"), version=1).status_code == 303
    assert "Somebody is looking at it" in officer.get(page(alert)).text
    answer = post(officer, page(alert, "/done"), version=2, note="Rang the safeguarding lead at 3pm.")
    assert answer.status_code == 303 and "marked as done" in officer.get(answer.location).text
    assert "Rang the safeguarding lead at 3pm." in officer.get(page(alert)).text


def test_done_needs_a_word_about_what_was_done(officer):
    alert = raised()
    answer = post(officer, page(alert, "/done"), version=1, note=" ")
    assert answer.status_code == 422 and "Write what you did" in answer.text


def test_a_stale_page_changes_nothing_and_keeps_what_was_typed(officer):
    alert = raised()
    post(officer, page(alert, "/look"), version=1)
    for step, typed in (("/look", ""), ("/done", "Rang the lead")):
        answer = post(officer, page(alert, step), version=1, note=typed)
        assert answer.status_code == 409 and typed in answer.text
    db.session.expire_all()
    assert db.session.get(HarmAlert, alert.id).state is AlertState.SEEN


def test_pressed_twice_it_is_done_once(officer):
    alert = raised()
    assert post(officer, page(alert, "/done"), version=1, note="Told the lead").status_code == 303
    answer = post(officer, page(alert, "/done"), version=1, note="Told the lead")
    assert answer.status_code == 409 and "Told the lead" in answer.text


def test_nobody_else_sees_any_of_it(as_role, officer):
    alert = raised()
    for role in (Role.FACILITATOR, Role.ADMINISTRATOR, Role.ANALYST):
        assert as_role(role).get(page(alert)).status_code == 403
    assert officer.get("/worries-heard/00000000-0000-4000-8000-000000000000").status_code == 404


def test_names_of_who_was_asked_and_who_looks(officer):
    asked, looks = AccountFactory(name="Ada Sample"), AccountFactory(name="Bea Sample")
    raised("Library", for_id=asked.id)
    raised("Mill", for_id=asked.id, seen_by=looks.id, state=AlertState.SEEN)
    text = officer.get("/worries-heard").text
    assert "Ada Sample" in text and "Bea Sample" in text


def test_rows_of_one_event_are_told_apart_by_the_hour_and_by_how_it_came(officer, clock):
    for way, hours in ((CaptureWay.TABLET, 3), (CaptureWay.PAPER, 2), (CaptureWay.ONLINE, 1)):
        raised(said={"way": way}, raised_at=app_clock.now() - dt.timedelta(hours=hours))
    rows = officer.get("/worries-heard").text.split("<li>")
    told = [
        next(
            at
            for at, row in enumerate(rows)
            if f"{moment(app_clock.now() - dt.timedelta(hours=h))}. {way}" in row
        )
        for h, way in ((3, "On a tablet"), (2, "On a paper card"), (1, "Online"))
    ]
    assert told == sorted(set(told))


def test_a_worry_from_a_chat_since_taken_back_says_so(officer):
    back, kept = raised(said={"state": ConversationState.TAKEN_BACK}), raised()
    assert "That chat does not count any more." in officer.get(page(back)).text
    assert "That chat does not count any more." not in officer.get(page(kept)).text
