"""The blueprint of plain pages, and how one is opened."""

from __future__ import annotations

import uuid

from flask import Blueprint
from flask_babel import get_locale

from app.domain.errors import NotThereError
from app.domain.languages import Language
from app.domain.plain_pages import ENGLISH
from app.domain.roles import Permission
from app.models.plain_pages import PageVersion
from app.operations import audit
from app.queries import plain_pages_desk as desk
from app.queries.plain_pages_desk import HeldPage
from app.web.access import RefusedError
from app.web.place import place
from app.web.plain_pages import pages
from app.web.viewer import viewer

bp = Blueprint("page_editing", __name__)


@bp.context_processor
def names() -> dict[str, object]:
    return {"language_name": language_name}


def language_name(code: str) -> str:
    """The language in the reader's own words."""
    locale = get_locale()
    return str(locale.languages.get(code, code)).capitalize() if locale else code


def opened_page(slug: str) -> HeldPage:
    """Raises: NotThereError, and the look is traced."""
    try:
        return desk.held(pages(), slug)
    except NotThereError:
        audit.refused(viewer(), "page.refused")
        raise


def opened_version(version_id: uuid.UUID) -> tuple[HeldPage, PageVersion]:
    """Raises: NotThereError, and the look is traced."""
    try:
        row = desk.version(version_id)
    except NotThereError:
        audit.refused(viewer(), "page-version.refused", of=("page-version", version_id))
        raise
    return desk.held(pages(), row.page.slug), row


def may_write(language: str) -> bool:
    """Whoever translates writes any language but English."""
    return language != ENGLISH or viewer().may(Permission.PAGE_EDIT)


def only_who_may_write(language: str) -> None:
    """Raises: RefusedError."""
    if not may_write(language):
        raise RefusedError(viewer(), Permission.PAGE_EDIT)


def other_languages() -> list[str]:
    return [one.code for one in place().languages if one.code != ENGLISH]


def a_language(code: str) -> str:
    """Raises: NotThereError for one that the place does not have, and for English."""
    if code not in other_languages():
        audit.refused(viewer(), "page.refused")
        raise NotThereError
    return code


def one_called(code: str) -> Language:
    return next(one for one in place().languages if one.code == code)
