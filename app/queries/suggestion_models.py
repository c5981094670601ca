"""Models that suggest codes: the one in use, the one being learned, and the card that says how good it is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from app.database import db
from app.domain.insight import Taken, WorkStatus
from app.domain.suggesting import LearnedFrom, learned_from
from app.gateways import suggester
from app.models.code_frames import CodeFrame, FrameVersion
from app.models.coding_rounds import SuggestionModel, SuggestionTaken
from app.queries import frames, teaching

LEAST_TO_SHOW = 5
"""Fewer points of a code say nothing about how good we are at it."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """How good suggestions of one code are. None: not enough to say."""

    name: str
    taught_by: int
    support: int
    precision: float | None
    recall: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Card:
    """The model card, as the page shows it."""

    frame: CodeFrame
    version: FrameVersion
    model: SuggestionModel | None
    """The one in use."""
    waiting: SuggestionModel | None
    failed: SuggestionModel | None
    """The last try, if it went wrong and nothing came after it."""
    coded: int
    """Points that have a code now."""
    rests_on: LearnedFrom
    rows: tuple[CardRow, ...]
    unlearned: tuple[str, ...]
    """Codes that have too few points."""
    taken: dict[Taken, int]
    """What people did with what this model suggested."""


def newest(frame_id: uuid.UUID, status: WorkStatus) -> SuggestionModel | None:
    """Without its weights, which are only read when they are needed."""
    return db.session.scalar(
        select(SuggestionModel)
        .join(FrameVersion, FrameVersion.id == SuggestionModel.frame_version_id)
        .where(FrameVersion.frame_id == frame_id, SuggestionModel.status == status)
        .options(defer(SuggestionModel.weights))
        .order_by(SuggestionModel.trained_at.desc(), SuggestionModel.id)
        .limit(1)
    )


def card(frame: CodeFrame) -> Card | None:
    """None where the frame has no published version: there is nothing to suggest."""
    version = frames.newest(frame)
    if version is None:
        return None
    model, failed = newest(frame.id, WorkStatus.DONE), newest(frame.id, WorkStatus.FAILED)
    nodes = [node for node in frames.tree(version) if node.may_be_given]
    coded = teaching.coded_points(version)
    rows = rows_of(model, {str(node.code_id): node.name for node in nodes}) if model else ()
    learned = {row.name for row in rows}
    return Card(
        frame=frame,
        version=version,
        model=model,
        waiting=newest(frame.id, WorkStatus.WAITING),
        failed=failed if failed and (model is None or failed.trained_at > model.trained_at) else None,
        coded=coded,
        rests_on=learned_from(coded, [len(node.examples) for node in nodes])
        if suggester.is_there()
        else LearnedFrom.NOTHING,
        rows=rows,
        unlearned=tuple(node.name for node in nodes if node.name not in learned) if model else (),
        taken=taken_of(model) if model else {},
    )


def rows_of(model: SuggestionModel, names: dict[str, str]) -> tuple[CardRow, ...]:
    found = model.card.get("codes", [])
    return tuple(
        CardRow(
            name=names[one["code"]],
            taught_by=one["taught_by"],
            support=one["support"],
            precision=one["precision"] if one["support"] >= LEAST_TO_SHOW else None,
            recall=one["recall"] if one["support"] >= LEAST_TO_SHOW else None,
            kappa=one["kappa"] if one["support"] >= LEAST_TO_SHOW else None,
        )
        for one in (found if isinstance(found, list) else [])
        if one["code"] in names
    )


def taken_of(model: SuggestionModel) -> dict[Taken, int]:
    rows = db.session.execute(
        select(SuggestionTaken.taken, func.count())
        .where(SuggestionTaken.model_id == model.id)
        .group_by(SuggestionTaken.taken)
    )
    return {row[0]: row[1] for row in rows}


def for_work(model_id: uuid.UUID) -> SuggestionModel | None:
    """For the job that learns it."""
    return db.session.get(SuggestionModel, model_id)
