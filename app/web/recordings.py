"""Films and recordings on a page: what a template shows of them, and the file itself, a piece at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, current_app, request, send_file
from flask_babel import gettext as _

from app.domain.errors import NotThereError
from app.domain.recordings import BSL, MEGABYTE, MIME
from app.gateways.kept_recordings import path_of
from app.models.recordings import PageRecording
from app.queries import recordings as queries
from app.queries.recordings import Playable
from app.web.filters import number
from app.web.i18n import current_language
from app.web.language_names import language_name, own_name
from app.web.plain_pages import pages

KEPT_FOR = 24 * 60 * 60
"""How long a browser may keep a file: what is taken off is gone everywhere a day later. Units: seconds."""


@dataclass(frozen=True, slots=True)
class Player:
    """One film or recording, ready for its macro."""

    row: PageRecording
    is_behind: bool
    title: str
    size: str
    type: str

    @property
    def is_film(self) -> bool:
        return self.row.language == BSL


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(page_players=page_players, direction_of=direction_of)


def page_players(slug: str) -> list[Player]:
    """What everybody may play of a page."""
    found = queries.published_of(pages(), slug, current_language()) if slug else []
    return [player_of(one) for one in found]


def player_of(one: Playable) -> Player:
    return Player(
        one.row, one.is_behind, title_of(one.row.language), size_of(one.row.bytes), MIME[one.row.media]
    )


def title_of(language: str) -> str:
    if language == BSL:
        return _("Film in British Sign Language (BSL)")
    return _("Recording in %(language)s", language=language_name(language))


def size_of(many: int) -> str:
    """In megabytes, as a person reads it: one decimal where it is small."""
    size = many / MEGABYTE
    return _("%(size)s MB", size=number(round(size) if size >= 10 else max(0.1, round(size, 1))))


def direction_of(language: str) -> str:
    return own_name(language)[1]


def sent(row: PageRecording, *, is_public: bool) -> Response:
    """The file, or the part of it that was asked for: Safari plays nothing without. Raises: NotThereError."""
    path = path_of(Path(current_app.config["DATA"]), row.sha256, row.media)
    try:
        response = send_file(path, mimetype=MIME[row.media], conditional=True, etag=row.sha256)
    except FileNotFoundError:
        raise NotThereError from None
    return kept(response, is_public=is_public)


def captions(row: PageRecording, *, is_public: bool) -> Response:
    """Raises: NotThereError where there are none."""
    if not row.captions:
        raise NotThereError
    response = Response(row.captions, mimetype="text/vtt")
    response.set_etag(f"{row.id}-{row.version}")
    response.make_conditional(request)
    return kept(response, is_public=is_public)


def kept(response: Response, *, is_public: bool) -> Response:
    if is_public:
        response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    else:
        del response.headers["Cache-Control"]
    return response
