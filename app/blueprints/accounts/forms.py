"""The forms of signing in and of one's own account. No password is ever sent back to the page."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import ValidationError

from app.blueprints.accounts.words import password_fault
from app.domain.emails import is_email
from app.domain.passwords import SHORTEST
from app.domain.typed_text import clean_line
from app.web.filters import number
from app.web.forms import Form

LONGEST_NAME = 80
MOST_TYPED = 1024
"""No more of what was typed is looked at."""


def check_name(form: Form, field: Field) -> None:
    name = clean_line(field.data or "")
    if not name:
        raise ValidationError(_("Tell us your name"))
    if len(name) > LONGEST_NAME:
        raise ValidationError(
            _("Make the name shorter. There is room for %(most)s letters.", most=number(LONGEST_NAME))
        )


def check_given(form: Form, field: Field) -> None:
    if not (field.data or "")[:MOST_TYPED]:
        raise ValidationError(_("Type your password"))


class SignInForm(Form):
    email = EmailField(_l("E-mail address"), render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("Password"), validators=[check_given], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()

    def validate_email(self, field: Field) -> None:
        if not is_email((field.data or "").strip()):
            raise ValidationError(_("Type your whole e-mail address, such as bev@beckside.example"))


class CodeForm(Form):
    code = StringField(
        _l("Code"),
        description=_l("Six digits from the app on your phone, or a code from your sheet of paper."),
        render_kw={
            "autocomplete": "one-time-code",
            "dir": "ltr",
            "spellcheck": "false",
            "autocapitalize": "none",
        },
    )
    next = HiddenField()

    def validate_code(self, field: Field) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Type the code"))


class PasskeyAnswerForm(Form):
    answer = HiddenField()
    next = HiddenField()


class ConfirmForm(Form):
    password = PasswordField(
        _l("Password"), validators=[check_given], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class ForgottenForm(Form):
    email = EmailField(_l("E-mail address"), render_kw={"autocomplete": "username"})

    def validate_email(self, field: Field) -> None:
        if not is_email((field.data or "").strip()):
            raise ValidationError(_("Type your whole e-mail address, such as bev@beckside.example"))


class NewPasswordForm(Form):
    """`about` is what the password may not be made of."""

    password = PasswordField(
        _l("New password"),
        description=_l(
            "At least %(least)s letters. Spaces and any other signs are fine. Three words are easy to keep.",
            least=SHORTEST,
        ),
        render_kw={"autocomplete": "new-password"},
    )
    about: tuple[str, ...] = ()

    def validate_password(self, field: Field) -> None:
        if fault := password_fault((field.data or "")[:MOST_TYPED], about=self.about):
            raise ValidationError(fault)


class TakeUpForm(NewPasswordForm):
    name = StringField(
        _l("Your name"),
        description=_l("As the people you work with know you."),
        validators=[check_name],
        render_kw={"autocomplete": "name"},
    )

    def validate_password(self, field: Field) -> None:
        self.about = (*self.about, self.name.data or "")
        super().validate_password(field)


class AppForm(Form):
    secret = HiddenField()
    code = StringField(
        _l("Code from the app"),
        description=_l("Six digits. They change every half minute."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"},
    )

    def validate_code(self, field: Field) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Type the code that the app shows"))


class NameForm(Form):
    name = StringField(_l("Your name"), validators=[check_name], render_kw={"autocomplete": "name"})
    language = SelectField(_l("Language we write to you in"))


class PasskeyForm(Form):
    name = StringField(
        _l("What do you call the device?"),
        description=_l("Such as “my phone” or “the blue key”."),
        render_kw={"autocomplete": "off"},
    )
    answer = HiddenField()

    def validate_name(self, field: Field) -> None:
        name = clean_line(field.data or "")
        if not name:
            raise ValidationError(_("Give it a name, so that you know it again"))
        if len(name) > LONGEST_NAME:
            raise ValidationError(
                _("Make the name shorter. There is room for %(most)s letters.", most=number(LONGEST_NAME))
            )
