"""Somebody forgot their password. The page says the same to everybody."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.accounts import letting_in
from app.blueprints.accounts.blueprint import bp
from app.blueprints.accounts.forms import MOST_TYPED, ForgottenForm, NewPasswordForm
from app.domain.errors import TooManyTriesError
from app.gateways import password_hashing
from app.operations import accounts as operations
from app.web.access import public
from app.web.transaction import letting_go


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    form = ForgottenForm()
    if form.validate_on_submit():
        try:
            operations.ask_for_link(form.email.data or "", source=letting_in.source())
        except TooManyTriesError as error:
            return letting_in.too_many(error)
        return redirect(url_for(".link_sent"), 303)
    page = render_template("accounts/forgotten.html", form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/sign-in/link-sent")
@public
def link_sent() -> ResponseReturnValue:
    return render_template("accounts/link_sent.html")


@bp.route("/sign-in/new-password/<string:token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> ResponseReturnValue:
    """Raises: NotThereError, GoneError."""
    link, account = operations.link_for_password(token)
    form = NewPasswordForm()
    form.about = (account.email, account.name)
    if request.method == "POST" and form.validate():
        with letting_go():
            hashed = password_hashing.hashed((form.password.data or "")[:MOST_TYPED])
        operations.use_link_for_password(link, account, hashed)
        return letting_in.begun(account)
    page = render_template(
        "accounts/new_password.html", form=form, account=account, has_errors=bool(form.errors)
    )
    return page, 422 if form.errors else 200
