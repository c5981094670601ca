"""What is wrong with a page, as a reader tells it; and the answer."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length

from app import clock
from app.domain.page_problems import (
    NEEDS_WORDS,
    ProblemOutcome,
    ProblemReason,
    WayOfReading,
)
from app.domain.typed_text import clean_line, clean_lines
from app.operations.page_problems import MOST_LINE, MOST_WORDS, Answered
from app.web.forms import DayField, Form, VersionedForm, choice
from app.web.i18n import current_language
from app.web.labels import WORDS
from app.web.place import place
from app.web.reply_fields import email_field, phone_field

MOST_BOX = Length(max=MOST_WORDS, message=_l("Use 1,000 letters or fewer"))
TOO_LONG_LINE = Length(max=MOST_LINE, message=_l("Use 300 letters or fewer"))


def of_lines(typed: str | None) -> str | None:
    """As it will be kept: a browser sends every line break as two letters."""
    return typed and clean_lines(typed)


def of_line(typed: str | None) -> str | None:
    return typed and clean_line(typed)


class TellForm(Form):
    page = HiddenField()
    reason = RadioField(
        _l("What is wrong?"),
        choices=[choice(reason.value, WORDS[ProblemReason][reason]) for reason in ProblemReason],
        validators=[InputRequired(_l("Choose what is wrong. If nothing fits, choose “Something else”"))],
    )
    words = TextAreaField(
        _l("Tell us more. You can leave this empty"),
        description=_l(
            "What did you try to do, and what happened? Do not write about your health, or about who you are."
        ),
        filters=[of_lines],
        validators=[MOST_BOX],
        render_kw={"maxlength": MOST_WORDS, "rows": 5},
    )
    reading = RadioField(
        _l("How do you read our pages? You can leave this empty"),
        choices=[choice(way.value, WORDS[WayOfReading][way]) for way in WayOfReading],
        validate_choice=False,
    )
    email = email_field(
        _l("Your e-mail address"),
        _l("Only if you would like an answer. We forget it 30 days after our last answer."),
    )
    phone = phone_field(
        _l("Or your phone number"),
        _l("Only if you would like us to ring you. We forget it 30 days after our last answer."),
    )
    language = SelectField(
        _l("Which language would you like the answer in?"),
        choices=(),
        validate_choice=False,
        default=current_language,
    )

    def offer(self) -> TellForm:
        """Offer the languages of the place."""
        self.language.choices = [(one.code, one.name) for one in place().languages]
        return self

    @property
    def chosen_language(self) -> str:
        known = {one.code for one in place().languages}
        return self.language.data if self.language.data in known else current_language()

    @property
    def way(self) -> WayOfReading | None:
        return WayOfReading(self.reading.data) if self.reading.data in set(WayOfReading) else None


class AnswerForm(VersionedForm):
    outcome = RadioField(
        _l("What came of it?"),
        choices=[choice(outcome.value, WORDS[ProblemOutcome][outcome]) for outcome in ProblemOutcome],
        validators=[InputRequired(_l("Choose what came of it"))],
    )
    mend_by = DayField(_l("Mended by which day?"), format="%d %m %Y", description=_l("Such as 4 12 2026."))
    words = TextAreaField(
        _l("A few words for whoever told us"),
        description=_l("If it is not a fault, or cannot be mended, say why. Do not name anybody."),
        filters=[of_lines],
        validators=[MOST_BOX],
        render_kw={"maxlength": MOST_WORDS, "rows": 4},
    )
    also = SelectMultipleField(_l("Does this answer these too?"), validate_choice=False)
    tells = BooleanField(
        _l("Say on “What we changed” what we did"),
        description=_l("Everybody can read it."),
    )
    changed = TextAreaField(
        _l("What we changed, in one plain sentence"),
        description=_l("Such as: The map can now be used with a keyboard. Name nobody."),
        filters=[of_line],
        validators=[TOO_LONG_LINE],
        render_kw={"maxlength": MOST_LINE, "rows": 2},
    )

    def is_right(self) -> bool:
        self.validate()
        outcome = self.outcome.data
        if outcome in NEEDS_WORDS and not self.words.data:
            self.words.errors = [*self.words.errors, _("Say why, so that whoever told us can understand it")]
        if outcome == ProblemOutcome.WILL_BE_MENDED and not self.mend_by.errors:
            self._check_day()
        if self.tells.data and not self.changed.data:
            self.changed.errors = [*self.changed.errors, _("Write the sentence that everybody will read")]
        return not any(field.errors for field in self)

    def _check_day(self) -> None:
        if self.mend_by.data is None:
            self.mend_by.errors = [_("Write the day by which it will be mended")]
        elif self.mend_by.data < clock.today():
            self.mend_by.errors = [_("This day is over. Write one that is still to come")]

    @property
    def written(self) -> Answered:
        outcome = ProblemOutcome(self.outcome.data)
        return Answered(
            outcome,
            words=self.words.data or "",
            mend_by=self.mend_by.data if outcome is ProblemOutcome.WILL_BE_MENDED else None,
            changed=(self.changed.data or "") if self.tells.data else "",
        )


class LineForm(VersionedForm):
    changed = TextAreaField(
        _l("What everybody reads on “What we changed”"),
        description=_l("Empty it to take it away."),
        filters=[of_line],
        validators=[TOO_LONG_LINE],
        render_kw={"maxlength": MOST_LINE, "rows": 2},
    )
