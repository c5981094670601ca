"""Cases: the work with one person, its contacts, tasks, notes, diary, hand-overs."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from app.database import Model
from app.domain.case import CaseStatus, ClosureReason, HoldReason, TransferStatus
from app.domain.contact_log import Attendance, ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.referral import Priority
from app.domain.tasks import AppointmentKind, AppointmentStatus, TaskKind
from app.models.base import Dated, Id, Moment, OptionalMoment, Short, one_of, open_, person, secret, special
from app.models.persons import Person
from app.models.sealed import Sealed, SealedJSON

IS_OPEN = text("status NOT IN ('closed', 'in-error')")


class Case(Dated, Model):
    """One stretch of work with one person. A person has at most one open."""

    __tablename__ = "case_record"

    id: Mapped[Id] = open_()
    number: Mapped[int] = open_(Integer, unique=True)
    """What staff call it. Counts from 1001."""
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[uuid.UUID | None] = open_(ForeignKey("team.id", ondelete="SET NULL"))
    worker_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    """Whose it is: one link worker, or nobody while it waits."""
    status: Mapped[CaseStatus] = open_(one_of(CaseStatus))
    priority: Mapped[Priority] = open_(one_of(Priority), default=Priority.ROUTINE)
    waiting_since: Mapped[Moment] = open_()
    """T0 of its first referral. Never moved by an edit."""
    opened_at: Mapped[Moment] = open_()
    allocated_at: Mapped[OptionalMoment] = open_()
    first_tried_at: Mapped[OptionalMoment] = open_()
    started_at: Mapped[OptionalMoment] = open_()
    """The first contact both ways."""
    first_met_at: Mapped[OptionalMoment] = open_()
    last_contact_at: Mapped[OptionalMoment] = open_()
    contacts: Mapped[int] = open_(Integer, default=0)
    """How many were recorded."""
    hold_reason: Mapped[HoldReason | None] = open_(one_of(HoldReason), nullable=True)
    hold_until: Mapped[dt.date | None] = open_(Date)
    is_high_risk: Mapped[bool] = person(Boolean, default=False)
    is_safeguarding_open: Mapped[bool] = person(Boolean, default=False)
    risks: Mapped[str | None] = special(Sealed("case_record.risks"))
    """`No known risks` stands here in words too."""
    concerns: Mapped[list[str]] = special(SealedJSON("case_record.concerns"), default=list)
    """Values of domain/referral.py: Concern."""
    is_restricted: Mapped[bool] = person(Boolean, default=False)
    """Its concerns are seen by the worker and the lead only, not in lists of the team."""
    goals_set: Mapped[int] = open_(Integer, default=0)
    goals_met: Mapped[int] = open_(Integer, default=0)
    is_sampled: Mapped[bool] = open_(Boolean, default=False)
    """Picked for a lead to look at before it closes."""
    closing: Mapped[dict[str, object] | None] = special(SealedJSON("case_record.closing"))
    """What is being put together for the closing: outcomes, measure, letter."""
    letter: Mapped[Short] = open_()
    """`sent`, `declined` or empty."""
    closure_reason: Mapped[ClosureReason | None] = open_(one_of(ClosureReason), nullable=True)
    closed_at: Mapped[OptionalMoment] = open_(index=True)
    reopened: Mapped[int] = open_(Integer, default=0)
    previous_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("case_record.id", ondelete="SET NULL"), index=True
    )
    """The case before it, where it was closed too long ago to be opened again."""
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        Index(
            "uq_case_record_one_open",
            "person_id",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index("ix_case_record_worker", "worker_id", "status"),
        Index("ix_case_record_team", "team_id", "status", "priority", "waiting_since"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class CaseContact(Dated, Model):
    """One contact: what happened, how long, what is next. Changed by its author only, and never deleted."""

    __tablename__ = "case_contact"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[uuid.UUID | None] = person(ForeignKey("referral.id", ondelete="SET NULL"))
    direction: Mapped[Direction] = open_(one_of(Direction))
    channel: Mapped[ContactChannel] = open_(one_of(ContactChannel))
    happened_at: Mapped[Moment] = open_()
    minutes: Mapped[int | None] = open_(Integer)
    attendance: Mapped[Attendance | None] = open_(one_of(Attendance), nullable=True)
    result: Mapped[ContactResult] = open_(one_of(ContactResult))
    present: Mapped[str | None] = special(Sealed("case_contact.present"))
    """Who was there."""
    interpreter: Mapped[Short] = open_()
    """`used`, `not-available`, `not-needed` or empty."""
    note: Mapped[str | None] = special(Sealed("case_contact.note"))
    needs_met: Mapped[NeedsMet] = open_(one_of(NeedsMet))
    needs_unmet: Mapped[str | None] = special(Sealed("case_contact.needs_unmet"))
    unsafe_why: Mapped[str | None] = special(Sealed("case_contact.unsafe_why"))
    """Why a way was used that they did not choose."""
    next_step: Mapped[str | None] = special(Sealed("case_contact.next_step"))
    next_step_on: Mapped[dt.date | None] = open_(Date)
    idempotency_key: Mapped[str | None] = open_(String(80), unique=True)
    """The form it came with: pressed twice, kept once."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (Index("ix_case_contact_case", "case_id", "happened_at"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class NoteDraft(Model):
    """What somebody is typing, kept every few seconds so that nothing is lost."""

    __tablename__ = "note_draft"

    id: Mapped[Id] = open_()
    account_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"))
    form: Mapped[str] = open_(String(40))
    """Which form, such as `contact`."""
    about_id: Mapped[uuid.UUID] = person()
    """The case or other thing the form is about."""
    tab: Mapped[str] = open_(String(40), default="")
    """Which window: two tabs do not overwrite each other."""
    fields: Mapped[dict[str, object]] = special(SealedJSON("note_draft.fields"))
    saved_at: Mapped[Moment] = open_(index=True)

    __table_args__ = (UniqueConstraint("account_id", "form", "about_id", "tab"),)


