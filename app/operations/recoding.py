"""Choosing again where a code was split: what was given ends, and the chosen codes begin in its place."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.coding import choices_for
from app.domain.errors import NotAllowedError
from app.domain.insight import CodingLayer, CodingSource
from app.domain.viewer import Viewer
from app.models.code_frames import FrameVersion
from app.models.conversations import Point
from app.models.insight import Coding
from app.operations import audit
from app.queries import frames
from app.queries.code_counts import split_at
from app.queries.codings import counts


def choose_again(
    point: Point, split_id: uuid.UUID, chosen: Collection[uuid.UUID], *, version: FrameVersion, by: Viewer
) -> int:
    """How many codings were chosen anew; 0 where somebody was quicker. None chosen: none of them fits.

    What was given to some words goes on to the same words. Raises: NotAllowedError for another code.
    """
    history = frames.history(version.frame_id)
    waits = {code for code, one in split_at(history, version.number).items() if one == split_id}
    if not set(chosen) <= set(choices_for(history, split_id, version.number)):
        raise NotAllowedError
    held = db.session.scalars(
        select(Coding)
        .where(Coding.point_id == point.id, Coding.code_id.in_(list(waits)), counts())
        .with_for_update()
    ).all()
    there = {
        (one.code_id, one.start, one.end)
        for one in db.session.scalars(select(Coding).where(Coding.point_id == point.id, counts()))
    }
    for old in held:
        old.ended_at, old.ended_by = clock.now(), by.account_id
        for code_id in chosen:
            if (code_id, old.start, old.end) not in there:
                there.add((code_id, old.start, old.end))
                db.session.add(again(old, code_id, version, by))
    db.session.flush()
    if held:
        audit.record(by, "coding.chosen-again", of=("point", point.id), count=len(held))
    return len(held)


def again(old: Coding, code_id: uuid.UUID, version: FrameVersion, by: Viewer) -> Coding:
    return Coding(
        id=uuid.uuid4(),
        point_id=old.point_id,
        code_id=code_id,
        version_id=version.id,
        layer=old.layer if old.layer is CodingLayer.RECONCILED else CodingLayer.PLAIN,
        round_id=old.round_id,
        translation_id=old.translation_id,
        start=old.start,
        end=old.end,
        source=CodingSource.RECODED,
        coder_id=by.account_id,
        coded_at=clock.now(),
    )
