"""`/healthz`: the process lives. `/readyz`: it can answer people."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app import clock
from app.queries import readiness
from app.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    return jsonify(status="alive")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    missing = readiness.missing()
    if missing:
        return jsonify(status="not ready", missing=missing), 503
    now = clock.now()
    age = readiness.outbox_age(now)
    return jsonify(
        status="ready",
        missing=[],
        late=readiness.late(now, outbox=age),
        outbox_minutes=int(age.total_seconds() // 60),
    )
