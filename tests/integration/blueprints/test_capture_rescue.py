"""A rescue file comes in once, however often it is sent; what was said is erased for who asks."""

import base64
import io
import json
import uuid

import pytest

from app.database import db
from app.domain.engagement import CaptureWay, RecordTrouble
from app.domain.roles import Role
from app.gateways import event_keys
from app.models.audit import AuditEvent
from app.models.conversations import CaptureRecord, Conversation, ErasedSubmission, Point, Reflection
from app.operations import typed_conversations
from tests.factories_engagement import CaptureDeviceFactory, CaptureRecordFactory, EventFactory
from tests.integration.operations.test_conversations import said
from tests.people import post


@pytest.fixture
def event(app):
    made = EventFactory()
    db.session.commit()
    return made


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


def record(event, words="The allotments", submission=None):
    submission = submission or uuid.uuid4()
    envelope = event_keys.sealed_for(
        event.public_key,
        json.dumps({"answers": {"love": {"text": words}}}).encode(),
        event_id=event.id,
        submission_id=submission,
    )
    parts = {name: base64.b64encode(getattr(envelope, name)).decode() for name in ("key", "iv", "data")}
    return {"submission": str(submission), "unfinished": False, "envelope": parts}


def file_of(event, *records):
    return json.dumps({"ginnel": "rescue", "v": 1, "event": str(event.id), "records": records}).encode()


def send(browser, event, content, name="ginnel-market.json"):
    return post(browser, f"/events/{event.id}/rescue", file=(io.BytesIO(content), name))


def test_each_record_comes_in_once_and_the_report_says_so(officer, event):
    content = file_of(event, record(event), record(event, "The buses"), {"submission": "x"})
    page = send(officer, event, content)
    assert page.status_code == 200
    assert "New: 2" in page.text and "already: 0" in page.text and "Not taken in: 1" in page.text
    assert "This part is damaged" in page.text
    again = send(officer, event, content)
    assert "New: 0" in again.text and "already: 2" in again.text
    assert db.session.query(CaptureRecord).count() == 2


def test_a_record_a_line_is_read_too(officer, event):
    lines = "\n".join(json.dumps(record(event, str(number))) for number in range(3))
    assert "New: 3" in send(officer, event, lines.encode()).text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe", "This is no rescue file"), (b"", "This is no rescue file"), (b"[]", None)],
)
def test_what_is_no_file_of_ours_is_said(officer, event, content, words):
    page = send(officer, event, content)
    assert (page.status_code == 422 and words in page.text) if words else page.status_code == 200


def test_a_file_of_another_event_is_not_taken_in(officer, event):
    other = EventFactory()
    page = send(officer, event, file_of(other, record(other)))
    assert page.status_code == 422 and "This file is of another event" in page.text
    assert db.session.query(CaptureRecord).count() == 0


def test_no_file_is_said(officer, event):
    assert post(officer, f"/events/{event.id}/rescue").status_code == 422


def test_what_could_not_be_opened_is_listed_and_tried_again(officer, event):
    tablet = CaptureDeviceFactory(event_id=event.id, number=7)
    held = CaptureRecordFactory(
        event_id=event.id,
        way=CaptureWay.TABLET,
        device_id=tablet.id,
        envelope=b"sealed",
        trouble=RecordTrouble.CANNOT_OPEN,
    )
    page = officer.get(f"/events/{event.id}/rescue")
    assert held.submission_id.hex[:8] in page.text and "Tablet: 7" in page.text
    assert post(officer, f"/events/{event.id}/rescue/open-again").status_code == 303
    assert db.session.query(CaptureRecord).one().trouble is None


def test_only_staff_of_the_event_come_here(as_role, client, event):
    assert client.get(f"/events/{event.id}/rescue").status_code == 303
    assert as_role(Role.FACILITATOR).get(f"/events/{event.id}/rescue").status_code == 403
    assert as_role(Role.ENGAGEMENT_OFFICER).get(f"/events/{uuid.uuid4()}/erase").status_code == 404


@pytest.fixture
def kept(event):
    submission = uuid.uuid4()
    for words in ("The allotments", "The buses"):
        document = said(words, reflection="I did not know")
        typed_conversations.keep(event, document, submission_id=submission, device_id=None)
    db.session.commit()
    return submission


def test_a_chat_is_found_by_its_number_looked_at_and_erased_for_good(officer, event, kept):
    page = post(officer, f"/events/{event.id}/erase", code=kept.hex[:8].upper())
    assert "The allotments" in page.text and "The buses" in page.text
    for _ in range(2):
        done = post(officer, f"/events/{event.id}/erase/now", submission=kept)
        assert done.status_code == 303
    assert "It is erased" in officer.get(done.headers["Location"]).text
    for table in (Conversation, CaptureRecord, Point, Reflection):
        assert db.session.query(table).count() == 0
    assert db.session.get(ErasedSubmission, (event.id, kept))
    traced = db.session.query(AuditEvent.action).where(AuditEvent.action == "conversation.erased").all()
    assert len(traced) == 1


def test_a_number_nobody_has_is_said(officer, event, kept):
    for code in ("00000000", "x", ""):
        page = post(officer, f"/events/{event.id}/erase", code=code)
        assert page.status_code == 422 and "No chat of this event" in page.text
    assert post(officer, f"/events/{event.id}/erase/now", submission=uuid.uuid4()).status_code == 404


def test_what_was_erased_is_not_taken_in_again(officer, event, kept):
    post(officer, f"/events/{event.id}/erase/now", submission=kept)
    page = send(officer, event, file_of(event, record(event, submission=kept)))
    assert "Somebody asked us to erase this one" in page.text
    assert db.session.query(CaptureRecord).count() == 0
