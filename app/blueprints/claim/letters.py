"""For editors: letters with codes to print and post, and organisers who would like an account."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.claim.blueprint import bp
from app.domain.claiming import LETTER_LASTS
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.operations import audit, claims
from app.queries import claims as queries
from app.queries.claims import ACCOUNT, LETTER
from app.web import sheets
from app.web.access import requires
from app.web.viewer import viewer


@bp.get("/listings/letters")
@requires(Permission.LISTING_REVIEW)
def letters() -> ResponseReturnValue:
    waiting = queries.waiting(now=clock.now())
    accounts = [one for one in waiting if one.wants == ACCOUNT]
    if accounts:
        audit.seen(viewer(), "claim.accounts-seen", count=len(accounts))
    return render_template(
        "claim/letters.html", letters=[one for one in waiting if one.wants == LETTER], accounts=accounts
    )


@bp.post("/listings/letters/<uuid:link_id>/print")
@requires(Permission.LISTING_REVIEW)
def print_letter(link_id: uuid.UUID) -> ResponseReturnValue:
    """The letter with its code, on this sheet only: printing again makes a new one."""
    link = queries.waiting_link(link_id, now=clock.now())
    if queries.wants(link) != LETTER or link.service_id is None:
        raise NotThereError
    listing = queries.claimed_by_id(link.service_id, now=clock.now())
    if listing.post_to is None:
        raise NotThereError
    code = claims.print_letter(link, by=viewer())
    end = sheets.leads_to(".letter", slug=listing.slug)
    return render_template(
        "letters/claim.html",
        listing=listing,
        to=listing.post_to,
        code=f"{code[:3]} {code[3:]}",
        until=(clock.local_now() + LETTER_LASTS).date(),
        address=end["address"],
        square=end["code"],
        back=url_for(".letters"),
        size="a4",
    )


@bp.post("/listings/letters/<uuid:link_id>/done")
@requires(Permission.LISTING_REVIEW)
def done(link_id: uuid.UUID) -> ResponseReturnValue:
    claims.mark_done(queries.waiting_link(link_id, now=clock.now()), by=viewer())
    return redirect(url_for(".letters"), 303)
