"""What somebody who looks into a worry writes down."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form

MOST = 4000


class DoneForm(Form):
    note = TextAreaField(
        _l("What did you do?"),
        description=_l(
            "Say whom you rang or told, and when. Do not write more about the person than you need."
        ),
        validators=[
            DataRequired(_l("Write what you did. One sentence is enough.")),
            Length(max=MOST, message=_l("Use 4,000 letters or fewer")),
        ],
        render_kw={"rows": 4, "maxlength": MOST},
    )
