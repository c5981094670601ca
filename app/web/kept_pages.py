"""Whole public answers, kept packed for a minute: many ask the same, and drawing it is what costs.

Only what is the same for everybody is kept: a GET without a cookie. A change to any listing ends
every page kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import NamedTuple

from flask import Flask, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue

from app import clock
from app.gateways.search_index import snapshot
from app.web.compression import pack

KEPT = "ginnel_pages"
MOST_BYTES = 8 * 1024 * 1024
"""In each process."""


class Answer(NamedTuple):
    body: bytes
    headers: tuple[tuple[str, str], ...]


class Store:
    """The answers given last, bounded by bytes. Safe for several threads."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.pages: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self.bytes = 0

    def get(self, key: tuple[object, ...]) -> Answer | None:
        with self.lock:
            answer = self.pages.get(key)
            if answer is not None:
                self.pages.move_to_end(key)
            return answer

    def put(self, key: tuple[object, ...], answer: Answer) -> None:
        with self.lock:
            before = self.pages.pop(key, None)
            self.pages[key] = answer
            self.bytes += len(answer.body) - (len(before.body) if before else 0)
            while self.bytes > MOST_BYTES:
                _, oldest = self.pages.popitem(last=False)
                self.bytes -= len(oldest.body)

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.bytes = 0


def init_app(app: Flask) -> None:
    app.extensions[KEPT] = Store()


def leave_out() -> None:
    """Do not keep the answer to this request: asking again must count again."""
    g.is_left_out = True


def kept_for_a_minute(view: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Answer with the page kept, where there is one for just this question; else draw it and keep it."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        if request.cookies or request.method != "GET":
            return view()
        store: Store = current_app.extensions[KEPT]
        key = (
            request.full_path,
            request.host_url,
            request.accept_encodings.best_match(["br", "gzip"]),
            clock.local_now().strftime("%Y-%m-%d %H:%M"),
            snapshot().token,
        )
        known = store.get(key)
        if known is not None:
            return Response(known.body, headers=list(known.headers))
        response = pack(make_response(view()))
        if response.status_code == 200 and not g.get("is_left_out"):
            store.put(key, Answer(response.get_data(), tuple(response.headers)))
        return response

    return answer
