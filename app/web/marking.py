"""Makes the marks of English words in a finished page into elements that say so.

Where no element may stand (an attribute, a title, a drawing's name) the words stay and the marks go. A page
that holds such words says once, near its top, that parts of it are not in the reader's language.
"""

from __future__ import annotations

import re

from flask import Flask, Response
from markupsafe import Markup

from app.domain.in_english import BESIDE_CLOSE, BESIDE_OPEN, CLOSE, NOTE_CLOSE, NOTE_OPEN, OPEN, SIGN
from app.web.i18n import ENGLISH, current_language
from app.web.parts import fixed_part

PAGES = frozenset({"text/html"})
MARKED = PAGES | {"text/plain", "text/calendar", "text/csv", "application/json", "image/svg+xml"}
_SIGN = SIGN.encode()
_ANY = re.compile("|".join(map(re.escape, (OPEN, CLOSE, BESIDE_CLOSE, NOTE_OPEN, NOTE_CLOSE))))
_NOTE = re.compile(f"{re.escape(NOTE_OPEN)}.*?{re.escape(NOTE_CLOSE)}", re.DOTALL)
_IN_ENGLISH = re.compile(r'<html lang="en\b')
_OTHER_PART = re.compile(r'<(?!a\b)[a-z]+\b[^>]* lang="(?!en\b)')
"""A part of a page, such as a card to print, that is in another language than English; no link to it."""
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
    """The note, for a page that turns out to need it."""
    if current_language() == ENGLISH:
        return Markup()
    return Markup(f"{NOTE_OPEN}{fixed_part('layouts/_not_all.html')}{NOTE_CLOSE}")  # noqa: S704 - ours


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
    """A page with its marks made into elements, and the note where it is needed.

    A sheet, or a part of it, may be in another language than its reader's: the page itself says in which.
    """
    without = _NOTE.sub("", markup)
    if OPEN not in without:
        markup = without
    if SIGN not in markup:
        return markup
    is_english = _IN_ENGLISH.search(markup, 0, 200) and not _OTHER_PART.search(markup)
    if is_english or not is_paired(markup):
        return bare(markup)
    return _with_elements(markup.replace(NOTE_OPEN, "").replace(NOTE_CLOSE, ""))


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
