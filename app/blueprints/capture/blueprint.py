"""The two blueprints of capture: pages for people, and addresses for a tablet's script.

Who captures is a tablet that joined the event (its cookie), or a member of staff who may see the event.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, request

from app import clock
from app.domain.capture_window import Window, window
from app.domain.engagement import upload_until
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.models.engagement import Event
from app.queries.devices import KnownDevice, device_of
from app.queries.events import event_called, event_for
from app.web.viewer import viewer

bp = Blueprint("capture", __name__)
records_bp = Blueprint("capture_records", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


class NotJoinedError(Exception):
    """This browser may not take down conversations here."""


@dataclass(frozen=True, slots=True)
class Capturing:
    """An event, and who takes down conversations at it."""

    event: Event
    device: KnownDevice | None
    """None for a member of staff at their own computer."""

    @property
    def window(self) -> Window:
        event = self.event
        return window(event.status, event.starts_at, event.ends_at, clock.now())

    @property
    def device_id(self) -> uuid.UUID | None:
        return self.device.id if self.device else None


def capturing(slug: str) -> Capturing:
    """Raises: NotThereError; NotJoinedError where neither a tablet of this event nor staff of it asks."""
    event = event_called(slug)
    device = device_of(token()) if token() else None
    if device and device.event_id == event.id and not device.is_revoked:
        return Capturing(event, device)
    if viewer().may(Permission.EVENT_SEE):
        try:
            return Capturing(event_for(viewer(), event.id, Permission.EVENT_SEE), None)
        except NotThereError:
            pass
    raise NotJoinedError


def cookie_name() -> str:
    return "__Host-ginnel_capture" if current_app.config["HTTPS"] else "ginnel_capture"


def token() -> str:
    return request.cookies.get(cookie_name(), "")


def remember(response: Response, made: str, ends_at: dt.datetime) -> Response:
    """Let the ordinary form know the tablet, as long as anything may be sent."""
    response.set_cookie(
        cookie_name(),
        made,
        expires=upload_until(ends_at),
        path="/",
        secure=current_app.config["HTTPS"],
        httponly=True,
        samesite="Lax",
    )
    return response
