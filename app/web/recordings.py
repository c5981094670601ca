"""Films and recordings on a page: what a template shows of them, and the file itself, a piece at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from flask import Flask, Response, current_app, request
from flask_babel import gettext as _
from werkzeug.datastructures import ContentRange
from werkzeug.exceptions import RequestedRangeNotSatisfiable, ServiceUnavailable
from werkzeug.wsgi import FileWrapper

from app import clock
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
PIECE = 2 * MEGABYTE
"""Most of a film that is sent at once. It is handed over whole, so no thread waits for a slow phone."""
AT_ONCE = 2
"""How many whole files a process sends at once."""
WHOLE_WITHIN = dt.timedelta(minutes=3)
"""How long a whole file may take. A browser asks for the rest as a piece."""
TURNS: SimpleQueue[None] = SimpleQueue()
"""One for each that may begin. A queue, as a turn may come back while rubbish is collected."""
for _turn in range(AT_ONCE):
    TURNS.put(None)


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
    """The file, or the part of it that was asked for: Safari plays nothing without. Raises: NotThereError;
    RequestedRangeNotSatisfiable; ServiceUnavailable."""
    path = path_of(Path(current_app.config["DATA"]), row.sha256, row.media)
    try:
        response = piece(row, path) or whole(row, path)
    except FileNotFoundError:
        raise NotThereError from None
    response.accept_ranges = "bytes"
    return kept(response, is_public=is_public)


def piece(row: PageRecording, path: Path) -> Response | None:
    """What was asked for, at most `PIECE`: the player asks for the next. None for the whole file."""
    asked, of = request.range, request.if_range
    is_other = of.date is not None or (of.etag or row.sha256) != row.sha256
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or is_other:
        return None
    span = asked.range_for_length(row.bytes)
    if span is None:
        raise RequestedRangeNotSatisfiable(row.bytes)
    start, stop = span[0], min(span[1], span[0] + PIECE)
    with path.open("rb") as file:
        file.seek(start)
        response = Response(file.read(stop - start), 206, mimetype=MIME[row.media])
    response.content_range = ContentRange("bytes", start, stop, row.bytes)
    response.set_etag(row.sha256)
    return response


def whole(row: PageRecording, path: Path) -> Response:
    """All of it, for somebody who keeps it. No player asks so: it keeps a thread while it is sent."""
    response = Response(mimetype=MIME[row.media], direct_passthrough=True)
    response.set_etag(row.sha256)
    response.make_conditional(request)
    if response.status_code == 200:
        response.content_length = path.stat().st_size
        if request.method == "GET":
            response.response = WholeFile(path)
    return response


class WholeFile(FileWrapper):
    """A file on its way out, while few others are. Raises: ServiceUnavailable."""

    has_turn = False

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), buffer_size=1 << 16)
        self.until = clock.now() + WHOLE_WITHIN
        try:
            TURNS.get_nowait()
        except Empty:
            super().close()
            raise ServiceUnavailable from None
        self.has_turn = True

    def __next__(self) -> bytes:
        if clock.now() > self.until:
            self.close()
            raise StopIteration
        return super().__next__()

    def close(self) -> None:
        super().close()
        if self.has_turn:
            self.has_turn = False
            TURNS.put(None)

    def __del__(self) -> None:
        """Nobody came to send it: the answer failed on its way."""
        if self.has_turn:
            self.close()


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
