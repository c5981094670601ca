"""Frames of codes: a version is written in a draft, published once, and never touched again."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.code_tree import Fault, FrameFaultError, Way
from app.domain.coding import at_version
from app.domain.errors import NotAllowedError, StaleError
from app.domain.insight import CodeMoveKind, VersionStatus
from app.domain.viewer import Viewer
from app.gateways.code_files import ready_frame
from app.models.code_frames import CodeFrame, CodeMove, FrameVersion
from app.operations import frame_drafts, frames
from app.operations.frame_drafts import Written
from app.queries import frames as queries
from config import ROOT
from tests.factories_engagement import EventFactory

pytestmark = pytest.mark.usefixtures("db_session")
BY = Viewer()


def draft_with(*names: str) -> FrameVersion:
    """Dashes before a name say how deep it stands."""
    draft = frames.make("Ours", about="", key=uuid.uuid4(), by=BY)
    above: list[uuid.UUID] = []
    for name in names:
        depth = len(name) - len(name.lstrip("-"))
        above = above[:depth]
        parent = above[-1] if above else None
        above.append(
            frame_drafts.add(
                draft,
                Written(name.lstrip("-"), parent_id=parent),
                key=uuid.uuid4(),
                by=BY,
                version=draft.version,
            ).code_id
        )
    return draft


def shape(version: FrameVersion) -> list[str]:
    return ["-" * node.depth + node.name for node in queries.tree(version)]


def code(version: FrameVersion, name: str) -> uuid.UUID:
    return next(node.code_id for node in queries.tree(version) if node.name == name)


def published(*names: str) -> FrameVersion:
    draft = draft_with(*names)
    frames.publish(draft, note="First", by=BY, version=draft.version)
    return draft


def fault_of(do: Callable[[], object]) -> Fault:
    with pytest.raises(FrameFaultError) as raised:
        do()
    return raised.value.fault


def test_the_places_codes_are_there_once_and_fit_every_theme_of_the_demonstration(app: Flask) -> None:
    ready = ready_frame(ROOT, app.config["PLACE"])
    assert ready is not None
    held = db.session.scalars(select(CodeFrame).where(CodeFrame.key == ready.key)).one()
    version = queries.newest(held)
    assert version is not None
    assert held.is_default
    assert len(queries.tree(version)) == len(ready.codes)
    assert set(ready.themes.values()) <= {node.code_id for node in queries.tree(version) if node.may_be_given}
    assert all(len(one.examples) >= 5 for one in ready.codes if not one.is_heading)
    assert not frames.load_ready(ready)


def test_codes_move_by_steps_and_by_choosing_where(app: Flask) -> None:
    draft = draft_with("Travel", "-Buses", "-Trains", "Home")
    for name, way, after in (
        ("Trains", Way.UP, ["Travel", "-Trains", "-Buses", "Home"]),
        ("Trains", Way.UP, ["Travel", "-Trains", "-Buses", "Home"]),
        ("Buses", Way.IN, ["Travel", "-Trains", "--Buses", "Home"]),
        ("Trains", Way.OUT, ["Travel", "Trains", "-Buses", "Home"]),
        ("Travel", Way.DOWN, ["Trains", "-Buses", "Travel", "Home"]),
    ):
        frame_drafts.move(draft, code(draft, name), way, by=BY, version=draft.version)
        assert shape(draft) == after
    home = code(draft, "Home")
    frame_drafts.rewrite(
        draft, code(draft, "Trains"), Written("Rail", parent_id=home), by=BY, version=draft.version
    )
    assert shape(draft) == ["Travel", "Home", "-Rail", "--Buses"]


def test_what_cannot_be_says_why_and_changes_nothing(app: Flask) -> None:
    draft = draft_with("A", "-B", "--C", "---D", "E", "a b")
    before = shape(draft)
    now = draft.version

    def to(name: str, parent: str) -> Callable[[], object]:
        written = Written(name, parent_id=code(draft, parent))
        return lambda: frame_drafts.rewrite(draft, code(draft, name), written, by=BY, version=now)

    assert fault_of(to("E", "D")) is Fault.TOO_DEEP
    assert fault_of(to("A", "C")) is Fault.UNDER_ITSELF
    assert (
        fault_of(lambda: frame_drafts.add(draft, Written(" A  B"), key=uuid.uuid4(), by=BY, version=now))
        is Fault.NAME_TAKEN
    )
    e, b = code(draft, "E"), code(draft, "B")
    assert fault_of(lambda: frame_drafts.merge(draft, b, e, by=BY, version=now)) is Fault.HAS_CHILDREN
    assert fault_of(lambda: frame_drafts.merge(draft, e, e, by=BY, version=now)) is Fault.UNDER_ITSELF
    assert fault_of(lambda: frame_drafts.split(draft, e, ["X"], by=BY, version=now)) is Fault.TOO_FEW
    assert fault_of(lambda: frame_drafts.split(draft, e, ["X", "x"], by=BY, version=now)) is Fault.NAME_TAKEN
    with pytest.raises(StaleError):
        frame_drafts.move(draft, e, Way.UP, by=BY, version=now - 1)
    assert shape(draft) == before


def test_a_published_version_never_changes_and_the_next_one_remembers_what_became_of_codes(
    app: Flask,
) -> None:
    first = published("Travel", "-Buses", "-Trains", "Home", "Old")
    before = shape(first)
    buses, trains, home, old = (code(first, name) for name in ("Buses", "Trains", "Home", "Old"))
    with pytest.raises(NotAllowedError):
        frame_drafts.move(first, home, Way.UP, by=BY, version=first.version)
    draft = frames.next_version(first.frame, by=BY)
    assert frames.next_version(first.frame, by=BY) is draft
    frame_drafts.merge(draft, trains, buses, by=BY, version=draft.version)
    parts = frame_drafts.split(draft, home, ["Rent", "Damp"], by=BY, version=draft.version)
    frame_drafts.retire(draft, old, "Nobody says it", by=BY, version=draft.version)
    assert shape(draft) == ["Travel", "-Buses", "Rent", "Damp", "Old"]
    frames.publish(draft, note="Fewer", by=BY, version=draft.version)
    assert (shape(first), draft.status) == (before, VersionStatus.PUBLISHED)
    history = queries.history(first.frame_id)
    assert at_version(history, trains, 2).counts_as == buses
    assert at_version(history, home, 2).waits
    assert at_version(history, parts[1], 1).counts_as == home
    assert at_version(history, old, 2).counts_as == old
    third = frames.next_version(first.frame, by=BY)
    frame_drafts.bring_back(third, old, by=BY, version=third.version)
    assert not any(node.is_retired for node in queries.tree(third))


def test_a_draft_can_be_thrown_away_whole(app: Flask) -> None:
    first = published("Travel", "Home")
    draft = frames.next_version(first.frame, by=BY)
    frame_drafts.split(draft, code(draft, "Home"), ["Rent", "Damp"], by=BY, version=draft.version)
    frames.throw_away(draft, by=BY, version=draft.version)
    assert shape(first) == ["Travel", "Home"]
    assert queries.draft_of(first.frame) is None
    assert db.session.scalar(select(CodeMove).where(CodeMove.kind == CodeMoveKind.SPLIT)) is None
    lone = draft_with("Only")
    frames.throw_away(lone, by=BY, version=lone.version)
    assert db.session.get(CodeFrame, lone.frame_id) is None


def test_a_copy_has_codes_of_its_own_and_can_become_the_usual_one(app: Flask) -> None:
    first = published("Travel", "-Buses")
    copied = frames.make("Copy", about="", key=uuid.uuid4(), by=BY, copied_from=first)
    assert shape(copied) == shape(first)
    assert {one.code_id for one in copied.entries}.isdisjoint({one.code_id for one in first.entries})
    assert fault_of(lambda: frames.make_usual(copied.frame, by=BY)) is Fault.NOT_PUBLISHED
    frames.publish(copied, note="Ours", by=BY, version=copied.version)
    event = EventFactory()
    frames.choose_for(event, first.frame, by=BY)
    frames.make_usual(copied.frame, by=BY)
    assert queries.frame_of(event) is first.frame
    frames.choose_for(event, None, by=BY)
    assert queries.frame_of(event) is copied.frame
