"""How a list leaves: the forms of a letter and an e-mail."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.domain.emails import is_email
from app.web.forms import Form, choice
from app.web.language_names import own_name
from app.web.place import place

SIZES = ("a4", "large")
OFF = {"autocomplete": "off"}
MOST_LINES = 7
LONGEST = 300


class LeavingForm(Form):
    """In which language it leaves."""

    language = SelectField(_l("Language"), choices=())

    def offer(self) -> None:
        self.language.choices = [choice(one.code, own_name(one.code)[0]) for one in place().languages]


class LetterForm(LeavingForm):
    name = StringField(_l("Name on the envelope"), render_kw={**OFF, "maxlength": 100})
    address = TextAreaField(
        _l("Address on the envelope"),
        description=_l("One line under the other. It is printed now and kept nowhere."),
        render_kw={"rows": 4, **OFF},
    )
    size = RadioField(
        _l("Size of the print"),
        choices=[
            choice("a4", _l("Ordinary")),
            choice("a5", _l("Small, A5")),
            choice("large", _l("Large print")),
        ],
        default="a4",
    )

    @property
    def lines(self) -> list[str]:
        """What stands on the envelope."""
        typed = [self.name.data or "", *(self.address.data or "").splitlines()]
        return [line.strip() for line in typed if line.strip()]

    def validate_address(self, field: TextAreaField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Type the address, or print the list without a letter."))
        if len(self.lines) > MOST_LINES or len(field.data or "") > LONGEST:
            raise ValidationError(_("Make the address shorter. The window of an envelope holds 7 lines."))


class EmailForm(LeavingForm):
    email = EmailField(_l("Their e-mail address"), render_kw={**OFF, "maxlength": 254})

    def validate_email(self, field: EmailField) -> None:
        if not is_email((field.data or "").strip()):
            raise ValidationError(_("This is no e-mail address. One looks like name@place.org."))
