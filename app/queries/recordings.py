"""Films and recordings of plain pages: for everybody those that are published, for staff every one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import defer

from app.database import db
from app.domain.errors import NotThereError
from app.domain.plain_pages import PageVersionState
from app.domain.recordings import BSL, RecordingState, is_behind
from app.gateways.place_pages import NoPageError
from app.models.plain_pages import PageVersion, PlainPage
from app.models.recordings import PageRecording
from app.queries.plain_pages import Pages, text_of, wording_of

OF_WORDS, TRANSCRIPT, CAPTIONS = (
    defer(column) for column in (PageRecording.of_words, PageRecording.transcript, PageRecording.captions)
)
"""The long words of a row, left in the database until somebody asks for them."""


@dataclass(frozen=True, slots=True)
class Playable:
    """One that everybody may play, and whether the page has changed since it was made."""

    row: PageRecording
    is_behind: bool


def published_of(pages: Pages, slug: str, lang: str) -> list[Playable]:
    """Of one page: the film first, then the reader's language. One statement where there is none."""
    rows = db.session.scalars(
        select(PageRecording)
        .where(PageRecording.slug == slug, PageRecording.state == RecordingState.PUBLISHED)
        .order_by(PageRecording.language)
    ).all()
    return playable(pages, sorted(rows, key=lambda row: (row.language != BSL, row.language != lang)))


def playable(pages: Pages, rows: Sequence[PageRecording]) -> list[Playable]:
    keys = {(row.slug, row.of_language) for row in rows}
    now = {(slug, lang): words_now(pages, slug, lang) for slug, lang in keys}
    return [Playable(row, is_behind(row.of_words, now[row.slug, row.of_language])) for row in rows]


def words_now(pages: Pages, slug: str, lang: str) -> str | None:
    """The words of a page as everybody reads them in that very language, whole; None where there are none."""
    try:
        text = text_of(pages, slug, lang)
    except NoPageError:
        return None
    return wording_of(text).whole if text.lang == lang else None


def every_published() -> Sequence[PageRecording]:
    """Of every page, by its name: the film first."""
    rows = db.session.scalars(
        select(PageRecording)
        .options(OF_WORDS, TRANSCRIPT, CAPTIONS)
        .where(PageRecording.state == RecordingState.PUBLISHED)
        .order_by(PageRecording.slug, PageRecording.language)
    ).all()
    return sorted(rows, key=lambda row: (row.slug, row.language != BSL, row.language))


def published(recording_id: uuid.UUID) -> PageRecording:
    """For its file and its captions, a piece at a time. Raises: NotThereError, also for one not published."""
    row = db.session.get(PageRecording, recording_id, options=(OF_WORDS, TRANSCRIPT, CAPTIONS))
    if row is None or row.state is not RecordingState.PUBLISHED:
        raise NotThereError
    return row


def held(recording_id: uuid.UUID, *, for_file: bool = False) -> PageRecording:
    """For staff. Raises: NotThereError."""
    lighter = (OF_WORDS, TRANSCRIPT, CAPTIONS) if for_file else ()
    row = db.session.get(PageRecording, recording_id, options=lighter)
    if row is None:
        raise NotThereError
    return row


def every_of(slug: str) -> Sequence[PageRecording]:
    """Of one page, the newest of each language first."""
    return db.session.scalars(
        select(PageRecording)
        .options(TRANSCRIPT, CAPTIONS)
        .where(PageRecording.slug == slug)
        .order_by(PageRecording.language, PageRecording.number.desc())
    ).all()


def earlier_words(slug: str, language: str) -> Sequence[PageVersion]:
    """Versions of a page that everybody read once, the newest first: a recording may be made from one."""
    return db.session.scalars(
        select(PageVersion)
        .join(PlainPage)
        .where(
            PlainPage.slug == slug,
            PageVersion.language == language,
            PageVersion.state.in_((PageVersionState.REPLACED, PageVersionState.WITHDRAWN)),
        )
        .order_by(PageVersion.number.desc())
    ).all()
