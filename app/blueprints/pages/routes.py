"""Plain pages. Their words are Markdown in the place folder, so that a place can say its own."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.pages.forms import DEVICE, FORGET, PAGE, ReadingForm
from app.domain.errors import NotThereError
from app.gateways.place_pages import NoPageError, PageText
from app.web import reading
from app.web.access import public
from app.web.easy_read import parts_of
from app.web.i18n import current_language
from app.web.plain_pages import address_of, easy_of, easy_pages, text_of
from app.web.prose import prose, sections
from app.web.reading_address import NEXT, choices_of, safe_next, whole_url, with_choices, without_choices

bp = Blueprint("pages", __name__)

ROBOTS = "User-agent: *\nDisallow: /my-list\nDisallow: /l/\n"


def text_page(template: str) -> str:
    """The words named as the template, in the reader's language. Raises: NotThereError."""
    slug = PurePath(template).stem.replace("_", "-")
    easy = easy_of(slug)
    if easy and reading.reads_easy():
        return in_easy_read(slug, easy)
    try:
        text = text_of(slug)
    except NoPageError:
        raise NotThereError from None
    return render_template(
        template, text=text, prose=prose(text), sections=sections(text), slug=slug, easy=easy
    )


def in_easy_read(slug: str, text: PageText) -> str:
    """A page in Easy Read, with the way to the whole of it."""
    address = address_of(slug, current_language())
    if reading.reads_easy():
        address = whole_url(address)
    return render_template("pages/easy.html", text=text, parts=parts_of(text), slug=slug, address=address)


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
    """One question. The answer holds for one page, or for all of them where somebody asks for that."""
    back = safe_next(request.values.get(NEXT, ""))
    before = choices_of(back)
    form = ReadingForm(
        data={
            "choices": list(reading.chosen() if before is None else before),
            "remember": DEVICE if reading.is_kept() else PAGE,
            "next": back,
        }
    )
    form.fit(is_kept=reading.is_kept())
    if FORGET in request.form:
        return forgotten(back)
    if form.validate_on_submit():
        return read_as(form, safe_next(form.next.data or ""))
    is_kept = reading.is_kept()
    return render_template(
        "pages/ways_to_read.html",
        form=form,
        easy_pages=easy_pages(),
        is_kept=is_kept,
        is_forgotten="forgotten" in request.args and not is_kept,
    )


def read_as(form: ReadingForm, back: str) -> ResponseReturnValue:
    """Lead back to the page, read that way."""
    choices = form.choices.data or ()
    if form.is_kept and not choices:
        return forgotten(back)
    here = back or url_for(".ways_to_read", _anchor="now")
    if not form.is_kept:
        return redirect(with_choices(here, choices), 303)
    response = redirect(without_choices(here), 303)
    reading.keep(response, choices)
    return response


def forgotten(back: str) -> ResponseReturnValue:
    """Nothing is remembered any more; the page says so."""
    response = redirect(url_for(".ways_to_read", next=back or None, forgotten="yes", _anchor="now"), 303)
    reading.keep(response, ())
    return response


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    return Response(ROBOTS, mimetype="text/plain")
