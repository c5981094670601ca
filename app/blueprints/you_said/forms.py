"""What is asked of somebody who follows, and of an owner who answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, InputRequired, Length

from app.domain.answering import CHOSEN, StepWritten
from app.domain.insight import AnswerStatus
from app.domain.typed_text import clean_lines
from app.web.forms import Form, VersionedForm
from app.web.labels import label

MOST_LETTERS = 3000


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


class FollowForm(Form):
    email = wtforms.EmailField(
        _l("Your e-mail address"),
        description=_l("We use it for this and nothing else, and delete it when you stop."),
        validators=[
            InputRequired(_l("Write your e-mail address")),
            Length(max=254),
            Email(message=_l("Write an address such as name@example.com")),
        ],
        render_kw={"autocomplete": "email"},
    )


class OwnerForm(VersionedForm):
    """An answer or news, in the words of whoever is asked."""

    status = wtforms.RadioField(
        _l("How does it stand?"), validators=[InputRequired(_l("Choose how it stands"))]
    )
    words = wtforms.TextAreaField(
        _l("What do you do about it? Or why can you not?"),
        description=_l("Write as you would to a neighbour. Short sentences, no names of people."),
        filters=[lines],
        validators=[
            InputRequired(_l("Write what you do about it, or why you cannot")),
            Length(max=MOST_LETTERS, message=_l("Use %(max)d letters or fewer")),
        ],
        render_kw={"rows": 6},
    )
    is_outcome = wtforms.BooleanField(
        _l("This says what difference it made"),
        description=_l("Tick it if what you did has had time to work."),
    )

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.status.choices = [(one.value, label(one)) for one in CHOSEN]

    def written(self, day: dt.date) -> StepWritten:
        return StepWritten(
            words=self.words.data or "",
            day=day,
            status=AnswerStatus(self.status.data),
            is_outcome=self.is_outcome.data,
        )
