"""What is asked about an answer, about progress, and about the words of an owner."""

from __future__ import annotations

import datetime as dt
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from app import clock
from app.blueprints.statements.forms import TOO_LONG, KeyForm, lines, one_line, terms
from app.domain.answering import CHOSEN, NOT_ANSWERED, AnswerWritten, StepWritten
from app.domain.insight import AnswerStatus
from app.models.answers import Answer
from app.web.forms import DayField, Form, VersionedForm
from app.web.labels import label

BELONGS = (
    "strategies",
    "changes_under_way",
    "personalised_care",
    "approaches",
    "priorities",
    "obsessions",
)
"""Lists of the place that an answer can belong to."""
LONGEST = 3000


def statuses(*, with_planned: bool) -> list[tuple[str, str]]:
    more = (AnswerStatus.PLANNED,) if with_planned else ()
    return [(one.value, label(one)) for one in (*CHOSEN, *more)]


class AnswerForm(KeyForm):
    title = wtforms.StringField(
        _l("What is it about, in a few words?"),
        description=_l("Such as: Benches on the way to the shops"),
        filters=[one_line],
        validators=[InputRequired(_l("Write what it is about")), Length(max=200, message=TOO_LONG)],
    )
    status = wtforms.RadioField(_l("How does it stand?"), validators=[InputRequired(_l("Choose one"))])
    words = wtforms.TextAreaField(
        _l("What was done? Or why can it not be done?"),
        description=_l("Leave it empty only where there is no answer yet."),
        filters=[lines],
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"rows": 5},
    )
    lead = wtforms.StringField(
        _l("Which team or organisation answers?"),
        filters=[one_line],
        validators=[Length(max=200, message=TOO_LONG)],
    )
    belongs_to = wtforms.SelectField(_l("Which strategy or programme is it part of?"))
    owner_name = wtforms.StringField(
        _l("Who is asked?"),
        description=_l("A name. Only your team sees it."),
        filters=[one_line],
        validators=[Length(max=100, message=TOO_LONG)],
    )
    owner_email = wtforms.EmailField(
        _l("Their e-mail at work"),
        description=_l("They get a link to answer, and reminders. They need no password."),
        filters=[one_line],
        validators=[
            Optional(),
            Length(max=254),
            Email(message=_l("Write an address such as name@example.com")),
        ],
    )
    due_on = DayField(
        _l("By when should there be an answer?"),
        format="%d %m %Y",
        description=_l("For example 24 11 2026. After that day the page says how late it is."),
        validators=[Optional()],
    )

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        is_planned = self.status.object_data == AnswerStatus.PLANNED
        self.status.choices = [
            (NOT_ANSWERED, _("No answer yet: ask somebody")),
            *statuses(with_planned=is_planned),
        ]
        offered = [(f"{listed}/{key}", words) for listed in BELONGS for key, words in terms(listed)]
        held = self.belongs_to.object_data
        kept = [(held, held)] if held and held not in dict(offered) else []
        self.belongs_to.choices = [("", _("None")), *offered, *kept]

    def validate_words(self, field: wtforms.TextAreaField) -> None:
        if field.data or self.status.data in (NOT_ANSWERED, AnswerStatus.PLANNED.value):
            return
        if self.status.data == AnswerStatus.CANNOT.value:
            raise ValidationError(_("Write why it cannot be done"))
        raise ValidationError(_("Write what was done"))

    def validate_due_on(self, field: DayField) -> None:
        if field.data and not dt.date(2000, 1, 1) <= field.data <= dt.date(2099, 12, 31):
            raise ValidationError(_("Write a year from 2000 to 2099"))

    def is_right(self) -> bool:
        """An answer that is not there yet needs somebody to ask, and a day."""
        is_right = bool(self.validate())
        if self.status.data == NOT_ANSWERED:
            if not self.owner_email.data:
                self.owner_email.errors = [_("Write whom we ask, or choose how it stands")]
            if not self.due_on.data and not self.due_on.errors:
                self.due_on.errors = [_("Write by when there should be an answer")]
        return is_right and not self.owner_email.errors and not self.due_on.errors

    @property
    def written(self) -> AnswerWritten:
        status = self.status.data
        return AnswerWritten(
            title=self.title.data or "",
            status=None if status == NOT_ANSWERED else AnswerStatus(status),
            words=self.words.data or "",
            lead=self.lead.data or "",
            belongs_to=self.belongs_to.data or "",
            owner_name=self.owner_name.data or "",
            owner_email=(self.owner_email.data or "").casefold(),
            due_on=self.due_on.data,
        )


def values_of(answer: Answer) -> dict[str, Any]:
    """An answer as the form shows it."""
    same = ["title", "words", "lead", "belongs_to", "owner_name", "owner_email", "due_on", "version"]
    held = {name: getattr(answer, name) for name in same}
    return {**held, "status": answer.status.value if answer.status else NOT_ANSWERED}


class StepForm(Form):
    day = DayField(
        _l("On which day?"),
        format="%d %m %Y",
        description=_l("For example 24 11 2026"),
        validators=[InputRequired(_l("Write the day"))],
    )
    words = wtforms.TextAreaField(
        _l("What has happened?"),
        filters=[lines],
        validators=[InputRequired(_l("Write what has happened")), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"rows": 4},
    )
    status = wtforms.RadioField(_l("How does it stand now?"), validators=[Optional()], default="")
    is_outcome = wtforms.BooleanField(_l("This says what difference it made"))

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.status.choices = [("", _("As before")), *statuses(with_planned=False)]

    def validate_day(self, field: DayField) -> None:
        if field.data and not dt.date(2000, 1, 1) <= field.data <= clock.today():
            raise ValidationError(_("Write a day that is not in the future"))

    @property
    def written(self) -> StepWritten:
        assert self.day.data is not None
        status = AnswerStatus(self.status.data) if self.status.data else None
        return StepWritten(self.words.data or "", self.day.data, status, self.is_outcome.data)


class CheckForm(VersionedForm):
    """The words of an owner: shown as they are or made plainer, or sent back with a question."""

    words = wtforms.TextAreaField(
        _l("What everybody will read"),
        description=_l("You can make the words plainer. Do not change what they say."),
        filters=[lines],
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"rows": 6},
    )
    question = wtforms.TextAreaField(
        _l("Your question, if it is not clear yet"),
        description=_l("They read it on the page of their link."),
        filters=[lines],
        validators=[Length(max=1000, message=TOO_LONG)],
        render_kw={"rows": 3},
    )

    def is_right(self, *, is_back: bool) -> bool:
        is_right = bool(self.validate())
        if is_back and not self.question.data:
            self.question.errors = [_("Write what is not clear")]
        if not is_back and not self.words.data:
            self.words.errors = [_("Write what everybody will read")]
        return is_right and not self.question.errors and not self.words.errors
