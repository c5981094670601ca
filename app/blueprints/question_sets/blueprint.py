"""The blueprint of question sets."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("question_sets", __name__, url_prefix="/question-sets")
