"""What is done with what people said: hidden, translated, coded, compared, suggested.

Spans refer to the words as they were said (`Point.words`), in code points, the end not included. Nothing
here changes those words.
"""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped

from app.database import JSONType, Model
from app.domain.insight import (
    CodingLayer,
    CodingSource,
    MemoOn,
    OutsideKind,
    RedactionReason,
)
from app.models.base import Id, Moment, OptionalMoment, Short, one_of, open_, person, special
from app.models.conversations import UNORDERED
from app.models.sealed import Sealed


class OutsideImport(Model):
    """A file of feedback from elsewhere that came in, as an event of its own."""

    __tablename__ = "outside_import"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[OutsideKind] = open_(one_of(OutsideKind))
    digest: Mapped[str] = open_(String(64), index=True)
    """SHA-256 of the file: the same file comes in once."""
    columns: Mapped[dict[str, str]] = open_(JSONType, default=dict)
    """What each column was taken for."""
    kept: Mapped[int] = open_(Integer, default=0)
    joined: Mapped[int] = open_(Integer, default=0)
    """Rows that were there already."""
    refused: Mapped[list[dict[str, object]]] = open_(JSONType, default=list)
    """Shape: [{"row": n, "why": key}]. Never what stood there."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()


class PointWord(Model):
    """A word that a point holds, as a keyed hash: finds words without keeping them in the clear."""

    __tablename__ = "point_word"

    word: Mapped[int] = person(BigInteger, primary_key=True)
    point_id: Mapped[uuid.UUID] = open_(
        ForeignKey("point.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    __table_args__ = (UNORDERED,)


class PointTranslation(Model):
    """What was said, in another language."""

    __tablename__ = "point_translation"

    id: Mapped[Id] = open_()
    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"))
    language: Mapped[str] = open_(String(12), default="en")
    words: Mapped[str] = special(Sealed("point_translation.words"))
    """Without what is hidden in the original."""
    is_machine: Mapped[bool] = open_(Boolean, default=False)
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (UniqueConstraint("point_id", "language"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Redaction(Model):
    """Some words of a point that nobody sees, and why."""

    __tablename__ = "redaction"

    id: Mapped[Id] = open_()
    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"), index=True)
    start: Mapped[int] = open_(Integer)
    end: Mapped[int] = open_(Integer)
    reason: Mapped[RedactionReason] = open_(one_of(RedactionReason))
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()
    """When it was taken away again."""
    ended_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    overwritten_at: Mapped[OptionalMoment] = open_()
    """When the words beneath were overwritten. Nobody can see them again."""


class OriginalLook(Model):
    """Somebody looked at what is hidden, and says why."""

    __tablename__ = "original_look"

    id: Mapped[Id] = open_()
    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"), index=True)
    why: Mapped[str] = special(Sealed("original_look.why"))
    looked_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    looked_at: Mapped[Moment] = open_()


class PointCheck(Model):
    """Who looked whether a point tells who is speaking, and who looked again."""

    __tablename__ = "point_check"

    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"), primary_key=True)
    likely: Mapped[int] = open_(Integer, default=0)
    """Findings nobody has decided about yet."""
    decided: Mapped[list[list[int]]] = open_(JSONType, default=list)
    """Findings that somebody said are nothing. Shape: [[start, end]]."""
    first_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    first_at: Mapped[OptionalMoment] = open_()
    second_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    second_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (Index("ix_point_check_likely", "likely"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Coding(Model):
    """A code given to a point or to some words of it. Never changed: it ends, and another begins."""

    __tablename__ = "coding"

    id: Mapped[Id] = open_()
    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"))
    code_id: Mapped[uuid.UUID] = open_(ForeignKey("code.id"))
    version_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame_version.id"))
    """The version of the frame it was given by."""
    layer: Mapped[CodingLayer] = open_(one_of(CodingLayer), default=CodingLayer.PLAIN)
    round_id: Mapped[uuid.UUID | None] = open_(ForeignKey("coding_round.id", ondelete="CASCADE"), index=True)
    translation_id: Mapped[uuid.UUID | None] = open_(ForeignKey("point_translation.id", ondelete="CASCADE"))
    """Where the span is one of a translation."""
    start: Mapped[int | None] = open_(Integer, nullable=True)
    """None for the whole point."""
    end: Mapped[int | None] = open_(Integer, nullable=True)
    source: Mapped[CodingSource] = open_(one_of(CodingSource), default=CodingSource.HUMAN)
    coder_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    coded_at: Mapped[Moment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()
    ended_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("ix_coding_point", "point_id", "ended_at"),
        Index("ix_coding_code", "code_id", "ended_at"),
    )


class Memo(Model):
    """What somebody thought while reading."""

    __tablename__ = "memo"

    id: Mapped[Id] = open_()
    about: Mapped[MemoOn] = open_(one_of(MemoOn))
    of_id: Mapped[uuid.UUID] = open_()
    """The point, code or event it is about."""
    words: Mapped[str] = special(Sealed("memo.words"))
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()

    __table_args__ = (Index("ix_memo_of", "about", "of_id"),)


class QuoteMark(Model):
    """A good quote. It says nothing about whether it may be shown to others."""

    __tablename__ = "quote_mark"

    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[int | None] = open_(Integer, nullable=True)
    end: Mapped[int | None] = open_(Integer, nullable=True)
    marked_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    marked_at: Mapped[Moment] = open_()


class PointRead(Model):
    """Somebody is done with a point: it may have codes, or fit none."""

    __tablename__ = "point_read"

    point_id: Mapped[uuid.UUID] = open_(ForeignKey("point.id", ondelete="CASCADE"), primary_key=True)
    frame_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame.id", ondelete="CASCADE"), primary_key=True)
    read_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    read_at: Mapped[Moment] = open_()


class StoryReading(Model):
    """What should follow from a story, and who sees to it."""

    __tablename__ = "story_reading"

    story_id: Mapped[uuid.UUID] = open_(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    recommendation: Mapped[str] = special(Sealed("story_reading.recommendation"))
    owner: Mapped[Short] = open_()
    """The team or organisation that sees to it."""
    due_on: Mapped[dt.date | None] = open_(Date, nullable=True)
    done_at: Mapped[OptionalMoment] = open_()
    outcome: Mapped[str | None] = special(Sealed("story_reading.outcome"))
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it
