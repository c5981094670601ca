"""Guides: short pages on living well and on getting help, by group."""

from __future__ import annotations

from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from app.blueprints.pages.routes import bp
from app.domain.errors import NotThereError
from app.domain.plain_pages import is_guide
from app.gateways.place_pages import NoPageError, PageText
from app.web.access import public
from app.web.easy_read import parts_of
from app.web.i18n import current_language
from app.web.plain_pages import address_of, easy_of, fixed_pages, frame, guides, text_of


@bp.get("/guides")
@public
def guides_by_group() -> ResponseReturnValue:
    found = groupby(guides(), key=lambda one: one.group)
    return render_template(
        "pages/guides.html",
        groups=[(group, list(rows)) for group, rows in found],
        fixed=fixed_pages(),
    )


@bp.get("/guides/<string:slug>")
@public
def guide(slug: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return render_template("pages/guide.html", **frame(slug, opened(slug)))


@bp.get("/guides/<string:slug>/easy")
@public
def easy(slug: str) -> ResponseReturnValue:
    """Any plain page in Easy Read, also one that has an address of its own. Raises: NotThereError."""
    text = easy_of(slug)
    if text is None:
        raise NotThereError
    return render_template(
        "pages/easy.html", text=text, parts=parts_of(text), address=address_of(slug, current_language())
    )


def opened(slug: str) -> PageText:
    """Raises: NotThereError, also for a page that has an address of its own."""
    try:
        if is_guide(slug):
            return text_of(slug)
    except NoPageError:
        pass
    raise NotThereError
