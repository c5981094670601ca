"""One listing: its page, and what can be done with it: share, print, keep in a calendar."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import parse_qs

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.blueprints.directory.blueprint import bp
from app.domain.errors import GoneError
from app.domain.listing import ReportReason
from app.domain.search import LONGEST_NEAR
from app.operations import views
from app.queries import directory, duplicates, short_addresses
from app.queries.listings import Gone, ListingPage
from app.web import addresses, listing_page
from app.web.access import public
from app.web.calendar_file import CalendarEntry, calendar_file
from app.web.i18n import current_language
from app.web.place import calendar as calendar_of_place
from app.web.place import place
from app.web.qr import qr_code
from app.web.robots import is_reader
from app.web.search_words import isolated

SIZES = ("a4", "a5", "large")


@bp.get("/activities/<string:slug>")
@public
def listing(slug: str) -> ResponseReturnValue:
    if moved := canonical(slug):
        return moved
    try:
        found = directory.listing(slug, place=place(), lang=current_language(), near=near())
    except GoneError as gone:
        if not isinstance(gone.subject, Gone):
            raise
        if into := duplicates.merged_into(slug):
            return redirect(url_for(".listing", slug=into), 301)
        return render_template("directory/gone.html", gone=gone.subject), 410
    if is_reader():
        views.count(uuid.UUID(found.card.id), every=current_app.config["VIEWS_WRITTEN_EVERY"])
    also = directory.also_near(found, place=place(), lang=current_language())
    return answer(
        found,
        "directory/listing.html",
        reasons=list(ReportReason),
        also=also,
        back=back_to_search(),
        near=isolated(near()),
        **listing_page.context(found),
    )


@bp.get("/activities/<string:slug>/share")
@public
def share(slug: str) -> ResponseReturnValue:
    found = found_or_404(slug)
    return answer(
        found,
        "directory/share.html",
        short=short_address(found),
        code=code(found),
        text=listing_page.text_to_copy(found, short_address(found)),
    )


@bp.get("/activities/<string:slug>/print")
@public
def paper(slug: str) -> ResponseReturnValue:
    size = request.args.get("size", "a4")
    if size not in SIZES:
        raise NotFound
    found = found_or_404(slug)
    return answer(
        found,
        "directory/paper.html",
        size=size,
        all_sizes=SIZES,
        short_shown=short_address(found).partition("://")[2],
        code=code(found),
        back=url_for(".listing", slug=slug),
        **listing_page.context(found),
    )


@bp.get("/activities/<string:slug>/calendar.ics")
@public
def calendar(slug: str) -> ResponseReturnValue:
    found = found_or_404(slug)
    entry = CalendarEntry(
        key=found.card.id,
        title=found.card.name,
        rules=() if found.card.is_closed_now else found.rules,
        details=found.card.summary,
        where=listing_page.one_line_address(found),
        wheres=listing_page.address_by_rule(found),
        url=url_for(".listing", slug=slug, _external=True),
        language=found.card.language,
    )
    file = calendar_file([entry], calendar_of_place(), name=found.card.name)
    response = Response(file, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f"attachment; filename={slug}.ics"
    return kept_nowhere_if_sensitive(found, response)


@bp.get("/p/<int:number>")
@public
def short(number: int) -> ResponseReturnValue:
    """The address that stands on paper: short to type, and it never changes."""
    slug = short_addresses.slug_of_number(number)
    if slug is None:
        raise NotFound
    return redirect(url_for(".listing", slug=slug), 302)


def found_or_404(slug: str) -> ListingPage:
    return directory.listing(slug, place=place(), lang=current_language())


def canonical(name: str) -> ResponseReturnValue | None:
    """The way to a listing asked for by its id; None for a name that is no id."""
    try:
        identifier = uuid.UUID(name)
    except ValueError:
        return None
    slug = short_addresses.slug_of_id(identifier)
    if slug is None or slug == name:
        return None
    return redirect(url_for(".listing", slug=slug), 301)


def answer(found: ListingPage, template: str, **context: Any) -> Response:
    """The page; that of a sensitive topic has a title that gives nothing away."""
    title = _("Help and things to do") if found.card.sensitive else found.card.name
    response = make_response(
        render_template(
            template,
            listing=found,
            card=found.card,
            title=title,
            needs_script=True,
            **context,
        )
    )
    return kept_nowhere_if_sensitive(found, response)


def kept_nowhere_if_sensitive(found: ListingPage, response: Response) -> Response:
    """Of a sensitive topic the browser keeps nothing."""
    if found.card.sensitive:
        response.headers["Cache-Control"] = "no-store"
    return response


def came_from() -> str:
    """The search this page was opened from, if it was: its query."""
    referrer = request.referrer or ""
    asked = addresses.parts_of(referrer)
    return asked.query if addresses.is_ours(referrer) and asked.path.endswith(url_for(".search")) else ""


def back_to_search() -> str:
    """The list the reader came from; everything else leads to the search itself."""
    query = came_from()
    return url_for(".search") + (f"?{query}" if query else "")


def near() -> str:
    """Where the reader is, as far as the search they come from says."""
    given = request.args.get("near") or next(iter(parse_qs(came_from()).get("near", ())), "")
    return given[:LONGEST_NEAR]


def short_address(found: ListingPage) -> str:
    return url_for(".short", number=found.card.number, _external=True)


def code(found: ListingPage) -> Any:
    label = _("A square to point a phone at. It opens: %(name)s", name=found.card.name)
    return qr_code(short_address(found), label)
