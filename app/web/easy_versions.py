"""A page that has its words in Easy Read too: by `?read=easy` on the page, or as the reader chose for all.

The link stands on the page and needs no cookie; web/reading_address.py hands the choice on through forms.
"""

from __future__ import annotations

from flask import Flask, request

from app.domain.easy_words import sentences, too_long
from app.web.reading import ASKED, reads_easy, said_in


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(sentences=sentences, too_long=too_long)


def easy_here(*, first: bool = False) -> bool:
    """Is this page shown in Easy Read? `first`: they told us that they need it."""
    return reads_easy() or (first and said_in(request.args.get(ASKED, "")) is None)
