"""The short way of a record that a tablet sends: kept with one statement before the rest of the web wakes up.

It ends only where the record is plainly new and the tablet may send. Everything else, whatever is wrong with
it, goes the whole way with what was sent untouched: the gate and the view decide there and say why.
"""

from __future__ import annotations

import io
import json
import re
import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.sansio.utils import host_is_trusted

from app.database import db
from app.domain.envelope import MOST_DATA_BYTES, MOST_KEY_BYTES, NotAnEnvelopeError, envelope_from
from app.operations import capture
from app.operations.capture import Receipt
from app.web.headers import FIXED, HSTS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATH = re.compile(r"/capture/([^/]+)/records")
MOST_BYTES = (MOST_DATA_BYTES + MOST_KEY_BYTES) * 4 // 3 + 4096
"""Of a record as JSON: both parts in base64, and what is around them."""


class ShortWay:
    """Of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @cached_property
    def engine(self) -> Engine:
        with self.app.app_context():
            return db.engine

    @cached_property
    def headers(self) -> list[tuple[str, str]]:
        secure = {"Strict-Transport-Security": HSTS} if self.app.config["HTTPS"] else {}
        kind = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        return list({**kind, **FIXED, **secure}.items())

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
        """The whole answer; None where it goes the whole way."""
        path = PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path is None or environ["REQUEST_METHOD"] != "POST":
            return None
        token, length = carried(environ), length_of(environ)
        if not token or not 0 < length <= MOST_BYTES or not self.is_from_own_page(environ):
            return None
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = io.BytesIO(body)
        receipt = self.kept(token, path[1], body)
        if receipt is None:
            return None
        said = said_of(receipt)
        start_response("201 CREATED", [*self.headers, ("Content-Length", str(len(said)))])
        return [said]

    def kept(self, token: str, slug: str, body: bytes) -> Receipt | None:
        try:
            sent = json.loads(body)
            submission, envelope = uuid.UUID(sent["submission"]), envelope_from(sent["envelope"])
            is_unfinished = sent.get("unfinished") is True
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, NotAnEnvelopeError):
            return None
        try:
            with self.engine.connect() as own, own.execution_options(write=True).begin():
                return capture.receive_first(
                    own, token, slug, submission, envelope, is_unfinished=is_unfinished
                )
        except SQLAlchemyError:  # busy, full or away: the whole way says so
            return None

    def is_from_own_page(self, environ: WSGIEnvironment) -> bool:
        """As the gate sees it: see `access.is_from_own_page`."""
        host = environ.get("HTTP_HOST", "")
        trusted = self.app.config["TRUSTED_HOSTS"]
        if trusted is not None and not host_is_trusted(host, trusted):
            return False
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in {"same-origin", "none"}:
            return False
        origin = environ.get("HTTP_ORIGIN")
        return origin is None or origin == f"{environ['wsgi.url_scheme']}://{host}"


def carried(environ: WSGIEnvironment) -> str:
    """What the tablet carries; empty without it."""
    kind, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def length_of(environ: WSGIEnvironment) -> int:
    given = environ.get("CONTENT_LENGTH", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def said_of(receipt: Receipt) -> bytes:
    """The answer in JSON, the same on both ways."""
    said: dict[str, Any] = {
        "came": receipt.came.value,
        "digest": receipt.digest,
        "number": receipt.number,
    }
    return json.dumps(said).encode()
