"""Learns what to suggest from the team's coding, and says how far it is."""

from __future__ import annotations

import logging
import time
import uuid
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from app.database import begin_writing, db, writing_aside
from app.domain.insight import WorkStatus
from app.gateways import suggester
from app.models.code_frames import FrameVersion
from app.models.coding_rounds import SuggestionModel
from app.operations import suggestions_learned
from app.queries import suggestion_models, teaching
from app.queries.teaching import Lessons

log = logging.getLogger("ginnel")

LEARN = suggestions_learned.LEARN
PATIENCE = 0.5
"""Seconds between two sayings of how far it is."""


class TooThinError(Exception):
    """No code has points enough to be learned."""


def learn(arguments: Mapping[str, object]) -> None:
    """Runs without a transaction while it learns. Done twice, the second does nothing."""
    db.session.rollback()
    model_id = uuid.UUID(str(arguments["model_id"]))
    model = suggestion_models.for_work(model_id)
    if model is None or model.status is not WorkStatus.WAITING:
        return
    try:
        lessons = teaching.lessons(db.session.get_one(FrameVersion, model.frame_version_id))
        db.session.rollback()
        weights, card, points = learned(lessons, Progress(model_id))
    except Exception as error:
        log.exception("learning failed", extra={"model": str(model_id), "error": type(error).__name__})
        db.session.rollback()
        begin_writing()
        if (model := suggestion_models.for_work(model_id)) is not None:
            suggestions_learned.fail(model)
        db.session.commit()
        return
    begin_writing()
    model = suggestion_models.for_work(model_id)
    if model is not None and model.status is WorkStatus.WAITING:  # else words it began with are gone
        suggestions_learned.keep(model, weights, card, points=points)
    db.session.commit()


def learned(lessons: Lessons, progress: Progress) -> tuple[str, dict[str, object], int]:
    """The weights, the card, and from how many points. The card says what the command prints, on what was
    kept back."""
    from app.gateways.suggester_file import to_bytes  # not there without scikit-learn
    from app.gateways.suggester_learning import chosen
    from app.gateways.suggester_trial import codes_worth, held_out

    if not codes_worth(lessons.learned):
        raise TooThinError
    trial, made = held_out(
        lessons.learned, lessons.kept_back, encoder=suggester.encoder(wanted=True), report=progress
    )
    taught = Counter(code for one in chosen(lessons.learned) for code in one.codes)
    found = trial.scores
    card: dict[str, object] = {
        "micro_f1": found.micro_f1,
        "macro_f1": found.macro_often,
        "ranking": found.ranking,
        "top": found.top,
        "measured_on": trial.measured_on,
        "seconds": round(trial.seconds, 1),
        "knows_meaning": suggester.knows_meaning(),
        "codes": [
            {
                "code": one.code,
                "taught_by": taught[one.code],
                "support": one.support,
                "precision": one.precision,
                "recall": one.recall,
                "kappa": one.kappa,
            }
            for one in found.codes
        ],
    }
    return suggester.packed(to_bytes(made)), card, made.learned_from


class Progress:
    """How far it is, for whoever looks. It never holds the work up."""

    def __init__(self, model_id: uuid.UUID) -> None:
        self.model_id, self.last = model_id, 0.0

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self.last < PATIENCE and done != of:
            return
        self.last = now
        try:
            with writing_aside() as connection:
                connection.execute(
                    update(SuggestionModel)
                    .where(SuggestionModel.id == self.model_id)
                    .values(done=done, total=of)
                )
        except OperationalError:
            pass  # somebody else is writing; there will be a next time
