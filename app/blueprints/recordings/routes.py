"""Which pages have a film in BSL or a recording, and the files."""

from __future__ import annotations

import uuid
from itertools import groupby

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries import plain_pages, recordings
from app.web.access import public
from app.web.i18n import current_language
from app.web.plain_pages import address_of, pages
from app.web.recordings import captions as captions_sent
from app.web.recordings import sent, size_of, title_of

bp = Blueprint("recordings", __name__)


@bp.get("/bsl-and-audio")
@public
def listed() -> ResponseReturnValue:
    found = {slug: list(rows) for slug, rows in groupby(recordings.every_published(), lambda row: row.slug)}
    titles = plain_pages.titles(pages(), found, current_language())
    rows = [
        (
            address_of(slug, current_language()),
            title,
            lang,
            [(title_of(row.language), size_of(row.bytes)) for row in found[slug]],
        )
        for slug, title, lang in titles
    ]
    return render_template("recordings/listed.html", rows=rows)


@bp.get("/recordings/<uuid:recording_id>/file")
@public
def file(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return sent(recordings.published(recording_id), is_public=True)


@bp.get("/recordings/<uuid:recording_id>/captions")
@public
def captions(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return captions_sent(recordings.published(recording_id), is_public=True)
