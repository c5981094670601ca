"""Codes suggested for a point: as chips to tick, and what somebody did with each."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from flask import request

from app.blueprints.insight.counts import kept
from app.domain.insight import CodingSource, Taken, WorkStatus
from app.domain.reading import id_from
from app.domain.suggesting import MINIMUM_POINTS
from app.models.code_frames import FrameVersion
from app.models.conversations import Point
from app.operations import suggestions_learned
from app.queries import suggested, suggestion_models, teaching
from app.queries.suggested import Suggested
from app.web.viewer import viewer

MOST_KEYS = 9
"""Each has a key of its own."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What is suggested, and what that rests on."""

    codes: tuple[Suggested, ...]
    words: tuple[str, ...]
    """Of the point, that counted."""
    learned: int
    """From so many points the team coded; 0 where it comes from example quotes."""
    needed: int
    """How many more coded points learning needs."""
    has_model: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A suggestion as the form carried it."""

    code_id: uuid.UUID
    model_id: uuid.UUID | None
    rank: int
    sure: float


def offered_for(point: Point, version: FrameVersion) -> Offered:
    """With enough coded and nothing learned from it yet, nothing is suggested, and nothing is asked."""
    model = suggestion_models.newest(version.frame_id, WorkStatus.DONE)
    coded = 0 if model else kept(("taught", version.id), lambda: teaching.coded_points(version))
    is_ready = model is not None or coded < MINIMUM_POINTS
    codes = tuple(suggested.suggested_for(viewer(), point, version)[:MOST_KEYS]) if is_ready else ()
    return Offered(
        codes=codes,
        words=tuple(dict.fromkeys(word for one in codes for word in one.words)),
        learned=model.points if model else 0,
        needed=max(0, MINIMUM_POINTS - coded),
        has_model=model is not None,
    )


def carried() -> dict[uuid.UUID, Answered]:
    """What the form says was shown. Shape of each: code:model:rank:chance. Junk is passed over."""
    found: dict[uuid.UUID, Answered] = {}
    for value in request.form.getlist("shown")[:MOST_KEYS]:
        code, _colon, rest = value.partition(":")
        model, _colon, rest = rest.partition(":")
        rank, _colon, sure = rest.partition(":")
        code_id = id_from(code)
        with suppress(ValueError):
            if code_id:
                found[code_id] = Answered(code_id, id_from(model), int(rank), float(sure))
    return found


def source_of(code_id: uuid.UUID, *, is_part: bool) -> CodingSource:
    """How somebody came to give a code: one that was suggested to them, or not."""
    if code_id not in carried():
        return CodingSource.HUMAN
    return CodingSource.EDITED if is_part else CodingSource.ACCEPTED


def keep_answers(
    point: Point, version: FrameVersion, given: Collection[uuid.UUID], *, is_part: bool, is_done: bool
) -> None:
    """What was done with each suggestion; once somebody is done, those not taken were refused."""
    model = suggestion_models.newest(version.frame_id, WorkStatus.DONE)
    known = {None, model.id if model else None}
    for one in carried().values():
        if one.model_id not in known or not (one.code_id in given or is_done):
            continue
        taken = Taken.REJECTED
        if one.code_id in given:
            taken = Taken.EDITED if is_part else Taken.ACCEPTED
        suggestions_learned.answer(
            point,
            one.code_id,
            model_id=one.model_id,
            rank=one.rank,
            sure=one.sure,
            taken=taken,
            by=viewer(),
        )
