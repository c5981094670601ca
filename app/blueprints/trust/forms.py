"""What those who watch over the trace type in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.domain.audit import Outcome
from app.domain.overrides import MOST_REASON
from app.domain.people import Decision
from app.web.forms import DayField, Form, choice
from app.web.labels import WORDS


class EventSearchForm(Form):
    """Sent as a GET: nothing personal goes into the address but an id."""

    action = StringField(
        _l("What happened"),
        description=_l("The start of its name, such as listing or listing.published"),
        validators=[Optional(), Length(max=60)],
    )
    thing = StringField(_l("Number of the thing it happened to"), validators=[Optional(), Length(max=40)])
    person = StringField(_l("Number of the person who did it"), validators=[Optional(), Length(max=40)])
    outcome = RadioField(
        _l("What came of it"),
        choices=[
            choice("", _l("Any")),
            *(choice(one.value, WORDS[Outcome][one]) for one in Outcome),
        ],
        default="",
        validators=[Optional()],
    )
    since = DayField(
        _l("From"),
        format="%d %m %Y",
        validators=[Optional()],
    )
    until = DayField(_l("To"), format="%d %m %Y", validators=[Optional()])


class PersonForm(Form):
    """Find somebody's number by their e-mail address, by POST: an address never stands in an address."""

    email = EmailField(_l("Their e-mail address"), validators=[InputRequired(_l("Type an e-mail address"))])


class DecisionForm(Form):
    decision = RadioField(_l("What do you decide?"), validators=[InputRequired(_l("Choose one"))], choices=[])
    note = TextAreaField(
        _l("Why"),
        validators=[
            InputRequired(_l("Say why, in a few words")),
            Length(max=MOST_REASON, message=_l("Use 1,000 letters or fewer")),
        ],
        render_kw={"rows": 3, "maxlength": MOST_REASON},
    )


class ReviewForm(DecisionForm):
    def __init__(self) -> None:
        super().__init__()
        self.decision.choices = [
            choice(Decision.AGREED.value, _l("It was right to open it")),
            choice(Decision.REFUSED.value, _l("It was not right to open it")),
        ]


class ApprovalForm(DecisionForm):
    def __init__(self) -> None:
        super().__init__()
        self.decision.choices = [
            choice(Decision.AGREED.value, _l("Agree: do it now")),
            choice(Decision.REFUSED.value, _l("Refuse: it is not done")),
        ]


class DiscloseForm(Form):
    reason = TextAreaField(
        _l("Why may everybody know this address now?"),
        validators=[
            InputRequired(_l("Say why everybody may know it now")),
            Length(max=MOST_REASON, message=_l("Use 1,000 letters or fewer")),
        ],
        render_kw={"rows": 3, "maxlength": MOST_REASON},
    )


class StaffNoteForm(Form):
    note = TextAreaField(
        _l("What staff should know"),
        description=_l("Only staff see this. Do not name anybody who goes there."),
        validators=[Length(max=2000, message=_l("Use 2,000 letters or fewer"))],
        render_kw={"rows": 5, "maxlength": 2000},
    )
