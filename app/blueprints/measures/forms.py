"""What a worker says about a measure besides the answers: when, how, or why not."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app import clock
from app.domain.measures import BY_LINK, AskedHow, MeasureKind, MeasureMoment, is_score
from app.operations.measures import LONGEST_BACK
from app.web.forms import DayField, Form, choice
from app.web.labels import WORDS

MOMENTS = [choice(one.value, WORDS[MeasureMoment][one]) for one in MeasureMoment]
LONGEST_WHY = 600


def moment_field() -> RadioField:
    return RadioField(_l("When is it?"), choices=MOMENTS, validators=[InputRequired(_l("Choose when it is"))])


class DatedForm(Form):
    """A form about answers somebody gave on a day."""

    answered_on = DayField(
        _l("When did they answer?"),
        format="%d %m %Y",
        validators=[InputRequired(_l("Write when they answered"))],
    )
    moment = moment_field()
    key = HiddenField()

    def validate_answered_on(self, field: Field) -> None:
        if field.data and not clock.today() - LONGEST_BACK <= field.data <= clock.today():
            raise ValidationError(_l("Choose a day in the last year, and none that is still to come"))


class AskForm(DatedForm):
    how = RadioField(
        _l("How did they answer?"),
        choices=[choice(one.value, WORDS[AskedHow][one]) for one in (AskedHow.WORKER, AskedHow.PAPER)],
        validators=[InputRequired(_l("Choose how they answered"))],
    )


class LicensedForm(DatedForm):
    """A measure whose questions are not ours to show: only its score is kept."""

    name = StringField(
        _l("What is the measure called?"),
        validators=[InputRequired(_l("Write what it is called")), Length(max=120)],
        render_kw={"maxlength": 120},
    )
    licence = StringField(
        _l("Licence number"),
        description=_l("Your organisation's own. Ask your lead if you do not know it."),
        validators=[InputRequired(_l("Write the licence number")), Length(max=120)],
        render_kw={"maxlength": 120},
    )
    score = StringField(
        _l("Score"),
        validators=[InputRequired(_l("Write the score"))],
        render_kw={"maxlength": 10, "class": "govuk-input--width-5", "inputmode": "decimal", "dir": "ltr"},
    )

    def validate_score(self, field: Field) -> None:
        if not is_score((field.data or "").strip().replace(",", ".")):
            raise ValidationError(_l("Write the score as a number, such as 23.2"))


class WhyNotForm(Form):
    kind = RadioField(_l("What was not asked?"), validators=[InputRequired(_l("Choose what was not asked"))])
    moment = moment_field()
    why = TextAreaField(
        _l("Why not?"),
        description=_l("For example: they would rather not, or there were more pressing things."),
        validators=[InputRequired(_l("Write why not")), Length(max=LONGEST_WHY)],
        render_kw={"rows": 3, "maxlength": LONGEST_WHY},
    )
    key = HiddenField()

    def offer(self, kinds: Iterable[MeasureKind]) -> WhyNotForm:
        self.kind.choices = [choice(one.value, WORDS[MeasureKind][one]) for one in kinds]
        return self


class LinkForm(Form):
    kinds = SelectMultipleField(
        _l("What do you want to ask?"),
        choices=[choice(one.value, WORDS[MeasureKind][one]) for one in BY_LINK],
        validators=[InputRequired(_l("Choose at least one"))],
    )
    moment = moment_field()
