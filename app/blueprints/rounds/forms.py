"""What somebody chooses for a new round."""

from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired

from app.web.forms import Form


class NewRoundForm(Form):
    key = HiddenField()
    of = SelectField(
        _l("Points of which event or series?"),
        description=_l("We draw a tenth of its points, or 50 where a tenth is fewer."),
        validators=[DataRequired(_l("Choose an event or a series"))],
    )
    frame = SelectField(_l("Which codes?"))
    coders = SelectMultipleField(_l("Who codes?"), description=_l("Two people or more."))

    @property
    def own_key(self) -> uuid.UUID:
        """What is sent twice is kept once."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return uuid.uuid4()

    def validate_coders(self, field: Any) -> None:
        if len(field.data or ()) < 2:
            raise ValidationError(_("Choose at least two people"))
