"""The first page and the search."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.directory import search_page
from app.blueprints.directory.blueprint import bp
from app.domain.near import Located
from app.domain.search import Criteria, criteria
from app.operations import unmet
from app.queries import directory
from app.web import search_words
from app.web.access import public
from app.web.i18n import current_language
from app.web.kept_pages import kept_for_a_minute, leave_out
from app.web.place import place
from app.web.terms import first_person, vocabulary

URGENT = frozenset({"999", "111", "samaritans"})
"""The numbers on the first page; all of them are on Help now."""


@bp.get("/")
@public
@kept_for_a_minute
def home() -> ResponseReturnValue:
    near = asked_for().near
    today = directory.today_near(near, place=place(), lang=current_language())
    where = today.where
    near_fault = search_words.near_error(where) if near else ""
    return render_template(
        "directory/home.html",
        doors=[
            {
                "words": first_person(term),
                "drawing": term.drawing,
                "url": url_for(".search", need=term.key.partition(":")[2]),
            }
            for term in vocabulary().front
        ],
        urgent=[line for line in place().emergency_numbers if line.key in URGENT],
        on_today=today,
        all_today_url=search_page.address(url_for(".search"), today.search),
        near=near,
        near_name=search_words.isolated(where.label)
        if isinstance(where, Located) and not where.whole
        else "",
        near_error=near_fault,
        has_errors=bool(near_fault),
    )


@bp.get("/activities")
@public
@kept_for_a_minute
def search() -> ResponseReturnValue:
    found = directory.search(asked_for(), place=place(), vocabulary=vocabulary(), lang=current_language())
    unmet.count(found)
    if not found.total:
        leave_out()
    context = search_page.context(found, everything=search_page.MORE in request.args)
    title = search_page.title(found)
    return render_template("directory/search.html", title=title, **context)


@bp.get("/map")
@public
@kept_for_a_minute
def map() -> ResponseReturnValue:  # noqa: A001 - the endpoint is the name of the page
    found = directory.search(asked_for(), place=place(), vocabulary=vocabulary(), lang=current_language())
    return render_template("directory/map.html", **search_page.map_context(found))


def asked_for() -> Criteria:
    """The search the address asks for. Junk in it becomes a sentence on the page, never an error."""
    wards = [ward.code for ward in place().wards]
    return criteria(request.args.to_dict(flat=False), vocabulary(), wards)
