"""All rounds, a new one, and where one stands with how far its coders agree."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.rounds.agreeing import figures
from app.blueprints.rounds.blueprint import bp, id_of, is_coder, opened_round
from app.blueprints.rounds.choosing import round_form, version_chosen
from app.domain.agreement import differing
from app.domain.errors import NotAllowedError
from app.domain.insight import RoundStatus
from app.domain.roles import Permission
from app.gateways import agreement
from app.operations import rounds
from app.queries import rounds as queries
from app.web.access import requires
from app.web.moved_on import words_of
from app.web.transaction import undo
from app.web.viewer import viewer

P = Permission


@bp.get("")
@requires(P.FEEDBACK_CODE)
def listed() -> ResponseReturnValue:
    return render_template("rounds/listed.html", rows=queries.listed(viewer()))


@bp.route("/new", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def make() -> ResponseReturnValue:
    form, version = round_form(), None
    if form.validate_on_submit() and (version := version_chosen(form)) is None:
        form.frame.errors = [_("These codes have no published version yet. Choose others.")]
    if version is not None:
        kind, _colon, of = str(form.of.data).partition(":")
        try:
            made = rounds.begin(
                version,
                [one for value in form.coders.data or () if (one := id_of(value))],
                by=viewer(),
                key=form.own_key,
                event_id=id_of(of) if kind == "event" else None,
                series_id=id_of(of) if kind == "series" else None,
            )
        except NotAllowedError:
            undo()
            form.of.errors = [_("There is no point to code there yet. Choose another one.")]
        else:
            return redirect(url_for(".shown", round_id=made.id), 303)
    page = render_template("rounds/new.html", form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/<uuid:round_id>")
@requires(P.FEEDBACK_CODE)
def shown(round_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return page_of(round_id)


def page_of(round_id: uuid.UUID, refused: str = "") -> ResponseReturnValue:
    """While it is open: how far each coder is, and nothing of what they chose."""
    held = opened_round(round_id)
    is_open = held.status is RoundStatus.OPEN
    given = {} if is_open else queries.choices(held)
    apart = differing(given)
    unsettled = {row.point_id for row in held.points if row.settled_at is None}
    page = render_template(
        "rounds/shown.html",
        held=held,
        name=queries.name_of(held),
        version=queries.version_of(held),
        names=queries.names_of([row.account_id for row in held.coders]),
        progress={
            row.account_id: sum(str(row.account_id) in point.read_by for point in held.points)
            for row in held.coders
        },
        is_mine=is_coder(held),
        rows=() if is_open else figures(held, given),
        has_libraries=agreement.is_there(),
        apart=len(apart),
        open_apart=len(unsettled & set(apart)),
        both=sum(len(by) > 1 for by in given.values()),
        refused=refused,
    )
    return page, 409 if refused else 200


@bp.post("/<uuid:round_id>/close")
@requires(P.FRAME_EDIT)
def close(round_id: uuid.UUID) -> ResponseReturnValue:
    """Go on without what is not coded yet. Raises: NotThereError."""
    try:
        rounds.close(opened_round(round_id), by=viewer())
    except NotAllowedError as error:
        undo()
        return page_of(round_id, words_of(error))
    return redirect(url_for(".shown", round_id=round_id, said="closed"), 303)
