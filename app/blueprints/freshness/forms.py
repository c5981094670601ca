"""What an organiser, or somebody who rang them, says about a listing."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.domain.listing import Capacity, CheckedBy
from app.domain.typed_text import clean_lines
from app.web.forms import DayField, Form, choice

MOST_WEEKS = 104
LONGEST_INSTEAD = 600


class WeeksField(IntegerField):
    """A number of weeks, as somebody writes it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write the weeks as a number, such as 3")) from None


class RoomForm(Form):
    """Is there room for more people?"""

    capacity = RadioField(
        _l("Is there room for new people?"),
        choices=[
            choice(Capacity.PLACES.value, _l("Yes, there are places free")),
            choice(Capacity.WAITING.value, _l("It is full, with a waiting list")),
            choice(Capacity.FULL.value, _l("It is full, with no waiting list")),
        ],
        validators=[InputRequired(_l("Choose one"))],
    )
    weeks = WeeksField(
        _l("About how many weeks do people wait?"),
        description=_l("Only if there is a waiting list. You can leave this empty."),
        validators=[Optional(), NumberRange(1, MOST_WEEKS, _l("Write a number from 1 to 104"))],
        render_kw={"maxlength": 3, "class": "govuk-input--width-3"},
    )


class StoppedForm(Form):
    """When it stopped, and where people may go."""

    stopped_on = DayField(
        _l("When did it stop, or when will it?"),
        format="%d %m %Y",
        description=_l("For example 24 11 2026. You can leave this empty."),
        validators=[Optional()],
    )
    instead = TextAreaField(
        _l("Where could people go instead?"),
        description=_l("We show this to people who look for it. You can leave this empty."),
        filters=[lambda typed: typed and clean_lines(typed)],
        validators=[Optional(), Length(max=LONGEST_INSTEAD, message=_l("Use 600 letters or fewer"))],
        render_kw={"maxlength": LONGEST_INSTEAD, "rows": 3},
    )


class RungForm(Form):
    """Who looked, for the person who rang or went there."""

    checked_by = RadioField(
        _l("Who checked it?"),
        choices=[
            choice(CheckedBy.LIBRARIAN.value, _l("I rang and asked")),
            choice(CheckedBy.VISIT.value, _l("Somebody went there")),
            choice(CheckedBy.LINK_WORKER.value, _l("A link worker told us")),
            choice(CheckedBy.ORGANISER.value, _l("The organiser wrote to us")),
        ],
        validators=[InputRequired(_l("Choose who checked it"))],
    )


class FilterForm(Form):
    """Which part of the queue to show."""

    ward = SelectField(_l("Area"), validate_choice=False, default="")
    organization = StringField(
        _l("Organisation"),
        description=_l("A part of its name"),
        validators=[Optional(), Length(max=100)],
    )
