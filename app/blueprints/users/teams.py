"""Teams: making one, and giving it another name."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.users.blueprint import bp
from app.blueprints.users.forms import TeamForm
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.operations import teams as operations
from app.queries import accounts as queries
from app.web.access import requires
from app.web.viewer import viewer


@bp.route("/admin/teams", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
def teams() -> ResponseReturnValue:
    form = TeamForm()
    if form.validate_on_submit():
        try:
            operations.make(clean_line(form.name.data or ""), by=viewer())
        except operations.NameTakenError:
            form.name.errors = [_("There is a team of this name already")]
        else:
            return redirect(url_for(".teams", said="made"), 303)
    page = render_template(
        "users/teams.html",
        form=form,
        teams=queries.teams(viewer(), Permission.USER_MANAGE),
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 200


@bp.route("/admin/teams/<uuid:team_id>", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
def team(team_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = queries.team_for(viewer(), team_id)
    form = TeamForm(data={"name": held.name})
    if form.validate_on_submit():
        try:
            operations.rename(held, clean_line(form.name.data or ""), by=viewer())
        except operations.NameTakenError:
            form.name.errors = [_("There is a team of this name already")]
        else:
            return redirect(url_for(".teams", said="renamed"), 303)
    page = render_template("users/team.html", form=form, team=held, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200
