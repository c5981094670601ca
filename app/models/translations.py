"""Words of other languages that translators bring, over those of the files."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.database import JSONType, Model
from app.models.base import Id, Language, Moment, OptionalMoment, open_, person


class BroughtWords(Model):
    """One string of ours in one language: its words, and whether a person has checked them."""

    __tablename__ = "brought_words"

    id: Mapped[Id] = open_()
    language: Mapped[Language] = open_()
    digest: Mapped[str] = open_(String(32))
    """Names the string: made of its context and its English."""
    context: Mapped[str] = open_(Text, default="")
    english: Mapped[str] = open_(Text)
    plural: Mapped[str] = open_(Text, default="")
    forms: Mapped[list[str]] = open_(JSONType, default=list)
    """The words: one, or one for each plural form."""
    made_at: Mapped[Moment] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    checked_at: Mapped[OptionalMoment] = open_()
    checked_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (UniqueConstraint("language", "digest"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class BroughtFile(Model):
    """A file of words that somebody brought in, until it is taken back."""

    __tablename__ = "brought_file"

    id: Mapped[Id] = open_()
    language: Mapped[Language] = open_(index=True)
    many: Mapped[int] = open_(Integer)
    """How many strings it changed."""
    brought_at: Mapped[Moment] = open_()
    brought_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    taken_back_at: Mapped[OptionalMoment] = open_()
    taken_back_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))


class WordsBefore(Model):
    """What a string said before a file, so that the file can be taken back."""

    __tablename__ = "words_before"

    file_id: Mapped[uuid.UUID] = open_(ForeignKey("brought_file.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = open_(String(32), primary_key=True)
    forms: Mapped[list[str]] = open_(JSONType, default=list)
    """The words as they were brought before; none where only the file of the language said it."""
    made_at: Mapped[OptionalMoment] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    checked_at: Mapped[OptionalMoment] = open_()
    checked_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    brought: Mapped[list[str]] = open_(JSONType, default=list)
    """What the file said instead."""
