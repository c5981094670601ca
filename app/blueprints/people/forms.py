"""Why two records become one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from app.web.forms import Form

MOST = 1_000


class MergeForm(Form):
    reason = TextAreaField(
        _l("How do you know that they are one person?"),
        validators=[
            InputRequired(_l("Say how you know that they are one person")),
            Length(max=MOST, message=_l("Use 1,000 letters or fewer")),
        ],
        render_kw={"rows": 3, "maxlength": MOST},
    )
