"""The forms of claims."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from app.domain.typed_text import clean_line
from app.web.forms import Form

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr", "maxlength": 20}


def cleaned(typed: str | None) -> str | None:
    return typed and clean_line(typed)


class CodeForm(Form):
    code = StringField(
        _l("The code"),
        description=_l("Six figures, such as 123 456."),
        filters=[cleaned],
        validators=[InputRequired(_l("Type the code."))],
        render_kw=CODE,
    )


class LetterForm(CodeForm):
    postcode = StringField(
        _l("The postcode the letter came to"),
        filters=[cleaned],
        validators=[InputRequired(_l("Type the postcode."))],
        render_kw={"autocomplete": "off", "dir": "ltr", "maxlength": 12},
    )


class AccountForm(Form):
    name = StringField(
        _l("Your name"),
        filters=[cleaned],
        validators=[InputRequired(_l("Write your name.")), Length(max=120, message=_l("Make it shorter."))],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("Your e-mail address"),
        description=_l("We use it to send you the invitation and for nothing else."),
        filters=[cleaned],
        validators=[
            InputRequired(_l("Write your e-mail address.")),
            Length(max=254, message=_l("Make it shorter.")),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+\Z",
                message=_l("This is no e-mail address. One looks like name@place.org."),
            ),
        ],
        render_kw={"autocomplete": "email"},
    )
