"""Files of words that translators brought in: who, when, and what was there before."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.errors import NotThereError
from app.models.people import Account
from app.models.translations import BroughtFile, WordsBefore

MOST = 50


@dataclass(frozen=True, slots=True)
class Brought:
    """One file, as translators see it."""

    id: uuid.UUID
    language: str
    many: int
    brought_at: dt.datetime
    brought_by: str
    taken_back_at: dt.datetime | None
    taken_back_by: str
    is_last: bool = False
    """The last that was not taken back: the one that can be."""


def listed(language: str) -> list[Brought]:
    """The newest first."""
    newest = last(language)
    return [brought_of(row, newest) for row in db.session.execute(_named(language).limit(MOST))]


def lately(since: dt.datetime) -> list[Brought]:
    """In any language and not taken back, the newest first."""
    wanted = _named().where(BroughtFile.brought_at >= since, BroughtFile.taken_back_at.is_(None))
    return [brought_of(row, None) for row in db.session.execute(wanted.limit(MOST))]


def one(file_id: uuid.UUID, language: str) -> Brought:
    """Raises: NotThereError."""
    row = db.session.execute(_named(language).where(BroughtFile.id == file_id)).one_or_none()
    if row is None:
        raise NotThereError
    return brought_of(row, last(language))


def _named(language: str = "") -> Select[BroughtFile, str | None, str | None]:
    brought, back = aliased(Account), aliased(Account)
    wanted = (
        select(BroughtFile, brought.name, back.name)
        .outerjoin(brought, brought.id == BroughtFile.brought_by)
        .outerjoin(back, back.id == BroughtFile.taken_back_by)
        .order_by(BroughtFile.brought_at.desc(), BroughtFile.id)
    )
    return wanted.where(BroughtFile.language == language) if language else wanted


def brought_of(row: Row[BroughtFile, str | None, str | None], newest: BroughtFile | None) -> Brought:
    file, by, back_by = row
    return Brought(
        file.id,
        file.language,
        file.many,
        file.brought_at,
        by or "",
        file.taken_back_at,
        back_by or "",
        is_last=newest is not None and file.id == newest.id,
    )


def file(file_id: uuid.UUID, language: str) -> BroughtFile:
    """Raises: NotThereError."""
    found = db.session.get(BroughtFile, file_id, populate_existing=True)
    if found is None or found.language != language:
        raise NotThereError
    return found


def last(language: str) -> BroughtFile | None:
    """The last file that was not taken back."""
    return db.session.scalars(
        select(BroughtFile)
        .where(BroughtFile.language == language, BroughtFile.taken_back_at.is_(None))
        .order_by(BroughtFile.brought_at.desc(), BroughtFile.id)
        .limit(1)
    ).one_or_none()


def before(file_id: uuid.UUID) -> Sequence[WordsBefore]:
    """What each of its strings said before, and what the file said."""
    return db.session.scalars(
        select(WordsBefore).where(WordsBefore.file_id == file_id).order_by(WordsBefore.digest)
    ).all()
