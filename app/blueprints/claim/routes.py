"""The way in for an organiser: ask for a code, type it, change the listing."""

from __future__ import annotations

import uuid

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.claim.blueprint import bp
from app.blueprints.claim.forms import AccountForm, CodeForm, LetterForm
from app.domain.errors import GoneError, NotThereError
from app.domain.people import LinkPurpose
from app.domain.roles import Permission
from app.extensions import limiter
from app.operations import access_links, claims
from app.queries import claims as queries
from app.queries.claims import Claimed
from app.queries.listing_edits import editing
from app.web import sessions
from app.web.access import public, requires
from app.web.i18n import current_language
from app.web.viewer import viewer

ASKING = "20 per hour; 60 per day"
TYPING = "30 per hour"


@bp.get("/claim/<string:slug>")
@public
def start(slug: str) -> ResponseReturnValue:
    listing = listing_or_404(slug)
    return render_template("claim/start.html", listing=listing, is_in=is_in(listing))


@bp.post("/claim/<string:slug>/by-email")
@public
@limiter.limit(ASKING)
def by_email(slug: str) -> ResponseReturnValue:
    token = claims.send_code(listing_or_404(slug), language=current_language())
    return redirect(url_for(".code", token=token), 303)


@bp.route("/claim/code/<string:token>", methods=["GET", "POST"])
@public
@limiter.limit(TYPING, methods=["POST"])
def code(token: str) -> ResponseReturnValue:
    """Where the code of an e-mail is typed. Opening it does nothing; the button lets in."""
    try:
        link = access_links.find(LinkPurpose.CLAIM, token)
    except (GoneError, NotThereError):
        return make_response(render_template("claim/over.html"), 410)
    if link.service_id is None:
        abort(404)
    listing = queries.claimed_by_id(link.service_id, now=clock.now())
    form = CodeForm()
    if form.validate_on_submit():
        made = claims.let_in(link, form.code.data or "", device=device())
        if made:
            return to_the_form(listing, made)
        return redirect(url_for(".code", token=token, wrong=1, _anchor="wrong"), 303)
    page = render_template(
        "claim/code.html",
        listing=listing,
        form=form,
        token=token,
        wrong="wrong" in request.args and request.method == "GET",
        is_dead=link.wrong_tries >= access_links.MOST_WRONG_TRIES,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@bp.post("/claim/<string:slug>/by-letter")
@public
@limiter.limit(ASKING)
def by_letter(slug: str) -> ResponseReturnValue:
    listing = listing_or_404(slug)
    if listing.post_to is None:
        abort(404)
    claims.ask_for_letter(listing)
    return redirect(url_for(".letter", slug=slug, asked=1), 303)


@bp.route("/claim/<string:slug>/letter", methods=["GET", "POST"])
@public
@limiter.limit(TYPING, methods=["POST"])
def letter(slug: str) -> ResponseReturnValue:
    """Where the code of a letter is typed, weeks later perhaps."""
    listing = listing_or_404(slug)
    form = LetterForm()
    if form.validate_on_submit():
        made = claims.let_in_by_letter(
            listing,
            form.code.data or "",
            form.postcode.data or "",
            language=listing.language,
            device=device(),
        )
        if made:
            return to_the_form(listing, made)
        return redirect(url_for(".letter", slug=slug, wrong=1, _anchor="wrong"), 303)
    page = render_template(
        "claim/letter.html",
        listing=listing,
        form=form,
        asked="asked" in request.args,
        wrong="wrong" in request.args and request.method == "GET",
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@bp.route("/listings/<uuid:listing_id>/account", methods=["GET", "POST"])
@requires(Permission.LISTING_EDIT)
@limiter.limit(ASKING, methods=["POST"])
def account(listing_id: uuid.UUID) -> ResponseReturnValue:
    """A wish for an account, from somebody whom a code let in."""
    if listing_id not in viewer().listings:
        raise NotThereError
    listing = queries.claimed_by_id(listing_id, now=clock.now())
    form = AccountForm()
    if form.validate_on_submit():
        claims.ask_for_account(listing, name=form.name.data or "", email=form.email.data or "", by=viewer())
        return redirect(url_for(".account", listing_id=listing_id, asked=1), 303)
    page = render_template(
        "claim/account.html",
        listing=listing,
        form=form,
        asked="asked" in request.args,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


def listing_or_404(slug: str) -> Claimed:
    return queries.claimed(slug, now=clock.now())


def is_in(listing: Claimed) -> bool:
    """May this person change the listing already, by a code or by their account?"""
    if not viewer().may(Permission.LISTING_EDIT):
        return False
    try:
        editing(listing.id, viewer=viewer())
    except NotThereError:
        return False
    return True


def to_the_form(listing: Claimed, token: str) -> Response:
    """The cookie follows the POST by which they asked to be let in; the page before said so."""
    response = make_response(redirect(url_for("editing.sections", listing_id=listing.id), 303))
    return sessions.remember(response, token)


def device() -> str:
    """Browser and system in a few words."""
    agent = request.user_agent
    return " ".join(word for word in (agent.browser, agent.platform) if word)[:60]
