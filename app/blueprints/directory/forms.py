"""What a reader may tell us about a listing."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.domain.listing import ReportReason
from app.domain.typed_text import clean_lines
from app.operations.reports import MOST_WORDS
from app.web.forms import Form, choice
from app.web.labels import WORDS
from app.web.reply_fields import email_field


def cleaned(typed: str | None) -> str | None:
    """As it will be kept: a browser sends every line break as two letters."""
    return typed and clean_lines(typed)


class ReportForm(Form):
    reason = RadioField(
        _l("What should we know?"),
        choices=[choice(reason.value, WORDS[ReportReason][reason]) for reason in ReportReason],
        validators=[InputRequired(_l("Choose what you would like to tell us"))],
    )
    words = TextAreaField(
        _l("Anything else? You can leave this empty"),
        description=_l("Do not write your name, or anything about yourself or somebody else."),
        filters=[cleaned],
        validators=[Length(max=MOST_WORDS, message=_l("Use 1,000 letters or fewer"))],
        render_kw={"maxlength": MOST_WORDS, "rows": 4},
    )
    email = email_field(
        _l("Would you like to know what happened? Your e-mail address"),
        _l(
            "You can leave this empty. We write to you about this page only. "
            "We forget your address 30 days after we answer."
        ),
    )
