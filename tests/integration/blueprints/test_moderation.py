"""What came from the open internet counts once somebody has read it; other versions are chosen from."""

import datetime as dt

import pytest

from app.database import db
from app.domain.engagement import CaptureWay, ConversationState, RefusalReason
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.conversations import Conversation
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.people import post

QUEUE = "/moderation"


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def event(app):
    return EventFactory(is_online=True, name="Buses after six")


def said(event, words="The allotments", state=ConversationState.WAITING, **more):
    made = ConversationFactory(
        event_id=event.id, state=state, way=CaptureWay.ONLINE, said={"love": words}, **more
    )
    db.session.commit()
    return made


def tick(*conversations):
    return [f"{one.id}:{one.version}" for one in conversations]


def state_of(conversation):
    db.session.expire_all()
    return db.session.get(Conversation, conversation.id).state


def test_what_waits_is_read_oldest_first_and_the_look_is_traced(officer, event):
    later = said(event, "The later words")
    earlier = said(event, "The earlier words", spoke_at=later.spoke_at - dt.timedelta(hours=3))
    said(event, "Counted already", state=ConversationState.KEPT)
    page = officer.get(QUEUE).get_data(as_text=True)
    assert page.index("The earlier words") < page.index("The later words")
    assert "Counted already" not in page
    seen = {row.object_id for row in db.session.query(AuditEvent).filter_by(action="conversation.seen")}
    assert seen == {earlier.id, later.id}


def test_with_nothing_waiting_the_page_says_so(officer):
    assert "That is everything" in officer.get(QUEUE).get_data(as_text=True)


def test_several_are_kept_at_once_and_twice_is_once(officer, event):
    one, other = said(event), said(event)
    ticked = tick(one, other)
    for _ in range(2):
        response = post(officer, QUEUE, conversation=ticked, do="keep")
        assert response.status_code == 303
    assert state_of(one) is state_of(other) is ConversationState.KEPT
    assert db.session.query(AuditEvent).filter_by(action="conversation.counted").count() == 2


def test_one_is_left_out_with_a_reason(officer, event):
    one = said(event)
    missing = post(officer, QUEUE, conversation=tick(one), do="refuse")
    assert missing.status_code == 422 and "Choose why" in missing.get_data(as_text=True)
    assert "checked" in missing.get_data(as_text=True)
    post(officer, QUEUE, conversation=tick(one), do="refuse", reason="advertisement")
    assert state_of(one) is ConversationState.REFUSED
    assert db.session.get(Conversation, one.id).refused_for is RefusalReason.ADVERTISEMENT


def test_nothing_ticked_is_said(officer, event):
    said(event)
    assert post(officer, QUEUE, do="keep").status_code == 422


def test_a_stale_decision_is_refused_and_changes_none(officer, event):
    one, other = said(event), said(event)
    ticked = tick(one, other)
    post(officer, QUEUE, conversation=tick(one), do="refuse", reason="nonsense")
    response = post(officer, QUEUE, conversation=ticked, do="keep")
    assert response.status_code == 409 and "Somebody was quicker" in response.get_data(as_text=True)
    assert (state_of(one), state_of(other)) == (ConversationState.REFUSED, ConversationState.WAITING)


@pytest.mark.parametrize("typed", ["nothing", "00000000-0000-0000-0000-000000000000:1", "x:y"])
def test_a_guessed_id_changes_nothing(officer, typed):
    assert post(officer, QUEUE, conversation=typed, do="keep").status_code in (404, 422)


def test_a_facilitator_has_no_part_in_it(as_role):
    assert as_role(Role.FACILITATOR).get(QUEUE).status_code == 403


class TestVersions:
    @pytest.fixture
    def pair(self, event):
        first = said(event, "The allotments")
        other = said(
            event,
            "The allotments and the lettuce",
            state=ConversationState.OTHER_VERSION,
            submission_id=first.submission_id,
        )
        return first, other

    def address(self, one):
        return f"{QUEUE}/{one.id}"

    def test_they_stand_side_by_side_with_what_differs(self, officer, pair):
        assert "Choose one" in officer.get(QUEUE).get_data(as_text=True)
        page = officer.get(self.address(pair[1])).get_data(as_text=True)
        assert "<ins>" in page and "lettuce" in page

    def test_one_is_chosen(self, officer, pair):
        first, other = pair
        post(officer, self.address(first), version=tick(first, other), do=f"choose:{other.id}")
        assert (state_of(first), state_of(other)) == (ConversationState.REPLACED, ConversationState.KEPT)

    def test_all_are_kept(self, officer, pair):
        first, other = pair
        post(officer, self.address(first), version=tick(first, other), do="all")
        assert state_of(other) is ConversationState.KEPT

    def test_the_new_ones_are_left_out(self, officer, pair):
        first, other = pair
        post(officer, self.address(first), version=tick(first, other), do="refuse", reason="nonsense")
        assert state_of(other) is ConversationState.REFUSED

    def test_a_stale_choice_is_refused(self, officer, pair):
        first, other = pair
        seen = tick(first, other)
        post(officer, self.address(first), version=seen, do=f"choose:{other.id}")
        response = post(officer, self.address(first), version=seen, do=f"choose:{first.id}")
        assert response.status_code == 409 and state_of(other) is ConversationState.KEPT

    def test_one_out_of_reach_is_not_there_and_the_look_is_traced(self, officer):
        assert officer.get(f"{QUEUE}/00000000-0000-4000-8000-000000000000").status_code == 404
        assert db.session.query(AuditEvent).filter_by(action="conversation.refused").count() == 1
