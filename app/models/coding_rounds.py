"""Rounds in which several people code alone, and what is learned from the team's coding."""

from __future__ import annotations

import uuid

from sqlalchemy import BigInteger, Float, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.insight import RoundStatus, Taken, WorkStatus
from app.models.base import Id, Moment, OptionalMoment, one_of, open_, person, special
from app.models.sealed import Sealed


class CodingRound(Model):
    """Some points that several people code, each without seeing the others' codes."""

    __tablename__ = "coding_round"

    id: Mapped[Id] = open_()
    frame_version_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame_version.id"))
    event_id: Mapped[uuid.UUID | None] = open_(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    """None where it was drawn from a whole series."""
    series_id: Mapped[uuid.UUID | None] = open_(ForeignKey("event_series.id", ondelete="SET NULL"))
    status: Mapped[RoundStatus] = open_(one_of(RoundStatus), default=RoundStatus.OPEN)
    seed: Mapped[int] = open_(BigInteger)
    """The same seed draws the same points again."""
    drawn_from: Mapped[int] = open_(Integer)
    """How many points there were to draw from."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    settled_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    coders: Mapped[list[RoundCoder]] = relationship(cascade="all, delete-orphan")
    points: Mapped[list[RoundPoint]] = relationship(
        cascade="all, delete-orphan", order_by="RoundPoint.position"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class RoundCoder(Model):
    """Somebody who codes in a round."""

    __tablename__ = "coding_round_coder"

    round_id: Mapped[uuid.UUID] = open_(ForeignKey("coding_round.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[uuid.UUID] = person(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    done_at: Mapped[OptionalMoment] = open_()


class RoundPoint(Model):
    """A point of a round. It counts as coded by somebody once they said so, also with no code at all."""

    __tablename__ = "coding_round_point"

    round_id: Mapped[uuid.UUID] = open_(ForeignKey("coding_round.id", ondelete="CASCADE"), primary_key=True)
    point_id: Mapped[uuid.UUID] = open_(
        ForeignKey("point.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = open_(Integer)
    read_by: Mapped[list[str]] = open_(JSONType, default=list)
    """Ids of the accounts that are done with it."""
    settled_at: Mapped[OptionalMoment] = open_()
    settled_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))


class SuggestionModel(Model):
    """What was learned from the team's own coding, or is being learned. The newest that is done is used."""

    __tablename__ = "suggestion_model"

    id: Mapped[Id] = open_()
    frame_version_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame_version.id", ondelete="CASCADE"))
    trained_at: Mapped[Moment] = open_(index=True)
    """When somebody asked for it; from when it is done, when that was."""
    status: Mapped[WorkStatus] = open_(one_of(WorkStatus), default=WorkStatus.WAITING)
    done: Mapped[int] = open_(Integer, default=0)
    """Steps, of `total`."""
    total: Mapped[int] = open_(Integer, default=0)
    points: Mapped[int] = open_(Integer)
    """How many it learned from."""
    weights: Mapped[str | None] = special(Sealed("suggestion_model.weights"))
    """Holds words of what people said. Base64; empty in all but the newest."""
    card: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """How good it is, measured on what was kept back. Shape: domain/suggesting.py."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))


class SuggestionTaken(Model):
    """What somebody did with a suggestion; the next training learns from it."""

    __tablename__ = "suggestion_taken"

    id: Mapped[Id] = open_()
    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"), index=True)
    code_id: Mapped[uuid.UUID] = open_(ForeignKey("code.id", ondelete="CASCADE"))
    model_id: Mapped[uuid.UUID | None] = open_(ForeignKey("suggestion_model.id", ondelete="SET NULL"))
    """None where it came from example quotes alone."""
    rank: Mapped[int] = open_(Integer)
    sure: Mapped[float] = open_(Float)
    taken: Mapped[Taken] = open_(one_of(Taken))
    by_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[Moment] = open_()

    __table_args__ = (UniqueConstraint("point_id", "code_id", "model_id", "by_id"),)
