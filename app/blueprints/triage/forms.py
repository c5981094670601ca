"""What is asked before each decision about a referral."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from app import clock
from app.domain.contact_log import ContactChannel, ContactResult
from app.domain.reaching import Reaching, judge
from app.domain.referral import NotAcceptedReason, Priority
from app.web.forms import DayField, Form, choice
from app.web.labels import WORDS

MOST = 2_000
TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$", re.IGNORECASE)
NEW = "new"


def words_field(label: str, missing: str, hint: str = "", *, needed: bool = True) -> TextAreaField:
    """A few lines of one's own."""
    long = Length(max=MOST, message=_l("Use 2,000 letters or fewer"))
    return TextAreaField(
        label,
        description=hint,
        validators=[InputRequired(missing), long] if needed else [long],
        render_kw={"rows": 4, "maxlength": MOST},
    )


class DecisionForm(Form):
    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version the page was opened with; 0 for junk."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


class AskForm(DecisionForm):
    question = words_field(
        _l("What do you need to know?"),
        _l("Write the question"),
        _l("They read it on a page of their own, behind a link. Ask only what you need to decide."),
    )


class AnswerForm(DecisionForm):
    answer = words_field(_l("What did they say?"), _l("Write what they said"))


class AcceptForm(DecisionForm):
    who = RadioField(
        _l("Is it one of these people?"), choices=[], validators=[InputRequired(_l("Choose who it is"))]
    )
    take = BooleanField(
        _l("Take the address, phone, e-mail and how to reach them from this referral"),
        description=_l("Leave it empty to keep what we know. Where we know nothing, the referral fills it."),
    )
    priority = RadioField(
        _l("How soon should somebody be in touch?"),
        choices=[
            choice(Priority.URGENT.value, WORDS[Priority][Priority.URGENT], _l("Within a day or two")),
            choice(Priority.SOON.value, WORDS[Priority][Priority.SOON], _l("Before the others who wait")),
            choice(Priority.ROUTINE.value, WORDS[Priority][Priority.ROUTINE], _l("In the order people came")),
        ],
        validators=[InputRequired(_l("Choose how soon"))],
    )

    @property
    def person_id(self) -> uuid.UUID | None:
        return None if self.who.data == NEW else uuid.UUID(self.who.data)


class NotAcceptForm(DecisionForm):
    reason = RadioField(
        _l("Why is it not for us?"),
        choices=[choice(one.value, WORDS[NotAcceptedReason][one]) for one in NotAcceptedReason],
        validators=[InputRequired(_l("Choose why it is not for us"))],
    )
    message = words_field(
        _l("What do you tell them, and what could they do instead?"),
        _l("Say why, and what they could do instead"),
        _l("Whoever asked for the referral reads this."),
    )


class SendOnForm(DecisionForm):
    target = words_field(
        _l("Which service is the right one, and how do they get there?"),
        _l("Write which service it is"),
        _l("Whoever asked for the referral reads this."),
    )
    agreed = BooleanField(
        _l("The person agrees that it goes there"), validators=[InputRequired(_l("Ask the person first"))]
    )


class DeclinedForm(DecisionForm):
    heard = RadioField(
        _l("Did they hear what a link worker could do for them?"),
        choices=[
            choice("yes", _l("Yes, and they do not want it")),
            choice("no", _l("No, they did not want to hear more")),
        ],
        validators=[InputRequired(_l("Choose yes or no"))],
    )
    note = words_field(_l("What did they say?"), "", _l("If they said something."), needed=False)


class NotReachedForm(DecisionForm):
    why_early = words_field(_l("Why stop trying now?"), "", needed=False)
    is_met = False

    def validate_why_early(self, field: TextAreaField) -> None:
        if not self.is_met and not (field.data or "").strip():
            raise ValidationError(_("Say why you stop before everything was tried"))


