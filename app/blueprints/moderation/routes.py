"""The queue: read, tick, keep or leave out. Several at once, by keyboard."""

from __future__ import annotations

import uuid
from contextlib import suppress

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation.forms import ReasonForm
from app.domain.errors import StaleError
from app.domain.roles import Permission
from app.operations import audit, moderation
from app.queries import moderation as queries
from app.web.access import requires
from app.web.keep_it_words import WORDS as DOUBTS
from app.web.language_names import language_name
from app.web.viewer import viewer

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.route("", methods=["GET", "POST"])
@requires(Permission.FEEDBACK_MODERATE)
def queue() -> ResponseReturnValue:
    """What waits, oldest first."""
    form = ReasonForm()
    if request.method == "GET":
        return page(form)
    ticked, refusing = ticks("conversation"), request.form.get("do") == "refuse"
    if not ticked:
        return page(form, 422, none_ticked=True)
    if refusing and form.chosen is None:
        form.reason.errors = [_("Choose why it is not used.")]
        return page(form, 422, ticked=ticked)
    read = queries.chosen(viewer(), ticked.keys())
    try:
        if refusing and form.chosen:
            number = moderation.refuse(read, form.chosen, versions=ticked, by=viewer())
        else:
            number = moderation.keep(read, versions=ticked, by=viewer())
    except StaleError:
        return page(form, 409, ticked=ticked, is_stale=True)
    kept, refused = (0, number) if refusing else (number, 0)
    return redirect(url_for(".queue", kept=kept, refused=refused), 303)


def ticks(name: str) -> dict[uuid.UUID, int]:
    """What was ticked: the id of each and the version of the row that was read. Shape: `id:version`."""
    found: dict[uuid.UUID, int] = {}
    for value in request.form.getlist(name):
        conversation_id, _colon, version = value.partition(":")
        with suppress(ValueError):
            found[uuid.UUID(conversation_id)] = int(version)
    return found


def page(
    form: ReasonForm,
    status: int = 200,
    *,
    ticked: dict[uuid.UUID, int] | None = None,
    none_ticked: bool = False,
    is_stale: bool = False,
) -> Response:
    found = queries.queue(viewer())
    for row in found.rows:
        audit.seen(viewer(), "conversation.seen", of=("conversation", row.id), scope="moderation")
    markup = render_template(
        "moderation/queue.html",
        found=found,
        form=form,
        ticked=ticked or {},
        none_ticked=none_ticked,
        is_stale=is_stale,
        doubts=DOUBTS,
        language_name=language_name,
        kept=number_of("kept"),
        refused=number_of("refused"),
        has_errors=status == 422,
    )
    return make_response(markup, status)


def number_of(name: str) -> int:
    """How many the last page decided, as its address says."""
    said = request.args.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
