"""What search reads: derived rows, rebuilt from the listings at will. Nothing here is anybody's original."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import JSONType, Model
from app.models.base import Moment, OptionalMoment, Words


class SearchVersion(Model):
    """One row. Its number grows with every change to the index; a worker that sees a new one reads again."""

    __tablename__ = "search_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    token: Mapped[str] = mapped_column(String(32))
    """New with every change, so that a restored copy is never taken for the database it came from."""
    held_from: Mapped[dt.date | None] = mapped_column(Date)
    """The first day of the occurrences held."""
    held_until: Mapped[dt.date | None] = mapped_column(Date)
    """The last day of the occurrences held."""


class ListingProjection(Model):
    """One listing as readers meet it, in one row: feeds cards, detail, print, calendar and API."""

    __tablename__ = "listing_projection"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(Text)
    sort_name: Mapped[str] = mapped_column(Text, index=True)
    """Folded name for A to Z."""
    is_listed: Mapped[bool]
    """False: reachable by its address, not found by search (inactive, deleted)."""
    card: Mapped[dict[str, object]] = mapped_column(JSONType)
    """What a card shows."""
    detail: Mapped[dict[str, object]] = mapped_column(JSONType)
    """What a page shows besides."""
    changed_in: Mapped[int] = mapped_column(Integer, index=True)
    """The search version that wrote the row."""
    projected_at: Mapped[Moment]


class SearchPoint(Model):
    """Where a listing happens; one row a place. Units: degrees times 100,000."""

    __tablename__ = "search_point"

    latitude: Mapped[int] = mapped_column(Integer, primary_key=True)
    longitude: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)

    __table_args__ = (Index("ix_search_point_number", "number"), {"sqlite_with_rowid": False})


class SearchTerm(Model):
    """A facet value of a listing, such as `need:lonely`, `access:step-free`, `ward:E05011397`."""

    __tablename__ = "search_term"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(String(80), primary_key=True)

    __table_args__ = (Index("ix_search_term_term", "term", "number"), {"sqlite_with_rowid": False})


class SearchDocument(Model):
    """A listing's words as search reads them: folded, parted by single spaces, best column first.

    The engine's own index stands beside it: `search_text` on SQLite, columns of this table on PostgreSQL.
    """

    __tablename__ = "search_document"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    title: Mapped[Words]
    keywords: Mapped[Words]
    summary: Mapped[Words]
    body: Mapped[Words]


class SearchBitmap(Model):
    """One facet value's listings as bits, so that a worker starts without counting them again."""

    __tablename__ = "search_bitmap"

    term: Mapped[str] = mapped_column(String(80), primary_key=True)
    """A term; `at:DAY:PART` for times; `order:DAY`, a day's listings by time; `token`, the version's."""
    bits: Mapped[bytes] = mapped_column(LargeBinary)
    """Little-endian: bit i is listing number i. Of `order`, 64 bits each: start (20), end (12), number."""


class SearchWord(Model):
    """A word listings use, for "did you mean"."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    listings: Mapped[int] = mapped_column(Integer)


class Occurrence(Model):
    """A time something really happens in the coming weeks. Rolled forward each day."""

    __tablename__ = "occurrence"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    starts_at: Mapped[Moment] = mapped_column(primary_key=True)
    ends_at: Mapped[OptionalMoment]
    day: Mapped[dt.date] = mapped_column(Date)
    """The date on the wall in the place."""
    parts: Mapped[int] = mapped_column(Integer)
    """Bits: 1 morning, 2 afternoon (from noon), 4 evening (from 5pm)."""
    minute: Mapped[int] = mapped_column(Integer)
    """When it starts on the wall clock. Units: minutes of the day."""
    until: Mapped[int] = mapped_column(Integer)
    """When it is over. Units: minutes from the day's midnight, at most 4,095."""

    __table_args__ = (Index("ix_occurrence_day", "day", "number"),)
