"""Who wants to hear back is shown to officers only, and forgotten when the loop closes."""

import uuid

import pytest

from app.database import db
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.conversations import ReplyRequest
from app.models.engagement import Event
from app.operations import reply_requests
from tests.factories_engagement import EventFactory
from tests.people import post


@pytest.fixture
def event(app):
    made = EventFactory()
    for way, reach in (("post", "12 Lamplighter Row"), ("email", "iris@home.example")):
        reply_requests.leave(made, request_id=uuid.uuid4(), way=way, reach=reach, name="", language="pl")
    db.session.commit()
    return made


def test_an_officer_sees_whom_to_tell_and_the_look_is_traced(as_role, event):
    page = as_role(Role.ENGAGEMENT_OFFICER).get(f"/events/{event.id}/loop").text
    assert "12 Lamplighter Row" in page and "iris@home.example" in page and "Polish" in page
    assert db.session.query(AuditEvent).filter_by(action="event.seen", scope="reply-requests").count() == 1


def test_closing_the_loop_deletes_them_once(as_role, event):
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    for _ in range(2):
        assert post(officer, f"/events/{event.id}/loop").status_code == 303
    db.session.expire_all()
    assert db.session.query(ReplyRequest).count() == 0
    assert db.session.get(Event, event.id).loop_closed_at is not None
    assert "The loop was closed" in officer.get(f"/events/{event.id}/loop").text


def test_a_facilitator_does_not_meet_it(as_role, event):
    assert as_role(Role.FACILITATOR).get(f"/events/{event.id}/loop").status_code == 403


def test_once_the_loop_is_closed_nobody_leaves_anything(client, event):
    event.is_online, where = True, f"/have-your-say/{event.slug}/hear-back"
    db.session.commit()
    assert client.get(where).status_code == 200
    event.loop_closed_at = event.ends_at
    db.session.commit()
    assert client.get(where).status_code == 404
