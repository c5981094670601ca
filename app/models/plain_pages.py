"""Plain pages that staff edit. A published version comes before the file of the place folder."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from app.database import Model
from app.domain.plain_pages import PageMethod, PageVersionState
from app.models.base import Dated, Id, Moment, OptionalMoment, one_of, open_, person


class PlainPage(Dated, Model):
    """A page that somebody has edited here, or made here. Until then there is only its file."""

    __tablename__ = "plain_page"

    id: Mapped[Id] = open_()
    slug: Mapped[str] = open_(String(80), unique=True)
    group: Mapped[str] = open_(String(40), default="")
    order: Mapped[int] = open_(Integer, default=0)
    owner: Mapped[str] = open_(String(120), default="")
    """A team, never a person."""
    review_on: Mapped[dt.date | None] = open_(Date, index=True)
    """By when somebody looks at the page again."""
    checked_on: Mapped[dt.date | None] = open_(Date)
    """When somebody last read it and said that it is right."""
    drawing: Mapped[str] = open_(String(40), default="")
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    versions: Mapped[list[PageVersion]] = relationship(
        back_populates="page", order_by="PageVersion.number", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class PageVersion(Model):
    """The words of a page in one language, as they stood once."""

    __tablename__ = "plain_page_version"

    id: Mapped[Id] = open_()
    page_id: Mapped[uuid.UUID] = open_(ForeignKey("plain_page.id", ondelete="CASCADE"))
    language: Mapped[str] = open_(String(12))
    number: Mapped[int] = open_(Integer)
    """1 for the first in this language."""
    title: Mapped[str] = open_(String(120))
    summary: Mapped[str] = open_(String(300), default="")
    body: Mapped[str] = open_(Text)
    """Markdown with gaps."""
    state: Mapped[PageVersionState] = open_(one_of(PageVersionState), default=PageVersionState.DRAFT)
    method: Mapped[PageMethod] = open_(one_of(PageMethod), default=PageMethod.ORIGINAL)
    translator: Mapped[str] = person(String(120), default="")
    of_number: Mapped[int] = open_(Integer, default=0)
    """Of a translation: which English version it translates; 0 for the English of the file."""
    of_words: Mapped[str] = open_(Text, default="")
    """That English, whole, so that what changed since can be shown."""
    reviewed_by: Mapped[str] = person(String(120), default="")
    """Who from the community has read the translation."""
    reviewed_on: Mapped[dt.date | None] = open_(Date)
    put_back: Mapped[int | None] = open_(Integer)
    """Of which version these are the words, where an older one was put back."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    published_at: Mapped[OptionalMoment] = open_()
    version: Mapped[int] = open_(Integer, default=1)

    page: Mapped[PlainPage] = relationship(back_populates="versions")

    __table_args__ = (
        UniqueConstraint("page_id", "language", "number", name="uq_plain_page_version_number"),
        Index("ix_plain_page_version_state", "state", "language"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it
