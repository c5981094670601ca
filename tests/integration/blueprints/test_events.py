"""Listening events from the pages: planned, opened, their tablets, what came in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock as clocks
from app.database import db
from app.domain.engagement import CaptureWay, EventPart, EventStatus
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.gateways import event_keys
from app.models.audit import AuditEvent
from app.models.engagement import Event
from app.models.messages import Message
from app.operations import access_links
from tests.factories_engagement import (
    CaptureDeviceFactory,
    CaptureRecordFactory,
    ConversationFactory,
    EventFactory,
    EventMemberFactory,
    PointFactory,
    QuestionFactory,
    QuestionSetVersionFactory,
    SeriesFactory,
    pair,
)
from tests.factories_insight import ReleaseFactory, frame_with, release_document
from tests.people import post

Browser = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """One pair for all tests."""
    pair()
    monkeypatch.setattr(event_keys, "make", lambda bits=0: pair())


@pytest.fixture
def officer(as_role: Browser) -> Any:
    return as_role(Role.ENGAGEMENT_OFFICER)


def typed(officer: Any, **changed: object) -> dict[str, object]:
    """A whole form about an event of tomorrow."""
    day = clocks.today() + dt.timedelta(days=1)
    return {
        "name": "Market hall",
        "kind": "local",
        "version_id": "",
        "starts_on": [day.day, day.month, day.year],
        "starts_time": "10am",
        "ends_on": [day.day, day.month, day.year],
        "ends_time": "4pm",
        "organiser_id": str(officer.account.id),
        "alert_to_id": str(officer.account.id),
        **changed,
    }


def test_an_event_is_planned_with_an_address_of_its_own(officer: Any) -> None:
    asks = QuestionSetVersionFactory()
    EventFactory(slug="market-hall")
    db.session.commit()
    fields = typed(officer, version_id=asks.id, key=uuid.uuid4())
    for _ in range(2):
        answer = post(officer, "/events/new", **fields)
        assert answer.status_code == 303
    made = db.session.scalars(select(Event).where(Event.name == "Market hall")).one()
    year = (clocks.today() + dt.timedelta(days=1)).year
    assert made.slug == f"market-hall-{year}" and made.status is EventStatus.DRAFT
    assert [one.part for one in made.members] == [EventPart.ORGANISER]
    page = officer.get(answer.location).text
    assert "What do you say about love?" in page and made.join_token not in page


def test_what_is_wrong_is_said_and_what_was_typed_stays(officer: Any) -> None:
    answer = post(officer, "/events/new", **typed(officer, ends_time="9am", kind="hosted"))
    assert answer.status_code == 422
    for words in ("Choose the questions", "It ends before it starts", "Write which group runs it"):
        assert words in answer.text
    assert 'value="Market hall"' in answer.text


def test_a_planned_event_opens_only_with_somebody_to_tell_of_harm(officer: Any) -> None:
    event = EventFactory(status=EventStatus.DRAFT)
    page = officer.get(f"/events/{event.id}/move?action=open")
    assert "Say who looks the same day" in page.text
    refused = post(officer, f"/events/{event.id}/move", action="open", version=event.version)
    assert refused.status_code == 409 and event.status is EventStatus.DRAFT
    event.alert_to_id = officer.account.id
    db.session.commit()
    version = event.version
    for _ in range(2):
        opened = post(officer, f"/events/{event.id}/move", action="open", version=version)
        assert opened.status_code == 303
    db.session.expire_all()
    assert event.status is EventStatus.OPEN
    fields = typed(officer, version_id=event.version_id, version=event.version, alert_to_id="")
    nobody = post(officer, f"/events/{event.id}/change", **fields)
    assert nobody.status_code == 422 and "Say who looks the same day" in nobody.text
    page = officer.get(f"/events/{event.id}").text
    assert event.join_token in page and "<svg" in page


def test_a_form_opened_before_somebody_elses_change_is_refused_with_what_was_typed(officer: Any) -> None:
    event = EventFactory(status=EventStatus.DRAFT)
    db.session.commit()
    fields = typed(officer, version_id=event.version_id, version=event.version, name="Second name")
    answer = post(officer, f"/events/{event.id}/change", **{**fields, "name": "First name"})
    assert answer.status_code == 303
    again = post(officer, f"/events/{event.id}/change", **{**fields, "name": "First name"})
    assert again.status_code == 303, "sent twice, it is kept once"
    stale = post(officer, f"/events/{event.id}/change", **fields)
    assert stale.status_code == 409 and 'value="Second name"' in stale.text


def test_other_questions_cannot_be_asked_once_it_is_open(officer: Any) -> None:
    event, other = EventFactory(), QuestionSetVersionFactory()
    db.session.commit()
    fields = typed(officer, version_id=other.id, version=event.version)
    assert post(officer, f"/events/{event.id}/change", **fields).status_code == 409
    db.session.expire_all()
    assert event.version_id != other.id


def test_an_event_with_conversations_is_closed_and_not_called_off(officer: Any) -> None:
    event = EventFactory()
    CaptureRecordFactory(event_id=event.id)
    db.session.commit()
    answer = post(officer, f"/events/{event.id}/move", action="cancel", version=event.version)
    assert answer.status_code == 409 and "Close the event instead" in answer.text
    assert post(officer, f"/events/{event.id}/move", action="close", version=event.version).status_code == 303


def test_a_facilitator_sees_the_events_they_have_a_part_in_as_counts(as_role: Browser) -> None:
    browser: Any = as_role(Role.FACILITATOR)
    own, other = EventFactory(name="Own event"), EventFactory(name="Another event")
    EventMemberFactory(event=own, account_id=browser.account.id)
    CaptureRecordFactory(event_id=own.id, way=CaptureWay.FORM)
    db.session.commit()
    page = browser.get("/events").text
    assert "Own event" in page and "Another event" not in page
    assert browser.get(f"/events/{own.id}").status_code == 200
    assert browser.get(f"/events/{other.id}").status_code == 404
    assert db.session.scalars(select(AuditEvent).where(AuditEvent.action == "event.refused")).one()
    assert browser.get(f"/events/{own.id}/change").status_code == 403


def test_a_tablet_is_stopped_in_one_click_and_only_at_its_own_event(officer: Any) -> None:
    event, other = EventFactory(), EventFactory()
    tablet = CaptureDeviceFactory(event_id=event.id, number=3, unsent=2, clock_ahead=7200)
    db.session.commit()
    page = officer.get(f"/events/{event.id}").text
    assert "Tablet 3" in page and "Minutes ahead: 120." in page
    wrong = post(officer, f"/events/{other.id}/tablets/{tablet.id}/revoke")
    assert wrong.status_code == 404
    for _ in range(2):
        assert post(officer, f"/events/{event.id}/tablets/{tablet.id}/revoke").status_code == 303
    db.session.expire_all()
    assert tablet.revoked_by == officer.account.id
    noted = select(AuditEvent).where(AuditEvent.action == "tablet.revoked")
    assert len(db.session.scalars(noted).all()) == 1


def test_a_new_code_makes_the_old_one_worthless(officer: Any) -> None:
    event = EventFactory()
    db.session.commit()
    old, version = event.join_token, event.version
    for _ in range(2):  # a double click makes one code
        assert post(officer, f"/events/{event.id}/new-code", version=version).status_code == 303
    db.session.expire_all()
    assert event.version == version + 1
    assert officer.get(f"/capture/join/{old}").status_code == 404
    assert officer.get(f"/capture/join/{event.join_token}").status_code == 200


def test_the_poster_and_the_count_can_be_opened(officer: Any) -> None:
    event = EventFactory()
    CaptureRecordFactory(event_id=event.id, way=CaptureWay.PAPER)
    db.session.commit()
    assert "Start here" in officer.get(f"/events/{event.id}/poster").text
    assert "On a paper card" in officer.get(f"/events/{event.id}/count").text


def test_a_series_is_started_and_shows_its_events(officer: Any) -> None:
    answer = post(officer, "/events/series/new", name="Big chat", led_by="Voices group")
    assert answer.status_code == 303 and "Big chat" in officer.get(answer.location).text
    series = SeriesFactory()
    EventFactory(name="In the series", series_id=series.id)
    EventFactory(name="Stands alone")
    db.session.commit()
    page = officer.get(f"/events/series/{series.id}").text
    assert "In the series" in page and "Stands alone" not in page
    assert officer.get(f"/events/series/{uuid.uuid4()}").status_code == 404


def test_a_group_gets_a_link_once_and_its_door_shows_the_pack_and_the_count(
    officer: Any, client: FlaskClient
) -> None:
    event = EventFactory(name="Tea and talk", host="Chapel Hall")
    CaptureRecordFactory(event_id=event.id)
    db.session.commit()
    assert "May I write down what you say?" in officer.get(f"/events/{event.id}/host-pack").text
    where = f"/events/{event.id}/invite-host"
    assert post(officer, where, email="nobody", language="en").status_code == 422
    for _ in range(2):
        assert post(officer, where, email="group@hall.example", language="ar").status_code == 303
    (message,) = db.session.scalars(select(Message).where(Message.kind == MessageKind.HOST_INVITED))
    assert message.language == "ar" and message.parameters is not None
    door = f"/host/{message.parameters['token']}"
    for _ in range(2):
        page = client.get(door)
        assert page.status_code == 200 and event.join_token in page.text
    assert "Set-Cookie" not in page.headers and "no-store" in page.headers["Cache-Control"]
    assert "What do you say about love?" in client.get(f"{door}/pack").text
    assert client.get("/host/guessed").status_code == 404
    seen = select(AuditEvent).where(AuditEvent.action == "event.seen", AuditEvent.scope == "host")
    assert len(db.session.scalars(seen).all()) == 3


def test_once_it_is_published_the_group_sees_what_everybody_sees_and_no_words(client: FlaskClient) -> None:
    version = QuestionSetVersionFactory(keys="why")
    QuestionFactory(in_version=version, key="how", position=9, kind="scale", lowest=1, highest=2)
    event = EventFactory(asks=version, status=EventStatus.CLOSED)
    for _ in range(12):
        said = ConversationFactory(event_id=event.id, said={"why": "Sentinel words"})
        PointFactory(conversation=said, question_key="how", scale=1, words=None, position=1)
    token = access_links.make(LinkPurpose.HOST, arguments={"event": str(event.id)}).token
    db.session.commit()
    page = client.get(f"/host/{token}").text
    assert "We read what people told us" in page and "Sentinel" not in page
    assert event.join_token not in page
    version_of_themes = frame_with("Buses")
    ReleaseFactory(
        event_id=event.id,
        frame_version_id=version_of_themes.id,
        document=release_document(themes={"Buses": 45, "Company": None}),
    )
    db.session.commit()
    page = client.get(f"/host/{token}").text
    assert "About 210 people" in page and "Buses" in page and "or nobody: \u2068Company" in page
    event.status = EventStatus.CANCELLED
    db.session.commit()
    assert client.get(f"/host/{token}").status_code == 410
