"""The forms of a plan. Each carries the mark of what it showed, so that nobody writes over another unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.domain.plan import (
    LONGEST_LINE,
    LONGEST_PROSE,
    MOST_ITEMS,
    ActionStatus,
    AgreedHow,
    GoalStatus,
    PaidBy,
    PlanDocument,
    PlanList,
    goal_of,
)
from app.web.forms import DayField, Form, choice
from app.web.labels import WORDS

TOO_LONG = _l("Use 4,000 letters or fewer")
LONG_LINE = _l("Use 300 letters or fewer")
TO_TEN = [choice("", _l("Not asked")), *(choice(str(one), str(one)) for one in range(1, 11))]


def prose(label: str, hint: str = "", needed: str = "", rows: int = 3) -> TextAreaField:
    """A box of several lines. `needed`: what to say where it is empty."""
    first = InputRequired(needed) if needed else Optional()
    return TextAreaField(
        label,
        description=hint,
        validators=[first, Length(max=LONGEST_PROSE, message=TOO_LONG)],
        render_kw={"rows": rows, "maxlength": LONGEST_PROSE},
    )


def line(label: str, hint: str = "", needed: str = "") -> StringField:
    first = InputRequired(needed) if needed else Optional()
    return StringField(
        label,
        description=hint,
        validators=[first, Length(max=LONGEST_LINE, message=LONG_LINE)],
        render_kw={"maxlength": LONGEST_LINE},
    )


def day(label: str, hint: str = "") -> DayField:
    return DayField(label, format="%d %m %Y", description=hint, validators=[Optional()])


class PartForm(Form):
    """One part: a text, or lines."""

    words = prose(_l("In their own words"), rows=6)
    mark = HiddenField()


class StrengthsForm(PartForm):
    """What is strong: one a line."""

    def validate_words(self, field: Field) -> None:
        lines = self.lines()
        if len(lines) > MOST_ITEMS:
            raise ValidationError(_l("Write 30 lines or fewer"))
        if any(len(one) > LONGEST_LINE for one in lines):
            raise ValidationError(_l("Make each line 300 letters or fewer"))

    def lines(self) -> list[str]:
        return [one.strip() for one in (self.words.data or "").splitlines() if one.strip()]


class ThingForm(Form):
    """A goal, a step, a decision, or how something is paid for."""

    NUMBERS: tuple[str, ...] = ()
    DAYS: tuple[str, ...] = ()
    mark = HiddenField()

    @classmethod
    def of(cls, record: Mapping[str, Any] | None, document: PlanDocument) -> ThingForm:
        """Filled from what stands, where nothing was sent."""
        given = dict(record or {})
        given |= {name: str(given.get(name) or "") for name in cls.NUMBERS}
        days = {name: dt.date.fromisoformat(given[name]) for name in cls.DAYS if given.get(name)}
        return cls(data={**{key: one for key, one in given.items() if key not in cls.DAYS}, **days})

    def record(self, id_: str) -> dict[str, Any]:
        """What was typed, as a record of the plan."""
        made: dict[str, Any] = {"id": id_}
        for field in self:
            if field.name in self.NUMBERS:
                made[field.name] = int(field.data) if field.data else None
            elif field.name in self.DAYS:
                made[field.name] = field.data.isoformat() if field.data else ""
            elif field.name not in {"mark", "goal"}:
                made[field.name] = field.data or ""
        return made


class GoalForm(ThingForm):
    NUMBERS = ("importance",)

    words = prose(
        _l("Where would you like to get to?"),
        _l("In their words. For example: walk to the market and buy my own bread."),
        _l("Write what they would like"),
    )
    need = prose(_l("What is it about?"), _l("The need or the worry behind it."))
    importance = SelectField(
        _l("How important is it, from 1 to 10?"),
        description=_l("1 is a little. 10 is more than anything."),
        choices=TO_TEN,
    )
    status = RadioField(
        _l("Where does it stand?"),
        choices=[choice(one.value, WORDS[GoalStatus][one]) for one in GoalStatus],
        validators=[InputRequired(_l("Choose where it stands"))],
        default=GoalStatus.NOT_STARTED.value,
    )
    outcome = prose(_l("What came of it?"), _l("In their words. Leave it empty until it has come to an end."))


class ActionForm(ThingForm):
    NUMBERS = ("confidence",)
    DAYS = ("review_on",)

    goal = SelectField(_l("Which goal is it a step to?"), validators=[InputRequired(_l("Choose a goal"))])
    what = prose(_l("What is the next step?"), needed=_l("Write what will be done"))
    who = line(_l("Who does it?"), _l("They, you, somebody they know, or a group."))
    when = line(_l("When?"), _l("For example: on Tuesday, or every morning."))
    strategies = prose(_l("What will help, and what if it gets hard?"))
    confidence = SelectField(
        _l("How sure are you that you can do it, from 1 to 10?"),
        description=_l("Below 7, make the step smaller until it is 7."),
        choices=TO_TEN,
    )
    status = RadioField(
        _l("Where does it stand?"),
        choices=[choice(one.value, WORDS[ActionStatus][one]) for one in ActionStatus],
        validators=[InputRequired(_l("Choose where it stands"))],
        default=ActionStatus.PLANNED.value,
    )
    review_on = day(
        _l("When do we look at it again?"), _l("For example 24 12 2026. You can leave this empty.")
    )

    @classmethod
    def of(cls, record: Mapping[str, Any] | None, document: PlanDocument) -> ThingForm:
        form = super().of(record, document)
        serves = goal_of(document, record.get("id", "")) if record else None
        form["goal"].choices = [choice(goal["id"], goal["words"]) for goal in document["goals"]]
        if serves and not form["goal"].raw_data:
            form["goal"].data = serves["id"]
        return form


class DecisionForm(ThingForm):
    DAYS = ("on",)

    options = prose(
        _l("What did you talk through?"),
        _l("The choices, with what is good and bad about each. Doing nothing is a choice too."),
        _l("Write what you talked through"),
        rows=5,
    )
    mattered = prose(_l("What mattered to them?"))
    decision = prose(_l("What did they decide?"), _l("Leave it empty while they think about it."))
    on = day(_l("When?"), _l("For example 24 11 2026. You can leave this empty."))


class PaymentForm(ThingForm):
    what = line(_l("What is paid for?"), needed=_l("Write what is paid for"))
    how = RadioField(
        _l("How is it paid for?"),
        choices=[choice(one.value, WORDS[PaidBy][one]) for one in PaidBy],
        validators=[InputRequired(_l("Choose one"))],
    )
    amount = line(_l("How much?"), _l("For example: £40 a month. You can leave this empty."))
    note = prose(_l("Who looks after it, and anything else to know"))


THINGS: dict[PlanList, type[ThingForm]] = {
    PlanList.GOALS: GoalForm,
    PlanList.ACTIONS: ActionForm,
    PlanList.DECISIONS: DecisionForm,
    PlanList.PAYMENTS: PaymentForm,
}


class AgreeForm(Form):
    """The person says yes to the plan as it stands."""

    on = DayField(
        _l("When did they agree?"),
        format="%d %m %Y",
        validators=[InputRequired(_l("Write when they agreed"))],
    )
    how = RadioField(
        _l("How did they agree?"),
        choices=[choice(one.value, WORDS[AgreedHow][one]) for one in (AgreedHow.SPOKEN, AgreedHow.WRITTEN)],
        validators=[InputRequired(_l("Choose how they agreed"))],
    )
    review_on = DayField(
        _l("When do you look at it again together?"),
        format="%d %m %Y",
        description=_l("At most a year from now. We will put it on your day."),
        validators=[InputRequired(_l("Write when you look at it again"))],
    )
    reviewer = line(_l("Who looks at it again with them?"))
    mark = HiddenField()
