"""Changing what somebody may do. Each asks for the password again; nobody changes their own."""

from __future__ import annotations

import uuid

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.users.blueprint import bp
from app.blueprints.users.forms import ReasonForm, RoleForm
from app.domain.roles import Permission
from app.domain.typed_text import clean_lines
from app.models.people import Account
from app.operations import accounts as operations
from app.operations import roles as role_operations
from app.operations import second_factors
from app.operations.roles import KeptApartError
from app.queries import accounts as queries
from app.web.access import requires
from app.web.viewer import viewer

P = Permission


def another(account_id: uuid.UUID) -> Account:
    """Somebody else's account. Raises: NotThereError; Forbidden for one's own."""
    account = queries.account_for(viewer(), account_id)
    if account.id == viewer().account_id:
        abort(403)
    return account


def back(account_id: uuid.UUID, said: str) -> ResponseReturnValue:
    return redirect(url_for(".show", account_id=account_id, said=said), 303)


@bp.route("/admin/users/<uuid:account_id>/roles", methods=["GET", "POST"])
@requires(P.USER_MANAGE, confirmed=True)
def roles(account_id: uuid.UUID) -> ResponseReturnValue:
    """Give a role, or end one. They have to sign in again after it."""
    account, by = another(account_id), viewer()
    form = RoleForm()
    form.offer(
        queries.invitable(by), queries.organizations(by), [(team.id, team.name) for team in queries.teams(by)]
    )
    if form.validate_on_submit():
        try:
            is_done = role_operations.give(account, form.wanted, by=by, reason=form.why)
        except KeptApartError:
            form.role.errors = [
                _(
                    "They cannot hold this role and one that they have. Who helps people with their cases "
                    "does not run accounts, audit or figures too. End the other role first."
                )
            ]
        else:
            return back(account_id, "role" if is_done else "asked")
    page = render_template(
        "users/roles.html",
        form=form,
        account=account,
        grants=queries.grants_held(account),
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 200


@bp.post("/admin/users/<uuid:account_id>/roles/<uuid:grant_id>/end")
@requires(P.USER_MANAGE, confirmed=True)
def end_role(account_id: uuid.UUID, grant_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, NotAllowedError where it is not held any more."""
    role_operations.end(another(account_id), grant_id, by=viewer())
    return back(account_id, "role-ended")


@bp.route("/admin/users/<uuid:account_id>/disable", methods=["GET", "POST"])
@requires(P.USER_MANAGE, confirmed=True)
def disable(account_id: uuid.UUID) -> ResponseReturnValue:
    account = another(account_id)
    if request.method == "POST":
        operations.disable(account, by=viewer())
        return back(account_id, "disabled")
    return render_template("users/disable.html", account=account)


@bp.post("/admin/users/<uuid:account_id>/enable")
@requires(P.USER_MANAGE, confirmed=True)
def enable(account_id: uuid.UUID) -> ResponseReturnValue:
    operations.enable(another(account_id), by=viewer())
    return back(account_id, "enabled")


@bp.route("/admin/users/<uuid:account_id>/second-factor", methods=["GET", "POST"])
@requires(P.USER_MANAGE, confirmed=True)
def reset_factor(account_id: uuid.UUID) -> ResponseReturnValue:
    """They lost their phone and their codes. A person decides this, never a message."""
    account = another(account_id)
    form = ReasonForm()
    if form.validate_on_submit():
        second_factors.reset(account, clean_lines(form.reason.data or ""), by=viewer())
        return back(account_id, "reset")
    page = render_template(
        "users/reset_factor.html", form=form, account=account, has_errors=bool(form.errors)
    )
    return page, 422 if form.errors else 200
