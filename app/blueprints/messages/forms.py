"""What staff may do about messages that failed."""

from __future__ import annotations

import uuid

from wtforms import StringField
from wtforms.validators import AnyOf, Optional, ValidationError

from app.domain.messages import MessageKind
from app.web.forms import Form


def is_id(form: Form, field: StringField) -> None:
    """Refuse what is no id."""
    try:
        uuid.UUID(field.data or "")
    except ValueError as error:
        raise ValidationError from error


class SendAgainForm(Form):
    """One message, or all of a kind: whichever button was pressed."""

    message = StringField(validators=[Optional(), is_id])
    kind = StringField(validators=[Optional(), AnyOf([kind.value for kind in MessageKind])])
