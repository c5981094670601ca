"""Plain pages. Their words are Markdown in the place folder, so that a place can say its own."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.pages.forms import ReadingForm
from app.domain.errors import NotThereError
from app.gateways.place_pages import NoPageError
from app.web import reading
from app.web.access import public
from app.web.plain_pages import easy_of, text_of
from app.web.prose import prose, sections

bp = Blueprint("pages", __name__)

ROBOTS = "User-agent: *\nDisallow: /my-list\nDisallow: /l/\n"


def text_page(template: str) -> str:
    """The words named as the template, in the reader's language. Raises: NotThereError."""
    slug = PurePath(template).stem.replace("_", "-")
    try:
        text = text_of(slug)
    except NoPageError:
        raise NotThereError from None
    return render_template(
        template, text=text, prose=prose(text), sections=sections(text), slug=slug, easy=easy_of(slug)
    )


@bp.get("/about")
@public
def about() -> ResponseReturnValue:
    return text_page("pages/about.html")


@bp.get("/about-the-data")
@public
def about_the_data() -> ResponseReturnValue:
    return text_page("pages/about_the_data.html")


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return text_page("pages/accessibility.html")


@bp.get("/contact")
@public
def contact() -> ResponseReturnValue:
    return text_page("pages/contact.html")


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return text_page("pages/privacy.html")


@bp.get("/cookies")
@public
def cookies() -> ResponseReturnValue:
    return text_page("pages/cookies.html")


@bp.get("/terms")
@public
def terms() -> ResponseReturnValue:
    return text_page("pages/terms.html")


@bp.get("/our-plan")
@public
def our_plan() -> ResponseReturnValue:
    """The partnership's plan on a page."""
    return text_page("pages/our_plan.html")


@bp.get("/languages")
@public
def languages() -> ResponseReturnValue:
    return render_template("pages/languages.html")


@bp.route("/ways-to-read", methods=["GET", "POST"])
@public
def ways_to_read() -> ResponseReturnValue:
    form = ReadingForm(data={"choices": list(reading.chosen())})
    if form.validate_on_submit():
        response = redirect(url_for(".ways_to_read", _anchor="now"), 303)
        reading.keep(response, form.choices.data or ())
        return response
    return render_template("pages/ways_to_read.html", form=form)


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    return Response(ROBOTS, mimetype="text/plain")
