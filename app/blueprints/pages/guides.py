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
from app.web.plain_pages import easy_of, fixed_pages, guides, text_of
from app.web.prose import prose, sections


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
    text = opened(slug)
    every = guides()
    here = next((one for one in every if one.slug == slug), None)
    same = [one for one in every if here and one.group == here.group]
    at = same.index(here) if here else -1
    return render_template(
        "pages/guide.html",
        text=text,
        prose=prose(text),
        sections=sections(text),
        slug=slug,
        group=here.group if here else None,
        following=same[at + 1] if here and at + 1 < len(same) else None,
        others=[one for one in same if one is not here],
        easy=easy_of(slug),
    )


def opened(slug: str) -> PageText:
    """Raises: NotThereError, also for a page that has an address of its own."""
    try:
        if is_guide(slug):
            return text_of(slug)
    except NoPageError:
        pass
    raise NotThereError
