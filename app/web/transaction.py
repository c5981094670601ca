"""One request, one transaction: a successful change commits once; everything else rolls back.

What was looked at is traced either way, before the answer leaves; where that fails, there is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Response, request

from app.database import begin_writing, db
from app.operations import audit

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
            undo()
        return response

    try:
        yield finish
    except BaseException:
        undo()
        raise


@contextmanager
def letting_go() -> Iterator[None]:
    """For slow work before anything is changed: nobody waits for our transaction meanwhile."""
    db.session.rollback()
    yield
    if request.method not in SAFE_METHODS:
        begin_writing()


def undo() -> None:
    """Take back what the request changed, and trace what it looked at. Raises: OperationalError."""
    db.session.rollback()
    if audit.keep_only_reads():
        begin_writing()
        try:
            db.session.commit()
        except BaseException:
            audit.forget()
            db.session.rollback()
            raise
