"""Rounds of double coding: who codes what, how far they are, and what nobody may see while one is open."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, Text, cast, exists, func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.engagement import ConversationState
from app.domain.errors import NotThereError
from app.domain.insight import CodingLayer, RoundStatus
from app.domain.roles import Permission, Role, scope_of
from app.domain.viewer import Viewer
from app.models.code_frames import CodeFrame, FrameVersion
from app.models.coding_rounds import CodingRound, RoundCoder, RoundPoint
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Series
from app.models.insight import Coding
from app.models.people import Account, RoleGrant

Choices = dict[uuid.UUID, dict[uuid.UUID, frozenset[uuid.UUID]]]
"""Point -> coder -> codes. A coder who has not done a point is not there."""


def hidden_from(viewer: Viewer, point_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Points whose codes this viewer must not see yet: they code them in an open round. One statement."""
    if viewer.account_id is None:
        return set()
    return set(db.session.scalars(coded_alone(viewer).where(RoundPoint.point_id.in_(list(point_ids)))))


def coded_alone(viewer: Viewer) -> Select[uuid.UUID]:
    """All points that this viewer codes in an open round."""
    return (
        select(RoundPoint.point_id)
        .join(CodingRound, CodingRound.id == RoundPoint.round_id)
        .join(RoundCoder, RoundCoder.round_id == CodingRound.id)
        .where(RoundCoder.account_id == viewer.account_id, CodingRound.status == RoundStatus.OPEN)
    )


def codes_alone(viewer: Viewer) -> bool:
    """Is there any such point?"""
    return db.session.scalar(coded_alone(viewer).limit(1)) is not None


def in_open_rounds(point_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Points that somebody codes in an open round. One statement."""
    return set(
        db.session.scalars(
            select(RoundPoint.point_id)
            .join(CodingRound, CodingRound.id == RoundPoint.round_id)
            .where(RoundPoint.point_id.in_(list(point_ids)), CodingRound.status == RoundStatus.OPEN)
        )
    )


def is_blind(viewer: Viewer, point_id: uuid.UUID) -> bool:
    """Must this viewer not see what the point was coded with?"""
    return bool(hidden_from(viewer, [point_id]))


def open_round_of(viewer: Viewer, point_id: uuid.UUID) -> uuid.UUID | None:
    """The open round in which this viewer codes the point: there, and nowhere else."""
    return db.session.scalar(
        select(CodingRound.id)
        .join(RoundPoint, RoundPoint.round_id == CodingRound.id)
        .join(RoundCoder, RoundCoder.round_id == CodingRound.id)
        .where(
            RoundPoint.point_id == point_id,
            RoundCoder.account_id == viewer.account_id,
            CodingRound.status == RoundStatus.OPEN,
        )
        .order_by(CodingRound.made_at)
        .limit(1)
    )


def round_for(round_id: uuid.UUID) -> CodingRound:
    """With its coders and points. Raises: NotThereError."""
    found = db.session.scalar(
        select(CodingRound)
        .options(selectinload(CodingRound.coders), selectinload(CodingRound.points))
        .where(CodingRound.id == round_id)
    )
    if found is None:
        raise NotThereError
    return found


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in a list."""

    round: CodingRound
    name: str
    """Of the event or the series."""
    frame: str
    number: int
    points: int
    coders: int
    is_mine: bool
    mine_left: int
    """Points that this viewer has still to do."""


def listed(viewer: Viewer) -> list[RoundRow]:
    """Newest first. The same few statements however many there are."""
    rows = db.session.execute(
        select(CodingRound, Event.name, Series.name, CodeFrame.name, FrameVersion.number)
        .join(FrameVersion, FrameVersion.id == CodingRound.frame_version_id)
        .join(CodeFrame, CodeFrame.id == FrameVersion.frame_id)
        .outerjoin(Event, Event.id == CodingRound.event_id)
        .outerjoin(Series, Series.id == CodingRound.series_id)
        .options(selectinload(CodingRound.coders))
        .order_by(CodingRound.made_at.desc(), CodingRound.id)
        .limit(200)
    ).all()
    counted = db.session.execute(
        select(RoundPoint.round_id, func.count())
        .where(RoundPoint.round_id.in_([row[0].id for row in rows]))
        .group_by(RoundPoint.round_id)
    )
    many = {row[0]: row[1] for row in counted}
    left = left_to(viewer, [row[0].id for row in rows if is_coded_by(row[0], viewer)])
    found = []
    for one, event, series, frame, number in rows:
        found.append(
            RoundRow(
                round=one,
                name=event or series or "",
                frame=frame,
                number=number,
                points=many.get(one.id, 0),
                coders=len(one.coders),
                is_mine=is_coded_by(one, viewer),
                mine_left=left.get(one.id, 0),
            )
        )
    return found


def is_coded_by(one: CodingRound, viewer: Viewer) -> bool:
    return any(coder.account_id == viewer.account_id for coder in one.coders)


def left_to(viewer: Viewer, round_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Round -> points that this viewer has still to do. Nothing for a round that has none left."""
    is_done = cast(RoundPoint.read_by, Text).contains(str(viewer.account_id))
    rows = db.session.execute(
        select(RoundPoint.round_id, func.count())
        .where(RoundPoint.round_id.in_(list(round_ids)), ~is_done)
        .group_by(RoundPoint.round_id)
    )
    return {row[0]: row[1] for row in rows}


def name_of(one: CodingRound) -> str:
    """What it was drawn from."""
    event = db.session.get(Event, one.event_id) if one.event_id else None
    series = db.session.get(Series, one.series_id) if one.series_id else None
    return event.name if event else series.name if series else ""


def names_of(account_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(list(account_ids))))
    return {row[0]: row[1] for row in rows}


def who_may_code() -> list[tuple[uuid.UUID, str]]:
    """Accounts that may give codes, by name."""
    roles = [role for role in Role if scope_of(role, Permission.FEEDBACK_CODE) is not None]
    rows = db.session.execute(
        select(Account.id, Account.name).where(
            Account.disabled_at.is_(None),
            exists().where(
                RoleGrant.account_id == Account.id,
                RoleGrant.role.in_(roles),
                RoleGrant.ended_at.is_(None),
            ),
        )
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: (row[1].casefold(), row[0]))


def to_draw_from(event_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Points with words in conversations that count, in an order that never changes."""
    return list(
        db.session.scalars(
            select(Point.id)
            .join(Conversation, Conversation.id == Point.conversation_id)
            .where(
                Conversation.event_id.in_(list(event_ids)),
                Conversation.state == ConversationState.KEPT,
                Point.words.is_not(None),
            )
            .order_by(Point.id)
        )
    )


def events_of(series_id: uuid.UUID) -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.series_id == series_id).order_by(Event.id)))


