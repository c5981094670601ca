"""One coder's own page: a point after another, nobody else's codes in sight."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.rounds.blueprint import bp, id_asked, ids_sent, opened_to_code
from app.domain.errors import NotAllowedError
from app.domain.insight import RoundStatus
from app.domain.roles import Permission
from app.models.coding_rounds import CodingRound, RoundPoint
from app.operations import rounds
from app.queries import frames
from app.queries import rounds as queries
from app.queries.shown_words import shown_words
from app.web.access import requires
from app.web.labels_redaction import SHORT
from app.web.moved_on import words_of
from app.web.transaction import undo
from app.web.viewer import viewer

P = Permission


@bp.route("/<uuid:round_id>/code", methods=["GET", "POST"])
@requires(P.FEEDBACK_CODE)
def code(round_id: uuid.UUID) -> ResponseReturnValue:
    """The next point this coder has not done, or the one asked for. Raises: NotThereError."""
    held = opened_to_code(round_id)
    if request.method == "GET":
        return code_page(held)
    codes, point_id = ids_sent("code"), id_asked("point") or uuid.uuid4()
    is_none = request.form.get("do") == "none"
    if not codes and not is_none:
        return code_page(held, is_empty=True)
    try:
        rounds.code(held, point_id, [] if is_none else codes, by=viewer())
    except NotAllowedError as error:
        undo()
        return code_page(opened_to_code(round_id), refused=words_of(error), ticked=set(codes))
    return redirect(url_for(".code", round_id=round_id), 303)


def code_page(
    held: CodingRound,
    *,
    is_empty: bool = False,
    refused: str = "",
    ticked: set[uuid.UUID] | None = None,
) -> ResponseReturnValue:
    me = viewer().account_id or uuid.uuid4()
    row = asked_for(held, str(me))
    point = queries.points_of([row.point_id])[row.point_id] if row else None
    own = queries.own_codes(held, row.point_id, me) if row else []
    finished = next(one.done_at for one in held.coders if one.account_id == me)
    page = render_template(
        "rounds/code.html",
        held=held,
        name=queries.name_of(held),
        row=row,
        point=point,
        words=shown_words([point]) if point else {},
        short=SHORT,
        version=queries.version_of(held),
        groups=frames.by_heading(queries.version_of(held)),
        ticked=set(own) if ticked is None else ticked,
        left=sum(str(me) not in one.read_by for one in held.points),
        is_over=bool(finished) or held.status is not RoundStatus.OPEN,
        is_empty=is_empty,
        refused=refused,
    )
    return page, 409 if refused else 422 if is_empty else 200


def asked_for(held: CodingRound, me: str) -> RoundPoint | None:
    """The point in the address by its number, else the first one not done yet."""
    wanted, typed = id_asked("point"), request.args.get("number", "")
    for row in held.points:
        if row.point_id == wanted or (typed.isdecimal() and row.position + 1 == int(typed[:6])):
            return row
    return next((row for row in held.points if me not in row.read_by), None)


@bp.post("/<uuid:round_id>/done")
@requires(P.FEEDBACK_CODE)
def done(round_id: uuid.UUID) -> ResponseReturnValue:
    """This coder has finished. Raises: NotThereError."""
    rounds.done(opened_to_code(round_id), by=viewer())
    return redirect(url_for(".shown", round_id=round_id, said="done"), 303)
