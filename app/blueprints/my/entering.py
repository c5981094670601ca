"""The way in: ask for a link, or type the code of a letter. A link that is opened only shows a button."""

from __future__ import annotations

import ipaddress
from contextlib import suppress

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.my.blueprint import bp
from app.blueprints.my.forms import CodeForm, LinkForm
from app.domain.errors import GoneError, NotRightError, TooManyTriesError
from app.domain.roles import Permission
from app.extensions import limiter
from app.models.people import AccessLink
from app.operations import my_door
from app.operations import sessions as operations
from app.web import sessions
from app.web.access import public, requires
from app.web.devices import device_words
from app.web.viewer import viewer

MANY = "60 per hour; 200 per day"


@bp.route("/my", methods=["GET", "POST"])
@public
@limiter.limit(MANY, methods=["POST"])
def start() -> ResponseReturnValue:
    """What it is, and where to have a link sent. The answer is the same to everybody."""
    form = LinkForm()
    if form.validate_on_submit():
        try:
            my_door.ask_for_link(form.email.data or "", source=source())
        except TooManyTriesError as error:
            return too_many(error)
        return redirect(url_for(".asked"), 303)
    page = render_template(
        "my/start.html", form=form, is_over="over" in request.args, has_errors=bool(form.errors)
    )
    return page, 422 if form.errors else 200


@bp.get("/my/link-sent")
@public
def asked() -> ResponseReturnValue:
    return render_template("my/asked.html")


@bp.route("/my/code", methods=["GET", "POST"])
@public
@limiter.limit(MANY, methods=["POST"])
def code() -> ResponseReturnValue:
    """The code of a letter and their date of birth. Which of the two was wrong is not said."""
    form, wrong = CodeForm(), False
    if request.method == "POST" and form.validate() and form.born_on.data:
        try:
            link = my_door.link_of_letter(form.code.data or "", form.born_on.data, source=source())
            return gone_in(link)
        except TooManyTriesError as error:
            return too_many(error)
        except (NotRightError, GoneError):
            wrong = True  # answered with 200: the count of wrong tries must be kept
    page = render_template("my/code.html", form=form, wrong=wrong, has_errors=wrong or bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/my/in/<string:token>")
@public
def door(token: str) -> ResponseReturnValue:
    """Shows a button. Raises: NotThereError for a link nobody made."""
    try:
        my_door.link_of(token)
    except GoneError:
        return over(token)
    return render_template("my/door.html", token=token)


@bp.post("/my/in/<string:token>")
@public
@limiter.limit(MANY)
def come_in(token: str) -> ResponseReturnValue:
    try:
        return gone_in(my_door.link_of(token))
    except GoneError:
        return over(token)


def gone_in(link: AccessLink) -> Response:
    """Their session, and on to their page. Raises: GoneError."""
    held = sessions.opened()
    made = my_door.go_in(
        link, device=device_words(request.headers.get("User-Agent", "")), instead=held.id if held else None
    )
    return sessions.remember(make_response(redirect(url_for(".home"), 303)), made)


def over(token: str) -> ResponseReturnValue:
    """Who is in by this very link goes on. Else: it is over, and how to get another."""
    with suppress(GoneError):
        if my_door.opened_by(token, viewer()):
            return redirect(url_for(".home"), 303)
    return make_response(render_template("my/over.html"), 410)


@bp.post("/my/leave")
@requires(Permission.MY_OPEN)
def leave() -> ResponseReturnValue:
    """The page is shut on this device. Whoever presses Back sees nothing."""
    held = sessions.opened()
    if held is not None:
        operations.end(held.id)
    return sessions.forget(make_response(redirect(url_for(".left"), 303)))


@bp.get("/my/left")
@public
def left() -> ResponseReturnValue:
    return render_template("my/left.html")


def source() -> str:
    """Who asks, for counts only. The half of a long address that a household shares."""
    given = request.remote_addr or "unknown"
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given
    return str(ipaddress.ip_network((given, 64), strict=False)) if address.version == 6 else given


def too_many(error: TooManyTriesError) -> ResponseReturnValue:
    page = render_template("my/wait.html", minutes=-(-error.seconds // 60))
    return current_app.make_response((page, 429, {"Retry-After": str(error.seconds)}))
