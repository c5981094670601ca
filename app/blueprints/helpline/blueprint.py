"""The blueprint of the helpline's screen, and what stands on every page of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request

from app.blueprints.helpline import call
from app.web import saving
from app.web.place import place

bp = Blueprint("helpline", __name__)

AT_HAND = ("999", "111", "samaritans", "shout", "childline", "domestic-abuse")
"""Numbers that are in view on every page of it."""


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def page(template: str, *, status: int = 200, **words: Any) -> Response:
    """A page with the numbers to ring and the list of the call beside it."""
    numbers = {line.key: line for line in place().emergency_numbers}
    said = {
        "call": call.current(),
        "numbers": [numbers[key] for key in AT_HAND if key in numbers],
        "views": current_app.view_functions,
        "here": saving.way_back(),
        **words,
    }
    return make_response(render_template(template, **said), status)


def way_back(fallback: str) -> str:
    """The page of ours that a button was on."""
    wanted = request.form.get("next", "")
    return wanted if saving.is_safe(wanted) else fallback
