"""Plain pages. Their words are Markdown in the place folder, so that a place can say its own."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.pages.forms import ReadingForm
from app.gateways.place_pages import page_text
from app.web import reading
from app.web.access import public
from app.web.i18n import current_language
from app.web.prose import prose

bp = Blueprint("pages", __name__)

ROBOTS = "User-agent: *\nDisallow: /my-list\nDisallow: /l/\n"


def text_page(name: str) -> str:
    """The page in the reader's language, under the template of its name."""
    config = current_app.config
    text = page_text(config["ROOT"], config["PLACE"], name.replace("_", "-"), current_language())
    return render_template(f"pages/{name}.html", text=text, prose=prose(text))


@bp.get("/help-now")
@public
def help_now() -> ResponseReturnValue:
    return text_page("help_now")


@bp.get("/get-help")
@public
def get_help() -> ResponseReturnValue:
    return text_page("get_help")


@bp.get("/have-your-say")
@public
def have_your_say() -> ResponseReturnValue:
    return text_page("have_your_say")


@bp.get("/about")
@public
def about() -> ResponseReturnValue:
    return text_page("about")


@bp.get("/about-the-data")
@public
def about_the_data() -> ResponseReturnValue:
    return text_page("about_the_data")


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return text_page("accessibility")


@bp.get("/contact")
@public
def contact() -> ResponseReturnValue:
    return text_page("contact")


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return text_page("privacy")


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
