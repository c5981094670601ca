"""Trees of codes in versions, and what became of each code."""

from __future__ import annotations

import uuid

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.insight import CodeMoveKind, CodeStatus, VersionStatus
from app.models.base import Dated, Id, Moment, OptionalMoment, one_of, open_, person


class CodeFrame(Dated, Model):
    """A tree of codes, in versions."""

    __tablename__ = "code_frame"

    id: Mapped[Id] = open_()
    key: Mapped[str] = open_(String(60), unique=True)
    name: Mapped[str] = open_(String(200))
    about: Mapped[str] = open_(Text, default="")
    is_default: Mapped[bool] = open_(Boolean, default=False)
    """For events that name no other."""
    is_demo: Mapped[bool] = open_(Boolean, default=False)

    versions: Mapped[list[FrameVersion]] = relationship(
        back_populates="frame", order_by="FrameVersion.number"
    )


class FrameVersion(Model):
    """One version of a frame. Once published it is never changed: the next one is made."""

    __tablename__ = "code_frame_version"

    id: Mapped[Id] = open_()
    frame_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame.id", ondelete="CASCADE"))
    number: Mapped[int] = open_(Integer)
    status: Mapped[VersionStatus] = open_(one_of(VersionStatus), default=VersionStatus.DRAFT)
    note: Mapped[str] = open_(Text, default="")
    """What changed, and why."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    published_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    frame: Mapped[CodeFrame] = relationship(back_populates="versions")
    entries: Mapped[list[CodeEntry]] = relationship(
        back_populates="in_version", order_by="CodeEntry.position", cascade="all, delete-orphan"
    )

    __table_args__ = (UniqueConstraint("frame_id", "number"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Code(Model):
    """A code: the same through all versions, whatever it is called."""

    __tablename__ = "code"

    id: Mapped[Id] = open_()
    frame_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame.id", ondelete="CASCADE"), index=True)
    since: Mapped[int] = open_(Integer)
    """Number of the version it came with."""


class CodeEntry(Model):
    """A code as it stands in one version."""

    __tablename__ = "code_entry"

    version_id: Mapped[uuid.UUID] = open_(
        ForeignKey("code_frame_version.id", ondelete="CASCADE"), primary_key=True
    )
    code_id: Mapped[uuid.UUID] = open_(
        ForeignKey("code.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    parent_id: Mapped[uuid.UUID | None] = open_(ForeignKey("code.id", ondelete="CASCADE"), nullable=True)
    position: Mapped[int] = open_(Integer)
    name: Mapped[str] = open_(String(120))
    definition: Mapped[str] = open_(Text, default="")
    include: Mapped[str] = open_(Text, default="")
    exclude: Mapped[str] = open_(Text, default="")
    examples: Mapped[list[str]] = open_(JSONType, default=list)
    """Made up or reworded, so that nobody is quoted here."""
    colour: Mapped[str] = open_(String(7), default="")
    is_codable: Mapped[bool] = open_(Boolean, default=True)
    """False for a heading that only holds others."""
    status: Mapped[CodeStatus] = open_(one_of(CodeStatus), default=CodeStatus.ACTIVE)

    in_version: Mapped[FrameVersion] = relationship(back_populates="entries")


class CodeMove(Model):
    """What became of a code in a version, so that counts can be made anew at any version."""

    __tablename__ = "code_move"

    id: Mapped[Id] = open_()
    version_id: Mapped[uuid.UUID] = open_(ForeignKey("code_frame_version.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CodeMoveKind] = open_(one_of(CodeMoveKind))
    from_id: Mapped[uuid.UUID] = open_(ForeignKey("code.id", ondelete="CASCADE"))
    to_ids: Mapped[list[str]] = open_(JSONType, default=list)
    """Ids of codes."""
    reason: Mapped[str] = open_(Text, default="")
    """Why it is not given any more."""

    __table_args__ = (UniqueConstraint("version_id", "from_id"),)
