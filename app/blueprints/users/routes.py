"""Who has an account, and inviting more. Everybody sees only whom they may invite or look after."""

from __future__ import annotations

import uuid

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.users import changes, teams
from app.blueprints.users.blueprint import bp
from app.blueprints.users.forms import FindForm, InviteForm
from app.domain.errors import TooManyTriesError
from app.domain.roles import Permission
from app.operations import audit, invitations
from app.queries import accounts as queries
from app.web.access import requires
from app.web.i18n import current_language
from app.web.place import place
from app.web.viewer import viewer

__all__ = ["bp", "changes", "teams"]


@bp.route("/admin/users", methods=["GET", "POST"])
@requires(Permission.USER_INVITE)
def listed() -> ResponseReturnValue:
    """A search is a form that is sent, so that no name stands in an address."""
    form = FindForm()
    words = (form.words.data or "").strip() if form.is_submitted() else ""
    rows = queries.listed(viewer(), words)
    audit.seen(viewer(), "account.listed", count=len(rows))
    return render_template(
        "users/listed.html",
        form=form,
        words=words,
        rows=rows,
        invitations=[] if words else queries.invitations(viewer()),
    )


@bp.route("/admin/users/invite", methods=["GET", "POST"])
@requires(Permission.USER_INVITE)
def invite() -> ResponseReturnValue:
    form = InviteForm(data={"language": current_language()})
    by = viewer()
    form.offer(
        queries.invitable(by),
        queries.organizations(by),
        [(team.id, team.name) for team in queries.teams(by)],
    )
    form.language.choices = [(language.code, language.name) for language in place().languages]
    if form.validate_on_submit():
        try:
            invitations.invite(
                form.email.data or "", form.wanted, by=by, language=form.language.data, reason=form.why
            )
        except TooManyTriesError:
            abort(429)
        return redirect(url_for(".listed", said="invited"), 303)
    page = render_template("users/invite.html", form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.post("/admin/invitations/<uuid:link_id>/send-again")
@requires(Permission.USER_INVITE)
def send_again(link_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, NotAllowedError."""
    try:
        invitations.send_again(queries.invitation_for(viewer(), link_id), by=viewer())
    except TooManyTriesError:
        abort(429)
    return redirect(url_for(".listed", said="invited"), 303)


@bp.post("/admin/invitations/<uuid:link_id>/withdraw")
@requires(Permission.USER_INVITE)
def withdraw(link_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    invitations.withdraw(queries.invitation_for(viewer(), link_id), by=viewer())
    return redirect(url_for(".listed", said="withdrawn"), 303)


@bp.get("/admin/users/<uuid:account_id>")
@requires(Permission.USER_INVITE)
def show(account_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    account = queries.account_for(viewer(), account_id)
    audit.seen(viewer(), "account.seen", of=("account", account.id))
    return render_template(
        "users/show.html",
        account=account,
        grants=queries.grants_held(account),
        factors=queries.factors_of(account.id),
        is_own=account.id == viewer().account_id,
        may_manage=viewer().may(Permission.USER_MANAGE),
    )
