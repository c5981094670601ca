"""Single keys can be switched off: what somebody says to a computer, or types by slip, would set them off."""

from __future__ import annotations

import uuid

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.insight.blueprint import bp
from app.domain.reading import id_from, wanted_from
from app.domain.roles import Permission
from app.web.access import requires

COOKIE = "reading-keys"
A_YEAR = 365 * 24 * 60 * 60
"""Units: seconds."""


def are_keys_on() -> bool:
    return request.cookies.get(COOKIE) != "off"


@bp.post("/keys")
@requires(Permission.FEEDBACK_READ)
def keys() -> ResponseReturnValue:
    """On or off, in this browser; back to the point."""
    point_id = id_from(request.form.get("point", "")) or uuid.UUID(int=0)
    back = url_for("insight.point", point_id=point_id, **wanted_from(request.args).parameters())
    answer = redirect(back, 303)
    if request.form.get("keys") == "off":
        secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
        answer.set_cookie(COOKIE, "off", max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    else:
        answer.delete_cookie(COOKIE)
    return answer
