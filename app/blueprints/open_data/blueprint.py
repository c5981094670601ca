from __future__ import annotations

from flask import Blueprint

bp = Blueprint("open_data", __name__, url_prefix="/api/<any(oruk,hsds):stub>/v3")
