"""The blueprint its views hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("page_problems", __name__)
