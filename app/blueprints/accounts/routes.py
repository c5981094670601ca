"""Signing in and out: a password, a second factor, and showing again that it is you."""

from __future__ import annotations

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts import first_time, forgotten, letting_in, own, own_factors
from app.blueprints.accounts.blueprint import bp
from app.blueprints.accounts.forms import (
    MOST_TYPED,
    CodeForm,
    ConfirmForm,
    SignInForm,
)
from app.domain.errors import NotRightError, TooManyTriesError
from app.domain.roles import Permission
from app.gateways import passkeys
from app.operations import second_factors
from app.operations import sign_in as signing_in
from app.queries import accounts as queries
from app.queries.sessions import OpenSession
from app.web import known_browser, sessions
from app.web.access import public, requires
from app.web.demo import is_demo
from app.web.viewer import viewer

__all__ = ["bp", "first_time", "forgotten", "own", "own_factors"]


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=letting_in.kept_next() or "")
    if form.validate_on_submit():
        try:
            account = letting_in.account_of(form.email.data or "", form.password.data or "")
        except TooManyTriesError as error:
            return letting_in.too_many(error)
        except NotRightError:
            form.form_errors.append(
                _("That e-mail address and that password do not go together. Check both, then try again.")
            )
            return shown(form), 422
        return letting_in.begun(account)
    if request.method == "GET":
        held = letting_in.waiting()
        if held is not None and held.account_id is not None:
            return redirect(url_for(letting_in.wanted_of(held.account_id), next=letting_in.kept_next()), 303)
        if viewer().is_signed_in:
            return redirect(letting_in.way_on(), 303)
    return shown(form), 422 if form.errors else 200


def shown(form: SignInForm) -> str:
    accounts = queries.demo_accounts() if is_demo() and current_app.config["DEMO_ACCOUNTS"] else []
    return render_template(
        "accounts/sign_in.html",
        form=form,
        accounts=accounts,
        has_errors=bool(form.errors or form.form_errors),
    )


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    held = letting_in.waiting()
    if held is None or held.account_id is None:
        return redirect(url_for(".sign_in", next=letting_in.kept_next()), 303)
    form = CodeForm(next=letting_in.kept_next() or "")
    if form.validate_on_submit():
        account = queries.account(held.account_id)
        try:
            way = second_factors.show_code(
                account, (form.code.data or "")[:MOST_TYPED], browser=known_browser.known()
            )
        except TooManyTriesError as error:
            return letting_in.too_many(error)
        except NotRightError:
            form.code.errors = [_("That code does not work. Each code works once: wait for the next one.")]
            return code_page(held, form), 422
        account = queries.account(held.account_id)
        on = letting_in.to(letting_in.way_on())
        token = signing_in.complete(held, account, way, device=letting_in.device())
        return letting_in.marked(on, token, account.email_hash)
    return code_page(held, form), 422 if form.errors else 200


def code_page(held: OpenSession, form: CodeForm) -> str:
    assert held.account_id is not None
    factors, site = queries.factors_of(held.account_id), letting_in.site()
    question = ""
    if factors.passkeys and site:
        question = passkeys.question_for_known(
            site,
            challenge=queries.challenge_of(held.id)[1],
            known=[key.credential_id for key in factors.passkeys],
        )
    return render_template(
        "accounts/code.html", form=form, factors=factors, question=question, has_errors=bool(form.errors)
    )


@bp.post("/sign-in/passkey")
@public
def passkey() -> ResponseReturnValue:
    """What the device answered."""
    held, site = letting_in.waiting(), letting_in.site()
    if held is None or held.account_id is None or site is None:
        return redirect(url_for(".sign_in", next=letting_in.kept_next()), 303)
    account = queries.account(held.account_id)
    try:
        way = second_factors.show_passkey(
            account, request.form.get("answer", ""), site=site, session_id=held.id
        )
    except NotRightError:
        form = CodeForm(formdata=None, next=letting_in.kept_next() or "")
        form.form_errors.append(_("Your device did not answer as we asked. Try again, or type a code."))
        return code_page(held, form), 422
    on = letting_in.to(letting_in.way_on())
    token = signing_in.complete(held, account, way, device=letting_in.device())
    return letting_in.marked(on, token, account.email_hash)


@bp.route("/sign-in/confirm", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def confirm() -> ResponseReturnValue:
    form = ConfirmForm(next=letting_in.kept_next() or "")
    if form.validate_on_submit():
        try:
            token = signing_in.confirm(viewer(), (form.password.data or "")[:MOST_TYPED])
        except TooManyTriesError as error:
            return letting_in.too_many(error)
        except NotRightError:
            form.password.errors = [_("That is not your password. Try again.")]
        else:
            return sessions.remember(letting_in.to(letting_in.way_on()), token)
    page = render_template(
        "accounts/confirm.html", form=form, account=own.mine(), has_errors=bool(form.errors)
    )
    return page, 422 if form.errors else 200


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    held = sessions.opened()
    if held is not None:
        signing_in.sign_out(held.viewer)
    session.clear()  # the call a helpline worker was on
    return sessions.forget(letting_in.to(url_for(".signed_out")))


@bp.get("/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    return render_template("accounts/signed_out.html")
