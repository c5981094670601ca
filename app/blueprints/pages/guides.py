"""Guides: short pages on living well and on getting help, by group."""

from __future__ import annotations

from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from app.blueprints.pages.routes import bp, in_easy_read
from app.domain.errors import NotThereError
from app.domain.plain_pages import is_guide
from app.gateways.place_pages import NoPageError, PageText
from app.web.access import public
from app.web.plain_pages import easy_of, fixed_pages, frame, guides, text_of
from app.web.reading import reads_easy


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
    page = frame(slug, opened(slug))
    if page["easy"] and reads_easy():
        return in_easy_read(slug, page["easy"])
    return render_template("pages/guide.html", **page)


@bp.get("/guides/<string:slug>/easy")
@public
def easy(slug: str) -> ResponseReturnValue:
    """Any plain page in Easy Read, also one that has an address of its own. Raises: NotThereError."""
    text = easy_of(slug)
    if text is None:
        raise NotThereError
    return in_easy_read(slug, text)


def opened(slug: str) -> PageText:
    """Raises: NotThereError, also for a page that has an address of its own."""
    try:
        if is_guide(slug):
            return text_of(slug)
    except NoPageError:
        pass
    raise NotThereError
