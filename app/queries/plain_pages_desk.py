"""Plain pages for whoever edits them: every page with its versions, and how each language stands."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.errors import NotThereError
from app.domain.plain_pages import (
    ENGLISH,
    Details,
    PageVersionState,
    TranslationState,
    Wording,
    is_guide,
    standing,
)
from app.gateways.place_pages import PageText
from app.models.plain_pages import PageVersion, PlainPage
from app.queries.plain_pages import Pages, wording_of


@dataclass(frozen=True)
class HeldPage:
    """One page: its files, and what is held here."""

    slug: str
    pages: Pages
    page: PlainPage | None

    @property
    def is_guide(self) -> bool:
        return is_guide(self.slug)

    @property
    def title(self) -> str:
        """In English; of a page that nobody reads, as its draft or its last version has it."""
        text = self.wording(ENGLISH) or self.last_wording(ENGLISH)
        return text.title if text else self.slug

    @property
    def details(self) -> Details:
        if page := self.page:
            return Details(page.group, page.order, page.owner, page.review_on, page.drawing)
        file = self.file(ENGLISH)
        assert file is not None
        return Details(file.group, file.order, file.owner, file.review, file.drawing)

    @property
    def checked_on(self) -> dt.date | None:
        return self.page.checked_on if self.page else None

    @property
    def is_public(self) -> bool:
        return self.wording(ENGLISH) is not None

    def file(self, language: str) -> PageText | None:
        return self.pages.file(self.slug, language)

    def versions(self, language: str) -> list[PageVersion]:
        """The newest first."""
        rows = self.page.versions if self.page else []
        return sorted((one for one in rows if one.language == language), key=lambda one: -one.number)

    def in_state(self, language: str, state: PageVersionState) -> PageVersion | None:
        return next((one for one in self.versions(language) if one.state is state), None)

    def published(self, language: str) -> PageVersion | None:
        return self.in_state(language, PageVersionState.PUBLISHED)

    def draft(self, language: str) -> PageVersion | None:
        return self.in_state(language, PageVersionState.DRAFT)

    def draft_wording(self, language: str) -> Wording | None:
        row = self.draft(language)
        return words_of(row) if row else None

    def last_wording(self, language: str) -> Wording | None:
        """What somebody goes on with: the draft, what everybody reads, else what was taken off."""
        newest = next(iter(self.versions(language)), None)
        kept = words_of(newest) if newest else None
        return self.draft_wording(language) or self.wording(language) or kept

    def wording(self, language: str) -> Wording | None:
        """What everybody reads in that very language."""
        if row := self.published(language):
            return words_of(row)
        file = self.file(language)
        return wording_of(file) if file else None

    def edition(self, language: str) -> int:
        """Grows with every change in that language: a form says with which one it was opened."""
        return sum(one.version for one in self.versions(language))

    def reviewed(self, language: str) -> str:
        """Who from the community has read it, and when."""
        if row := self.published(language):
            return ", ".join(str(part) for part in (row.reviewed_by, row.reviewed_on) if part)
        file = self.file(language)
        return file.reviewed if file else ""

    def translated_from(self, language: str) -> str | None:
        """The English that what everybody reads was made from, whole; None where nobody knows."""
        if row := self.published(language):
            return row.of_words
        file = self.file(ENGLISH)
        return wording_of(file).whole if file else None

    def standing(self, language: str) -> tuple[TranslationState, ...]:
        english, there = self.wording(ENGLISH), self.wording(language)
        return standing(
            is_there=there is not None,
            of=self.translated_from(language) or "",
            english=english.whole if english else "",
            reviewed=self.reviewed(language),
        )


def words_of(row: PageVersion) -> Wording:
    return Wording(row.title, row.summary, row.body)


def held(pages: Pages, slug: str) -> HeldPage:
    """Raises: NotThereError."""
    row = db.session.scalar(
        select(PlainPage).where(PlainPage.slug == slug).options(selectinload(PlainPage.versions))
    )
    if row is None and slug not in pages.slugs():
        raise NotThereError
    return HeldPage(slug, pages, row)


def every(pages: Pages) -> list[HeldPage]:
    """Every page there is, by its English title."""
    rows: Mapping[str, PlainPage] = {
        row.slug: row
        for row in db.session.scalars(select(PlainPage).options(selectinload(PlainPage.versions)))
    }
    slugs: Iterable[str] = pages.slugs() | rows.keys()
    found = (HeldPage(slug, pages, rows.get(slug)) for slug in slugs)
    return sorted(found, key=lambda one: one.title.casefold())


def version(version_id: uuid.UUID) -> PageVersion:
    """Raises: NotThereError."""
    row = db.session.get(PageVersion, version_id)
    if row is None:
        raise NotThereError
    return row


def late_files(pages: Pages, today: dt.date) -> int:
    """How many pages that nobody has edited here should have been looked at by now. Seldom a statement."""
    texts = ((slug, pages.file(slug, ENGLISH)) for slug in pages.slugs())
    late = {slug for slug, text in texts if text and text.review and text.review <= today}
    if not late:
        return 0
    return len(late - set(db.session.scalars(select(PlainPage.slug).where(PlainPage.slug.in_(late)))))
