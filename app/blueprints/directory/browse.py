"""Browsing: needs in people's words, A to Z, areas, and the picture of the wards."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.blueprints.directory.blueprint import bp
from app.domain.words import fold
from app.queries import directory
from app.web import ward_picture
from app.web.access import public
from app.web.assets import A_YEAR
from app.web.place import place
from app.web.terms import first_person, term_words, vocabulary

DIGITS = "0–9"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0"


class Row(NamedTuple):
    """One thing to choose, with how many there are."""

    words: str
    many: int
    url: str
    drawing: str = ""


@bp.get("/needs")
@public
def needs() -> ResponseReturnValue:
    terms = vocabulary().terms
    found = [
        Row(first_person(terms[row.key]), row.count, chosen(row.key), terms[row.key].drawing)
        for row in directory.needs(vocabulary())
        if row.count
    ]
    things = [
        Row(term_words(row.key), row.count, chosen(row.key)) for row in directory.terms(vocabulary(), "do")
    ]
    return render_template("directory/needs.html", needs=by_words(found), things=by_words(things))


@bp.get("/a-to-z")
@bp.get("/a-to-z/<string(length=1):letter>")
@public
def a_to_z(letter: str = "") -> ResponseReturnValue:
    if letter and letter.upper() not in LETTERS:
        raise NotFound
    found = directory.a_to_z(letter.upper())
    return render_template(
        "directory/a_to_z.html", found=found, letter_words=DIGITS if found.letter == "0" else found.letter
    )


@bp.get("/areas")
@public
def areas() -> ResponseReturnValue:
    counted = directory.areas(place())
    rows = [Row(area.name, area.count, url_for(".search", ward=area.code)) for area in counted]
    names = sorted({locality.name for locality in place().localities}, key=fold)
    return render_template(
        "directory/areas.html",
        wards=rows,
        names=[Row(name, 0, url_for(".search", near=name)) for name in names],
    )


@bp.get("/ward-picture/<string:look>/<string:version>.svg")
@public
def picture(look: str, version: str) -> ResponseReturnValue:
    drawing = place().ward_map
    if drawing is None or look not in ward_picture.LOOKS or version != ward_picture.version(drawing, look):
        raise NotFound
    response = Response(ward_picture.drawn(drawing, look), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = A_YEAR
    return response


def chosen(key: str) -> str:
    """The search for one term."""
    group, _colon, name = key.partition(":")
    return url_for(".search", **dict[str, Any]({group: name}))


def by_words(rows: list[Row]) -> list[Row]:
    """A to Z, as the reader's language spells it."""
    return sorted(rows, key=lambda row: fold(row.words))
