"""The forms of moves. Each carries the version of the case it was opened with."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.domain.case import ClosureReason, HoldReason
from app.domain.closing import LONGEST, LetterHow
from app.domain.plan import ENDED, LONGEST_LINE, GoalStatus
from app.web.forms import DayField, Form, choice
from app.web.labels import WORDS

TOO_LONG = _l("Use 4,000 letters or fewer")
LONG_LINE = _l("Use 300 letters or fewer")
EARLY = (
    ClosureReason.STOPPED,
    ClosureReason.NO_CONTACT,
    ClosureReason.MISSED,
    ClosureReason.OTHER_SUPPORT,
    ClosureReason.MOVED,
    ClosureReason.HOSPITAL_OR_CARE,
    ClosureReason.NOT_SUITABLE,
)
"""Before any work began nobody has met a goal; a death and a mistake have pages of their own."""
AT_THE_END = (ClosureReason.GOALS_MET, ClosureReason.PARTLY_MET, *EARLY)


def words(label: str, hint: str = "", needed: str = "", rows: int = 3) -> TextAreaField:
    """A box of several lines. `needed`: what to say where it is empty."""
    return TextAreaField(
        label,
        description=hint,
        validators=[InputRequired(needed) if needed else Optional(), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"rows": rows, "maxlength": LONGEST},
    )


def why_closed(reasons: tuple[ClosureReason, ...]) -> RadioField:
    return RadioField(
        _l("Why does it end?"),
        choices=[choice(one.value, WORDS[ClosureReason][one]) for one in reasons],
        validators=[InputRequired(_l("Choose why it ends"))],
    )


class MoveForm(Form):
    """Nothing but the version."""

    version = HiddenField()

    @property
    def shown_version(self) -> int:
        """The version the page showed; one that never was where it is not a number."""
        given = str(self.version.data or "")
        return int(given) if given.isdecimal() and len(given) < 10 else -1


class HoldForm(MoveForm):
    why = RadioField(
        _l("Why does it rest?"),
        choices=[choice(one.value, word) for one, word in WORDS[HoldReason].items()],
        validators=[InputRequired(_l("Choose why it rests"))],
    )
    until = DayField(
        _l("When do you expect to go on?"),
        format="%d %m %Y",
        description=_l("On this day it comes back to your day by itself."),
        validators=[InputRequired(_l("Write the day on which you expect to go on"))],
    )
    note = words(_l("Anything else? (if you like)"))


class NoteForm(MoveForm):
    note = words(_l("A word about it (if you like)"))


class ReasonForm(MoveForm):
    reason = words(_l("Why?"), needed=_l("Write why, in a few words"))


class EarlyForm(MoveForm):
    why = why_closed(EARLY)
    note = words(_l("Anything else? (if you like)"))

    @property
    def why_words(self) -> str:
        """The reason as the page says it, with a full stop."""
        return f"{WORDS[ClosureReason][ClosureReason(self.why.data)]}."


class ReopenForm(ReasonForm):
    worker = SelectField(_l("Who goes on with them?"), choices=[], validators=[Optional()])


class DiedForm(MoveForm):
    died_on = DayField(_l("When did they die? (if you know)"), format="%d %m %Y", validators=[Optional()])
    note = words(_l("What you were told, and by whom (if you like)"))
    is_sure = BooleanField(
        _l("I am sure that it is this person"),
        validators=[InputRequired(_l("Tick that you are sure who it is"))],
    )


class MistakeForm(ReasonForm):
    pass


class AskForm(MoveForm):
    """Who is asked to take it over."""

    to = RadioField(_l("Who is asked?"), choices=[], validators=[InputRequired(_l("Choose who is asked"))])
    note = words(
        _l("Handover note"),
        hint=_l(
            "What matters to them, how to talk with them, what is agreed, what comes next, what worries you."
        ),
        needed=_l("Write a handover note: it is all that the other has to begin with"),
        rows=8,
    )


class AnswerForm(MoveForm):
    """The answer to a hand-over; the version is that of the hand-over."""

    worker = SelectField(_l("Who of the team takes it?"), choices=[], validators=[Optional()])
    answer = words(_l("Why not? (needed for a no)"))


class OutcomesForm(MoveForm):
    """How it went in the end; the goals' own boxes are made for each goal."""

    summary = words(
        _l("How did it go in the end?"),
        hint=_l("In their words where you can. If the plan has no goals, this is all there is."),
        rows=5,
    )


class OutcomeForm(Form):
    """What came of one goal."""

    status = RadioField(
        _l("What came of it?"),
        choices=[choice(one.value, word) for one, word in WORDS[GoalStatus].items() if one in ENDED],
        validators=[InputRequired(_l("Choose what came of this goal"))],
    )
    outcome = StringField(
        _l("In a few words (if you like)"),
        validators=[Optional(), Length(max=LONGEST_LINE, message=LONG_LINE)],
        render_kw={"maxlength": LONGEST_LINE},
    )


class CallOffForm(MoveForm):
    why = StringField(
        _l("Why is it called off?"),
        validators=[
            InputRequired(_l("Write why it is called off")),
            Length(max=LONGEST_LINE, message=LONG_LINE),
        ],
        render_kw={"maxlength": LONGEST_LINE},
    )


class MeasureForm(MoveForm):
    why_not = words(_l("Why are they not asked?"), needed=_l("Write why they are not asked"))


class LetterForm(MoveForm):
    how = RadioField(
        _l("How do they get the letter?"), validators=[InputRequired(_l("Choose how they get the letter"))]
    )
    letter = words(
        _l("The letter"),
        hint=_l("Write it as you would say it to them. Read it through together if you can."),
        rows=12,
    )
    is_given = BooleanField(_l("They have the letter, or it was read out to them"))

    def offer(self, *, by_email: bool) -> None:
        """By e-mail only where that is a way that is safe for them."""
        ways = [one for one in LetterHow if by_email or one is not LetterHow.EMAIL]
        self.how.choices = [choice(one.value, WORDS[LetterHow][one]) for one in ways]


class CloseForm(MoveForm):
    why = why_closed(AT_THE_END)
