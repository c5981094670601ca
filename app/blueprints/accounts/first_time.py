"""The first time: an invitation is taken up, and a second factor set up before anything else opens."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts import enrolling, letting_in
from app.blueprints.accounts.blueprint import bp
from app.blueprints.accounts.forms import MOST_TYPED, AppForm, ConfirmForm, TakeUpForm
from app.domain.errors import NotRightError, TooManyTriesError
from app.domain.second_factor import Way
from app.domain.typed_text import clean_line
from app.gateways import password_hashing
from app.operations import invitations, second_factors
from app.operations import sign_in as signing_in
from app.operations.roles import KeptApartError
from app.queries import accounts as queries
from app.web.access import public
from app.web.transaction import letting_go


@bp.route("/invitation/<string:token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    """Raises: NotThereError, GoneError."""
    link, account = invitations.opened(token)
    said = queries.invitation_of(link)
    if account is not None:
        return role_for_somebody_known(token, said)
    form = TakeUpForm()
    form.about = (said.email,)
    if form.validate_on_submit():
        with letting_go():
            hashed = password_hashing.hashed((form.password.data or "")[:MOST_TYPED])
        made = invitations.take_up(link, name=clean_line(form.name.data or ""), hashed=hashed)
        return letting_in.begun(made)
    page = render_template("accounts/invitation.html", form=form, said=said, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


def role_for_somebody_known(token: str, said: queries.Invitation) -> ResponseReturnValue:
    """They have an account: their password takes the role on."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            account = letting_in.account_of(said.email, form.password.data or "")
            link, _account = invitations.opened(token)
            invitations.take_on(link, account)
        except TooManyTriesError as error:
            return letting_in.too_many(error)
        except NotRightError:
            form.password.errors = [_("That is not the password of your account. Try again.")]
        except KeptApartError:
            form.form_errors.append(
                _("This role cannot be held together with one that you have. Tell whoever invited you.")
            )
        else:
            return letting_in.begun(account)
    has_errors = bool(form.errors or form.form_errors)
    page = render_template("accounts/invitation_known.html", form=form, said=said, has_errors=has_errors)
    return page, 422 if has_errors else 200


@bp.route("/sign-in/set-up", methods=["GET", "POST"])
@public
def enrol() -> ResponseReturnValue:
    """An app for codes, before anything else opens. Then ten codes for paper, shown once."""
    held = letting_in.waiting()
    if held is None or held.account_id is None:
        return redirect(url_for(".sign_in", next=letting_in.kept_next()), 303)
    account = queries.account(held.account_id)
    if queries.factors_of(account.id).count:
        return redirect(url_for(".code", next=letting_in.kept_next()), 303)
    form = AppForm()
    secret = enrolling.secret_for(account.id, form)
    if form.validate_on_submit():
        by = queries.viewer_of(account)
        try:
            second_factors.set_app(account, secret, (form.code.data or "")[:MOST_TYPED], by=by)
        except NotRightError:
            form.code.errors = [enrolling.wrong_code()]
        else:
            codes = second_factors.new_recovery_codes(account, by=by)
            token = signing_in.complete(held, account, Way.APP, device=letting_in.device())
            page = render_template("accounts/first_codes.html", codes=codes, on=letting_in.way_on())
            return letting_in.marked(make_response(page), token, account.email_hash)
    has_errors = bool(form.errors)
    page = render_template(
        "accounts/enrol.html",
        form=form,
        has_errors=has_errors,
        **enrolling.shown(secret, account.email),
    )
    return page, 422 if has_errors else 200
