"""The one form of the plain pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from app.web.forms import Form, choice


class ReadingForm(Form):
    choices = SelectMultipleField(
        _l("How would you like to read?"),
        choices=[
            choice("large", _l("Bigger words"), _l("A quarter larger on every page.")),
            choice("contrast", _l("High contrast"), _l("White and yellow words on black.")),
            choice("calm", _l("Calm"), _l("Softer colours and no pictures.")),
        ],
        validate_choice=False,
    )
