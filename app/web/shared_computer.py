"""Library mode: a computer that others use next. One signed cookie says so, since a form was sent.

While it is on, no cookie outlives the window, no page is kept, and ten minutes without a request clear
everything. The time of the last request stands in the cookie itself: nobody else knows of the visit.
"""

from __future__ import annotations

import datetime as dt

from flask import Flask, Response, current_app, g, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from app import clock

COOKIE = "shared-computer"
CLEARED_AFTER = dt.timedelta(minutes=10)
ASKED_AFTER = dt.timedelta(minutes=8)
"""Then the page asks whether anybody is there; two minutes are left to say so. Source: WCAG 2.2, 2.2.1."""
QUIET = frozenset({"shared_computer.still_there", "shared_computer.cleared"})
"""Pages that open by themselves: they do not count as somebody being there."""
WITHOUT_READERS = frozenset({"assets.asset", "worker.service_worker", "static"})
OF_TABLETS = frozenset({"ginnel_capture", "__Host-ginnel_capture"})
"""A tablet may hold what people said and has not sent, for longer than its cookie lasts: never cleared."""
NAMES = frozenset(
    {
        "ginnel",
        "ginnel-browser",
        "ginnel-get-help",
        "ginnel-refer",
        "ginnel-session",
        "ginnel-suggestion",
        "my_list",
        "reading",
        "reading-keys",
        COOKIE,
    }
)
"""Every other cookie of ours. All are of this host alone and of the path `/`."""
OURS = NAMES | {f"__Host-{name}" for name in NAMES}
CONVERSATIONS = frozenset({"capture", "capture_records"})
"""What is on its way is not turned back. A tablet sends by itself: that is nobody being there."""


def init_app(app: Flask) -> None:
    app.before_request(clear_when_over)
    app.after_request(note_use)
    app.jinja_env.globals["on_shared_computer"] = is_on
    app.jinja_env.globals["shared_computer_times"] = (ASKED_AFTER, CLEARED_AFTER)


def is_on() -> bool:
    """Was this browser told that others use it next?"""
    return last_seen() is not None


def last_seen() -> dt.datetime | None:
    """When a page was last asked for; None where the mode is not on."""
    if "shared_computer" not in g:
        g.shared_computer = _read(request.cookies.get(COOKIE, ""))
    held: dt.datetime | None = g.shared_computer
    return held


def _read(value: str) -> dt.datetime | None:
    if not value:
        return None
    try:
        return dt.datetime.fromtimestamp(int(_signer().loads(value)), dt.UTC)
    except (BadSignature, ValueError, OverflowError, TypeError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="shared computer")


def switch_on(response: Response) -> Response:
    """From now on, until the window closes or everything is cleared."""
    made = _signer().dumps(int(clock.now().timestamp()))
    secure = bool(current_app.config["HTTPS"])
    response.set_cookie(COOKIE, made, httponly=True, samesite="Lax", secure=secure)
    return response


def clear_when_over() -> Response | None:
    """Too long without a sign of anybody: whoever asks now starts afresh."""
    seen = last_seen()
    if seen is None or request.endpoint in WITHOUT_READERS or clock.now() - seen < CLEARED_AFTER:
        return None
    if request.blueprint in CONVERSATIONS:
        return None
    g.shared_computer = None
    return clear(redirect(url_for("shared_computer.cleared"), 303))  # type: ignore[arg-type]


def note_use(response: Response) -> Response:
    """A page was asked for: the ten minutes begin anew. No cookie of ours stays beyond the window."""
    cookies = response.headers.getlist("Set-Cookie")
    begins = any(cookie.startswith(f"{COOKIE}=") for cookie in cookies)
    if request.endpoint in WITHOUT_READERS or not (is_on() or begins):
        return response
    response.headers.setlist("Set-Cookie", [until_closed(cookie) for cookie in cookies])
    response.headers["Cache-Control"] = "no-store"
    if is_on() and request.endpoint not in QUIET and request.blueprint not in CONVERSATIONS:
        switch_on(response)
    return response


def until_closed(cookie: str) -> str:
    """The same cookie without the day it would last to. A tablet's, or one being taken away, stays."""
    parts = [part.strip() for part in cookie.split(";")]
    if parts[0].partition("=")[0] in OF_TABLETS or any(part.lower() == "max-age=0" for part in parts):
        return cookie
    return "; ".join(part for part in parts if not part.lower().startswith(("max-age=", "expires=")))


def clear(response: Response) -> Response:
    """Take away every cookie of ours, by its name. The page that says so takes what it keeps of our pages.

    Never "cookies" of Clear-Site-Data: they are those of every site of a council's domain. Never "storage":
    what a tablet has not sent lies there, and only its script can tell.
    """
    secure = bool(current_app.config["HTTPS"])
    for name in request.cookies.keys() & OURS:
        response.delete_cookie(name, path="/", httponly=True, samesite="Lax", secure=secure)
    if not OF_TABLETS & request.cookies.keys():
        response.headers["Clear-Site-Data"] = '"cache"'
    response.headers["Cache-Control"] = "no-store"
    return response
