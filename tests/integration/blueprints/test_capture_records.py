"""What a tablet's script sends: kept before it is acknowledged, by tablets that joined and nobody else."""

import base64
import datetime as dt
import json
import uuid

import pytest
from sqlalchemy.exc import OperationalError

from app import clock
from app.database import db
from app.domain.engagement import EventStatus
from app.gateways import event_keys
from app.models.conversations import CaptureDevice, CaptureRecord, ErasedSubmission
from app.operations import capture
from app.web import short_way
from app.web.access import ByDevice, declared
from tests.factories_engagement import CaptureDeviceFactory, EventFactory

TOKEN = "a token of a tablet"


@pytest.fixture
def event(app):
    made = EventFactory()
    db.session.commit()
    return made


@pytest.fixture
def device(event):
    return CaptureDeviceFactory(event_id=event.id, token=TOKEN)


def sealed(event, submission, words="The allotments"):
    document = json.dumps({"answers": {"love": {"text": words}}}).encode()
    return event_keys.sealed_for(event.public_key, document, event_id=event.id, submission_id=submission)


def in_json(submission, envelope, **more):
    parts = {name: base64.b64encode(getattr(envelope, name)).decode() for name in ("key", "iv", "data")}
    return {"submission": str(submission), "unfinished": False, "envelope": parts, **more}


def send(client, event, body, token=TOKEN, to="records", **headers):
    given = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post(f"/capture/{event.slug}/{to}", json=body, headers={**given, **headers})


def test_a_record_is_kept_and_its_hash_is_given_back(client, event, device):
    submission = uuid.uuid4()
    envelope = sealed(event, submission)
    answer = send(client, event, in_json(submission, envelope))
    assert (answer.status_code, answer.json) == (
        201,
        {"came": "new", "digest": envelope.digest, "number": 1},
    )
    kept = db.session.query(CaptureRecord).one()
    assert kept.envelope == envelope.packed() and kept.device_id == device.id
    assert kept.received_at.minute == 0
    assert "Set-Cookie" not in answer.headers


def test_the_same_again_is_said_to_be_there(client, event, device):
    submission = uuid.uuid4()
    body = in_json(submission, sealed(event, submission))
    assert [send(client, event, body).status_code for _ in range(3)] == [201, 200, 200]
    assert db.session.query(CaptureRecord).count() == 1


def test_another_envelope_of_the_same_submission_is_a_version(client, event, device):
    submission = uuid.uuid4()
    send(client, event, in_json(submission, sealed(event, submission)))
    answer = send(client, event, in_json(submission, sealed(event, submission, "Buses")))
    assert answer.status_code == 202 and answer.json["number"] == 2


def test_what_was_erased_is_to_be_dropped(client, event, device):
    submission = uuid.uuid4()
    db.session.add(ErasedSubmission(event_id=event.id, submission_id=submission, erased_on=clock.now()))
    answer = send(client, event, in_json(submission, sealed(event, submission)))
    assert answer.status_code == 410 and answer.json["came"] == "erased"
    assert db.session.query(CaptureRecord).count() == 0


@pytest.mark.parametrize("to", ["records", "report"])
def test_only_tablets_of_the_event_are_heard(client, event, device, to):
    assert send(client, event, {}, token="", to=to).json == {"why": "unknown"}
    assert send(client, event, {}, token="another", to=to).status_code == 401
    other = EventFactory()
    foreign = send(client, other, {}, to=to)
    assert (foreign.status_code, foreign.json) == (401, {"why": "unknown"})
    db.session.query(CaptureDevice).one().revoked_at = clock.now()
    assert send(client, event, {}, to=to).json == {"why": "revoked"}


def test_sending_ends_a_week_after_the_event_and_not_when_it_is_closed(client, event, device):
    event.status = EventStatus.CLOSED
    event.starts_at, event.ends_at = (
        moment - dt.timedelta(days=6) for moment in (event.starts_at, event.ends_at)
    )
    submission = uuid.uuid4()
    body = in_json(submission, sealed(event, submission))
    assert send(client, event, body).status_code == 201
    event.ends_at -= dt.timedelta(days=2)
    late = send(client, event, body)
    assert (late.status_code, late.json) == (401, {"why": "upload-over"})


