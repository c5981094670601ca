"""One request, one transaction: a successful change commits once; everything else rolls back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Response, request

from app.database import begin_writing, db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@contextmanager
def around_request() -> Iterator[Callable[[Response], Response]]:
    """Open the transaction the request needs, and close it by what came of it."""
    writes = request.method not in SAFE_METHODS
    if writes:
        begin_writing()

    def finish(response: Response) -> Response:
        if writes and response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
        return response

    try:
        yield finish
    except BaseException:
        db.session.rollback()
        raise
