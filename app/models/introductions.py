"""Introductions to those who can help, what was shared with them, and what is missing in the city."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.database import JSONType, Model
from app.domain.introduction import (
    DeclineReason,
    Helped,
    IntroductionKind,
    IntroductionStatus,
    NotCompletedReason,
)
from app.models.base import Dated, Id, Moment, OptionalMoment, Short, Words, one_of, open_, person, special
from app.models.sealed import Sealed, SealedJSON


class Introduction(Dated, Model):
    """Somebody was told of a listing, or introduced to whoever runs it."""

    __tablename__ = "introduction"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[IntroductionKind] = open_(one_of(IntroductionKind))
    status: Mapped[IntroductionStatus] = open_(one_of(IntroductionStatus))
    service_id: Mapped[uuid.UUID | None] = open_(ForeignKey("service.id", ondelete="SET NULL"), index=True)
    organization_id: Mapped[uuid.UUID | None] = open_(ForeignKey("organization.id", ondelete="SET NULL"))
    service_name: Mapped[Words] = open_()
    """As it was called; it outlives the listing."""
    goal_id: Mapped[uuid.UUID | None] = person()
    """The goal of the plan it is for."""
    what_person_says: Mapped[str | None] = special(Sealed("introduction.what_person_says"))
    shared: Mapped[dict[str, object] | None] = special(SealedJSON("introduction.shared"))
    """Exactly what the provider sees; empty once the share is over. Shape: domain/sharing.py."""
    shared_fields: Mapped[list[str]] = open_(JSONType, default=list)
    """What was shared, by name, kept after the values are gone."""
    consent_id: Mapped[uuid.UUID | None] = person(ForeignKey("consent.id", ondelete="SET NULL"), index=True)
    sent_to: Mapped[str | None] = person(Sealed("introduction.sent_to"))
    """The provider's address the link went to."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    sent_at: Mapped[OptionalMoment] = open_()
    seen_at: Mapped[OptionalMoment] = open_()
    answered_at: Mapped[OptionalMoment] = open_()
    reminder_step: Mapped[int] = open_(Integer, default=0)
    """How many reminders have gone: days 3, 7, 10; a task at 14."""
    decline_reason: Mapped[DeclineReason | None] = open_(one_of(DeclineReason), nullable=True)
    provider_words: Mapped[str | None] = special(Sealed("introduction.provider_words"))
    """What the provider wrote with the answer."""
    rough_wait_weeks: Mapped[int | None] = open_(Integer)
    first_at: Mapped[OptionalMoment] = person()
    """The first visit."""
    first_place: Mapped[str | None] = person(Sealed("introduction.first_place"))
    goes_along: Mapped[str | None] = person(Sealed("introduction.goes_along"))
    """Who goes along the first time."""
    started_at: Mapped[OptionalMoment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()
    output: Mapped[str | None] = special(Sealed("introduction.output"))
    """What was done, as the provider says it."""
    not_completed: Mapped[NotCompletedReason | None] = open_(one_of(NotCompletedReason), nullable=True)
    cancel_reason: Mapped[str | None] = special(Sealed("introduction.cancel_reason"))
    helped: Mapped[Helped | None] = open_(one_of(Helped), nullable=True)
    """The person's own answer."""
    helped_words: Mapped[str | None] = special(Sealed("introduction.helped_words"))
    helped_at: Mapped[OptionalMoment] = open_()
    handed_on: Mapped[bool] = open_(Boolean, default=False)
    """The case closed while it ran on, and the person knows."""
    share_ends_at: Mapped[OptionalMoment] = open_(index=True)
    """30 days after the end; from then the provider sees nothing."""
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (
        Index("ix_introduction_organization", "organization_id", "status"),
        Index("ix_introduction_silent", "status", "sent_at"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class IntroductionDay(Model):
    """Did they come on one day, as the provider says it."""

    __tablename__ = "introduction_day"

    id: Mapped[Id] = open_()
    introduction_id: Mapped[uuid.UUID] = person(ForeignKey("introduction.id", ondelete="CASCADE"), index=True)
    day: Mapped[dt.date] = open_(Date)
    came: Mapped[bool] = person(Boolean)
    said_by: Mapped[Short] = open_()
    """`provider`, `person` or `worker`."""
    said_at: Mapped[Moment] = open_()


class SharingAgreement(Model):
    """An organisation signed that it keeps what we share safe. Without a current one nothing is shared."""

    __tablename__ = "sharing_agreement"

    id: Mapped[Id] = open_()
    organization_id: Mapped[uuid.UUID] = open_(ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    reference: Mapped[Short] = open_()
    """By which the signed paper is found."""
    starts_on: Mapped[dt.date] = open_(Date)
    ends_on: Mapped[dt.date] = open_(Date)
    """The last day it holds."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)


class UnmetNeed(Model):
    """Somebody needed something the city does not have, or not near enough, or not in a way they can use."""

    __tablename__ = "unmet_need"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID | None] = person(ForeignKey("case_record.id", ondelete="SET NULL"), index=True)
    theme: Mapped[str] = open_(String(60), index=True)
    """A value of domain/referral.py: Concern."""
    ward_code: Mapped[str] = person(String(9), default="", index=True)
    why: Mapped[str] = open_(String(40))
    """A value of domain/unmet_needs.py: WhyUnmet."""
    words: Mapped[str | None] = special(Sealed("unmet_need.words"))
    """For the partnership; the page says not to name anybody."""
    searched: Mapped[str] = open_(Text, default="")
    """Keys of our vocabulary that were searched, joined by a comma."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_(index=True)
    settled_at: Mapped[OptionalMoment] = open_()