def points_of(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Point]:
    rows = db.session.scalars(
        select(Point).where(Point.id.in_(list(ids))).options(selectinload(Point.conversation))
    )
    return {row.id: row for row in rows}


def own_codes(one: CodingRound, point_id: uuid.UUID, account_id: uuid.UUID) -> list[uuid.UUID]:
    """What one coder gave one point in the round."""
    return list(
        db.session.scalars(
            select(Coding.code_id).where(
                Coding.round_id == one.id,
                Coding.point_id == point_id,
                Coding.coder_id == account_id,
                Coding.layer == CodingLayer.BLIND,
                Coding.ended_at.is_(None),
            )
        )
    )


def choices(one: CodingRound) -> Choices:
    """What every coder gave every point they have done. For when the round is no longer open."""
    given: dict[tuple[uuid.UUID, uuid.UUID], set[uuid.UUID]] = {}
    rows = db.session.execute(
        select(Coding.point_id, Coding.coder_id, Coding.code_id).where(
            Coding.round_id == one.id, Coding.layer == CodingLayer.BLIND, Coding.ended_at.is_(None)
        )
    )
    for point, coder, code in rows:
        if coder is not None:
            given.setdefault((point, coder), set()).add(code)
    return {
        point.point_id: {
            coder.account_id: frozenset(given.get((point.point_id, coder.account_id), ()))
            for coder in one.coders
            if str(coder.account_id) in point.read_by
        }
        for point in one.points
    }


def settled_codes(one: CodingRound) -> dict[uuid.UUID, list[uuid.UUID]]:
    """What was chosen for each point in the reconciled layer."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    rows = db.session.execute(
        select(Coding.point_id, Coding.code_id).where(
            Coding.round_id == one.id, Coding.layer == CodingLayer.RECONCILED, Coding.ended_at.is_(None)
        )
    )
    for point, code in rows:
        found.setdefault(point, []).append(code)
    return found


def version_of(one: CodingRound) -> FrameVersion:
    """The version of the codes that the round codes by."""
    return db.session.get_one(FrameVersion, one.frame_version_id)


def all_series() -> list[Series]:
    return list(db.session.scalars(select(Series).order_by(Series.name, Series.id)))
