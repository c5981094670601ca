"""An agreement: with whom, from when, until when."""

from __future__ import annotations

import datetime as dt
import uuid

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app import clock
from app.domain.typed_text import clean_line
from app.web.forms import DayField, Form, VersionedForm

LONGEST_YEARS = 10


def one_line(typed: str | None) -> str:
    return clean_line(typed or "")


class FindForm(Form):
    """Which organisation is it with?"""

    words = StringField(
        _l("Which organisation?"),
        description=_l("A part of its name"),
        filters=[one_line],
        validators=[
            InputRequired(_l("Write a part of its name")),
            Length(max=100, message=_l("Use 100 letters or fewer")),
        ],
    )


class AgreementForm(Form):
    words = HiddenField(filters=[one_line])
    organization = RadioField(
        _l("Which organisation?"), validators=[InputRequired(_l("Choose an organisation"))]
    )
    reference = StringField(
        _l("Reference"),
        description=_l("By which the signed paper is found, such as DSA 12"),
        filters=[one_line],
        validators=[
            InputRequired(_l("Write the reference of the signed paper")),
            Length(max=100, message=_l("Use 100 letters or fewer")),
        ],
    )
    starts_on = DayField(
        _l("From which day?"),
        format="%d %m %Y",
        description=_l("For example 1 12 2026"),
        validators=[InputRequired(_l("Write the first day it holds"))],
    )
    ends_on = DayField(
        _l("Until which day?"),
        format="%d %m %Y",
        description=_l("The last day it holds"),
        validators=[InputRequired(_l("Write the last day it holds"))],
    )

    def offer(self, found: list[tuple[uuid.UUID, str]]) -> None:
        self.organization.choices = [(str(one), name) for one, name in found]

    @property
    def first(self) -> dt.date:
        assert self.starts_on.data is not None
        return self.starts_on.data

    @property
    def last(self) -> dt.date:
        assert self.ends_on.data is not None
        return self.ends_on.data

    def validate_ends_on(self, field: DayField) -> None:
        if not (field.data and self.starts_on.data):
            return
        if field.data < self.starts_on.data:
            raise ValidationError(_("It ends before it begins. Look at both days again"))
        if field.data < clock.today():
            raise ValidationError(_("This day is over. Write one that is still to come"))
        if field.data.year > self.starts_on.data.year + LONGEST_YEARS:
            raise ValidationError(_("Write a day within ten years"))


class EndForm(VersionedForm):
    """Nothing is asked: only which version was ended."""
