"""A round: drawn, coded alone, compared, settled. Nobody sees what others chose while it is open."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.insight import CodingLayer, RoundStatus
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.gateways import agreement
from app.models.audit import AuditEvent
from app.models.coding_rounds import CodingRound
from app.models.conversations import Point
from app.models.insight import Coding
from app.models.people import Account
from app.operations import point_words, rounds
from app.queries.code_counts import counts_at
from app.queries.rounds import hidden_from, is_blind, listed
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, CodingRoundFactory, frame_with
from tests.people import post, signed_in

pytestmark = pytest.mark.usefixtures("db_session")
BASE = "/insight/rounds"


class World:
    """Two coders with a browser each, and three points."""

    def __init__(self, app: Flask) -> None:
        self.one, self.two = app.test_client(), app.test_client()
        self.anna: Account = signed_in(self.one, Role.ENGAGEMENT_OFFICER)
        self.ben: Account = signed_in(self.two, Role.ANALYST)
        self.version = frame_with("Buses", "Company", "Parks")
        self.buses, self.company, self.parks = (entry.code_id for entry in self.version.entries)
        self.event = EventFactory()
        self.points = [
            ConversationFactory(event_id=self.event.id, said={"love": words}).points[0].id
            for words in ("Late buses", "Nobody to talk to", "The woods")
        ]
        db.session.commit()

    def begun(self) -> CodingRound:
        self.round = CodingRoundFactory(
            frame_version_id=self.version.id,
            event_id=self.event.id,
            among=[self.anna.id, self.ben.id],
            of=self.points,
        )
        db.session.commit()
        return self.round

    def code(self, who: FlaskClient, at: int, *codes: uuid.UUID) -> int:
        fields = {"code": [str(code) for code in codes]} if codes else {"do": "none"}
        address = f"{BASE}/{self.round.id}/code"
        return post(who, address, point=self.points[at], **fields).status_code

    def all_coded(self) -> None:
        for who, codes in (
            (self.one, (self.buses, self.company, None)),
            (self.two, (self.buses, self.parks, None)),
        ):
            for at, code in enumerate(codes):
                assert self.code(who, at, *([code] if code else [])) == 303
            assert post(who, f"{BASE}/{self.round.id}/done").status_code == 303


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)


def test_a_round_is_drawn_once_for_two_or_more(world: World) -> None:
    fields = {"key": uuid.uuid4(), "of": f"event:{world.event.id}", "frame": ""}
    alone = post(world.one, f"{BASE}/new", **fields, coders=[str(world.anna.id)])
    assert (alone.status_code, "Choose at least two people" in alone.text) == (422, True)
    for _ in range(2):
        sent = post(world.one, f"{BASE}/new", **fields, coders=[str(world.anna.id), str(world.ben.id)])
        assert sent.status_code == 303
    made = db.session.scalars(select(CodingRound)).one()
    assert {row.point_id for row in made.points} == set(world.points)
    assert (made.frame_version_id, made.drawn_from) == (world.version.id, 3)
    empty = EventFactory()
    db.session.commit()
    nothing = post(
        world.one,
        f"{BASE}/new",
        key=uuid.uuid4(),
        of=f"event:{empty.id}",
        frame="",
        coders=[str(world.anna.id), str(world.ben.id)],
    )
    assert (nothing.status_code, "no point to code there" in nothing.text) == (422, True)
    assert post(world.two, f"{BASE}/new", **fields).status_code == 403


def test_nobody_in_an_open_round_sees_others_codes(world: World) -> None:
    CodingFactory(point_id=world.points[0], code_id=world.parks, version_id=world.version.id)
    held = world.begun()
    assert world.code(world.one, 0, world.buses) == 303
    page = world.two.get(f"{BASE}/{held.id}/code")
    assert "Late buses" in page.text
    assert " checked" not in page.text
    assert "Kappa" not in world.two.get(f"{BASE}/{held.id}").text
    assert world.two.get(f"{BASE}/{held.id}/differences").status_code == 404
    reading = f"/insight/points/{world.points[0]}"
    assert f"{held.id}/code?point={world.points[0]}" in world.two.get(reading).location
    assert post(world.two, reading, do="nothing").status_code == 303
    page = world.two.get(f"/insight/events/{world.event.id}").text
    assert (
        "Late buses" in page and "<bdi>Parks</bdi>" not in page.split("<main", 1)[1].split("gin-points", 1)[1]
    )
    ben = Viewer(account_id=world.ben.id)
    assert hidden_from(ben, world.points) == set(world.points)
    assert not is_blind(Viewer(account_id=uuid.uuid4()), world.points[0])
    first = world.one.get(f"{BASE}/{held.id}/code?number=1").text
    assert len(re.findall(" checked", first)) == 1
    assert world.code(world.one, 0, world.company) == 303  # put right
    live = select(Coding).where(Coding.layer == CodingLayer.BLIND, Coding.ended_at.is_(None))
    assert [row.code_id for row in db.session.scalars(live)] == [world.company]
    assert counts_at(world.version) == {world.parks: 1}


def test_no_list_and_no_form_tells_a_coder_what_the_team_gave_a_point(world: World) -> None:
    point = world.points[0]
    CodingFactory(point_id=point, code_id=world.parks, version_id=world.version.id, coder_id=world.anna.id)
    other = ConversationFactory(event_id=world.event.id, said={"love": "Late buses again"}).points[0]
    point_words.index(db.session.scalars(select(Point)).all())
    held = world.begun()
    for form in ("memo", "translation"):
        sent = post(world.two, f"/insight/points/{point}/{form}")
        assert (sent.status_code, f"{held.id}/code" in sent.location) == (303, True)
    for asked in (f"code={world.parks}", f"coder={world.anna.id}", "which=coded"):
        assert str(point) not in world.two.get(f"/insight/points?{asked}").text
    assert str(point) in world.two.get("/insight/points?which=open").text
    like = world.two.get(f"/insight/points/{other.id}/like").text.split("<main", 1)[1]
    assert "Late buses" in like and "Parks" not in like


def test_who_does_not_code_in_it_is_told_nothing_and_it_is_traced(app: Flask, world: World) -> None:
    held, other = world.begun(), app.test_client()
    signed_in(other, Role.ANALYST)
    assert other.get(f"{BASE}/{held.id}/code").status_code == 404
    assert world.one.get(f"{BASE}/{uuid.uuid4()}/code").status_code == 404
    assert world.one.get(f"{BASE}/{uuid.uuid4()}").status_code == 404
    refused = select(AuditEvent).where(AuditEvent.action == "coding-round.refused")
    assert len(db.session.scalars(refused).all()) == 3


def test_the_list_says_how_many_points_there_are_and_how_many_are_left(world: World) -> None:
    world.begun()
    world.code(world.two, 0)
    row = listed(Viewer(account_id=world.ben.id))[0]
    assert (row.points, row.coders, row.mine_left) == (3, 2, 2)
    assert listed(Viewer(account_id=uuid.uuid4()))[0].mine_left == 0


def test_they_disagree_settle_and_what_they_settled_counts(world: World) -> None:
    for at in (0, 2):
        CodingFactory(point_id=world.points[at], code_id=world.parks, version_id=world.version.id)
    held = world.begun()
    world.all_coded()
    db.session.refresh(held)
    assert held.status is RoundStatus.CODED
    assert not hidden_from(Viewer(account_id=world.ben.id), world.points)
    page = world.one.get(f"{BASE}/{held.id}").text
    assert "Settle 1 point" in page and "not enough data" in page
    assert post(world.one, f"{BASE}/{held.id}/settle", version=held.version).status_code == 409
    apart = world.two.get(f"{BASE}/{held.id}/differences").text
    assert "Nobody to talk to" in apart and "Late buses" not in apart
    address = f"{BASE}/{held.id}/differences"
    assert post(world.two, address, point=world.points[1]).status_code == 422
    assert post(world.two, address, point=world.points[0], do="none").status_code == 404
    sent = post(world.two, address, point=world.points[1], code=str(world.company), other=str(world.buses))
    assert sent.status_code == 303
    assert post(world.one, f"{BASE}/{held.id}/settle", version=0).status_code == 409
    db.session.refresh(held)
    assert post(world.one, f"{BASE}/{held.id}/settle", version=held.version).status_code == 303
    assert counts_at(world.version) == {world.buses: 2, world.company: 1}
    layers = db.session.scalars(
        select(Coding.layer).where(Coding.ended_at.is_(None), Coding.layer != CodingLayer.BLIND)
    )
    assert set(layers) == {CodingLayer.RECONCILED}
    assert world.code(world.one, 0, world.parks) == 409


def test_a_round_can_be_closed_with_points_missing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    held = world.begun()
    world.code(world.one, 0, world.buses)
    world.code(world.two, 0, world.company)
    world.code(world.two, 1, world.company)
    assert post(world.two, f"{BASE}/{held.id}/close").status_code == 403
    assert post(world.one, f"{BASE}/{held.id}/close").status_code == 303
    monkeypatch.setattr(agreement, "is_there", lambda: False)
    page = world.one.get(f"{BASE}/{held.id}").text
    assert "requirements/insight.txt" in page and "1 point was coded by two" in page
    with pytest.raises(NotAllowedError):
        rounds.close(held, by=Viewer(account_id=world.anna.id))
