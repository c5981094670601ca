"""How an activity ends: with what was learned, or called off. And planning it again."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.schedule.blueprint import bp, opened
from app.blueprints.schedule.forms import FinishForm
from app.domain.activity import Move
from app.domain.roles import Permission
from app.operations import activities
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.moved_on import MovedOnError, words_of
from app.web.viewer import viewer


@bp.route("/engagement/<uuid:activity_id>/finish", methods=["GET", "POST"])
@requires(Permission.ENGAGEMENT_PLAN)
def finish(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Say what was learned. Raises: NotThereError."""
    return moved(activity_id, Move.FINISH)


@bp.route("/engagement/<uuid:activity_id>/call-off", methods=["GET", "POST"])
@requires(Permission.ENGAGEMENT_PLAN)
def call_off(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return moved(activity_id, Move.CANCEL)


@bp.route("/engagement/<uuid:activity_id>/plan-again", methods=["GET", "POST"])
@requires(Permission.ENGAGEMENT_PLAN)
def plan_again(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return moved(activity_id, Move.PLAN_AGAIN)


def moved(activity_id: uuid.UUID, what: Move) -> ResponseReturnValue:
    activity = opened(activity_id, Permission.ENGAGEMENT_PLAN)
    held = {"version": str(activity.version), "found": activity.found}
    form = FinishForm(data=held) if what is Move.FINISH else VersionedForm(data=held)
    if form.validate_on_submit():
        found = (form.found.data or "") if isinstance(form, FinishForm) else ""
        try:
            activities.move(activity, what, by=viewer(), version=form.opened_with, found=found)
        except MovedOnError as error:
            return asked(activity, what, form, words_of(error)), 409
        return redirect(url_for(".one", activity_id=activity_id, said=what.value), 303)
    return asked(activity, what, form), 422 if form.errors else 200


def asked(activity: object, what: Move, form: VersionedForm, refused: str = "") -> str:
    return render_template(
        "schedule/move.html",
        activity=activity,
        what=what,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
