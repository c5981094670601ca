"""What somebody types about their day and in their diary."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from app import clock
from app.domain.tasks import Settled, TaskKind, latest_day, needs_reason, ways_to_settle
from app.domain.typed_text import clean_lines
from app.web.filters import full_date
from app.web.forms import DayField, Form, choice
from app.web.labels import label

MOST_REASON = 600


def tidy(typed: str | None) -> str | None:
    return typed and clean_lines(typed)


class DoneForm(Form):
    """How a task ended."""

    how = RadioField(_l("What came of it?"), validators=[InputRequired(_l("Choose what came of it"))])
    reason = TextAreaField(
        _l("Say a little about it"),
        description=_l("Needed where it was not done. It stands in the story of the case."),
        filters=[tidy],
        validators=[Length(max=MOST_REASON, message=_l("Use 600 letters or fewer"))],
        render_kw={"rows": 3},
    )

    def offer(self, kind: TaskKind) -> DoneForm:
        self.how.choices = [choice(one.value, label(one)) for one in ways_to_settle(kind)]
        return self

    def validate_reason(self, field: Field) -> None:
        if self.how.data in set(Settled) and needs_reason(Settled(self.how.data)) and not field.data:
            raise ValidationError(_("Say why"))


class LaterForm(Form):
    """When to look at it again, and why not today."""

    to = DayField(
        _l("When will it come back?"),
        format="%d %m %Y",
        description=_l("Within the next two weeks."),
        validators=[InputRequired(_l("Write a day"))],
    )
    why = TextAreaField(
        _l("Why not today?"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Say why not today")),
            Length(max=MOST_REASON, message=_l("Use 600 letters or fewer")),
        ],
        render_kw={"rows": 3},
    )
    due = HiddenField()
    """The day it was due when the page was opened."""

    def validate_to(self, field: Field) -> None:
        if field.data and not clock.today() < field.data <= latest_day(clock.today()):
            raise ValidationError(
                _("Choose a day after today, up to %(day)s", day=full_date(latest_day(clock.today())))
            )
