"""What a tablet's script sends: one sealed record at a time, and a word on how the tablet is.

Every answer is JSON, errors too. Source: engagement.md 3.2, decisions.md 4.
"""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from flask import Response, g, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app import clock
from app.blueprints.capture.blueprint import records_bp
from app.database import db
from app.domain.capture_window import Window
from app.domain.conversation_document import moment_from
from app.domain.engagement import CaptureWay, capture_until, upload_until
from app.domain.envelope import NotAnEnvelopeError, envelope_from
from app.operations import capture, reporting_devices
from app.operations.capture import Came
from app.queries.devices import KnownDevice, device_of
from app.web.access import UnknownDeviceError, by_device, carried
from app.web.short_way import MOST_BYTES, said_of

log = logging.getLogger("ginnel")

STATUS_OF = {Came.NEW: 201, Came.SAME: 200, Came.VERSION: 202, Came.ERASED: 410}
MOST_REPORT_BYTES = 4096
RETRY_AFTER_SECONDS = "30"


class WhyNotError(Exception):
    """It is not taken, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@records_bp.post("/capture/<string:event>/records")
@by_device(most_bytes=MOST_BYTES)
def records(event: str) -> Response:
    """What is plainly new never comes here: see web/short_way.py."""
    device, sent = device_here(event), what_was_sent()
    try:
        submission, envelope = uuid.UUID(str(sent.get("submission"))), envelope_from(sent.get("envelope"))
    except (ValueError, NotAnEnvelopeError) as error:
        raise WhyNotError(422, "not-an-envelope") from error
    receipt = capture.receive(
        device.event_id,
        submission,
        digest=envelope.digest,
        way=CaptureWay.TABLET,
        envelope=envelope.packed(),
        device_id=device.id,
        is_unfinished=sent.get("unfinished") is True,
    )
    return Response(said_of(receipt), STATUS_OF[receipt.came], mimetype="application/json")


@records_bp.post("/capture/<string:event>/report")
@by_device(most_bytes=MOST_REPORT_BYTES)
def report(event: str) -> Response:
    """Is there a way through, how late is it, and how much lies on the tablet: all in one."""
    device, sent, now = device_here(event), what_was_sent(), clock.now()
    if "unsent" not in sent:
        raise WhyNotError(422, "not-a-report")
    reporting_devices.report(
        device.id,
        unsent=number_of(sent.get("unsent")),
        unfinished=number_of(sent.get("unfinished")),
        its_now=moment_from(sent.get("now")),
        now=now,
    )
    return answer(
        200,
        {
            "now": now.isoformat(),
            "open": device.window(now) is Window.OPEN,
            "capture_until": capture_until(device.ends_at).isoformat(),
            "upload_until": upload_until(device.ends_at).isoformat(),
        },
    )


def device_here(slug: str) -> KnownDevice:
    """The tablet that asks, where it may still send here. Raises: UnknownDeviceError, WhyNotError."""
    device = device_of(carried())
    if device is None or device.slug != slug:
        raise UnknownDeviceError
    if device.is_revoked:
        raise WhyNotError(401, "revoked")
    if device.window(clock.now()) is Window.OVER:
        raise WhyNotError(401, "upload-over")
    return device


def what_was_sent() -> dict[str, Any]:
    """Empty where it is no JSON object."""
    try:
        sent = json.loads(request.get_data())
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def number_of(value: object) -> int:
    return min(max(value, 0), 1_000_000) if type(value) is int else 0


def answer(status: int, said: dict[str, object]) -> Response:
    return Response(json.dumps(said), status, mimetype="application/json")


@records_bp.errorhandler(UnknownDeviceError)
def on_unknown(error: UnknownDeviceError) -> Response:
    return answer(401, {"why": "unknown"})


@records_bp.errorhandler(WhyNotError)
def on_why_not(error: WhyNotError) -> Response:
    return answer(error.status, {"why": error.why})


@records_bp.errorhandler(HTTPException)
def on_http_error(error: HTTPException) -> Response:
    return answer(error.code or 500, {"why": "too-big" if error.code == 413 else error.name.lower()})


@records_bp.errorhandler(Exception)
def on_crash(error: Exception) -> Response:
    """Nothing of it is kept. The tablet tries again."""
    db.session.rollback()
    log.error("record not kept", extra={"request_id": g.get("request_id")}, exc_info=error)
    if isinstance(error, OperationalError):
        busy = answer(503, {"why": "busy"})
        busy.headers["Retry-After"] = RETRY_AFTER_SECONDS
        return busy
    return answer(500, {"why": "crash"})
