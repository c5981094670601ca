"""What a referrer may say at the door of a referral."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from app.domain.typed_text import clean_lines
from app.web.forms import Form

LONGEST = 4000


class SaidForm(Form):
    version = HiddenField()

    @property
    def number(self) -> int | None:
        """The version of the page that was shown."""
        shown = str(self.version.data or "")
        return int(shown) if shown.isdecimal() and len(shown) < 10 else None

    def read_words(self, field: TextAreaField, missing: str) -> bool:
        self.validate()
        field.data = clean_lines(field.data or "")
        if not field.data:
            field.errors = (missing,)
        elif len(field.data) > LONGEST:
            field.errors = (_("This is too long for us. Say it more briefly."),)
        return not self.errors


class AnswerForm(SaidForm):
    answer = TextAreaField(
        _l("Your answer"),
        description=_l("If you do not know, say so. Then we go on without it."),
        render_kw={"rows": 4},
    )

    def read(self) -> bool:
        return self.read_words(self.answer, _("Write your answer, or that you do not know."))


class WithdrawForm(SaidForm):
    reason = TextAreaField(
        _l("Why are you taking it back?"),
        description=_l("Such as: she has moved away, or has other help now."),
        render_kw={"rows": 3},
    )

    def read(self) -> bool:
        return self.read_words(self.reason, _("Say why you are taking it back."))
