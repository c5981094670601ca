"""Codes that people give to what was said. A coding is never changed: it ends, and another begins."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.insight import CodingSource
from app.domain.viewer import Viewer
from app.models.code_frames import FrameVersion
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.models.insight import Coding, PointRead
from app.operations import audit
from app.queries import frames
from app.queries.codings import counts


def give(
    point: Point,
    code_id: uuid.UUID,
    *,
    by: Viewer,
    start: int | None = None,
    end: int | None = None,
    source: CodingSource = CodingSource.HUMAN,
    translation_id: uuid.UUID | None = None,
) -> Coding:
    """The code, on the whole point or on some words of it. Given already, it is that one.

    Raises: NotAllowedError for a code that the event's codes do not offer, or a span with no words in it.
    """
    version = version_of(point)
    if version is None or not any(
        node.code_id == code_id and node.may_be_given for node in frames.tree(version)
    ):
        raise NotAllowedError
    if (start is None) != (end is None) or (start is not None and end is not None and not 0 <= start < end):
        raise NotAllowedError
    there = db.session.scalar(
        select(Coding)
        .where(
            Coding.point_id == point.id,
            Coding.code_id == code_id,
            counts(),
            Coding.start.is_(None) if start is None else Coding.start == start,
            Coding.end.is_(None) if end is None else Coding.end == end,
            Coding.translation_id.is_(None)
            if translation_id is None
            else Coding.translation_id == translation_id,
        )
        .limit(1)
    )
    if there is not None:
        return there
    made = Coding(
        id=uuid.uuid4(),
        point_id=point.id,
        code_id=code_id,
        version_id=version.id,
        start=start,
        end=end,
        source=source,
        translation_id=translation_id,
        coder_id=by.account_id,
        coded_at=clock.now(),
    )
    db.session.add(made)
    audit.record(by, "coding.given", of=("coding", made.id))
    db.session.flush()
    return made


def take_back(coding: Coding, *, by: Viewer) -> None:
    """It counts no longer. What was taken back already stays so."""
    if coding.ended_at is not None:
        return
    coding.ended_at = clock.now()
    coding.ended_by = by.account_id
    audit.record(by, "coding.taken-back", of=("coding", coding.id))
    db.session.flush()


def read(point: Point, *, by: Viewer) -> None:
    """Somebody is done with it, with codes or without. Raises: NotAllowedError where there are no codes."""
    version = version_of(point)
    if version is None:
        raise NotAllowedError
    if db.session.get(PointRead, (point.id, version.frame_id)) is not None:
        return
    db.session.add(
        PointRead(point_id=point.id, frame_id=version.frame_id, read_by=by.account_id, read_at=clock.now())
    )
    audit.record(by, "point.read", of=("point", point.id))
    db.session.flush()


def version_of(point: Point) -> FrameVersion | None:
    """The codes to code it by: the newest published version of its event's frame."""
    event = db.session.scalar(
        select(Event)
        .join(Conversation, Conversation.event_id == Event.id)
        .where(Conversation.id == point.conversation_id)
    )
    frame = frames.frame_of(event) if event else None
    return frames.newest(frame) if frame else None
