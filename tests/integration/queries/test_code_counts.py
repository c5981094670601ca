"""Counts of codes can be made anew at any version of a frame."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from app import clock
from app.database import db
from app.domain.engagement import ConversationState
from app.domain.insight import CodeMoveKind, CodingLayer, VersionStatus
from app.models.code_frames import CodeMove, FrameVersion
from app.models.conversations import Point
from app.queries import frames
from app.queries.code_counts import counts_at, waiting_at
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodeEntryFactory, CodingFactory, FrameVersionFactory, frame_with

pytestmark = pytest.mark.usefixtures("db_session")


def coded(version: FrameVersion, point: Point, *at: int, **extra: object) -> None:
    for number in at:
        code = version.entries[number].code_id
        CodingFactory(point_id=point.id, code_id=code, version_id=version.id, **extra)
    db.session.flush()


def points(event_id: uuid.UUID, number: int, **extra: object) -> list[Point]:
    return [ConversationFactory(event_id=event_id, **extra).points[0] for _ in range(number)]


def test_an_event_uses_its_own_frame_or_the_usual_one(app: Flask) -> None:
    usual, own = frame_with("Buses"), frame_with("Company", is_default=False)
    assert frames.frame_of(EventFactory()) is usual.frame
    assert frames.frame_of(EventFactory(frame_id=own.frame.id)) is own.frame
    assert frames.newest(own.frame) is own
    FrameVersionFactory(frame=own.frame, number=2, status=VersionStatus.DRAFT)
    assert frames.newest(own.frame) is own
    assert [node.name for node in frames.tree(own)] == ["Company"]


def test_a_merge_adds_up_without_counting_a_point_twice_and_the_old_count_stays(app: Flask) -> None:
    first = frame_with("Buses", "Trains", "Company")
    buses, trains, company = (entry.code_id for entry in first.entries)
    event = EventFactory()
    one, two, three = points(event.id, 3)
    coded(first, one, 0, 1)
    coded(first, two, 1)
    coded(first, three, 2)
    coded(first, three, 0, layer=CodingLayer.BLIND)
    coded(first, two, 2, ended_at=clock.now())
    coded(first, points(EventFactory().id, 1)[0], 0)
    coded(first, points(event.id, 1, state=ConversationState.REFUSED)[0], 0)
    second = FrameVersionFactory(frame=first.frame, number=2)
    for entry in first.entries[:1] + first.entries[2:]:
        CodeEntryFactory(in_version=second, code_id=entry.code_id, name=entry.name)
    db.session.flush()
    db.session.add(
        CodeMove(version_id=second.id, kind=CodeMoveKind.MERGED, from_id=trains, to_ids=[str(buses)])
    )
    assert counts_at(first, [event.id]) == {buses: 1, trains: 2, company: 1}
    assert counts_at(second, [event.id]) == {buses: 2, company: 1}
    assert counts_at(second) == {buses: 3, company: 1}
    assert frames.names_of([trains]) == {trains: "Trains"}


def test_what_was_coded_with_a_split_code_waits(app: Flask) -> None:
    first = frame_with("Travel")
    travel = first.entries[0].code_id
    event = EventFactory()
    one, two = points(event.id, 2)
    coded(first, one, 0)
    second = FrameVersionFactory(frame=first.frame, number=2)
    parts = [CodeEntryFactory(in_version=second, name=name) for name in ("Buses", "Trains")]
    db.session.flush()
    db.session.add(
        CodeMove(
            version_id=second.id,
            kind=CodeMoveKind.SPLIT,
            from_id=travel,
            to_ids=[str(part.code_id) for part in parts],
        )
    )
    CodingFactory(point_id=two.id, code_id=parts[0].code_id, version_id=second.id)
    db.session.flush()
    assert counts_at(first, [event.id]) == {travel: 2}
    assert counts_at(second, [event.id]) == {parts[0].code_id: 1}
    assert waiting_at(second, [event.id]) == {travel: 1}
