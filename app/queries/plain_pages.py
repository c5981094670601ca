"""Plain pages as anybody reads them: what is published here, else the file of the place folder.

In the reader's language, else in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import and_, select

from app.database import db
from app.domain.plain_pages import (
    ENGLISH,
    FIXED,
    PageGroup,
    PageVersionState,
    Wording,
    group_of,
    is_guide,
)
from app.gateways.place_pages import NoPageError, PageText, files, page_text
from app.models.plain_pages import PageVersion, PlainPage

PAGE = (
    PlainPage.slug,
    PlainPage.group,
    PlainPage.order,
    PlainPage.owner,
    PlainPage.review_on,
    PlainPage.checked_on,
    PlainPage.drawing,
)
NAMES = (PageVersion.language, PageVersion.title, PageVersion.summary)
WORDS = (
    PageVersion.body,
    PageVersion.method,
    PageVersion.translator,
    PageVersion.of_words,
    PageVersion.reviewed_by,
    PageVersion.reviewed_on,
)


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide in a list of them."""

    slug: str
    title: str
    summary: str
    lang: str
    group: PageGroup
    order: int
    drawing: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the files of the pages lie."""

    root: Path
    place: str

    def file(self, slug: str, lang: str) -> PageText | None:
        """The file in that very language."""
        there = (slug, lang) in files(self.root, self.place)
        return page_text(self.root, self.place, slug, lang) if there else None

    def languages(self, slug: str) -> frozenset[str]:
        return frozenset(lang for name, lang in files(self.root, self.place) if name == slug)

    def slugs(self) -> frozenset[str]:
        return frozenset(slug for slug, lang in files(self.root, self.place) if lang == ENGLISH)


def text_of(pages: Pages, slug: str, lang: str) -> PageText:
    """The page in that language, else in English. One statement. Raises: NoPageError."""
    rows = {row.language: row for row in published(lang, *WORDS, slug=slug)}
    english, own = (written(pages, slug, code, rows) for code in (ENGLISH, lang))
    text = own or english
    if text is None:
        raise NoPageError(slug)
    if about := next(iter(rows.values()), None):
        text = replace(text, **details_of(about))
    elif english and text is not english:
        text = with_details(text, english)
    if text.lang == ENGLISH or english is None:
        return text
    row = rows.get(text.lang)
    return replace(text, is_behind=is_behind(pages, slug, english, row.of_words if row else None))


def is_behind(pages: Pages, slug: str, english: PageText, of_words: str | None) -> bool:
    """Has the English changed since? `of_words` is the English it was made from, None for a file."""
    if of_words is None:
        file = pages.file(slug, ENGLISH)
        return file is None or wording_of(file) != wording_of(english)
    return of_words != wording_of(english).whole


def wording_of(text: PageText) -> Wording:
    return Wording(text.title, text.summary, text.body)


def written(pages: Pages, slug: str, lang: str, rows: Mapping[str | None, Any]) -> PageText | None:
    """The page in one language, without what is held about it."""
    if (row := rows.get(lang)) is None:
        return pages.file(slug, lang)
    return PageText(
        row.title,
        row.body,
        lang,
        ", ".join(str(part) for part in (row.reviewed_by, row.reviewed_on) if part),
        summary=row.summary,
        method=row.method.value,
        translator=row.translator,
    )


def details_of(row: Any) -> dict[str, Any]:
    return {
        "group": row.group,
        "order": row.order,
        "owner": row.owner,
        "review": row.review_on,
        "checked": row.checked_on,
        "drawing": row.drawing,
    }


def with_details(text: PageText, english: PageText) -> PageText:
    """What its own file does not say, the English file does."""
    same = ("group", "order", "owner", "review", "drawing")
    return replace(text, **{name: getattr(text, name) or getattr(english, name) for name in same})


def published(lang: str, *more: Any, slug: str = "") -> list[Any]:
    """Every page held here with what is published of it in the language and in English. One statement.

    A page of which neither is has one row without words.
    """
    on = and_(
        PageVersion.page_id == PlainPage.id,
        PageVersion.state == PageVersionState.PUBLISHED,
        PageVersion.language.in_({lang, ENGLISH}),
    )
    wanted = select(*PAGE, *NAMES, *more).outerjoin(PageVersion, on)
    return list(db.session.execute(wanted.where(PlainPage.slug == slug) if slug else wanted))


def guides(pages: Pages, lang: str) -> list[Guide]:
    """Every guide anybody can read, in the order of the groups. One statement."""
    rows: dict[str, dict[str | None, Any]] = {}
    for row in published(lang):
        rows.setdefault(row.slug, {})[row.language] = row
    slugs = (pages.slugs() | rows.keys()) - FIXED
    found = (guide_of(pages, slug, lang, rows.get(slug, {})) for slug in slugs)
    groups = list(PageGroup)
    return sorted(
        (one for one in found if one), key=lambda one: (groups.index(one.group), one.order, one.slug)
    )


def guide_of(pages: Pages, slug: str, lang: str, rows: Mapping[str | None, Any]) -> Guide | None:
    """None where nothing of it is published, or where it belongs to no group."""
    file = pages.file(slug, ENGLISH)
    named = next((one for code in (lang, ENGLISH) if (one := rows.get(code) or pages.file(slug, code))), None)
    about = next(iter(rows.values()), None) or file
    if named is None or about is None or (group := group_of(about.group)) is None or not is_guide(slug):
        return None
    said = named.language if hasattr(named, "language") else named.lang
    summary = named.summary or (file.summary if file and said == ENGLISH else "")
    return Guide(slug, named.title, summary, said, group, about.order, about.drawing)


def titles(pages: Pages, slugs: Iterable[str], lang: str) -> list[tuple[str, str, str]]:
    """Of those of them that there are: name, title and the title's language. One statement."""
    rows = {(row.slug, row.language): row.title for row in published(lang)}
    found: list[tuple[str, str, str]] = []
    for slug in slugs:
        for code in dict.fromkeys((lang, ENGLISH)):
            file = pages.file(slug, code)
            if title := rows.get((slug, code)) or (file.title if file else ""):
                found.append((slug, title, code))
                break
    return found
