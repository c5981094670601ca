"""The blueprint of translating, and how a language is opened."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app

from app.domain.errors import NotThereError
from app.domain.languages import ENGLISH, Language
from app.web.place import place

bp = Blueprint("translating", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def root() -> Path:
    found: Path = current_app.config["ROOT"]
    return found


def offered() -> list[Language]:
    """The languages to translate into."""
    return [one for one in place().languages if one.code != ENGLISH]


def opened(language: str) -> Language:
    """Raises: NotThereError."""
    for one in offered():
        if one.code == language:
            return one
    raise NotThereError
