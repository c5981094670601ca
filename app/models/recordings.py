"""Films in British Sign Language and recordings of plain pages. The files lie in the data folder."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from app.database import Model
from app.domain.recordings import MediaType, RecordingKind, RecordingState
from app.models.base import Dated, Id, Language, OptionalMoment, one_of, open_, person

IS_SHOWN = text("state = 'published'")


class PageRecording(Dated, Model):
    """One film or recording of a page, as it was put in once."""

    __tablename__ = "page_recording"

    id: Mapped[Id] = open_()
    """The id of the form, so that a double click keeps it once."""
    slug: Mapped[str] = open_(String(80))
    """The name of the plain page, which may be a file alone."""
    kind: Mapped[RecordingKind] = open_(one_of(RecordingKind))
    language: Mapped[Language] = open_()
    """The language spoken; `bfi` for British Sign Language."""
    number: Mapped[int] = open_(Integer)
    """1 for the first of this page in this language."""
    state: Mapped[RecordingState] = open_(one_of(RecordingState), default=RecordingState.DRAFT)
    media: Mapped[MediaType] = open_(one_of(MediaType))
    sha256: Mapped[str] = open_(String(64), index=True)
    """Of the file; with how it ends, its name."""
    bytes: Mapped[int] = open_(Integer)
    captions: Mapped[str] = open_(Text, default="")
    """WebVTT, in the language of the transcript."""
    has_sound: Mapped[bool] = open_(Boolean, default=False)
    transcript: Mapped[str] = open_(Text)
    transcript_language: Mapped[Language] = open_()
    maker: Mapped[str] = open_(String(120))
    """A team or an organisation, never a private name."""
    recorded_on: Mapped[dt.date] = open_(Date)
    checked_by: Mapped[str] = open_(String(120), default="")
    """The organisation of the Deaf person who checked a film; empty where nobody has."""
    checked_on: Mapped[dt.date | None] = open_(Date)
    of_language: Mapped[Language] = open_()
    """In which language the page was that it was made from."""
    of_words: Mapped[str] = open_(Text)
    """Those words, whole, so that it can be said that they have changed."""
    put_in_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    published_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (
        UniqueConstraint("slug", "language", "number", name="uq_page_recording_number"),
        Index("ix_page_recording_shown", "state", "slug"),
        Index(
            "uq_page_recording_one_shown",
            "slug",
            "language",
            unique=True,
            sqlite_where=IS_SHOWN,
            postgresql_where=IS_SHOWN,
        ),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it
