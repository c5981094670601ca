"""Search, read out, and the end of the call."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.helpline import call
from app.blueprints.helpline.blueprint import bp, page, way_back
from app.domain.errors import GoneError, NotThereError
from app.domain.reading_out import spoken_groups
from app.domain.roles import Permission
from app.domain.search import Criteria, criteria
from app.queries import directory
from app.web import listing_page, search_words
from app.web.access import requires
from app.web.i18n import current_language
from app.web.listing_cards import view_of
from app.web.place import place
from app.web.terms import term_words, vocabulary

P = Permission
ASKED = ("day", "who")
"""What is asked besides words and a place: when, and for whom."""


def asked_for() -> Criteria:
    wards = [ward.code for ward in place().wards]
    return criteria(request.args.to_dict(flat=False), vocabulary(), wards)


@bp.get("/helpline")
@requires(P.HELPLINE_USE)
def desk() -> ResponseReturnValue:
    """One search, the same as everybody's. Nothing of it is counted or kept."""
    asked = asked_for()
    found = (
        None
        if asked.is_empty
        else directory.search(asked, place=place(), vocabulary=vocabulary(), lang=current_language())
    )
    near_fault = search_words.near_error(found.where) if found else ""
    return page(
        "helpline/desk.html",
        asked=asked,
        found=found,
        heading=search_words.heading(found) if found else "",
        near_error=near_fault,
        cards=[view_of(card, clock.today()) for card in found.cards] if found else [],
        choices={
            group: [(term.key.partition(":")[2], term_words(term.key)) for term in vocabulary().group(group)]
            for group in ASKED
        },
        chosen={group: next(iter(asked.of_group(group)), "").partition(":")[2] for group in ASKED},
        next_page=next_page(asked, found.page, found.pages) if found else "",
        ended="ended" in request.args,
        taken=request.args.get("taken", ""),
        has_errors=bool(near_fault),
    )


def next_page(asked: Criteria, number: int, pages: int) -> str:
    if number >= pages:
        return ""
    return url_for(".desk", **asked.at_page(number + 1).parameters(), _anchor="results")  # type: ignore[arg-type]


@bp.get("/helpline/read-out/<string:slug>")
@requires(P.HELPLINE_USE)
def read_out(slug: str) -> ResponseReturnValue:
    """One listing in the order somebody would say it, in big type."""
    found = directory.listing(slug, place=place(), lang=current_language())
    back = request.args.get("back", "")
    return page(
        "helpline/read_out.html",
        listing=found,
        card=found.card,
        phones=[(line, spoken_groups(line.number)) for line in found.phones],
        back=url_for(".desk") + (f"?{back}#results" if back.isascii() and back.isprintable() else ""),
        **listing_page.context(found),
    )


@bp.post("/helpline/list/add")
@requires(P.HELPLINE_USE)
def add() -> ResponseReturnValue:
    """Put a listing on the list of this call."""
    slug = request.form.get("listing", "")
    try:
        is_on = call.add(slug)
    except (NotThereError, GoneError):
        raise NotThereError from None
    if not is_on:
        return redirect(url_for(".listed", full=1), 303)
    return redirect(way_back(url_for(".desk")) + "#call", 303)


@bp.post("/helpline/list/remove")
@requires(P.HELPLINE_USE)
def remove() -> ResponseReturnValue:
    call.remove(request.form.get("listing", ""))
    return redirect(way_back(url_for(".desk")) + "#call", 303)


@bp.post("/helpline/end")
@requires(P.HELPLINE_USE)
def end() -> ResponseReturnValue:
    """The call is over: its list goes, and the page is as it was before."""
    call.end()
    return redirect(url_for(".desk", ended=1), 303)
