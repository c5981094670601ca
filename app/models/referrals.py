"""Referrals in, and the one history of everything that moves."""

from __future__ import annotations

import uuid

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.case import Subject
from app.domain.referral import (
    NotAcceptedReason,
    Priority,
    ReferralMethod,
    ReferralSource,
    ReferralStatus,
)
from app.models.base import Dated, Id, Language, Moment, OptionalMoment, Short, one_of, open_, person, special
from app.models.persons import Person
from app.models.sealed import Sealed, SealedJSON


class Referral(Dated, Model):
    """Somebody asked for a link worker, or another asked for them."""

    __tablename__ = "referral"

    id: Mapped[Id] = open_()
    reference: Mapped[str] = open_(String(12), unique=True)
    """What people quote, such as `K7M-4PQ`. Says nothing about anybody."""
    status: Mapped[ReferralStatus] = open_(one_of(ReferralStatus))
    source: Mapped[ReferralSource] = open_(one_of(ReferralSource))
    method: Mapped[ReferralMethod | None] = open_(one_of(ReferralMethod), nullable=True)
    priority: Mapped[Priority] = open_(one_of(Priority), default=Priority.ROUTINE)
    is_urgent: Mapped[bool] = person(Boolean, default=False)
    is_safeguarding: Mapped[bool] = person(Boolean, default=False)
    document: Mapped[dict[str, object]] = special(SealedJSON("referral.document"))
    """All that was asked and answered. Shape: domain/referral_document.py."""
    name: Mapped[str] = person(Sealed("referral.name"))
    """Whom it is about, for lists."""
    concerns: Mapped[list[str]] = special(SealedJSON("referral.concerns"), default=list)
    """Values of Concern."""
    language: Mapped[Language] = open_()
    """The one they read our words in."""
    ward_code: Mapped[str] = person(String(9), default="")
    person_id: Mapped[uuid.UUID | None] = person(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """Set when somebody decides who it is."""
    case_id: Mapped[uuid.UUID | None] = person(ForeignKey("case_record.id", ondelete="SET NULL"), index=True)
    practice_id: Mapped[uuid.UUID | None] = open_(ForeignKey("practice.id", ondelete="SET NULL"), index=True)
    team_id: Mapped[uuid.UUID | None] = open_(ForeignKey("team.id", ondelete="SET NULL"))
    """Where it was routed; empty where no rule fits."""
    routed_by: Mapped[Short] = open_()
    """Codes of the rules' steps, or `by-hand`."""
    referrer_account_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    referrer_organization_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    referrer_name: Mapped[str | None] = person(Sealed("referral.referrer_name"))
    referrer_service: Mapped[str | None] = person(Sealed("referral.referrer_service"))
    referrer_contact: Mapped[str | None] = person(Sealed("referral.referrer_contact"))
    """An e-mail address to answer to, or a phone number."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    """Who typed it in, where it was somebody with an account."""
    received_at: Mapped[OptionalMoment] = open_()
    """T0: the wait is counted from here and never moved by an edit."""
    triaged_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    decided_at: Mapped[OptionalMoment] = open_()
    question: Mapped[str | None] = special(Sealed("referral.question"))
    """What we ask the referrer."""
    answer: Mapped[str | None] = special(Sealed("referral.answer"))
    not_accepted: Mapped[NotAcceptedReason | None] = open_(one_of(NotAcceptedReason), nullable=True)
    heard_offer: Mapped[bool | None] = open_(Boolean)
    """Did the person hear the offer before they said no?"""
    message: Mapped[str | None] = special(Sealed("referral.message"))
    """What the referrer was told, and what instead."""
    sent_on_to: Mapped[str | None] = special(Sealed("referral.sent_on_to"))
    duplicate_of_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("referral.id", ondelete="SET NULL"), index=True
    )
    asked_at: Mapped[OptionalMoment] = open_(index=True)
    """When we last asked the referrer: reminded after 3 days, a lead told after 7."""
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        Index("ix_referral_queue", "team_id", "status", "received_at"),
        Index("ix_referral_received_at", "received_at"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class HistoryEvent(Model):
    """One move of a referral, a case, an introduction or a transfer. Never changed."""

    __tablename__ = "history_event"

    id: Mapped[int] = open_(Integer, primary_key=True, autoincrement=True)
    subject: Mapped[Subject] = open_(one_of(Subject))
    subject_id: Mapped[uuid.UUID] = person()
    case_id: Mapped[uuid.UUID | None] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    """So that a case's whole story is one read."""
    action: Mapped[str] = open_(String(40))
    start: Mapped[str] = open_(String(40), default="")
    end: Mapped[str] = open_(String(40))
    reason: Mapped[str] = open_(String(60), default="")
    """A value of the list the action takes."""
    note: Mapped[str | None] = special(Sealed("history_event.note"))
    details: Mapped[dict[str, object] | None] = special(SealedJSON("history_event.details"))
    actor: Mapped[str] = open_(String(20))
    """A value of domain/machine.py: Actor."""
    actor_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    organization_id: Mapped[uuid.UUID | None] = open_(ForeignKey("organization.id", ondelete="SET NULL"))
    on_behalf_of: Mapped[str | None] = person(Sealed("history_event.on_behalf_of"))
    effective_at: Mapped[Moment] = open_()
    recorded_at: Mapped[Moment] = open_()

    __table_args__ = (Index("ix_history_event_subject", "subject", "subject_id", "id"),)


class ReferralImport(Model):
    """A file of many referrals: a dry run first, then in."""

    __tablename__ = "referral_import"

    id: Mapped[Id] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    team_id: Mapped[uuid.UUID | None] = open_(ForeignKey("team.id", ondelete="SET NULL"))
    file_name: Mapped[str | None] = person(Sealed("referral_import.file_name"))
    rows: Mapped[dict[str, object] | None] = special(SealedJSON("referral_import.rows"))
    """What was read, row by row; empty once it is in or thrown away."""
    report: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """Counts and row numbers; never a value."""
    made_at: Mapped[Moment] = open_()
    applied_at: Mapped[OptionalMoment] = open_()
