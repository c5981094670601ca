"""What should follow from a story."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.domain.typed_text import clean_line, clean_lines
from app.web.forms import DayField, VersionedForm

MOST_LETTERS = 2000
TOO_LONG = _l("That is longer than we can keep. Please shorten it.")


class RecommendForm(VersionedForm):
    recommendation = TextAreaField(
        _l("What should follow?"),
        filters=[lambda typed: clean_lines(typed or "")],
        validators=[
            DataRequired(_l("Write what should follow")),
            Length(max=MOST_LETTERS, message=TOO_LONG),
        ],
        render_kw={"rows": 3},
    )
    owner = StringField(
        _l("Which team sees to it?"),
        filters=[lambda typed: clean_line(typed or "")],
        validators=[DataRequired(_l("Write which team sees to it")), Length(max=200, message=TOO_LONG)],
    )
    due_on = DayField(_l("By when?"), format="%d %m %Y", validators=[Optional()])
    outcome = TextAreaField(
        _l("What came of it?"),
        description=_l("Leave it empty until something did."),
        filters=[lambda typed: clean_lines(typed or "")],
        validators=[Length(max=MOST_LETTERS, message=TOO_LONG)],
        render_kw={"rows": 3},
    )
