"""What partners plan to ask, which questions, and the events at which people are listened to."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.engagement import (
    ActivityKind,
    ActivityStatus,
    CampaignStep,
    EqualityCheck,
    EventKind,
    EventPart,
    EventStatus,
    Influence,
    QuestionKind,
    SetStatus,
    TagGroup,
)
from app.domain.insight import StatementStatus
from app.models.base import Dated, Id, Moment, OptionalMoment, Short, one_of, open_, person, secret
from app.models.sealed import Sealed

if TYPE_CHECKING:
    from app.models.answers import Answer, StatementQuote, StatementSource, StatementTag


class QuestionSet(Dated, Model):
    """Questions that are asked together, in versions."""

    __tablename__ = "question_set"

    id: Mapped[Id] = open_()
    key: Mapped[str] = open_(String(60), unique=True)
    name: Mapped[str] = open_(String(200))
    about: Mapped[str] = open_(Text, default="")
    source: Mapped[str] = open_(Text, default="")
    """Where the questions were asked before, and when."""
    is_ready: Mapped[bool] = open_(Boolean, default=False)
    """Came with the place folder."""
    for_children: Mapped[bool] = open_(Boolean, default=False)

    versions: Mapped[list[QuestionSetVersion]] = relationship(
        back_populates="question_set", order_by="QuestionSetVersion.number"
    )


class QuestionSetVersion(Model):
    """One version of a set. Once published it is never changed: the next one is made."""

    __tablename__ = "question_set_version"

    id: Mapped[Id] = open_()
    question_set_id: Mapped[uuid.UUID] = open_(ForeignKey("question_set.id", ondelete="CASCADE"))
    number: Mapped[int] = open_(Integer)
    status: Mapped[SetStatus] = open_(one_of(SetStatus), default=SetStatus.DRAFT)
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    published_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    question_set: Mapped[QuestionSet] = relationship(back_populates="versions")
    questions: Mapped[list[Question]] = relationship(
        back_populates="in_version", order_by="Question.position", cascade="all, delete-orphan"
    )

    __table_args__ = (UniqueConstraint("question_set_id", "number"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Question(Model):
    """One question of one version."""

    __tablename__ = "question"

    id: Mapped[Id] = open_()
    version_id: Mapped[uuid.UUID] = open_(ForeignKey("question_set_version.id", ondelete="CASCADE"))
    key: Mapped[str] = open_(String(60))
    """The same through all versions, so that years can be compared."""
    position: Mapped[int] = open_(Integer)
    kind: Mapped[QuestionKind] = open_(one_of(QuestionKind))
    words: Mapped[dict[str, dict[str, str]]] = open_(JSONType)
    """Shape: language -> {"text": .., "hint": ..}. English is always there."""
    choices: Mapped[list[dict[str, object]]] = open_(JSONType, default=list)
    """Shape: [{"key": .., "words": {language: ..}}], in their order."""
    lowest: Mapped[int | None] = open_(Integer, nullable=True)
    highest: Mapped[int | None] = open_(Integer, nullable=True)
    ends: Mapped[dict[str, dict[str, str]]] = open_(JSONType, default=dict)
    """What the ends of a scale mean. Shape: language -> {"lowest": .., "highest": ..}."""

    in_version: Mapped[QuestionSetVersion] = relationship(back_populates="questions")

    __table_args__ = (UniqueConstraint("version_id", "key"), UniqueConstraint("version_id", "position"))


class Series(Dated, Model):
    """Events that belong together, such as the Big Leeds Chat."""

    __tablename__ = "event_series"

    id: Mapped[Id] = open_()
    slug: Mapped[str] = open_(String(80), unique=True)
    name: Mapped[str] = open_(String(200))
    about: Mapped[str] = open_(Text, default="")
    led_by: Mapped[Short] = open_()
    """The board or group that leads it."""


class Event(Dated, Model):
    """One time and place at which people are listened to, with the questions asked there."""

    __tablename__ = "event"

    id: Mapped[Id] = open_()
    slug: Mapped[str] = open_(String(80), unique=True)
    name: Mapped[str] = open_(String(200))
    about: Mapped[str] = open_(Text, default="")
    kind: Mapped[EventKind] = open_(one_of(EventKind))
    status: Mapped[EventStatus] = open_(one_of(EventStatus), default=EventStatus.DRAFT)
    series_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("event_series.id", ondelete="SET NULL"), index=True
    )
    activity_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("engagement_activity.id", ondelete="SET NULL"), index=True
    )
    version_id: Mapped[uuid.UUID] = open_(ForeignKey("question_set_version.id"), index=True)
    """The questions asked."""
    area_code: Mapped[str] = open_(String(60), default="")
    """An area of the place; empty for the whole of it."""
    community: Mapped[Short] = open_()
    """The community of interest it is with."""
    venue: Mapped[Short] = open_()
    starts_at: Mapped[Moment] = open_()
    ends_at: Mapped[Moment] = open_()
    languages: Mapped[list[str]] = open_(JSONType, default=list)
    """In which it can be captured; English besides."""
    is_online: Mapped[bool] = open_(Boolean, default=False)
    """Anybody may answer at /have-your-say between its start and its end."""
    words_under_13: Mapped[bool] = open_(Boolean, default=False)
    """May a child under 13 write or say free words? Off unless somebody switched it on."""
    host: Mapped[Short] = open_()
    """The group that runs it by itself, where one does."""
    organiser_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    alert_to_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    """Who looks the same day when words of harm come in."""
    public_key: Mapped[str] = open_(Text)
    """Seals records on tablets. RSA, 3072 bits; SubjectPublicKeyInfo, base64."""
    private_key: Mapped[str] = secret(Sealed("event.private_key"))
    """PKCS 8, PEM. Opens what tablets sealed."""
    join_token: Mapped[str] = secret(Sealed("event.join_token"))
    """What the QR code for tablets carries. A new one makes the old code worthless."""
    join_hash: Mapped[str] = secret(String(64), unique=True)
    published_at: Mapped[OptionalMoment] = open_()
    """When its results were published; until then its tear-off codes say when to come back."""
    loop_closed_at: Mapped[OptionalMoment] = open_()
    """When everybody who wanted an answer had one: how to reach them is deleted then."""
    frame_id: Mapped[uuid.UUID | None] = open_(ForeignKey("code_frame.id", ondelete="SET NULL"))
    """By which codes it is read; empty for the usual ones."""
    originals_until: Mapped[dt.date | None] = open_(Date, nullable=True)
    """From then on nobody can see what was hidden: it is overwritten."""
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    asks: Mapped[QuestionSetVersion] = relationship()
    series: Mapped[Series | None] = relationship()
    members: Mapped[list[EventMember]] = relationship(back_populates="event", cascade="all, delete-orphan")

    __table_args__ = (Index("ix_event_when", "status", "starts_at"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class EventMember(Model):
    """Who has a part in an event."""

    __tablename__ = "event_member"

    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[uuid.UUID] = person(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    part: Mapped[EventPart] = person(one_of(EventPart))

    event: Mapped[Event] = relationship(back_populates="members")


class Activity(Dated, Model):
    """One piece of engagement in the partnership's schedule, planned or past."""

    __tablename__ = "engagement_activity"

    id: Mapped[Id] = open_()
    name: Mapped[str] = open_(String(200))
    about: Mapped[str] = open_(Text, default="")
    kind: Mapped[ActivityKind] = open_(one_of(ActivityKind))
    status: Mapped[ActivityStatus] = open_(one_of(ActivityStatus), default=ActivityStatus.PLANNED)
    led_by: Mapped[Short] = open_()
    """The organisation that leads."""
    lead_name: Mapped[str | None] = person(Sealed("engagement_activity.lead_name"))
    lead_contact: Mapped[str | None] = person(Sealed("engagement_activity.lead_contact"))
    venue: Mapped[Short] = open_()
    starts_on: Mapped[dt.date] = open_(Date, index=True)
    ends_on: Mapped[dt.date] = open_(Date, index=True)
    influence: Mapped[Influence | None] = open_(one_of(Influence), nullable=True)
    campaign_step: Mapped[CampaignStep | None] = open_(one_of(CampaignStep), nullable=True)
    equality_check: Mapped[EqualityCheck] = open_(one_of(EqualityCheck), default=EqualityCheck.NOT_YET)
    equality_note: Mapped[str] = open_(Text, default="")
    decision: Mapped[str] = open_(Text, default="")
    """What it will help to decide, and who decides."""
    decide_by: Mapped[dt.date | None] = open_(Date, nullable=True)
    found: Mapped[str] = open_(Text, default="")
    """What was learned, where it is over."""
    is_public: Mapped[bool] = open_(Boolean, default=True)
    """Shown on the public calendar."""
    knew_already: Mapped[str] = open_(Text, default="")
    """What was known before, and why it is asked all the same."""
    clash_reason: Mapped[str] = open_(Text, default="")
    """Why it is asked although others ask the same people at the same time."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    source: Mapped[Short] = open_()
    """`sheet:<reference>` where it came from a spreadsheet. Its id follows from this, so it comes in once."""
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    tags: Mapped[list[ActivityTag]] = relationship(cascade="all, delete-orphan", order_by="ActivityTag.value")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class ActivityTag(Model):
    """About what, with whom, where, towards what."""

    __tablename__ = "activity_tag"

    activity_id: Mapped[uuid.UUID] = open_(
        ForeignKey("engagement_activity.id", ondelete="CASCADE"), primary_key=True
    )
    group: Mapped[TagGroup] = open_(one_of(TagGroup), primary_key=True)
    value: Mapped[str] = open_(String(200), primary_key=True)

    __table_args__ = (Index("ix_activity_tag_value", "group", "value"),)


class Statement(Dated, Model):
    """What people told us, in one sentence, dated and sourced."""

    __tablename__ = "statement"

    id: Mapped[Id] = open_()
    number: Mapped[int] = open_(Integer, unique=True)
    slug: Mapped[str] = open_(String(80), unique=True)
    status: Mapped[StatementStatus] = open_(one_of(StatementStatus), default=StatementStatus.PUBLISHED)
    focus: Mapped[Short] = open_()
    """A key of the place's areas of focus."""
    words: Mapped[str] = open_(Text)
    source: Mapped[Short] = open_()
    said_in: Mapped[int] = open_(Integer)
    """Year."""
    topics: Mapped[list[str]] = open_(JSONType, default=list)
    about: Mapped[str] = open_(Text, default="")
    """What is meant, in plain words."""
    first_by: Mapped[dt.date | None] = open_(Date, nullable=True)
    """By when it should have a first answer."""
    published_on: Mapped[dt.date | None] = open_(Date, nullable=True)
    edited_at: Mapped[OptionalMoment] = open_()
    """When somebody changed it or an answer. From then on the place's folder does not put it right."""
    why_not_shown: Mapped[str] = open_(Text, default="")
    """Why it was taken off the public pages."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    answers: Mapped[list[Answer]] = relationship(
        "Answer", order_by="Answer.number", cascade="all, delete-orphan"
    )
    sources: Mapped[list[StatementSource]] = relationship(
        "StatementSource", order_by="StatementSource.year", cascade="all, delete-orphan"
    )
    quotes: Mapped[list[StatementQuote]] = relationship("StatementQuote", cascade="all, delete-orphan")
    tags: Mapped[list[StatementTag]] = relationship(
        "StatementTag", order_by="StatementTag.value", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it
