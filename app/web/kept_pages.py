"""Whole public answers, kept packed for a minute: many ask the same, and drawing it is what costs.

Only what is the same for everybody is kept: a GET without a cookie, that says nothing of what was just
saved. A change to any listing ends every page kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import NamedTuple

from flask import Flask, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue

from app import clock
from app.domain.lru import Lru
from app.gateways.search_index import snapshot
from app.web import saving
from app.web.compression import pack
from app.web.marking import mark

KEPT = "ginnel_pages"
MOST_BYTES = 8 * 1024 * 1024
"""In each process."""


class Answer(NamedTuple):
    body: bytes
    headers: tuple[tuple[str, str], ...]


def init_app(app: Flask) -> None:
    app.extensions[KEPT] = Lru(MOST_BYTES)


def leave_out() -> None:
    """Do not keep the answer to this request: asking again must count again."""
    g.is_left_out = True


def kept_for_a_minute(view: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Answer with the page kept, where there is one for just this question; else draw it and keep it."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        if request.cookies or request.method != "GET" or saving.OURS & request.args.keys():
            return view()
        store: Lru[Hashable, Answer] = current_app.extensions[KEPT]
        key = (
            request.full_path,
            (request.scheme, request.host, request.root_path),
            request.accept_encodings.best_match(["br", "gzip"]),
            clock.local_now().strftime("%Y-%m-%d %H:%M"),
            snapshot().token,
        )
        known = store.get(key)
        if known is not None:
            return Response(known.body, headers=list(known.headers))
        response = pack(mark(make_response(view())))
        if response.status_code == 200 and not g.get("is_left_out"):
            body = response.get_data()
            store.put(key, Answer(body, tuple(response.headers)), len(body) + len(request.full_path))
        return response

    return answer
