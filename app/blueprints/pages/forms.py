"""The one form of the plain pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from app.web.forms import Form


class ReadingForm(Form):
    choices = SelectMultipleField(
        _l("How would you like to read?"),
        choices=[
            ("large", _l("Bigger words"), {"hint": _l("A quarter larger on every page.")}),
            ("contrast", _l("High contrast"), {"hint": _l("White and yellow words on black.")}),
            ("calm", _l("Calm"), {"hint": _l("Softer colours and no pictures.")}),
        ],
        validate_choice=False,
    )
