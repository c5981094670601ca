"""The same questions on paper, with the same numbers: to fill in by hand, for oneself or for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, RadioField, SelectMultipleField, TextAreaField

from app.blueprints.get_help.blueprint import PAGES, bp
from app.blueprints.get_help.forms import ANOTHER, ME
from app.domain.journey import Answers
from app.domain.reaching import SafeChannel
from app.web.access import public
from app.web.forms import DayField
from app.web.journey_pages import Page
from app.web.place import place

SIZES = ("a4", "a5", "large")
MANY_LINES = 4
LEFT_OUT = frozenset({"support", "formats", "font_size", "professionals", "methods"})
"""Asked when somebody rings back: a sheet of boxes for each would be a book."""


class Blank(NamedTuple):
    """One thing to fill in: lines to write on, or boxes to tick."""

    words: str
    hint: str
    ticks: list[str]
    lines: int
    is_day: bool


class Asked(NamedTuple):
    number: str
    title: str
    blanks: list[Blank]


@bp.get("/get-help/on-paper")
@public
def paper() -> ResponseReturnValue:
    """A form to print; any other size means A4."""
    size = request.args.get("size", "")
    return render_template(
        "get_help/paper.html",
        size=size if size in SIZES else SIZES[0],
        lettered=[asked(page) for page in PAGES if page.number.isalpha()],
        numbered=[asked(page) for page in PAGES if page.number.isdigit()],
        ring={line.key: line.number for line in place().emergency_numbers},
        back=url_for(".start"),
    )


def asked(page: Page) -> Asked:
    """A question as it is asked of whoever writes about themselves; A and B of who writes for another."""
    for_whom = ANOTHER if page.number in {"A", "B"} else ME
    answers: Answers = {"who": {"who": for_whom}, "ways": {"ways": [way.value for way in SafeChannel]}}
    form = page.form.of(answers, page.name)
    blanks = [blank(field) for field in form if field.name not in LEFT_OUT]
    if not form.heading:
        blanks[0] = blanks[0]._replace(words="")
    return Asked(page.number, form.title, blanks)


def blank(field: Field) -> Blank:
    return Blank(
        words=str(field.label.text),
        hint=str(field.description or ""),
        ticks=list(ticks(field)),
        lines=MANY_LINES if isinstance(field, TextAreaField) else 1,
        is_day=isinstance(field, DayField),
    )


def ticks(field: Field) -> Iterator[str]:
    if isinstance(field, RadioField | SelectMultipleField):
        for _value, words, *_rest in field.iter_choices():
            yield str(words)
