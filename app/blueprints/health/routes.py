"""`/healthz`: the process lives. `/readyz`: it can answer people."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

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
    return jsonify(status="not ready" if missing else "ready", missing=missing), 503 if missing else 200
