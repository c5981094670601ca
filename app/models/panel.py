"""The people's panel, its draws, and stories people gave us."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.panel import PanelAnswer, PanelStatus
from app.domain.story import StoryStatus, StoryTeller, StoryUse
from app.models.base import Dated, Id, Language, Moment, OptionalMoment, Short, one_of, open_, person, special
from app.models.sealed import Sealed, SealedJSON


class PanelMember(Dated, Model):
    """Somebody who said that they may be asked now and then."""

    __tablename__ = "panel_member"

    id: Mapped[Id] = open_()
    status: Mapped[PanelStatus] = open_(one_of(PanelStatus), default=PanelStatus.WAITING)
    name: Mapped[str] = person(Sealed("panel_member.name"))
    email: Mapped[str | None] = person(Sealed("panel_member.email"))
    email_hash: Mapped[str | None] = person(String(64), unique=True, nullable=True)
    """Keyed hash of the address in small letters, so that nobody is on the panel twice."""
    phone: Mapped[str | None] = person(Sealed("panel_member.phone"))
    address: Mapped[str | None] = person(Sealed("panel_member.address"))
    ways: Mapped[list[str]] = person(JSONType, default=list)
    """Values of PanelWay, the best first."""
    language: Mapped[Language] = open_()
    spoken: Mapped[list[str]] = person(JSONType, default=list)
    """Other languages they can take part in."""
    interests: Mapped[list[str]] = person(JSONType, default=list)
    needs: Mapped[dict[str, object] | None] = special(SealedJSON("panel_member.needs"))
    """Shape: {"values": [AccessNeed], "words": ".."}."""
    ward_code: Mapped[str] = person(String(9), default="")
    decile: Mapped[int | None] = person(Integer, nullable=True)
    """Of deprivation where they live; 1 is the poorest."""
    most_a_year: Mapped[int] = person(Integer, default=2)
    """Invitations they agreed to."""
    paused_until: Mapped[dt.date | None] = person(Date, nullable=True)
    confirmed_at: Mapped[OptionalMoment] = open_()
    left_at: Mapped[OptionalMoment] = open_()
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (Index("ix_panel_member_status", "status", "ward_code"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class PanelDraw(Model):
    """Some members drawn for one purpose. Kept, so that it can be shown to be fair."""

    __tablename__ = "panel_draw"

    id: Mapped[Id] = open_()
    about: Mapped[str] = open_(Text)
    """What they are asked, in words that stand in the invitation."""
    interest: Mapped[str] = open_(String(255), default="")
    """A value of Interest: only those who chose it were drawn; empty for everybody."""
    seed: Mapped[str] = open_(String(60))
    wanted: Mapped[int] = open_(Integer)
    quota_by: Mapped[Short] = open_()
    """A value of QuotaBy; empty for none."""
    quotas: Mapped[dict[str, int]] = open_(JSONType, default=dict)
    report: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """Counts only: how many could be asked, were resting, were found for each quota."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    sent_at: Mapped[OptionalMoment] = open_()
    is_demo: Mapped[bool] = open_(Boolean, default=False)

    invitations: Mapped[list[PanelInvitation]] = relationship(
        back_populates="draw", cascade="all, delete-orphan", order_by="PanelInvitation.position"
    )


class PanelInvitation(Model):
    """Who was asked what."""

    __tablename__ = "panel_invitation"

    id: Mapped[Id] = open_()
    draw_id: Mapped[uuid.UUID] = open_(ForeignKey("panel_draw.id", ondelete="CASCADE"))
    member_id: Mapped[uuid.UUID] = person(ForeignKey("panel_member.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = open_(Integer)
    asked_on: Mapped[dt.date] = open_(Date)
    answer: Mapped[PanelAnswer | None] = person(one_of(PanelAnswer), nullable=True)
    answered_at: Mapped[OptionalMoment] = open_()

    draw: Mapped[PanelDraw] = relationship(back_populates="invitations")
    member: Mapped[PanelMember] = relationship()

    __table_args__ = (UniqueConstraint("draw_id", "member_id"),)


class Story(Model):
    """Somebody's own account of how it felt."""

    __tablename__ = "story"

    id: Mapped[Id] = open_()
    status: Mapped[StoryStatus] = open_(one_of(StoryStatus), default=StoryStatus.NEW)
    told_by: Mapped[StoryTeller] = open_(one_of(StoryTeller))
    case_id: Mapped[uuid.UUID | None] = person(ForeignKey("case_record.id", ondelete="SET NULL"), index=True)
    """Where it was offered from a case: seen by those who see the case, never by who reads stories."""
    title: Mapped[str | None] = special(Sealed("story.title"))
    parts: Mapped[dict[str, object] | None] = special(SealedJSON("story.parts"))
    """Shape: {"parts": [{"stage": StoryStage, "words": ".."}], "change": ".."}; empty once taken back."""
    name: Mapped[str | None] = person(Sealed("story.name"))
    """Their first name, where it may stand beside it."""
    email: Mapped[str | None] = person(Sealed("story.email"))
    """Where their door leads by e-mail; apart from what is read."""
    link_id: Mapped[uuid.UUID | None] = person(ForeignKey("access_link.id", ondelete="SET NULL"), index=True)
    """Their door."""
    language: Mapped[Language] = open_()
    ward_code: Mapped[str] = person(String(9), default="")
    told_at: Mapped[Moment] = open_()
    """To the hour."""
    read_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[OptionalMoment] = open_()
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    agreements: Mapped[list[StoryAgreement]] = relationship(
        back_populates="story", cascade="all, delete-orphan", order_by="StoryAgreement.number"
    )

    __table_args__ = (Index("ix_story_status", "status", "told_at"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class StoryAgreement(Model):
    """One answer to one step. Never changed: a later one takes its place."""

    __tablename__ = "story_agreement"

    id: Mapped[Id] = open_()
    story_id: Mapped[uuid.UUID] = open_(ForeignKey("story.id", ondelete="CASCADE"))
    number: Mapped[int] = open_(Integer)
    use: Mapped[StoryUse] = open_(one_of(StoryUse))
    agrees: Mapped[bool] = open_(Boolean)
    given_by: Mapped[StoryTeller] = open_(one_of(StoryTeller))
    wording: Mapped[str] = open_(String(40))
    """Which words they were asked with, such as `story/1`."""
    at: Mapped[Moment] = open_()

    story: Mapped[Story] = relationship(back_populates="agreements")

    __table_args__ = (UniqueConstraint("story_id", "number"),)
