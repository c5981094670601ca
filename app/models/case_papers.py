"""What belongs to a case and is kept apart: worries about safety, files, messages."""

from __future__ import annotations

import uuid

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped

from app.database import Model
from app.models.base import Id, Moment, OptionalMoment, Short, open_, person, secret, special
from app.models.sealed import Sealed


class SafeguardingNote(Model):
    """A worry about somebody's safety. Read by its author, a named lead and named readers; by nobody else."""

    __tablename__ = "safeguarding_note"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = special(Sealed("safeguarding_note.words"))
    concern: Mapped[str] = special(Sealed("safeguarding_note.concern"))
    """Which kind of worry."""
    raised_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    raised_at: Mapped[Moment] = open_()
    lead_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    """The lead who was told and follows it."""
    read_at: Mapped[OptionalMoment] = open_()
    """When the lead first read it."""
    answer: Mapped[str | None] = special(Sealed("safeguarding_note.answer"))
    """What the lead asks for or has done."""
    person_told: Mapped[Short] = person()
    """`yes`, `no` or empty; why not stands in the words."""
    ended_at: Mapped[OptionalMoment] = open_()
    outcome: Mapped[str | None] = special(Sealed("safeguarding_note.outcome"))
    version: Mapped[int] = open_(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class SafeguardingReader(Model):
    """Somebody named who may read one worry."""

    __tablename__ = "safeguarding_reader"

    note_id: Mapped[uuid.UUID] = person(
        ForeignKey("safeguarding_note.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    named_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    named_at: Mapped[Moment] = open_()


class CaseDocument(Model):
    """A file about somebody: checked, encrypted, under our own name outside the web root."""

    __tablename__ = "case_document"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = special(Sealed("case_document.title"))
    file_name: Mapped[str] = person(Sealed("case_document.file_name"))
    """As it was called where it came from."""
    stored_as: Mapped[str] = open_(String(60))
    kind: Mapped[str] = open_(String(20))
    """pdf, png, jpeg, docx, odt or txt, by its contents."""
    bytes: Mapped[int] = open_(Integer)
    sha256: Mapped[str] = secret(String(64))
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    removed_at: Mapped[OptionalMoment] = open_()
    removed_why: Mapped[str | None] = special(Sealed("case_document.removed_why"))


class CaseMessage(Model):
    """One message between a person and their link worker. Either may read it on their own page."""

    __tablename__ = "case_message"

    id: Mapped[Id] = open_()
    case_id: Mapped[uuid.UUID] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    from_person: Mapped[bool] = open_(Boolean)
    words: Mapped[str] = special(Sealed("case_message.words"))
    sent_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    sent_at: Mapped[Moment] = open_()
    read_at: Mapped[OptionalMoment] = open_()
    idempotency_key: Mapped[str | None] = open_(String(80), unique=True)
