"""What somebody puts in their diary."""

from __future__ import annotations

import datetime as dt
import uuid

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app import clock
from app.domain.diary import LONGEST, needs_despite
from app.domain.reaching import Reaching
from app.domain.tasks import AppointmentKind
from app.domain.typed_hours import read_time, write_time
from app.domain.typed_text import clean_line, clean_lines
from app.models.cases import Appointment
from app.operations.appointments import Planned
from app.web.forms import DayField, Form, choice
from app.web.labels import label

YEAR = dt.timedelta(days=366)
MOST = 300


def line(typed: str | None) -> str | None:
    return typed and clean_line(typed)


def lines(typed: str | None) -> str | None:
    return typed and clean_lines(typed)


class AppointmentForm(Form):
    """Something in a diary."""

    key = HiddenField()
    version = HiddenField()
    kind = RadioField(_l("What is it?"), validators=[InputRequired(_l("Choose what it is"))])
    what = StringField(
        _l("What is it about?"),
        description=_l("Such as: what matters to them, or team catch-up."),
        filters=[line],
        validators=[
            DataRequired(_l("Say what it is about")),
            Length(max=MOST, message=_l("Use 300 letters or fewer")),
        ],
    )
    day = DayField(_l("Which day?"), format="%d %m %Y", validators=[InputRequired(_l("Write the day"))])
    time = StringField(
        _l("When does it start?"),
        description=_l("Such as 2:30pm or 14:30"),
        validators=[DataRequired(_l("Write when it starts"))],
        render_kw={"maxlength": 20},
    )
    minutes = IntegerField(
        _l("How many minutes?"),
        default=60,
        validators=[
            InputRequired(_l("Write the minutes as a number, such as 60")),
            NumberRange(5, LONGEST, _l("Write a number from 5 to 600")),
        ],
        render_kw={"maxlength": 3},
    )
    place = StringField(
        _l("Where?"),
        description=_l("You can leave this empty."),
        filters=[line],
        validators=[Optional(), Length(max=MOST, message=_l("Use 300 letters or fewer"))],
    )

    def offer(self) -> None:
        self.kind.choices = [choice(one.value, label(one)) for one in AppointmentKind]

    def validate_day(self, field: Field) -> None:
        if field.data and not clock.today() <= field.data <= clock.today() + YEAR:
            raise ValidationError(_("Choose today or a day of the coming year"))

    def validate_time(self, field: Field) -> None:
        if field.data and read_time(field.data) is None:
            raise ValidationError(_("Write a time, such as 2:30pm or 14:30"))

    def planned(self) -> Planned:
        """What a form without a fault says."""
        time, day = read_time(self.time.data or ""), self.day.data or clock.today()
        starts = dt.datetime.combine(day, time or dt.time(), clock.LONDON)
        return Planned(
            kind=AppointmentKind(self.kind.data),
            starts_at=starts.astimezone(dt.UTC),
            what=self.what.data or "",
            minutes=self.minutes.data or 60,
            place=self.place.data or "",
        )

    @property
    def own_key(self) -> uuid.UUID:
        """What a form that is sent twice is known by."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return uuid.uuid4()


class CaseAppointmentForm(AppointmentForm):
    """Something in a diary with somebody we help."""

    support = StringField(
        _l("Who else does it take?"),
        description=_l("An interpreter or another professional. We put booking them on your day."),
        filters=[line],
        validators=[Optional(), Length(max=MOST, message=_l("Use 300 letters or fewer"))],
    )
    despite = TextAreaField(
        _l("Why this way, although it is not one they chose?"),
        description=_l("Only where we warn you. It stands in the story of the case."),
        filters=[lines],
        validators=[Length(max=600, message=_l("Use 600 letters or fewer"))],
        render_kw={"rows": 3},
    )
    reaching: Reaching

    def validate_despite(self, field: Field) -> None:
        if (
            self.kind.data in set(AppointmentKind)
            and needs_despite(self.reaching, AppointmentKind(self.kind.data))
            and not field.data
        ):
            raise ValidationError(_("Choose another way, or say why it has to be this one"))

    def planned(self) -> Planned:
        base = super().planned()
        return Planned(
            kind=base.kind,
            starts_at=base.starts_at,
            what=base.what,
            minutes=base.minutes,
            place=base.place,
            support=self.support.data or "",
            despite=self.despite.data or "",
        )


def typed_of(held: Appointment) -> dict[str, object]:
    """What a form about an appointment starts with."""
    local = held.starts_at.astimezone(clock.LONDON)
    return {
        "version": str(held.version),
        "kind": held.kind.value,
        "what": held.what,
        "day": local.date(),
        "time": write_time(local.time()),
        "minutes": held.minutes,
        "place": held.place or "",
        "support": held.support or "",
    }
