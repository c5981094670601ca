"""Plans and measures: what matters, where somebody wants to get to, and how they say it goes."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.database import Model
from app.domain.measures import AskedHow, MeasureKind, MeasureMoment
from app.models.base import Id, Language, Moment, OptionalMoment, Short, one_of, open_, person, special
from app.models.sealed import Sealed, SealedJSON


class Plan(Model):
    """One version of somebody's plan. What was agreed is never changed: a new version follows."""

    __tablename__ = "plan"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = open_(Integer)
    """Counts from 1 for each case."""
    document: Mapped[dict[str, object]] = special(SealedJSON("plan.document"))
    """Shape: domain/plan.py: PlanDocument."""
    agreed_on: Mapped[dt.date | None] = open_(Date)
    """Empty while it is worked on. At most one version of a case is."""
    agreed_how: Mapped[Short] = open_()
    """`spoken`, `written` or `online`."""
    review_on: Mapped[dt.date | None] = open_(Date)
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    """Empty where the person did it themselves."""
    made_at: Mapped[Moment] = open_()
    changed_at: Mapped[Moment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (UniqueConstraint("case_id", "number"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Measure(Model):
    """Somebody's answers to one set of questions on one day."""

    __tablename__ = "measure"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MeasureKind] = open_(one_of(MeasureKind))
    moment: Mapped[MeasureMoment] = open_(one_of(MeasureMoment))
    answers: Mapped[dict[str, object]] = special(SealedJSON("measure.answers"))
    """Question -> a whole number, `dont-know`, `not-said`, or a value of its list."""
    name: Mapped[Short] = open_()
    """Of a licensed measure, whose questions are not here."""
    licence: Mapped[Short] = open_()
    how: Mapped[AskedHow] = open_(one_of(AskedHow))
    language: Mapped[Language] = open_()
    answered_on: Mapped[dt.date] = open_(Date)
    recorded_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    recorded_at: Mapped[Moment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()
    """Taken back as typed by mistake."""
    why_not: Mapped[str | None] = special(Sealed("measure.why_not"))
    """Why it was not asked, where it was due and was not."""
    idempotency_key: Mapped[str | None] = open_(String(80), unique=True)

    __table_args__ = (Index("ix_measure_case", "case_id", "kind", "answered_on"),)


class StoryOffer(Model):
    """May we share your story? What they answered."""

    __tablename__ = "story_offer"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    agrees: Mapped[bool] = person(Boolean)
    words: Mapped[str | None] = special(Sealed("story_offer.words"))
    consent_id: Mapped[uuid.UUID | None] = person(ForeignKey("consent.id", ondelete="SET NULL"))
    at: Mapped[Moment] = open_()
    language: Mapped[str] = open_(String(12), default="en")
