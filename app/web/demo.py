"""The strip that says the listings are invented. Asked of the database once a minute, not once a page."""

from __future__ import annotations

import time

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.database import db
from app.queries import demo

STATE = "ginnel_demo"
FRESH = 60.0
"""Units: seconds."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals["is_demo"] = is_demo


def is_demo() -> bool:
    """The last known answer where the database does not give one: an error page needs no database."""
    asked_at, answer = current_app.extensions.get(STATE, (-FRESH, False))
    if time.monotonic() - asked_at >= FRESH:
        try:
            answer = demo.is_demo()
        except SQLAlchemyError:
            db.session.rollback()
        current_app.extensions[STATE] = (time.monotonic(), answer)
    return bool(answer)
