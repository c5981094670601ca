"""Makes the marks of English words in a finished page into elements that say so.

Where no element may stand (an attribute, a title, a drawing's name) the words stay and the marks go. A page
that holds such words says once, near its top, that parts of it are not in the reader's language.
"""

from __future__ import annotations

import re

from flask import Flask, Response, render_template
from markupsafe import Markup

from app.domain.in_english import BESIDE_CLOSE, BESIDE_OPEN, CLOSE, NOTE, OPEN, SIGN
from app.web.i18n import ENGLISH, current_language

PAGES = frozenset({"text/html"})
MARKED = PAGES | {"text/plain", "text/calendar", "text/csv", "application/json", "image/svg+xml"}
_SIGN = SIGN.encode()
_ANY = re.compile("|".join(map(re.escape, (OPEN, CLOSE, BESIDE_CLOSE, NOTE))))
_BESIDE = re.compile(f"{re.escape(BESIDE_OPEN)}.*?{re.escape(BESIDE_CLOSE)}", re.DOTALL)
_PIECES = re.compile(
    rf"""
    (?P<whole> <(?P<name>title|textarea|script|style)\b .*? </(?P=name)> | <!--.*?--> )
    | (?P<choice> <option\b [^>]*> [^<]* )
    | (?P<drawing> <svg\b .*? </svg> )
    | (?P<tag> < (?: "[^"]*" | '[^']*' | [^'">] )* > )
    | (?P<mark> {"|".join(map(re.escape, (OPEN, CLOSE, BESIDE_OPEN, BESIDE_CLOSE)))} )
    """,
    re.VERBOSE | re.DOTALL,
)
_ELEMENTS = {
    OPEN: '<span lang="en" dir="ltr">',
    CLOSE: "</span>",
    BESIDE_OPEN: ' <span class="gin-beside" lang="en" dir="ltr">',
    BESIDE_CLOSE: "</span>",
}


def init_app(app: Flask) -> None:
    app.after_request(mark)
    app.jinja_env.globals["language_note"] = note_place


def note_place() -> Markup:
    """Where the note stands, if the page turns out to need it."""
    return Markup(NOTE if current_language() != ENGLISH else "")  # noqa: S704 - a mark of ours


def mark(response: Response) -> Response:
    """Nothing but a look for one sign, in a page that holds none."""
    if response.mimetype not in MARKED or response.is_streamed or response.direct_passthrough:
        return response
    if "Content-Encoding" in response.headers:
        return response
    data = response.get_data()
    if _SIGN in data:
        words = data.decode()
        response.set_data(said(words) if response.mimetype in PAGES else bare(words))
    return response


def said(markup: str) -> str:
    """A page with its marks made into elements, and the note where it is needed."""
    is_english = current_language() == ENGLISH
    note = ""
    if not is_english and OPEN in markup:
        note = _with_elements(render_template("layouts/_not_all.html"))
    markup = markup.replace(NOTE, note)
    if SIGN not in markup:
        return markup
    if is_english or not is_paired(markup):
        return bare(markup)
    return _with_elements(markup)


def bare(words: str) -> str:
    """The words alone."""
    return _ANY.sub("", _BESIDE.sub("", words)) if SIGN in words else words


def is_paired(markup: str) -> bool:
    """A text cut short may have lost a mark."""
    return markup.count(OPEN) == markup.count(CLOSE) and markup.count(BESIDE_OPEN) == markup.count(
        BESIDE_CLOSE
    )


def _with_elements(markup: str) -> str:
    return _PIECES.sub(_piece, markup)


def _piece(found: re.Match[str]) -> str:
    if found["mark"]:
        return _ELEMENTS[found["mark"]]
    piece = found[0]
    if SIGN not in piece:
        return piece
    if found["choice"] and OPEN in piece.partition(">")[2]:
        return bare(piece.replace("<option", '<option lang="en" dir="ltr"', 1))
    if found["drawing"]:
        return _drawing(piece)
    return bare(piece)


def _drawing(svg: str) -> str:
    """Words drawn in a picture say their language in the way of pictures."""
    shown = re.sub(r"<(title|desc)\b.*?</\1>|<[^>]*>", lambda found: bare(found[0]), svg, flags=re.DOTALL)
    shown = _BESIDE.sub("", shown)
    return shown.replace(OPEN, '<tspan lang="en" direction="ltr">').replace(CLOSE, "</tspan>")
