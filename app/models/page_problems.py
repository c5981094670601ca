"""What readers tell us is wrong with a page of this website."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.database import Model
from app.domain.page_problems import ProblemOutcome, ProblemReason, ProblemStatus, WayOfReading
from app.models.base import Id, Language, Moment, OptionalMoment, one_of, open_, person
from app.models.sealed import Sealed


class PageProblem(Model):
    """What somebody told us about one page, and what came of it."""

    __tablename__ = "page_problem"

    id: Mapped[Id] = open_()
    """The id of the form, so that a double click is kept once."""
    page: Mapped[str] = open_(String(300), default="")
    """Its path, with whatever names somebody blanked; empty where it is not known."""
    reason: Mapped[ProblemReason] = open_(one_of(ProblemReason))
    reading: Mapped[WayOfReading | None] = person(one_of(WayOfReading), nullable=True)
    words: Mapped[str] = person(Text, default="")
    language: Mapped[Language] = open_()
    reported_at: Mapped[Moment] = open_()
    due_on: Mapped[dt.date] = open_(Date)
    """By when they hear from us, or what was promised is done."""
    email: Mapped[str | None] = person(Sealed("page_problem.email"))
    """Where to answer, if they want to hear. Forgotten 30 days after the last answer, as the phone."""
    phone: Mapped[str | None] = person(Sealed("page_problem.phone"))
    status: Mapped[ProblemStatus] = open_(one_of(ProblemStatus), default=ProblemStatus.OPEN)
    outcome: Mapped[ProblemOutcome | None] = open_(one_of(ProblemOutcome), nullable=True)
    answer: Mapped[str] = open_(Text, default="")
    answered_at: Mapped[OptionalMoment] = open_()
    answered_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    changed: Mapped[str] = open_(Text, default="")
    """What we changed, in a line for everybody; empty where nothing is said."""
    changed_on: Mapped[dt.date | None] = open_(Date, nullable=True)
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (
        Index("ix_page_problem_due", "status", "due_on"),
        Index("ix_page_problem_changed", "changed_on"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it
