"""Why somebody opens what is not theirs to see."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from app.domain.overrides import MOST_REASON, is_reason_enough
from app.domain.people import OverrideCategory
from app.web.forms import Form, choice
from app.web.labels import WORDS


class OverrideForm(Form):
    """Asked of everybody who opens what is not theirs, before they see anything of it."""

    category = RadioField(
        _l("Why do you need to see it?"),
        choices=[choice(one.value, WORDS[OverrideCategory][one]) for one in OverrideCategory],
        validators=[InputRequired(_l("Choose why you need to see it"))],
    )
    reason = TextAreaField(
        _l("Say what has happened"),
        description=_l("At least 20 letters. Do not name the person."),
        validators=[
            InputRequired(_l("Say what has happened")),
            Length(max=MOST_REASON, message=_l("Use 1,000 letters or fewer")),
        ],
        render_kw={"rows": 4, "maxlength": MOST_REASON},
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if not is_reason_enough(field.data or ""):
            raise ValidationError(_l("Say a little more: what has happened, in at least 20 letters"))
