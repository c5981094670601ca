"""The blueprint all views of the directory hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("directory", __name__)