class CaseTask(Model):
    """Something that needs a link worker or a lead by a day. Closing the case cancels it."""

    __tablename__ = "case_task"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID | None] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[uuid.UUID | None] = open_(ForeignKey("team.id", ondelete="SET NULL"), index=True)
    worker_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    """Whose day it is on: moves with the case."""
    for_lead: Mapped[bool] = open_(Boolean, default=False)
    """On the day of the team's leads instead."""
    kind: Mapped[TaskKind] = open_(one_of(TaskKind))
    key: Mapped[str] = open_(String(120), unique=True)
    """Two with the same key are one."""
    due_on: Mapped[dt.date] = open_(Date)
    words: Mapped[str | None] = special(Sealed("case_task.words"))
    """Why, where the kind alone does not say it."""
    about_id: Mapped[uuid.UUID | None] = person()
    """The introduction, message, consent or other row it is about."""
    made_at: Mapped[Moment] = open_()
    done_at: Mapped[OptionalMoment] = open_()
    done_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    cancelled_at: Mapped[OptionalMoment] = open_()

    __table_args__ = (Index("ix_case_task_day", "worker_id", "done_at", "cancelled_at", "due_on"),)


class Appointment(Dated, Model):
    """Something in a link worker's diary."""

    __tablename__ = "appointment"

    id: Mapped[Id] = open_()
    worker_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"))
    case_id: Mapped[uuid.UUID | None] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    introduction_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("introduction.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[AppointmentKind] = open_(one_of(AppointmentKind))
    status: Mapped[AppointmentStatus] = open_(one_of(AppointmentStatus))
    starts_at: Mapped[Moment] = person()
    minutes: Mapped[int] = open_(Integer, default=60)
    what: Mapped[str] = special(Sealed("appointment.what"))
    place: Mapped[str | None] = person(Sealed("appointment.place"))
    support: Mapped[str | None] = special(Sealed("appointment.support"))
    """Interpreter or other professional who is needed."""
    booking: Mapped[Short] = open_()
    """`to-book`, how that ended (a value of domain/tasks.py: Settled), or empty where nobody is needed."""
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (Index("ix_appointment_diary", "worker_id", "starts_at"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class CaseTransfer(Model):
    """A hand-over that is asked for. Whoever has the case keeps it until the other accepts."""

    __tablename__ = "case_transfer"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    status: Mapped[TransferStatus] = open_(one_of(TransferStatus))
    from_worker_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    to_worker_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    to_team_id: Mapped[uuid.UUID | None] = open_(ForeignKey("team.id", ondelete="SET NULL"), index=True)
    """Another team, whose lead accepts and shares out."""
    note: Mapped[str] = special(Sealed("case_transfer.note"))
    """The handover note."""
    answer: Mapped[str | None] = special(Sealed("case_transfer.answer"))
    asked_at: Mapped[Moment] = open_()
    expires_on: Mapped[dt.date] = open_(Date)
    decided_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Cover(Model):
    """Somebody looks after a colleague's cases for a while, and why."""

    __tablename__ = "cover"

    id: Mapped[Id] = open_()
    away_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[uuid.UUID | None] = open_(ForeignKey("team.id", ondelete="SET NULL"), index=True)
    starts_on: Mapped[dt.date] = open_(Date)
    ends_on: Mapped[dt.date] = open_(Date)
    """The last day."""
    reason: Mapped[str] = person(Sealed("cover.reason"))
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()


class Workload(Model):
    """How many people a link worker can have at once, and the secret address of their diary."""

    __tablename__ = "workload"

    account_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    cap: Mapped[int] = open_(Integer, default=35)
    diary_hash: Mapped[str | None] = secret(String(64), unique=True)
    """SHA-256 of what the diary feed's address carries; empty where nobody asked for one."""
    version: Mapped[int] = open_(Integer, default=1)
