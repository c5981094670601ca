"""What waits: points in which something is likely, those nobody read yet, those for a second person."""

from __future__ import annotations

import uuid
from contextlib import suppress

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.redaction.routes import bp, place
from app.domain.errors import NotAllowedError, StaleError
from app.domain.roles import Permission
from app.operations import audit, redactions
from app.queries import hide_queue
from app.queries.hide_queue import Waits
from app.web.access import requires
from app.web.labels_redaction import SHORT
from app.web.paging import pages
from app.web.viewer import viewer


@bp.route("/hide", methods=["GET", "POST"])
@requires(Permission.FEEDBACK_HIDE)
def queue() -> ResponseReturnValue:
    """25 at a time, the oldest first. What needs no decision can be ticked and said at once."""
    waits = waiting()
    if request.method == "GET":
        return page(waits)
    ticked = ticks()
    if not ticked:
        return page(waits, 422)
    try:
        number = say(waits, ticked)
    except (StaleError, NotAllowedError):
        return page(waits, 409, ticked=ticked)
    return redirect(url_for(".queue", waits=waits.value, said=number), 303)


def waiting() -> Waits:
    """For what, as the address says."""
    known = {one.value: one for one in Waits}
    return known.get(request.args.get("waits", ""), Waits.LIKELY)


def ticks() -> dict[uuid.UUID, int]:
    """What was ticked, with the version that was read. Shape: `id:version`."""
    found: dict[uuid.UUID, int] = {}
    for value in request.form.getlist("point"):
        point_id, _colon, version = value.partition(":")
        with suppress(ValueError):
            found[uuid.UUID(point_id)] = int(version)
    return found


def say(waits: Waits, ticked: dict[uuid.UUID, int]) -> int:
    """How many it was said of. Raises: StaleError, NotAllowedError, and then nothing is changed."""
    points = hide_queue.ticked(viewer(), list(ticked))
    for point in points:
        if waits is Waits.SECOND:
            redactions.say_again(point, by=viewer(), version=ticked[point.id])
        elif waits is Waits.REST:
            redactions.say_nothing_tells(point, by=viewer(), version=ticked[point.id], place=place())
        else:
            raise NotAllowedError
    return len(points)


def page(waits: Waits, status: int = 200, *, ticked: dict[uuid.UUID, int] | None = None) -> Response:
    found = hide_queue.queue(viewer(), waits, number_of("page") or 1)
    if found.rows:
        audit.seen(viewer(), "feedback.read", scope="hide", count=len(found.rows))
    markup = render_template(
        "redaction/queue.html",
        found=found,
        waits=waits,
        pages=pages(found.page, found.last, lambda at: url_for(".queue", waits=waits.value, page=at)),
        short=SHORT,
        ticked=ticked or {},
        said=number_of("said"),
        is_stale=status == 409,
        none_ticked=status == 422,
        has_errors=status == 422,
    )
    return make_response(markup, status)


def number_of(name: str) -> int:
    said = request.args.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
