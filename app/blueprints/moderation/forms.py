"""What is decided about what somebody sent."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.domain.engagement import RefusalReason
from app.web.forms import Form, choice
from app.web.labels import WORDS


class ReasonForm(Form):
    reason = SelectField(
        _l("Why it is not used"),
        choices=[
            choice("", _l("Choose a reason")),
            *(choice(one.value, WORDS[RefusalReason][one]) for one in RefusalReason),
        ],
        validate_choice=False,
    )

    @property
    def chosen(self) -> RefusalReason | None:
        """The reason; None where none of the list was chosen."""
        known = {one.value: one for one in RefusalReason}
        return known.get(self.reason.data or "")
