"""Only where the coders differ: their codes side by side, and what they settle on."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.rounds.blueprint import bp, id_asked, ids_sent, opened_round
from app.blueprints.rounds.routes import page_of
from app.domain.agreement import differing
from app.domain.errors import NotThereError
from app.domain.insight import RoundStatus
from app.domain.roles import Permission
from app.models.coding_rounds import CodingRound
from app.operations import rounds
from app.queries import frames
from app.queries import rounds as queries
from app.queries.shown_words import shown_words
from app.web.access import requires
from app.web.labels_redaction import SHORT
from app.web.moved_on import MovedOnError, words_of
from app.web.opening import opened
from app.web.transaction import undo
from app.web.viewer import viewer

P = Permission
PAGE = 10


@bp.route("/<uuid:round_id>/differences", methods=["GET", "POST"])
@requires(P.FEEDBACK_CODE)
def differences(round_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also while it is open: nobody sees anything then."""
    held = opened("coding-round", round_id, lambda: coded_round(round_id), part="differences")
    if request.method == "GET":
        return differences_page(held)
    point_id = id_asked("point") or uuid.uuid4()
    codes = set(ids_sent("code")) | ({one} if (one := id_asked("other")) else set())
    is_none = request.form.get("do") == "none"
    if not codes and not is_none:
        return differences_page(held, nothing=point_id)
    try:
        rounds.choose(held, point_id, set() if is_none else codes, by=viewer())
    except MovedOnError as error:
        undo()
        return differences_page(coded_round(round_id), refused=words_of(error), typed={point_id: codes})
    return redirect(url_for(".differences", round_id=round_id, said="chosen"), 303)


def coded_round(round_id: uuid.UUID) -> CodingRound:
    held = opened_round(round_id)
    if held.status is RoundStatus.OPEN:
        raise NotThereError
    return held


def differences_page(
    held: CodingRound,
    *,
    nothing: uuid.UUID | None = None,
    refused: str = "",
    typed: dict[uuid.UUID, set[uuid.UUID]] | None = None,
) -> ResponseReturnValue:
    given = queries.choices(held)
    apart = set(differing(given))
    all_rows = [row for row in held.points if row.point_id in apart]
    rows = [row for row in all_rows if row.settled_at is None][:PAGE]
    points = queries.points_of([row.point_id for row in rows])
    page = render_template(
        "rounds/differences.html",
        held=held,
        name=queries.name_of(held),
        rows=rows,
        points=points,
        given=given,
        names=queries.names_of([row.account_id for row in held.coders]),
        nodes=frames.tree(queries.version_of(held)),
        words=shown_words(list(points.values())),
        short=SHORT,
        typed=typed or {},
        left=sum(row.settled_at is None for row in all_rows),
        nothing=nothing,
        refused=refused,
    )
    return page, 409 if refused else 422 if nothing else 200


@bp.post("/<uuid:round_id>/settle")
@requires(P.FRAME_EDIT)
def settle(round_id: uuid.UUID) -> ResponseReturnValue:
    """What all agree on settles by itself, and the round is over. Raises: NotThereError."""
    typed = request.form.get("version", "")
    try:
        rounds.settle(
            opened_round(round_id),
            by=viewer(),
            version=int(typed) if typed.isdecimal() and len(typed) < 9 else -1,
        )
    except MovedOnError as error:
        undo()
        return page_of(round_id, words_of(error))
    return redirect(url_for(".shown", round_id=round_id, said="settled"), 303)
