"""Messages that failed, for staff; and in a demonstration every message, for everybody."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app import clock
from app.blueprints.messages.forms import SendAgainForm
from app.domain.messages import MessageKind
from app.domain.roles import Permission
from app.operations import audit, sending
from app.queries import messages
from app.queries.messages import Told
from app.web.access import public, requires
from app.web.demo import is_demo
from app.web.message_words import Worded, put_into_words
from app.web.viewer import viewer

bp = Blueprint("messages", __name__)

MOST_SHOWN = 50
"""Messages on the page of a demonstration."""


@bp.get("/admin/messages")
@requires(Permission.MESSAGE_SEE)
def failures() -> ResponseReturnValue:
    rows = messages.failures(viewer())
    audit.seen(viewer(), "message.failures-listed", count=len(rows))
    return render_template(
        "messages/failures.html",
        rows=rows,
        by_kind=messages.failed_by_kind(viewer()),
        waiting=messages.waiting(clock.now()),
        trouble=trouble,
        has_server=bool(current_app.config["SMTP_HOST"]),
        sent_again=request.args.get("again", type=int),
    )


@bp.post("/admin/messages/again")
@requires(Permission.MESSAGE_SEE)
def again() -> ResponseReturnValue:
    form = SendAgainForm()
    if not form.validate_on_submit() or bool(form.message.data) == bool(form.kind.data):
        abort(422)
    number = sending.send_again(
        viewer(),
        message=uuid.UUID(form.message.data) if form.message.data else None,
        kind=MessageKind(form.kind.data) if form.kind.data else None,
    )
    return redirect(url_for(".failures", again=number), 303)


@bp.get("/demo/messages")
@public
def demo() -> ResponseReturnValue:
    if not is_demo():
        abort(404)
    shown = [shown_as(one) for one in messages.newest(MOST_SHOWN)]
    return render_template("messages/demo.html", shown=shown, most=MOST_SHOWN)


@dataclass(frozen=True, slots=True)
class ShownMessage:
    told: Told
    worded: Worded
    markup: Markup
    """Its text, with links that lead to this very server."""


def shown_as(told: Told) -> ShownMessage:
    worded = put_into_words(
        told.kind, told.parameters, language=told.language, name=told.name, listing=told.listing
    )
    return ShownMessage(told, worded, worded.markup("", "govuk-body"))


def trouble(error: str) -> str:
    """The kind of an error in plain words, and as the log says it."""
    if error == "no address":
        return _("This is not an e-mail address.")
    if error.startswith("refused"):
        return _(
            "The other mail server refuses this message or does not know the address (%(kind)s).", kind=error
        )
    if error.startswith("postponed"):
        return _("The other mail server asked us to wait, again and again (%(kind)s).", kind=error)
    return _("Something went wrong on our side (%(kind)s).", kind=error)
