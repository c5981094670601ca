"""Codes suggested for one point, with how sure we are and the words that counted. Nothing is given here."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.database import db
from app.domain.coding import Node
from app.domain.insight import Taken, WorkStatus
from app.domain.roles import Permission
from app.domain.suggesting import (
    QUOTES_FOR_A_CODE,
    Coded,
    Guess,
    LearnedFrom,
    Said,
    Sureness,
    learned_from,
    offered,
    sureness,
)
from app.domain.viewer import Viewer
from app.gateways import suggester
from app.models.code_frames import FrameVersion
from app.models.coding_rounds import SuggestionModel, SuggestionTaken
from app.models.conversations import Point
from app.queries import code_counts, codings, frames, suggestion_models, teaching

if TYPE_CHECKING:
    from app.gateways.suggester_learning import Learned
    from app.gateways.suggester_quotes import FromQuotes

MOST_FROM_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Suggested:
    """A code somebody may take or leave."""

    code_id: uuid.UUID
    name: str
    rank: int
    """1 is the likeliest."""
    sureness: Sureness
    words: tuple[str, ...]
    """Of the point, as they stand there; those that spoke most for it."""
    chance: float
    model_id: uuid.UUID | None
    """None where it comes from example quotes alone."""


def suggested_for(viewer: Viewer, point: Point, version: FrameVersion) -> list[Suggested]:
    """The likeliest first; empty while there is nothing to suggest from. Without what the point has already
    and without what this person refused."""
    if not (viewer.may(Permission.FEEDBACK_READ) and suggester.is_there() and point.words):
        return []
    nodes = {str(node.code_id): node for node in frames.tree(version) if node.may_be_given}
    said = teaching.as_shown([point.id]).get(point.id)
    if said is None or not said.words.strip():
        return []
    model = suggestion_models.newest(version.frame_id, WorkStatus.DONE)
    guesses, limit = guessed(said, version, nodes, model)
    without = {str(one.code_id) for one in codings.codes_of([point.id]).get(point.id, ())}
    without |= refused_by(viewer, point)
    found = [guess for guess in guesses if guess.code in nodes and guess.code not in without][:limit]
    return [
        Suggested(
            code_id=nodes[guess.code].code_id,
            name=nodes[guess.code].name,
            rank=place,
            sureness=sureness(guess.chance),
            words=guess.words,
            chance=guess.chance,
            model_id=model.id if model else None,
        )
        for place, guess in enumerate(found, 1)
    ]


def guessed(
    said: Said, version: FrameVersion, nodes: dict[str, Node], model: SuggestionModel | None
) -> tuple[list[Guess], int]:
    """What the model says, or else the example quotes; and how many at most are worth showing."""
    if model is not None:
        if (learned := opened(model.id)) is None:
            return [], 0
        shown = offered(learned.guesses(said))
        return shown, len(shown)
    coded = teaching.coded_points(version)
    if learned_from(coded, [len(node.examples) for node in nodes.values()]) is not LearnedFrom.QUOTES:
        return [], 0
    given = Counter({str(code): number for code, number in code_counts.counts_at(version).items()})
    quotes = tuple(
        (code, quote)
        for code, node in sorted(nodes.items())
        if len(node.examples) >= QUOTES_FOR_A_CODE
        for quote in (*node.examples, *filter(None, [node.definition]))
    )
    return from_quotes(quotes, tuple(sorted(given.items())), coded).guesses(said), MOST_FROM_QUOTES


def refused_by(viewer: Viewer, point: Point) -> set[str]:
    rows = db.session.scalars(
        select(SuggestionTaken.code_id).where(
            SuggestionTaken.point_id == point.id,
            SuggestionTaken.by_id == viewer.account_id,
            SuggestionTaken.taken == Taken.REJECTED,
        )
    )
    return {str(code_id) for code_id in rows}


def opened(model_id: uuid.UUID) -> Learned | None:
    """The weights of a model. None where they are gone, or cannot be read here any more."""
    held = select(SuggestionModel.id).where(
        SuggestionModel.id == model_id, SuggestionModel.weights.is_not(None)
    )
    if db.session.scalar(held) is None:
        read_once.cache_clear()
        return None
    return read_once(model_id)


@lru_cache(maxsize=2)
def read_once(model_id: uuid.UUID) -> Learned | None:
    """Kept by the process."""
    from app.gateways.suggester_file import UnreadableModelError, from_bytes  # not there without scikit-learn

    weights = db.session.scalar(select(SuggestionModel.weights).where(SuggestionModel.id == model_id))
    try:
        return from_bytes(suggester.unpacked(weights or ""), suggester.encoder(wanted=True))
    except UnreadableModelError:
        return None


@lru_cache(maxsize=2)
def from_quotes(
    quotes: tuple[tuple[str, str], ...], given: tuple[tuple[str, int], ...], coded: int
) -> FromQuotes:
    """Learned in a moment from some hundred quotes, and kept until one of them changes."""
    from app.gateways.suggester_quotes import learn_quotes  # not there without scikit-learn

    codes: list[Any] = sorted({code for code, _ in quotes})
    said = [Coded(Said(quote), frozenset([code])) for code, quote in quotes]
    return learn_quotes(said, codes, dict(given), coded, encoder=suggester.encoder(wanted=True))
