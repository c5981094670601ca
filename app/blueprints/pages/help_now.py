"""Help now: which service when."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.blueprints.pages.routes import bp, in_easy_read
from app.web import help_cards, help_shown
from app.web.access import public
from app.web.plain_pages import easy_of, text_of
from app.web.prose import prose
from app.web.reading import reads_easy


@bp.get("/help-now")
@public
def help_now() -> ResponseReturnValue:
    text = text_of("help-now")
    easy = easy_of("help-now")
    if easy and reads_easy():
        return in_easy_read("help-now", easy)
    cards = help_cards.cards()
    return render_template(
        "pages/help_now.html",
        text=text,
        prose=prose(text),
        slug="help-now",
        easy=easy,
        cards=cards,
        choices=help_cards.choices(cards),
        facts=help_shown.shown_by_card(),
    )
