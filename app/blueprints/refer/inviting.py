"""Sending somebody without an account a link by which they can refer."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField

from app.blueprints.refer.blueprint import bp
from app.domain.emails import is_email
from app.domain.errors import TooManyTriesError
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.operations import referrer_links
from app.web.access import requires
from app.web.forms import Form
from app.web.i18n import current_language
from app.web.viewer import viewer

LONGEST = 120


class InviteForm(Form):
    email = EmailField(
        _l("Their e-mail address at work"),
        description=_l("News of their referrals goes there. So it should be an address that only they read."),
        render_kw={"autocomplete": "off"},
    )
    name = StringField(_l("Their name"), render_kw={"autocomplete": "off"})
    service = StringField(
        _l("Where they work"),
        description=_l("Such as: Beck Side Surgery, reception."),
        render_kw={"autocomplete": "off"},
    )

    def read(self) -> bool:
        self.validate()
        for field in self:
            field.data = clean_line(field.data or "")
            if len(field.data) > LONGEST * 2:
                field.errors = (_("This is too long for us. Say it more briefly."),)
        if not is_email(self.email.data or ""):
            self.email.errors = (_("Write the whole e-mail address. It looks like name@example.com."),)
        return not self.errors


@bp.route("/refer/invite", methods=["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def invite() -> ResponseReturnValue:
    form = InviteForm()
    if request.method == "POST" and form.read():
        try:
            referrer_links.invite(
                form.email.data or "",
                name=form.name.data or "",
                service=form.service.data or "",
                by=viewer(),
                language=current_language(),
            )
        except TooManyTriesError:
            form.form_errors.append(_("That are many links in an hour. Wait a while, then go on."))
        else:
            return redirect(url_for(".invite", sent=1), 303)
    page = render_template(
        "refer/invite.html", form=form, sent="sent" in request.args, has_errors=bool(form.errors)
    )
    return make_response(page, 422 if form.errors else 200)
