"""Cover: who looks after whose people while somebody is away."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.team.blueprint import bp
from app.blueprints.team.forms import CoverForm
from app.domain.errors import NotAllowedError
from app.domain.roles import Permission
from app.operations import cover as operations
from app.operations.cover import CoverClashError
from app.queries import team
from app.queries.team import Load
from app.web.access import requires
from app.web.opening import opened
from app.web.viewer import viewer


@bp.route("/team/cover", methods=["GET", "POST"])
@requires(Permission.CASE_LEAD)
def cover() -> ResponseReturnValue:
    loads, form = team.loads(viewer()), CoverForm(key=str(uuid.uuid4()), starts_on=clock.today())
    form.offer((one.account_id, one.name) for one in loads)
    if not form.validate_on_submit():
        return page(form, status=422 if form.is_submitted() else 200)
    away, stands_in = uuid.UUID(form.away.data), uuid.UUID(form.stands_in.data)
    starts_on, ends_on = form.days
    try:
        operations.make(
            key=form.own_key,
            away=away,
            stands_in=stands_in,
            team=team_of_both(loads, away, stands_in),
            starts_on=starts_on,
            ends_on=ends_on,
            reason=form.reason.data or "",
            by=viewer(),
        )
    except CoverClashError:
        form.away.errors = [_("Somebody looks after their people at that time already. Choose other days")]
        return page(form, status=422)
    except NotAllowedError:
        form.stands_in.errors = [_("They are not in the same team. Choose somebody of the same team")]
        return page(form, status=422)
    return redirect(url_for(".cover", said="made"), 303)


@bp.post("/team/cover/<uuid:cover_id>/end")
@requires(Permission.CASE_LEAD)
def end_cover(cover_id: uuid.UUID) -> ResponseReturnValue:
    operations.end(opened("cover", cover_id, lambda: team.cover_for(viewer(), cover_id)), by=viewer())
    return redirect(url_for(".cover", said="ended"), 303)


def team_of_both(loads: list[Load], away: uuid.UUID, stands_in: uuid.UUID) -> uuid.UUID:
    """The team both are of. Raises: NotAllowedError where there is none."""
    teams = {one.team_id for one in loads if one.account_id == away}
    shared = teams & {one.team_id for one in loads if one.account_id == stands_in}
    if not shared:
        raise NotAllowedError
    return min(shared)


def page(form: CoverForm, *, status: int) -> ResponseReturnValue:
    return make_response(
        render_template("team/cover.html", form=form, covers=team.covers(viewer()), day=clock.today()), status
    )
