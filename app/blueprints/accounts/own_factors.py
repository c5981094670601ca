"""One's own second factors: the app, codes on paper, passkeys. Each change needs the password again."""

from __future__ import annotations

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts import enrolling, letting_in
from app.blueprints.accounts.blueprint import bp
from app.blueprints.accounts.forms import MOST_TYPED, AppForm, PasskeyForm
from app.blueprints.accounts.own import back, mine
from app.domain.errors import NotAllowedError, NotRightError
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.gateways import passkeys
from app.models.people import Account
from app.operations import challenges, second_factors
from app.queries import accounts as queries
from app.web.access import requires
from app.web.viewer import viewer

P = Permission


@bp.route("/account/app", methods=["GET", "POST"])
@requires(P.ACCOUNT_OWN, confirmed=True)
def app() -> ResponseReturnValue:
    """An app for codes, or another one in its place."""
    account, form = mine(), AppForm()
    secret = enrolling.secret_for(account.id, form)
    if form.validate_on_submit():
        first = not queries.factors_of(account.id).codes_left
        try:
            second_factors.set_app(account, secret, (form.code.data or "")[:MOST_TYPED], by=viewer())
        except NotRightError:
            form.code.errors = [enrolling.wrong_code()]
        else:
            return with_new_codes(account) if first else back("app")
    page = render_template(
        "accounts/app.html",
        form=form,
        has_errors=bool(form.errors),
        **enrolling.shown(secret, account.email),
    )
    return page, 422 if form.errors else 200


@bp.post("/account/app/remove")
@requires(P.ACCOUNT_OWN, confirmed=True)
def remove_app() -> ResponseReturnValue:
    try:
        second_factors.remove_app(mine(), by=viewer())
    except second_factors.LastFactorError:
        return back("last")
    return back("app-removed")


@bp.route("/account/recovery-codes", methods=["GET", "POST"])
@requires(P.ACCOUNT_OWN, confirmed=True)
def recovery_codes() -> ResponseReturnValue:
    """New codes, shown in the answer to the button and nowhere else."""
    if request.method == "POST":
        return with_new_codes(mine())
    return render_template("accounts/recovery_codes.html", codes=[])


def with_new_codes(account: Account) -> ResponseReturnValue:
    codes = second_factors.new_recovery_codes(account, by=viewer())
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.route("/account/passkeys/add", methods=["GET", "POST"])
@requires(P.ACCOUNT_OWN, confirmed=True)
def add_passkey() -> ResponseReturnValue:
    """First its name; then the device is asked, which takes a script; then its answer comes here."""
    site, form = letting_in.site(), PasskeyForm()
    if site is None:
        return render_template("accounts/passkey.html", form=form, question="", is_possible=False)
    question = ""
    if form.validate_on_submit():
        if form.answer.data:
            try:
                second_factors.add_passkey(
                    mine(), form.answer.data, clean_line(form.name.data or ""), site=site, by=viewer()
                )
                return back("passkey")
            except NotRightError:
                form.form_errors.append(_("Your device did not answer as we asked. Try again."))
            except NotAllowedError:
                form.form_errors.append(_("You have ten passkeys. Remove one first."))
        else:
            question = asked(site)
    has_errors = bool(form.errors or form.form_errors)
    page = render_template(
        "accounts/passkey.html", form=form, question=question, is_possible=True, has_errors=has_errors
    )
    return page, 422 if has_errors else 200


def asked(site: passkeys.Site) -> str:
    """What the browser is to ask the device. Shape: JSON."""
    account, session_id = mine(), viewer().session_id
    challenges.ask(queries.challenge_of(session_id)[0])
    return passkeys.question_for_new(
        site,
        challenge=queries.challenge_of(session_id)[1],
        account=account.id.bytes,
        name=account.email,
        known=[key.credential_id for key in queries.factors_of(account.id).passkeys],
    )


@bp.route("/account/passkeys/<uuid:passkey_id>", methods=["GET", "POST"])
@requires(P.ACCOUNT_OWN, confirmed=True)
def rename_passkey(passkey_id: uuid.UUID) -> ResponseReturnValue:
    key = queries.passkey_for(viewer(), passkey_id)
    form = PasskeyForm(data={"name": key.name})
    if form.validate_on_submit():
        second_factors.rename_passkey(viewer(), passkey_id, clean_line(form.name.data or ""))
        return back("passkey-renamed")
    page = render_template("accounts/passkey_name.html", form=form, key=key, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.post("/account/passkeys/<uuid:passkey_id>/remove")
@requires(P.ACCOUNT_OWN, confirmed=True)
def remove_passkey(passkey_id: uuid.UUID) -> ResponseReturnValue:
    try:
        second_factors.remove_passkey(mine(), passkey_id, by=viewer())
    except second_factors.LastFactorError:
        return back("last")
    return back("passkey-removed")
