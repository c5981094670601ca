"""The blueprint all views for other people's programs and pages hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("developers", __name__)
