"""What leaves the team: frozen results, exports, statements with their answers, reports."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.insight import (
    AnswerStatus,
    ReleaseScope,
    ReleaseStatus,
    RightAnswer,
    SourceKind,
    StatementStatus,
    StepState,
    WayIn,
    WorkStatus,
)
from app.models.base import Dated, Id, Moment, OptionalMoment, Short, one_of, open_, person, secret, special
from app.models.conversations import UNORDERED
from app.models.sealed import Sealed


class Release(Model):
    """Results as they may be shown, frozen. Public pages and reports show these and count nothing anew."""

    __tablename__ = "result_release"

    id: Mapped[Id] = open_()
    scope: Mapped[ReleaseScope] = open_(one_of(ReleaseScope))
    event_id: Mapped[uuid.UUID | None] = open_(ForeignKey("event.id", ondelete="CASCADE"))
    series_id: Mapped[uuid.UUID | None] = open_(ForeignKey("event_series.id", ondelete="CASCADE"))
    """Of a year: which series; None for everything."""
    year: Mapped[int] = open_(Integer)
    number: Mapped[int] = open_(Integer)
    """1 for the first of this event or year."""
    status: Mapped[ReleaseStatus] = open_(one_of(ReleaseStatus), default=ReleaseStatus.DRAFT)
    frame_version_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame_version.id"))
    document: Mapped[dict[str, object]] = open_(JSONType)
    """Tables with small numbers hidden. Shape: domain/results.py."""
    digest: Mapped[str] = open_(String(64))
    """SHA-256 of the document."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    published_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    published_at: Mapped[OptionalMoment] = open_()
    why: Mapped[str] = open_(Text, default="")
    """Why it takes the place of an earlier one."""
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (
        Index("ix_release_event", "event_id", "status"),
        Index("ix_release_year", "year", "status"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Export(Model):
    """A file of what people said that somebody made: what, why, and what was in it."""

    __tablename__ = "data_export"

    id: Mapped[Id] = open_()
    what: Mapped[dict[str, object]] = open_(JSONType)
    """What was chosen: scope, files, thresholds."""
    purpose: Mapped[str] = open_(Text)
    project_id: Mapped[uuid.UUID | None] = open_(ForeignKey("extract_project.id", ondelete="SET NULL"))
    status: Mapped[WorkStatus] = open_(one_of(WorkStatus), default=WorkStatus.WAITING)
    done: Mapped[int] = open_(Integer, default=0)
    """Rows written so far."""
    total: Mapped[int] = open_(Integer, default=0)
    manifest: Mapped[dict[str, object] | None] = open_(JSONType, nullable=True)
    kept: Mapped[Short] = open_()
    """Under which name the file lies with us; empty where it was streamed or is gone."""
    until: Mapped[OptionalMoment] = open_()
    """When the file is deleted."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_(index=True)


class ExtractProject(Model):
    """A piece of analysis. Its key makes pseudonyms that hold within it, and is destroyed at its end."""

    __tablename__ = "extract_project"

    id: Mapped[Id] = open_()
    name: Mapped[str] = open_(String(200))
    purpose: Mapped[str] = open_(Text)
    key: Mapped[str | None] = secret(Sealed("extract_project.key"))
    ends_on: Mapped[dt.date] = open_(Date)
    destroyed_at: Mapped[OptionalMoment] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()


class StatementTag(Model):
    """A way in to a statement: `value` is a key of the place's lists, or an area."""

    __tablename__ = "statement_tag"

    statement_id: Mapped[uuid.UUID] = open_(ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    group: Mapped[WayIn] = open_(one_of(WayIn), primary_key=True)
    value: Mapped[str] = open_(String(200), primary_key=True)

    __table_args__ = (Index("ix_statement_tag_value", "group", "value"),)


class StatementSource(Model):
    """Where a statement comes from: a theme of an event, a survey, engagement of before."""

    __tablename__ = "statement_source"

    id: Mapped[Id] = open_()
    statement_id: Mapped[uuid.UUID] = open_(ForeignKey("statement.id", ondelete="CASCADE"), index=True)
    kind: Mapped[SourceKind] = open_(one_of(SourceKind))
    release_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("result_release.id", ondelete="SET NULL"), index=True
    )
    code_id: Mapped[uuid.UUID | None] = open_(ForeignKey("code.id", ondelete="SET NULL"))
    """The theme, where it comes from an event of ours."""
    name: Mapped[str] = open_(Text, default="")
    year: Mapped[int] = open_(Integer)
    people: Mapped[int | None] = open_(Integer, nullable=True)
    """How many said so, as it may be shown; None where it is not known or too few."""


class StatementQuote(Model):
    """Words somebody let us show, as they are shown: without what is hidden."""

    __tablename__ = "statement_quote"

    id: Mapped[Id] = open_()
    statement_id: Mapped[uuid.UUID] = open_(ForeignKey("statement.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[uuid.UUID | None] = open_(ForeignKey("point.id", ondelete="CASCADE"), index=True)
    """None where it comes from elsewhere. Gone with the point."""
    words: Mapped[str] = special(Sealed("statement_quote.words"))
    language: Mapped[str] = open_(String(12), default="en")
    said_where: Mapped[Short] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()

    __table_args__ = (UniqueConstraint("statement_id", "point_id"),)


class Answer(Model):
    """One answer to a statement: what is done, by whom, or why it cannot be done."""

    __tablename__ = "statement_answer"

    id: Mapped[Id] = open_()
    statement_id: Mapped[uuid.UUID] = open_(ForeignKey("statement.id", ondelete="CASCADE"))
    number: Mapped[int] = open_(Integer)
    title: Mapped[str] = open_(String(200))
    status: Mapped[AnswerStatus | None] = open_(one_of(AnswerStatus), nullable=True)
    """None: no answer yet."""
    words: Mapped[str] = open_(Text, default="")
    """What is done; or why not."""
    lead: Mapped[Short] = open_()
    """The team or organisation that answers."""
    belongs_to: Mapped[Short] = open_()
    """A list and a key of the place's vocabularies: `strategies/best-start`."""
    owner_name: Mapped[str | None] = person(Sealed("statement_answer.owner_name"))
    owner_email: Mapped[str | None] = person(Sealed("statement_answer.owner_email"))
    """Who is asked, and reminded."""
    asked_on: Mapped[dt.date | None] = open_(Date, nullable=True)
    due_on: Mapped[dt.date | None] = open_(Date, nullable=True, index=True)
    answered_on: Mapped[dt.date | None] = open_(Date, nullable=True)
    reminders: Mapped[int] = open_(Integer, default=0)
    reminded_on: Mapped[dt.date | None] = open_(Date, nullable=True)
    changed_on: Mapped[dt.date] = open_(Date)
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    steps: Mapped[list[AnswerStep]] = relationship(
        back_populates="answer",
        order_by="AnswerStep.day, AnswerStep.written_at",
        cascade="all, delete-orphan",
    )

    __table_args__ = (UniqueConstraint("statement_id", "number"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class AnswerStep(Model):
    """Dated progress, or the outcome."""

    __tablename__ = "statement_answer_step"

    id: Mapped[Id] = open_()
    answer_id: Mapped[uuid.UUID] = open_(ForeignKey("statement_answer.id", ondelete="CASCADE"), index=True)
    day: Mapped[dt.date] = open_(Date)
    status: Mapped[AnswerStatus | None] = open_(one_of(AnswerStatus), nullable=True)
    """What it makes of the answer."""
    words: Mapped[str] = open_(Text)
    is_outcome: Mapped[bool] = open_(Boolean, default=False)
    """It says what difference it made."""
    state: Mapped[StepState] = open_(one_of(StepState), default=StepState.SHOWN)
    note: Mapped[str] = open_(Text, default="")
    """What its owner is asked, where it went back."""
    by_owner: Mapped[bool] = open_(Boolean, default=False)
    """Written through the link that its owner was sent."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    written_at: Mapped[Moment] = open_()

    answer: Mapped[Answer] = relationship(back_populates="steps")


class Follower(Model):
    """Somebody who wants an e-mail when something changes. Joined to nothing else."""

    __tablename__ = "statement_follower"

    id: Mapped[Id] = open_()
    statement_id: Mapped[uuid.UUID | None] = open_(ForeignKey("statement.id", ondelete="CASCADE"), index=True)
    """None: all of them."""
    email: Mapped[str] = person(Sealed("statement_follower.email"))
    email_hash: Mapped[str] = person(String(64))
    language: Mapped[str] = open_(String(12), default="en")
    asked_at: Mapped[Moment] = open_()
    confirmed_at: Mapped[OptionalMoment] = open_()
    """Nothing is sent before they pressed the button in the first e-mail."""
    told_at: Mapped[OptionalMoment] = open_()

    __table_args__ = (UniqueConstraint("statement_id", "email_hash"), UNORDERED)


class RightCount(Model):
    """Did we get this right? Counted by the day, and nothing about who."""

    __tablename__ = "statement_right"

    statement_id: Mapped[uuid.UUID] = open_(ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[dt.date] = open_(Date, primary_key=True)
    answer: Mapped[RightAnswer] = open_(one_of(RightAnswer), primary_key=True)
    many: Mapped[int] = open_(Integer, default=0)


class Report(Dated, Model):
    """A findings report of an event or a year, from a frozen release."""

    __tablename__ = "findings_report"

    id: Mapped[Id] = open_()
    slug: Mapped[str] = open_(String(80), unique=True)
    release_id: Mapped[uuid.UUID] = open_(ForeignKey("result_release.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = open_(String(200))
    parts: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """What the team wrote, and which parts are shown. Shape: domain/findings.py."""
    status: Mapped[StatementStatus] = open_(one_of(StatementStatus), default=StatementStatus.DRAFT)
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    published_at: Mapped[OptionalMoment] = open_()
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class ReportQuote(Model):
    """Words somebody let us show, in a report, as they are shown."""

    __tablename__ = "findings_quote"

    report_id: Mapped[uuid.UUID] = open_(
        ForeignKey("findings_report.id", ondelete="CASCADE"), primary_key=True
    )
    point_id: Mapped[uuid.UUID] = open_(
        ForeignKey("point.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    """Gone with the point."""
    code_id: Mapped[uuid.UUID | None] = open_(ForeignKey("code.id", ondelete="SET NULL"))
    """The theme it stands under."""
    words: Mapped[str] = special(Sealed("findings_quote.words"))
    language: Mapped[str] = open_(String(12), default="en")
    said_where: Mapped[Short] = open_()
