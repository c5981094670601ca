"""One JSON line a request: ids and counts, never a name, a word typed, an address or a query string."""

from __future__ import annotations

import logging
import sys
import time
import uuid
from typing import Any

from flask import Flask, Response, g, request
from pythonjsonlogger.json import JsonFormatter

from app.operations import audit

log = logging.getLogger("ginnel")


class PlainFormatter(JsonFormatter):
    """Drops exception *messages*, which can hold what somebody typed; keeps the kind and the place."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        kind, _, trace = ei
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/app/')[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return f"{kind.__name__} at " + " < ".join(reversed(places[-12:]))


def init_app(app: Flask) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.handlers = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
    app.logger.handlers = [handler]
    app.logger.propagate = False
    app.before_request(begin)
    app.after_request(write_line)


def begin() -> None:
    g.request_id = uuid.uuid4().hex[:16]
    audit.REQUEST_ID.set(g.request_id)
    g.started = time.perf_counter()


def write_line(response: Response) -> Response:
    """Log the endpoint, not the address: an address can hold a postcode."""
    if request.endpoint in QUIET and response.status_code < 400:
        return response
    started = g.get("started")
    log.info(
        "request",
        extra={
            "request_id": g.get("request_id"),
            "method": request.method if request.method in KNOWN_METHODS else "other",
            "endpoint": request.endpoint,
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1) if started else None,
        },
    )
    return response


QUIET = frozenset(
    {
        *("assets.asset", "health.healthz", "health.readyz"),
        *("capture.keep", "capture.kept", "capture.undo", "capture_records.records"),
        *("have_your_say.start", "have_your_say.hear_back", "have_your_say.hear_back_left"),
        *("have_your_say.about_you", "have_your_say.about_you_left"),
    }
)
"""Of files nothing is worth a line; of what people say, the second and the order are nobody's business."""
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
