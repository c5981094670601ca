"""A search to be read somewhere else: as a calendar, or as a list in another site's page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import escape

from app import clock
from app.blueprints.developers.blueprint import bp
from app.domain.near import Located, words_for_sharing
from app.domain.search import Criteria, criteria
from app.queries import directory
from app.queries.results import Results
from app.web import headers, paging, search_calendar, search_words
from app.web.access import public
from app.web.calendar_file import calendar_file
from app.web.i18n import current_language
from app.web.kept_pages import kept_for_a_minute
from app.web.listing_cards import view_of
from app.web.place import calendar as calendar_of_place
from app.web.place import place
from app.web.terms import vocabulary

FRAMED = headers.CSP.replace("frame-ancestors 'none'", "frame-ancestors *")
FRAME_HEIGHT = 600
"""Units: CSS pixels."""


class Addresses(NamedTuple):
    """Where a search can be had for elsewhere."""

    calendar: str
    embed: str


@bp.get("/calendar.ics")
@public
@kept_for_a_minute
def calendar() -> ResponseReturnValue:
    asked = asked_for()
    results, today = found(asked), clock.today()
    cards = directory.cards_found(
        asked,
        place=place(),
        vocabulary=vocabulary(),
        lang=current_language(),
        most=search_calendar.MOST_LISTINGS,
    )
    file = calendar_file(
        search_calendar.entries(cards, results.wanted, today),
        calendar_of_place(),
        name=search_words.heading(results),
        until=search_calendar.last_day(today),
    )
    response = Response(file, mimetype="text/calendar")
    response.headers["Content-Disposition"] = "inline; filename=activities.ics"
    return response


@bp.get("/embed")
@public
@kept_for_a_minute
def embed() -> ResponseReturnValue:
    results = found(asked_for())
    asked = results.criteria
    response = make_response(
        render_template(
            "developers/embed.html",
            results=results,
            heading=search_words.heading(results),
            showing=search_words.showing(results),
            cards=[(view_of(card, results.today), outside(card.slug)) for card in results.cards],
            pages=paging.pages(results.page, results.pages, partial(page_of, asked)),
            whole=with_search(url_for("directory.search", _external=True), asked.at_page(1)),
        )
    )
    return may_be_framed(response)


@bp.get("/developers/your-website")
@public
def your_website() -> ResponseReturnValue:
    results = found(asked_for())
    return render_template(
        "developers/your_website.html",
        heading=search_words.heading(results),
        addresses=addresses(passed_on(results)),
        webcal=as_webcal(addresses(passed_on(results)).calendar),
        frame=frame(addresses(passed_on(results)).embed),
        back=with_search(url_for("directory.search"), results.criteria),
    )


def asked_for() -> Criteria:
    wards = [ward.code for ward in place().wards]
    return criteria(request.args.to_dict(flat=False), vocabulary(), wards)


def found(asked: Criteria) -> Results:
    return directory.search(asked, place=place(), vocabulary=vocabulary(), lang=current_language())


def passed_on(results: Results) -> Criteria:
    """The search with no more of a postcode than its district: it will stand in other people's pages."""
    asked, where = results.criteria.at_page(1), results.where
    asked = replace(asked, q=words_for_sharing(asked.q))
    if not asked.near:
        return asked
    if not isinstance(where, Located) or not where.shared:
        return asked.without("near")
    return replace(asked, near=where.shared)


def addresses(asked: Criteria) -> Addresses:
    return Addresses(
        with_search(url_for(".calendar", _external=True), asked),
        with_search(url_for(".embed", _external=True), asked),
    )


def with_search(address: str, asked: Criteria) -> str:
    query = urlencode(asked.parameters(), doseq=True)
    return f"{address}?{query}" if query else address


def frame(address: str) -> str:
    """The code that shows a list inside somebody's page."""
    title = _("Places to go and things to do, from Ginnel")
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" '
        f'width="100%" height="{FRAME_HEIGHT}" loading="lazy"></iframe>'
    )


def page_of(asked: Criteria, number: int) -> str:
    return with_search(url_for(".embed"), asked.at_page(number))


def outside(slug: str) -> str:
    return url_for("directory.listing", slug=slug, _external=True)


def as_webcal(address: str) -> str:
    """The address by which calendars are asked to keep reading."""
    return f"webcal:{address[len(urlsplit(address).scheme) + 1 :]}"


def may_be_framed(response: Response) -> Response:
    """The one answer of ours that another site may show inside its own page."""
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
