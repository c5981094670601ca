"""Learning what to suggest from the team's own coding, and what people did with each suggestion.

Nothing here gives a code to a point.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.insight import Taken, WorkStatus
from app.domain.suggesting import MINIMUM_POINTS
from app.domain.viewer import Viewer
from app.gateways import suggester
from app.models.code_frames import CodeFrame, FrameVersion
from app.models.coding_rounds import SuggestionModel, SuggestionTaken
from app.models.conversations import Point
from app.operations import audit, work
from app.queries import frames, suggestion_models, teaching

LEARN = "learn-suggestions"
GIVEN_UP_AFTER = dt.timedelta(hours=1)


def ask(frame: CodeFrame, *, by: Viewer) -> SuggestionModel:
    """Put learning in as a job. Asked again while it is being learned, it is that one.

    Raises: NotAllowedError while there is too little to learn from.
    """
    version = frames.newest(frame)
    if version is None or teaching.coded_points(version) < MINIMUM_POINTS:
        raise NotAllowedError
    waiting = suggestion_models.newest(frame.id, WorkStatus.WAITING)
    if waiting is not None and clock.now() - waiting.trained_at < GIVEN_UP_AFTER:
        return waiting
    if waiting is not None:
        waiting.status = WorkStatus.FAILED
    made = SuggestionModel(
        frame_version_id=version.id, trained_at=clock.now(), points=0, card={}, made_by=by.account_id
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "suggestions.learning-asked", of=("suggestion_model", made.id))
    work.enqueue(LEARN, key=f"{LEARN}:{made.id}", model_id=str(made.id))
    db.session.flush()
    return made


def keep(model: SuggestionModel, weights: str, card: Mapping[str, object], *, points: int) -> None:
    """It is learned, and used from now on; the weights of older ones go."""
    version = db.session.get_one(FrameVersion, model.frame_version_id)
    older = (
        select(SuggestionModel.id)
        .join(FrameVersion, FrameVersion.id == SuggestionModel.frame_version_id)
        .where(FrameVersion.frame_id == version.frame_id, SuggestionModel.id != model.id)
    )
    db.session.execute(
        update(SuggestionModel)
        .where(SuggestionModel.id.in_(older))
        .values(weights=None)
        .execution_options(synchronize_session=False)
    )
    model.weights, model.card, model.points = weights, dict(card), points
    model.status, model.trained_at, model.done = WorkStatus.DONE, clock.now(), model.total
    db.session.flush()


def forget(*, by: Viewer) -> None:
    """Words that nobody may read any more may stand in what was learned: it goes, and is learned again.

    What is being learned now began with them too. Learning again waits where there is too little for it.
    """
    held = select(SuggestionModel.frame_version_id).where(
        (SuggestionModel.weights.is_not(None)) | (SuggestionModel.status == WorkStatus.WAITING)
    )
    frames_held = db.session.scalars(
        select(CodeFrame)
        .where(CodeFrame.id.in_(select(FrameVersion.frame_id).where(FrameVersion.id.in_(held))))
        .order_by(CodeFrame.id)
    ).all()
    for values, which in (
        ({"weights": None}, SuggestionModel.weights.is_not(None)),
        ({"status": WorkStatus.FAILED}, SuggestionModel.status == WorkStatus.WAITING),
    ):
        db.session.execute(
            update(SuggestionModel).where(which).values(values).execution_options(synchronize_session="fetch")
        )
    for frame in frames_held if suggester.is_there() else ():
        with suppress(NotAllowedError):
            ask(frame, by=by)


def fail(model: SuggestionModel) -> None:
    model.status = WorkStatus.FAILED
    db.session.flush()


def answer(
    point: Point,
    code_id: uuid.UUID,
    *,
    model_id: uuid.UUID | None,
    rank: int,
    sure: float,
    taken: Taken,
    by: Viewer,
) -> SuggestionTaken:
    """Keep what somebody did with a suggestion. The last answer of a person stands."""
    there = db.session.scalar(
        select(SuggestionTaken).where(
            SuggestionTaken.point_id == point.id,
            SuggestionTaken.code_id == code_id,
            SuggestionTaken.model_id.is_(None) if model_id is None else SuggestionTaken.model_id == model_id,
            SuggestionTaken.by_id == by.account_id,
        )
    )
    if there is None:
        there = SuggestionTaken(point_id=point.id, code_id=code_id, model_id=model_id, by_id=by.account_id)
        db.session.add(there)
    there.rank, there.sure, there.taken, there.at = max(1, rank), min(1.0, max(0.0, sure)), taken, clock.now()
    db.session.flush()
    audit.record(by, f"suggestion.{taken.value}", of=("suggestion_taken", there.id))
    db.session.flush()
    return there
