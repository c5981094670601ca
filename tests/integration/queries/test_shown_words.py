"""Words that were hidden are hidden on the pages too on which somebody decides about a conversation."""

import pytest

from app.database import db
from app.domain.roles import Role
from app.queries import submissions
from tests.factories_engagement import ConversationFactory, EventFactory, HarmAlertFactory
from tests.factories_insight import RedactionFactory
from tests.people import post


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def conversation(app):
    made = ConversationFactory(event_id=EventFactory().id, said={"love": "Imran wants to end it"})
    RedactionFactory(point_id=made.points[0].id, start=0, end=5)
    db.session.commit()
    return made


def test_a_worry_is_read_without_what_is_hidden_and_leads_to_the_original(officer, conversation):
    alert = HarmAlertFactory(event_id=conversation.event_id, conversation_id=conversation.id)
    db.session.commit()
    page = officer.get(f"/worries-heard/{alert.id}").text
    assert "… wants to end it" in page and "Imran" not in page
    assert f"/insight/points/{conversation.points[0].id}/original" in page


def test_versions_of_a_chat_are_read_without_what_is_hidden(officer, conversation):
    ConversationFactory(
        event_id=conversation.event_id,
        submission_id=conversation.submission_id,
        state="other-version",
        said={"love": "He wants to end it"},
    )
    db.session.commit()
    page = officer.get(f"/moderation/{conversation.id}").text
    assert "He" in page and "wants" in page and "Imran" not in page


def test_who_erases_a_chat_does_not_read_what_is_hidden(officer, conversation, monkeypatch):
    monkeypatch.setattr(submissions, "submission_called", lambda *_given: conversation.submission_id)
    page = post(officer, f"/events/{conversation.event_id}/erase", code="12345678").text
    assert "wants to end it" in page and "Imran" not in page
