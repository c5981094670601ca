"""Codes: read, written in a draft, published; counts at any version; choosing again where one was split."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.domain.engagement import ConversationState
from app.domain.insight import CodingSource, RoundStatus, VersionStatus
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.code_frames import CodeFrame, FrameVersion
from app.models.insight import Coding, Memo
from app.queries import frames
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, CodingRoundFactory, frame_with
from tests.people import post, signed_in

pytestmark = pytest.mark.usefixtures("db_session")
BASE = "/insight/codes"


@pytest.fixture
def officer(client: FlaskClient) -> FlaskClient:
    client.account = signed_in(client, Role.ENGAGEMENT_OFFICER)  # type: ignore[attr-defined]
    return client


def draft_of(client: FlaskClient, version: FrameVersion) -> FrameVersion:
    frame_id = version.frame_id
    db.session.commit()
    assert post(client, f"{BASE}/{frame_id}/next").status_code == 303
    found = frames.draft_of(db.session.get_one(CodeFrame, frame_id))
    assert found is not None
    return found


def sent(client: FlaskClient, draft: FrameVersion, where: str, **fields: object) -> TestResponse:
    address = f"{BASE}/{draft.frame_id}/versions/{draft.number}/{where}"
    return post(client, address, **{"version": draft.version, **fields})


def names(version: FrameVersion) -> list[str]:
    db.session.expire_all()
    return ["-" * node.depth + node.name for node in frames.tree(version)]


def text(answer: TestResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_ready_codes_are_listed_with_a_code_book(officer: FlaskClient) -> None:
    held = db.session.scalars(select(CodeFrame).where(CodeFrame.is_default)).one()
    assert "The usual ones" in officer.get(BASE).text
    shown = officer.get(f"{BASE}/{held.id}")
    assert "Buses and trains" in shown.text
    book = text(officer.get(f"{BASE}/{held.id}/versions/1?show=book"))
    assert "Give it to Late or missing buses" in book
    assert officer.get(f"{BASE}/{held.id}/versions/9").status_code == 404
    assert officer.get(f"{BASE}/{uuid.uuid4()}").status_code == 404


def test_a_new_frame_is_written_code_by_code_and_published(officer: FlaskClient) -> None:
    made = post(officer, f"{BASE}/new", name="Ours", about="", key=uuid.uuid4(), start="empty")
    draft = db.session.scalars(select(FrameVersion).join(CodeFrame).where(CodeFrame.name == "Ours")).one()
    assert made.location.endswith(f"/{draft.frame_id}/versions/1")
    key = uuid.uuid4()
    for _ in range(2):  # a double click
        kept = sent(officer, draft, "code", key=key, name="Travel", is_heading="yes", colour="#1d70b8")
        assert kept.status_code == 303
    sent(officer, draft, "code", key=uuid.uuid4(), name="Buses", parent=key, examples="One\n\nTwo")
    assert names(draft) == ["Travel", "-Buses"]
    assert frames.tree(draft)[1].examples == ("One", "Two")
    assert [node.colour for node in frames.tree(draft)] == ["#1d70b8", ""]
    taken = sent(officer, draft, "code", key=uuid.uuid4(), name="buses", parent=key, definition="Typed")
    assert (taken.status_code, "Another code in the same place" in taken.text) == (422, True)
    assert "Typed" in taken.text
    stale = sent(officer, draft, "code", key=uuid.uuid4(), name="Trains", version=0)
    assert (stale.status_code, "Trains" in stale.text) == (409, True)
    assert sent(officer, draft, "publish", note="").status_code == 422
    assert "New: Travel" in text(officer.get(f"{BASE}/{draft.frame_id}/versions/1/publish"))
    assert sent(officer, draft, "publish", note="To begin").status_code == 303
    assert draft.status is VersionStatus.PUBLISHED
    assert sent(officer, draft, "code", name="Late").status_code == 404


def test_codes_move_by_buttons(officer: FlaskClient) -> None:
    draft = draft_of(officer, frame_with("Buses", "Trains", "Home"))
    ids = {node.name: node.code_id for node in frames.tree(draft)}
    assert sent(officer, draft, "order", code=ids["Trains"], do="in").status_code == 303
    assert sent(officer, draft, "order", code=ids["Home"], do="up").status_code == 303
    assert names(draft) == ["Home", "Buses", "-Trains"]
    refused = sent(officer, draft, f"codes/{ids['Buses']}/merge", into=ids["Home"])
    assert (refused.status_code, "Move them somewhere else first" in refused.text) == (409, True)
    page = officer.get(f"{BASE}/{draft.frame_id}/versions/2")
    assert 'Out<span class="govuk-visually-hidden">: <bdi>Trains' in page.text
    kept = sent(officer, draft, "throw-away")
    assert kept.status_code == 409
    assert sent(officer, draft, "throw-away", sure="yes").status_code == 303


def test_what_is_split_is_chosen_again_and_counts_are_there_for_every_version(officer: FlaskClient) -> None:
    first = frame_with("Travel", "Home", "Houses", "Old")
    travel, home, houses, old = (entry.code_id for entry in first.entries)
    event = EventFactory()
    points = [ConversationFactory(event_id=event.id).points[0] for _ in range(3)]
    for point, code in zip(points, (travel, home, houses), strict=True):
        CodingFactory(point_id=point.id, code_id=code, version_id=first.id)
    CodingFactory(point_id=points[1].id, code_id=travel, version_id=first.id, start=0, end=3)
    draft = draft_of(officer, first)
    assert "2 points have this code now" in text(
        officer.get(f"{BASE}/{draft.frame_id}/versions/2/codes/{travel}/split")
    )
    assert sent(officer, draft, f"codes/{travel}/split", names="Buses").status_code == 409
    assert sent(officer, draft, f"codes/{travel}/split", names="Buses\nTrains").status_code == 303
    assert sent(officer, draft, f"codes/{houses}/merge", into=home).status_code == 303
    assert sent(officer, draft, f"codes/{old}/retire", reason="Nobody says it").status_code == 303
    summary = text(officer.get(f"{BASE}/{draft.frame_id}/versions/2/publish"))
    assert "Travel was split into Buses , Trains . 2 points wait" in summary
    assert "Houses went into Home . 1 point counts as the other code" in summary
    assert sent(officer, draft, "publish", note="Finer").status_code == 303
    again = f"{BASE}/{first.frame_id}/again"
    assert "2 are left" in text(officer.get(again))
    buses = next(node.code_id for node in frames.tree(draft) if node.name == "Buses")
    assert post(officer, again, point=points[0].id, split=travel).status_code == 422
    points[1].conversation.state = ConversationState.REFUSED
    db.session.commit()
    for gone in (points[1].id, uuid.uuid4()):
        assert post(officer, again, point=gone, split=travel, code=str(buses)).status_code == 404
    points[1].conversation.state = ConversationState.KEPT
    blind = CodingRoundFactory(
        frame_version_id=first.id, event_id=event.id, among=[officer.account.id], of=[points[0].id]
    )
    db.session.commit()
    assert post(officer, again, point=points[0].id, split=travel, code=str(buses)).status_code == 409
    blind.status = RoundStatus.SETTLED
    db.session.commit()
    for point in points[:2]:
        assert post(officer, again, point=point.id, split=travel, code=str(buses)).status_code == 303
    assert "That is everything" in officer.get(again).text
    chosen = db.session.scalars(select(Coding).where(Coding.code_id == buses)).all()
    assert {(one.source, one.start) for one in chosen} == {
        (CodingSource.RECODED, None),
        (CodingSource.RECODED, 0),
    }
    then = text(officer.get(f"{BASE}/{first.frame_id}/versions/1?event={event.id}"))
    now = text(officer.get(f"{BASE}/{first.frame_id}/versions/2?event={event.id}"))
    assert "Travel 2 Home 1 Houses 1 Old 0" in then
    assert "Buses 2 Trains 0 Home 2 Old (retired) 0" in now
    assert "was retired. Nobody says it" in text(officer.get(f"{BASE}/{first.frame_id}/codes/{old}"))


def test_an_event_gets_codes_and_a_code_a_memo(officer: FlaskClient) -> None:
    other, event = frame_with("Company", is_default=False), EventFactory()
    db.session.commit()
    assert post(officer, f"{BASE}/events", event=event.id, frame=other.frame_id).status_code == 303
    assert event.frame_id == other.frame_id
    assert post(officer, f"{BASE}/events", event="", frame="").status_code == 422
    code = f"{BASE}/{other.frame_id}/codes/{other.entries[0].code_id}"
    assert post(officer, f"{code}/memo", key=uuid.uuid4(), words="").status_code == 422
    post(officer, f"{code}/memo", key=uuid.uuid4(), words="Often said with buses")
    assert "Often said with buses" in officer.get(code).text
    memo = db.session.scalars(select(Memo)).one()
    post(officer, f"{code}/memo", remove=memo.id)
    assert "Often said with buses" not in officer.get(code).text


def test_an_analyst_reads_codes_and_changes_none(app: Flask, client: FlaskClient) -> None:
    version = frame_with("Buses")
    signed_in(client, Role.ANALYST)
    page = client.get(f"{BASE}/{version.frame_id}")
    assert (page.status_code, "Write the next version" in page.text) == (200, False)
    assert post(client, f"{BASE}/{version.frame_id}/next").status_code == 403


def test_a_look_is_traced_and_so_is_asking_for_what_is_not_there(officer: FlaskClient) -> None:
    version = frame_with("Buses")
    db.session.commit()
    for path in (f"{uuid.uuid4()}", f"{uuid.uuid4()}/again", f"{version.frame_id}/codes/{uuid.uuid4()}"):
        assert officer.get(f"{BASE}/{path}").status_code == 404
    assert officer.get(f"{BASE}/{version.frame_id}/again").status_code == 200
    held = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.seq)).all()
    wanted = ["code-frame.refused", "code-frame.refused", "code.refused", "feedback.read"]
    assert [action for action in held if action in wanted] == wanted
