"""What a lead types about their team, and a link worker who takes somebody."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app import clock
from app.domain.typed_text import clean_lines
from app.operations.cover import LONGEST
from app.operations.workload import MOST
from app.web.forms import DayField, Form, choice

MOST_REASON = 600
TOO_LONG = _l("Use 600 letters or fewer")


def tidy(typed: str | None) -> str | None:
    return typed and clean_lines(typed)


class ReasonForm(Form):
    """Why it goes over what somebody can have."""

    reason = TextAreaField(
        _l("If it goes over somebody's cap, say why"),
        filters=[tidy],
        validators=[Optional(), Length(max=MOST_REASON, message=TOO_LONG)],
        render_kw={"rows": 2},
    )


class CapForm(Form):
    """How many people somebody can have at once."""

    cap = IntegerField(
        _l("How many people can they have at once?"),
        validators=[
            InputRequired(_l("Write a number, such as 35")),
            NumberRange(0, MOST, _l("Write a number from 0 to 250")),
        ],
        render_kw={"maxlength": 3},
    )
    version = HiddenField()


class CoverForm(Form):
    """Who looks after whose people, from when to when, and why."""

    key = HiddenField()
    away = SelectField(_l("Who is away?"), validators=[InputRequired(_l("Choose who is away"))])
    stands_in = SelectField(
        _l("Who looks after their people?"), validators=[InputRequired(_l("Choose who looks after them"))]
    )
    starts_on = DayField(_l("From"), format="%d %m %Y", validators=[InputRequired(_l("Write the first day"))])
    ends_on = DayField(
        _l("To, the last day"),
        format="%d %m %Y",
        description=_l("It ends by itself. Three months at most."),
        validators=[InputRequired(_l("Write the last day"))],
    )
    reason = TextAreaField(
        _l("Why?"),
        description=_l("Such as: on leave. No need to say more about somebody's health."),
        filters=[tidy],
        validators=[DataRequired(_l("Say why")), Length(max=MOST_REASON, message=TOO_LONG)],
        render_kw={"rows": 2},
    )

    def offer(self, workers: Iterable[tuple[uuid.UUID, str]]) -> None:
        choices = [choice("", _("Choose")), *(choice(str(account), name) for account, name in workers)]
        self.away.choices = choices
        self.stands_in.choices = choices

    def validate_stands_in(self, field: Field) -> None:
        if field.data and field.data == self.away.data:
            raise ValidationError(_("Choose somebody else: they are away themselves"))

    def validate_ends_on(self, field: Field) -> None:
        start = self.starts_on.data
        if not field.data:
            return
        if field.data < clock.today():
            raise ValidationError(_("The last day has passed. Choose today or later"))
        if start and field.data < start:
            raise ValidationError(_("The last day comes before the first. Check both"))
        if start and field.data > start + LONGEST:
            raise ValidationError(_("That is more than three months. Choose an earlier day"))

    @property
    def own_key(self) -> uuid.UUID:
        """What a form that is sent twice is known by."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return uuid.uuid4()

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        return self.starts_on.data or clock.today(), self.ends_on.data or clock.today()
