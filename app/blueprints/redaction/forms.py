"""Which words are hidden and why, and why somebody looks beneath."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.domain.insight import RedactionReason
from app.web.forms import Form, choice
from app.web.labels import WORDS


class HideForm(Form):
    words = StringField(
        _l("Words to hide"),
        description=_l("Type them just as they stand above. Every place where they stand is hidden."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    start = HiddenField()
    end = HiddenField()
    reason = RadioField(
        _l("What do they tell?"),
        choices=[choice(one.value, WORDS[RedactionReason][one]) for one in RedactionReason],
        validate_choice=False,
    )

    @property
    def chosen(self) -> RedactionReason | None:
        """The reason; None where none of the list was chosen."""
        known = {one.value: one for one in RedactionReason}
        return known.get(self.reason.data or "")

    @property
    def selected(self) -> tuple[int, int] | None:
        """What was selected with a script, in code points."""
        ends = (self.start.data or "", self.end.data or "")
        if not all(one.isascii() and one.isdigit() and len(one) < 8 for one in ends):
            return None
        return int(ends[0]), int(ends[1])


class WhyForm(Form):
    why = TextAreaField(
        _l("Why do you need to see what is hidden?"),
        description=_l("Your reason is kept with your name. Leave out anything that tells who it is."),
        validators=[
            DataRequired(_l("Say why you need to see it.")),
            Length(max=300, message=_l("Say it in 300 letters or fewer.")),
        ],
        render_kw={"rows": 3},
    )
