"""The two small forms by which somebody leaves a journey and comes back to it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField

from app.domain.emails import is_email
from app.domain.journey import CODE_LETTERS, typed_code
from app.web.forms import DayField, Form


class SaveForm(Form):
    email = EmailField(
        _l("Your e-mail address, if you like"),
        description=_l("Only if nobody else reads it. We send a link, and nothing of what you wrote."),
        render_kw={"autocomplete": "email"},
    )

    def read(self) -> bool:
        self.validate()
        typed = (self.email.data or "").strip()
        if typed and not is_email(typed):
            self.email.errors = (
                _("This is no e-mail address. One looks like name@place.org. Or leave it empty."),
            )
        return not self.errors


class ComeBackForm(Form):
    code = StringField(
        _l("Your code"),
        description=_l("8 letters and figures, such as K7MP-4QXR."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"},
    )
    born = DayField(
        _l("Date of birth"),
        format="%d %m %Y",
        description=_l("The one you told us. Leave it empty if you had not told us yet."),
    )

    def read(self) -> bool:
        self.validate()
        if len(typed_code(self.code.data or "")) != CODE_LETTERS:
            self.code.errors = (_("Write the whole code. It has 8 letters and figures, such as K7MP-4QXR."),)
        return not self.errors

    def not_found(self) -> None:
        """One message for all that can be wrong."""
        self.code.errors = (
            _(
                "We find nothing with this code and this date of birth. Look at both again. "
                "What you wrote is kept for 14 days."
            ),
        )
