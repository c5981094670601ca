"""The blueprint of those who watch over the trace."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("trust", __name__)
