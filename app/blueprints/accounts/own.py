"""One's own account: name, language, password, and where one is signed in."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.accounts.blueprint import bp
from app.blueprints.accounts.forms import MOST_TYPED, NameForm, NewPasswordForm
from app.domain.errors import NotThereError
from app.domain.roles import Permission, needs_second_factor
from app.domain.typed_text import clean_line
from app.gateways import password_hashing
from app.models.people import Account
from app.operations import accounts as operations
from app.operations import audit
from app.operations import sessions as session_operations
from app.queries import accounts as queries
from app.web.access import requires
from app.web.place import place
from app.web.transaction import letting_go
from app.web.viewer import viewer


def mine() -> Account:
    """The viewer's own account. Raises: NotThereError."""
    account_id = viewer().account_id
    if account_id is None:
        raise NotThereError
    return queries.account(account_id)


def back(said: str) -> ResponseReturnValue:
    """To the page of the account, with what to say there."""
    return redirect(url_for(".account", said=said), 303)


@bp.get("/account")
@requires(Permission.ACCOUNT_OWN)
def account() -> ResponseReturnValue:
    held = mine()
    return render_template(
        "accounts/account.html",
        account=held,
        grants=queries.grants_held(held),
        factors=queries.factors_of(held.id),
        browsers=queries.browsers_of(viewer()),
        needs_factor=needs_second_factor(viewer().roles),
        languages={language.code: language.name for language in place().languages},
    )


@bp.route("/account/name", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def name() -> ResponseReturnValue:
    held = mine()
    form = NameForm(data={"name": held.name, "language": held.language})
    form.language.choices = [(language.code, language.name) for language in place().languages]
    if form.validate_on_submit():
        operations.rename(held, clean_line(form.name.data or ""), form.language.data, by=viewer())
        return back("name")
    page = render_template("accounts/name.html", form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN, confirmed=True)
def password() -> ResponseReturnValue:
    """Every other browser is signed out."""
    held = mine()
    form = NewPasswordForm()
    form.about = (held.email, held.name)
    if form.validate_on_submit():
        with letting_go():
            hashed = password_hashing.hashed((form.password.data or "")[:MOST_TYPED])
        operations.set_password(held, hashed, by=viewer(), keep=viewer().session_id)
        return back("password")
    page = render_template("accounts/password.html", form=form, account=held, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.post("/account/browsers/<uuid:session_id>/sign-out")
@requires(Permission.ACCOUNT_OWN)
def sign_browser_out(session_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    if not queries.has_browser(viewer(), session_id):
        raise NotThereError
    session_operations.end(session_id)
    audit.record(viewer(), "account.browser-signed-out", scope="own")
    return back("browser")


@bp.post("/account/browsers/sign-out")
@requires(Permission.ACCOUNT_OWN)
def sign_others_out() -> ResponseReturnValue:
    count = session_operations.end_all(mine().id, but=viewer().session_id)
    audit.record(viewer(), "account.browser-signed-out", scope="own", count=count)
    return back("browsers")
