"""The ways to read this very page, as its foot offers them: each has an address of its own."""

from __future__ import annotations

from flask import Flask, request

from app.web.reading import EASY, LOOKS, chosen
from app.web.reading_address import CHOOSING, page_to_open, with_choices

OFFERED = (EASY, *LOOKS)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["ways_to_read_here"] = here


def here() -> list[tuple[str, str]]:
    """A choice and this page read that way beside what is on; none where it cannot be opened again."""
    page = page_to_open() or (request.path if request.endpoint == CHOOSING else "")
    on = chosen()
    return [(one, with_choices(page, {*on, one})) for one in OFFERED if page and one not in on]