@pytest.mark.parametrize(
    "body", [[], "x", {}, {"submission": "x"}, {"submission": str(uuid.uuid4()), "envelope": {"key": "x"}}]
)
def test_what_is_no_envelope_is_said_to_be_none(client, event, device, body):
    answer = send(client, event, body)
    assert (answer.status_code, answer.json) == (422, {"why": "not-an-envelope"})


def test_too_big_is_said(client, event, device):
    answer = send(client, event, {"submission": "x" * 800_000})
    assert (answer.status_code, answer.json) == (413, {"why": "too-big"})


def test_another_site_is_refused_in_json(client, event, device):
    assert send(client, event, {}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    answer = send(client, event, {}, Origin="https://elsewhere.example")
    assert answer.status_code == 403 and answer.is_json


def test_a_session_of_staff_is_no_tablet(as_role, event):
    from app.domain.roles import Role

    assert send(as_role(Role.ENGAGEMENT_OFFICER), event, {}, token="").status_code == 401


def test_a_report_is_kept_beside_the_tablet_and_tells_the_time(client, event, device, clock):
    clock.set("2026-11-24T10:00")
    event.starts_at, event.ends_at = (dt.datetime(2026, 11, 24, hour, tzinfo=dt.UTC) for hour in (9, 16))
    body = {"unsent": 12, "unfinished": 1, "now": "2026-11-25T10:00:00Z"}
    answer = send(client, event, body, to="report")
    assert answer.status_code == 200
    assert answer.json == {
        "now": "2026-11-24T10:00:00+00:00",
        "open": True,
        "capture_until": "2026-11-25T04:00:00+00:00",
        "upload_until": "2026-12-01T16:00:00+00:00",
    }
    kept = db.session.query(CaptureDevice).one()
    assert (kept.unsent, kept.unfinished, kept.clock_ahead) == (12, 1, 24 * 60 * 60)


def test_what_is_no_report_changes_nothing(client, event, device):
    send(client, event, {"unsent": 3, "unfinished": 0, "now": ""}, to="report")
    answer = send(client, event, [], to="report")
    assert (answer.status_code, answer.json) == (422, {"why": "not-a-report"})
    assert db.session.query(CaptureDevice).one().unsent == 3


def test_no_other_view_is_for_tablets(app):
    found = {name for name, view in app.view_functions.items() if isinstance(declared(view), ByDevice)}
    assert found == {"capture_records.records", "capture_records.report"}


def test_the_whole_way_answers_a_new_record_as_the_short_one_does(client, event, device, monkeypatch):
    answers = []
    for _ in range(2):
        submission = uuid.uuid4()
        envelope = sealed(event, submission)
        answer = send(client, event, in_json(submission, envelope))
        assert answer.json.pop("digest") == envelope.digest
        answers.append((answer.status_code, answer.mimetype, {**answer.json, "digest": ""}))
        monkeypatch.setattr(short_way.ShortWay, "answer", lambda *_: None)
    assert answers[0] == answers[1] and answers[0][0] == 201


def test_a_host_we_do_not_know_gets_nothing_kept(client, event, device):
    submission = uuid.uuid4()
    body = in_json(submission, sealed(event, submission))
    assert send(client, event, body, Host="elsewhere.example").status_code == 400
    assert db.session.query(CaptureRecord).count() == 0


def test_a_database_that_is_busy_is_said_in_json_and_nothing_is_lost(client, event, device, monkeypatch):
    def busy(*_, **__):
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(capture, "receive_first", busy)
    monkeypatch.setattr(capture, "receive", busy)
    submission = uuid.uuid4()
    answer = send(client, event, in_json(submission, sealed(event, submission)))
    assert (answer.status_code, answer.json) == (503, {"why": "busy"})
    assert answer.headers["Retry-After"]
