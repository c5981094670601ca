"""Where to answer somebody who tells us something: boxes that may stay empty, and how they are checked."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Form, TelField
from wtforms.validators import Length, ValidationError

from app.domain.feeds import contact
from app.domain.phones import e164
from app.domain.typed_text import clean_line


def email_field(label: str, description: str) -> EmailField:
    return EmailField(
        label,
        description=description,
        filters=[cleaned],
        validators=[Length(max=254, message=_l("This address is too long")), check_email],
        render_kw={"autocomplete": "email", "maxlength": 254},
    )


def phone_field(label: str, description: str) -> TelField:
    return TelField(
        label,
        description=description,
        filters=[cleaned],
        validators=[Length(max=40, message=_l("This number is too long")), check_phone],
        render_kw={"autocomplete": "tel", "maxlength": 40},
    )


def cleaned(typed: str | None) -> str | None:
    return typed and clean_line(typed)


def check_email(form: Form, field: EmailField) -> None:
    if field.data and not contact.email(field.data):
        raise ValidationError(_("This is no e-mail address. One looks like name@place.org."))


def check_phone(form: Form, field: TelField) -> None:
    if field.data and not e164(field.data):
        raise ValidationError(
            _("This is no phone number. Write it with the area code, such as 01632 960 123.")
        )
