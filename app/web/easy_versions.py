"""A page that has its words in Easy Read too: by `?read=easy` on the page, or as the reader chose for all.

The link stands on the page and needs no cookie; `kept()` takes it through the forms of the page.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from app.domain.easy_words import sentences, too_long
from app.web.reading import ASKED, EASY, USUAL, looks, reads_easy, said_in, words_for


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(easy_kept=kept, to_easy_url=to_easy_url, to_usual_url=to_usual_url)
    app.jinja_env.filters.update(sentences=sentences, too_long=too_long)


def easy_here(*, first: bool = False) -> bool:
    """Is this page shown in Easy Read? `first`: they told us that they need it."""
    return reads_easy() or (first and said_in(request.args.get(ASKED, "")) is None)


def kept() -> dict[str, Any]:
    """What this page's address says of reading, for the addresses its forms go to and lead back to."""
    said = said_in(request.args.get(ASKED, ""))
    return {} if said is None else {ASKED: words_for(said) or USUAL}


def to_easy_url() -> str:
    """This page in Easy Read. Relative, so that its key stands nowhere but in its own address."""
    return f"?{ASKED}={words_for((*looks(), EASY))}"


def to_usual_url() -> str:
    return f"?{ASKED}={words_for(looks()) or USUAL}"
