"""What the panel is, joining it, and a new link to one's own page."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from app.blueprints.panel.blueprint import MOST_SENT, TRAP, bp
from app.blueprints.panel.forms import JoinForm, LinkForm
from app.domain.errors import TooManyTriesError
from app.extensions import limiter
from app.operations import panel
from app.web.access import public
from app.web.easy_versions import easy_here
from app.web.i18n import current_language
from app.web.viewer import viewer


@bp.get("/panel")
@public
def start() -> ResponseReturnValue:
    return render_template("panel/start_easy.html" if easy_here() else "panel/start.html")


@bp.route("/panel/join", methods=["GET", "POST"])
@public
@limiter.limit(MOST_SENT, methods=["POST"])
def join() -> ResponseReturnValue:
    """Whether the address is on the panel already is not told: it gets a link either way.

    Raises: TooManyRequests.
    """
    form = JoinForm()
    form.offer()
    if request.method == "POST" and form.is_right():
        details = form.details()
        if not request.form.get(TRAP):
            try:
                panel.join(
                    details, postcode=form.postcode.data or "", language=current_language(), by=viewer()
                )
            except TooManyTriesError as error:
                raise TooManyRequests(retry_after=error.seconds) from error
        return redirect(url_for(".joined", by="email" if details.email else "hand"), 303)
    page = render_template("panel/join.html", form=form, trap=TRAP, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)


@bp.get("/panel/joined")
@public
def joined() -> ResponseReturnValue:
    return render_template("panel/joined.html", by_email=request.args.get("by") == "email")


@bp.route("/panel/link", methods=["GET", "POST"])
@public
@limiter.limit(MOST_SENT, methods=["POST"])
def link() -> ResponseReturnValue:
    """A new link by e-mail; the answer is the same to everybody. Raises: TooManyRequests."""
    form = LinkForm()
    if request.method == "POST" and form.is_right():
        try:
            panel.ask_for_link(
                form.email.data or "", source=request.remote_addr or "", language=current_language()
            )
        except TooManyTriesError as error:
            raise TooManyRequests(retry_after=error.seconds) from error
        return redirect(url_for(".joined", by="email"), 303)
    page = render_template("panel/link.html", form=form, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)
