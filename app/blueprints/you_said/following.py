"""Follow by e-mail: asked here, confirmed by a button behind the link, stopped by a button there."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from app.blueprints.you_said.blueprint import MOST_SENT, bp
from app.blueprints.you_said.forms import FollowForm
from app.domain.errors import GoneError, TooManyTriesError
from app.extensions import limiter
from app.models.engagement import Statement
from app.operations import followers
from app.queries import statements as queries
from app.web.access import public
from app.web.i18n import current_language


@bp.route("/you-said/follow", methods=["GET", "POST"])
@public
@limiter.limit(MOST_SENT, methods=["POST"])
def follow_all() -> ResponseReturnValue:
    """Raises: TooManyRequests."""
    return asked(None)


@bp.route("/you-said/<string:statement>/follow", methods=["GET", "POST"])
@public
@limiter.limit(MOST_SENT, methods=["POST"])
def follow(statement: str) -> ResponseReturnValue:
    """Raises: NotThereError; TooManyRequests."""
    return asked(queries.public(statement))


def asked(statement: Statement | None) -> ResponseReturnValue:
    """Whether the address follows already is not told: the answer is the same."""
    form = FollowForm()
    if form.validate_on_submit():
        try:
            followers.ask(
                form.email.data or "",
                statement=statement,
                source=request.remote_addr or "",
                language=current_language(),
            )
        except TooManyTriesError as error:
            raise TooManyRequests(retry_after=error.seconds) from error
        return redirect(url_for(".follow_sent"), 303)
    page = render_template(
        "you_said/follow.html", form=form, statement=statement, has_errors=bool(form.errors)
    )
    return make_response(page, 422 if form.errors else 200)


@bp.get("/you-said/follow/sent")
@public
def follow_sent() -> ResponseReturnValue:
    return render_template("you_said/follow_sent.html")


@bp.get("/follow/<string:token>")
@public
def follow_door(token: str) -> ResponseReturnValue:
    """Opening it only shows. Raises: NotThereError for a link nobody made."""
    try:
        follower = followers.follower_of(token)
    except GoneError:
        follower = None
    statement = followers.statement_of(follower) if follower else None
    return render_template("you_said/follow_door.html", follower=follower, statement=statement, token=token)


@bp.post("/follow/<string:token>")
@public
@limiter.limit(MOST_SENT)
def follow_act(token: str) -> ResponseReturnValue:
    """Yes, or stop. Raises: NotThereError; GoneError."""
    follower = followers.follower_of(token)
    if follower is not None and request.form.get("do") == "stop":
        followers.stop(follower)
    elif follower is not None and request.form.get("do") == "confirm":
        followers.confirm(follower)
    return redirect(url_for(".follow_door", token=token), 303)