class WithdrawForm(DecisionForm):
    reason = words_field(_l("Who takes it back, and why?"), _l("Say who takes it back, and why"))


class DuplicateForm(DecisionForm):
    of = RadioField(
        _l("Which referral does it go on in?"),
        choices=[],
        validators=[InputRequired(_l("Choose the other referral"))],
    )


class SureForm(DecisionForm):
    sure = BooleanField(_l("Yes, I am sure"), validators=[InputRequired(_l("Tick the box if you are sure"))])


class MistakeForm(DecisionForm):
    reason = words_field(_l("What was the mistake?"), _l("Say what the mistake was"))


class LeadForm(DecisionForm):
    decision = RadioField(
        _l("What do you decide?"),
        choices=[
            choice("agree", _l("Agree: it is not accepted, and they hear why")),
            choice("back", _l("Send it back: it should be looked at again")),
        ],
        validators=[InputRequired(_l("Choose one"))],
    )
    note = words_field(_l("What should happen instead?"), "", _l("If you send it back."), needed=False)

    def validate_note(self, field: TextAreaField) -> None:
        if self.decision.data == "back" and not (field.data or "").strip():
            raise ValidationError(_("Say what should happen instead"))


class TeamForm(DecisionForm):
    team = RadioField(_l("Which team?"), choices=[], validators=[InputRequired(_l("Choose a team"))])

    def offer(self, teams: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.team.choices = [choice(str(id_), name) for id_, name in teams]


class AttemptForm(DecisionForm):
    key = HiddenField()
    channel = RadioField(
        _l("How did you try?"),
        choices=[
            choice(one.value, WORDS[ContactChannel][one])
            for one in ContactChannel
            if one not in {ContactChannel.GROUP, ContactChannel.VIDEO}
        ],
        validators=[InputRequired(_l("Choose how you tried"))],
    )
    day = DayField(_l("On which day?"), format="%d %m %Y", validators=[InputRequired(_l("Write the day"))])
    time = StringField(
        _l("At what time?"),
        description=_l("Such as 9:30 or 2pm"),
        validators=[InputRequired(_l("Write the time, such as 9:30 or 2pm"))],
        render_kw={"dir": "ltr", "maxlength": 10, "class": "govuk-input--width-5"},
    )
    result = RadioField(
        _l("What came of it?"),
        choices=[choice(one.value, WORDS[ContactResult][one]) for one in ContactResult],
        validators=[InputRequired(_l("Choose what came of it"))],
    )
    note = words_field(_l("Anything to remember"), "", needed=False)
    unsafe_why = words_field(
        _l("Why did you use a way that is not safe for them?"),
        "",
        _l("Only where the banner above says that this way is not safe."),
        needed=False,
    )
    reaching: Reaching | None = None
    at: dt.datetime | None = None

    def validate_time(self, field: StringField) -> None:
        found = TIME.match((field.data or "").strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        half = (found[3] or "").lower() if found else ""
        if half and not 1 <= hour <= 12:
            hour = 24
        hour = hour % 12 + (12 if half == "pm" else 0) if half and hour < 24 else hour
        if hour > 23 or minute > 59:
            raise ValidationError(_("Write the time, such as 9:30 or 2pm"))
        if self.day.data:
            self.at = dt.datetime.combine(self.day.data, dt.time(hour, minute), clock.LONDON)

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day has not come yet"))
        if field.data and field.data < clock.today() - dt.timedelta(days=365):
            raise ValidationError(_("This is more than a year ago. Check the year."))

    def validate_unsafe_why(self, field: TextAreaField) -> None:
        if self.reaching is None or self.channel.data not in set(ContactChannel):
            return  # a way that is none is said at its own question
        verdict = judge(self.reaching, ContactChannel(self.channel.data))
        if verdict.needs_reason and not (field.data or "").strip():
            raise ValidationError(
                _("This way is not safe for them, or not the one they need. Say why you used it.")
            )
