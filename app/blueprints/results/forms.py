"""What is said when results are published."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Length

from app.web.forms import Form

LONGEST = 1000


class PublishForm(Form):
    digest = HiddenField()
    """Of what was read: another draft is not published by a page that was open before."""
    why = TextAreaField(
        _l("Why do these numbers take the place of the ones that are published?"),
        description=_l("Everybody can read this beside the numbers. For example: we found a box of cards."),
        validators=[Length(max=LONGEST, message=_l("Use at most 1,000 letters."))],
        render_kw={"rows": 3},
    )
    looked = BooleanField(_l("I have looked at the numbers below, and they may be shown to everybody"))

    def refuse_why(self) -> None:
        self.why.errors = [_("Write why the numbers are others now.")]

    def refuse_looked(self) -> None:
        self.looked.errors = [_("Look at the numbers, then tick that you did.")]
