"""Work behind the page: jobs, My list, counters."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import JSONType, Model
from app.models.base import Id, Language, Moment, OptionalMoment, Short, Words, open_, person, secret


class Job(Model):
    """Work to do later. Written in the transaction that causes it; taken by lease."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(80))
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """Two jobs with the same key are one."""
    arguments: Mapped[dict[str, object]] = mapped_column(JSONType, default=dict)
    run_at: Mapped[Moment]
    tries: Mapped[int] = mapped_column(Integer, default=0)
    leased_until: Mapped[OptionalMoment]
    leased_by: Mapped[Short]
    finished_at: Mapped[OptionalMoment]
    failed_at: Mapped[OptionalMoment]
    error: Mapped[str] = mapped_column(Text, default="")
    """The kind of error, never its data."""

    __table_args__ = (Index("ix_job_due", "finished_at", "failed_at", "run_at"),)


class SavedList(Model):
    """My list: activities somebody wants to keep. No account, no name.

    A device has a list of its own and at most one that it is making for somebody else. A list that was handed
    over belongs to no device: whoever has its code may read it.
    """

    __tablename__ = "saved_list"

    id: Mapped[Id] = open_()
    key_hash: Mapped[str | None] = secret(String(64))
    """SHA-256 of the key in the owner's cookie; empty once it is handed over."""
    for_somebody: Mapped[bool] = open_(Boolean, default=False)
    code: Mapped[str] = secret(String(16), unique=True)
    """The short address that shows the list to whoever has it."""
    title: Mapped[str] = person(String(120), default="")
    language: Mapped[Language] = open_()
    shared: Mapped[bool] = open_(Boolean, default=False)
    notes_shared: Mapped[bool] = open_(Boolean, default=False)
    """Whoever has the code may read the notes too."""
    made_at: Mapped[Moment] = open_()
    used_at: Mapped[Moment] = open_(index=True)

    items: Mapped[list[SavedItem]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="SavedItem.position, SavedItem.id"
    )

    __table_args__ = (UniqueConstraint("key_hash", "for_somebody"),)


class SavedItem(Model):
    """One activity on a list. It outlives the listing, so that the list can say what has gone."""

    __tablename__ = "saved_item"

    id: Mapped[int] = open_(primary_key=True, autoincrement=True)
    list_id: Mapped[uuid.UUID] = open_(ForeignKey("saved_list.id", ondelete="CASCADE"), index=True)
    service_id: Mapped[uuid.UUID | None] = open_(ForeignKey("service.id", ondelete="SET NULL"), index=True)
    name: Mapped[Words] = open_()
    """What it was called when it was saved."""
    near: Mapped[Short] = open_()
    """The neighbourhood it was in when it was saved."""
    position: Mapped[int] = open_(Integer, default=0)
    note: Mapped[str] = person(String(500), default="")
    removed_at: Mapped[OptionalMoment] = open_()
    """Taken off, but not gone yet: there is an undo until the night."""

    __table_args__ = (UniqueConstraint("list_id", "service_id"),)


class UnmetSearch(Model):
    """How often a search found nothing, by week. No words as typed, no address, no person."""

    __tablename__ = "unmet_search"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    week: Mapped[dt.date] = mapped_column(Date)
    """The Monday of the week."""
    terms: Mapped[str] = mapped_column(String(200))
    """What was wanted, as our own vocabulary's keys, joined by a comma; `other` when none fits."""
    ward_code: Mapped[str] = mapped_column(String(12), default="")
    times: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = (UniqueConstraint("week", "terms", "ward_code"),)
