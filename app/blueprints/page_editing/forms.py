"""What is asked about a plain page."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app import clock
from app.domain.plain_pages import (
    LONGEST_BODY,
    LONGEST_OWNER,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Details,
    Made,
    PageGroup,
    PageMethod,
    Wording,
)
from app.domain.typed_text import clean_line, clean_lines
from app.web.assets import drawings
from app.web.forms import DayField, VersionedForm
from app.web.labels import label
from app.web.page_faults import faults

TOO_LONG = _l("Use %(max)d letters or fewer")
LAST_YEAR = 2099


def one_line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


class WordsForm(VersionedForm):
    """The words of a page in one language. `version` is the edition of that language."""

    title = wtforms.StringField(
        _l("Title"),
        filters=[one_line],
        validators=[InputRequired(_l("Write a title")), Length(max=LONGEST_TITLE, message=TOO_LONG)],
    )
    summary = wtforms.StringField(
        _l("In one sentence"),
        description=_l("It stands under the title in the list of guides."),
        filters=[one_line],
        validators=[Length(max=LONGEST_SUMMARY, message=TOO_LONG)],
    )
    body = wtforms.TextAreaField(
        _l("The words"),
        filters=[lines],
        validators=[InputRequired(_l("Write the words")), Length(max=LONGEST_BODY, message=TOO_LONG)],
        render_kw={"rows": 24},
    )

    def validate_body(self, field: wtforms.TextAreaField) -> None:
        """Each fault is a line of its own, and leads to the box."""
        if wrong := faults(field.data or ""):
            field.errors = [*field.errors, *wrong[:-1]]
            raise ValidationError(wrong[-1])

    def validate_title(self, field: wtforms.StringField) -> None:
        if "{" in (field.data or ""):
            raise ValidationError(_("A gap cannot stand in the title"))

    @property
    def wording(self) -> Wording:
        return Wording(self.title.data or "", self.summary.data or "", self.body.data or "")

    @property
    def made(self) -> Made:
        return Made()


class TranslationForm(WordsForm):
    english_seen = wtforms.HiddenField()
    """Which edition of the English stood beside it."""
    method = wtforms.RadioField(_l("How is it translated?"), validators=[InputRequired(_l("Choose one"))])
    translator = wtforms.StringField(
        _l("Who translated it?"),
        description=_l("A name, or a firm. Only staff see it."),
        filters=[one_line],
        validators=[Length(max=LONGEST_OWNER, message=TOO_LONG)],
    )

    def __init__(self, *arguments: Any, english: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.english = english
        self.method.choices = [
            (one.value, label(one)) for one in (PageMethod.PERSON, PageMethod.MACHINE_HELPED)
        ]

    @property
    def made(self) -> Made:
        return Made(PageMethod(self.method.data), self.translator.data or "", self.english)


class DetailsForm(VersionedForm):
    """What is held about a page besides its words."""

    group = wtforms.SelectField(_l("Where does it stand among the guides?"))
    order = wtforms.IntegerField(
        _l("In which order?"),
        description=_l("Small numbers come first, such as 10, 20, 30."),
        validators=[
            InputRequired(_l("Write a number such as 10")),
            NumberRange(min=0, max=9999, message=_l("Write a number from 0 to 9999")),
        ],
    )
    drawing = wtforms.SelectField(_l("Which drawing?"))
    owner = wtforms.StringField(
        _l("Which team looks after it?"),
        description=_l("Everybody reads this. Write a team, never a person."),
        filters=[one_line],
        validators=[Length(max=LONGEST_OWNER, message=TOO_LONG)],
    )
    review_on = DayField(
        _l("By when does somebody look at it again?"),
        format="%d %m %Y",
        description=_l("For example 24 5 2027. After that day we ask you to read it."),
        validators=[Optional()],
    )
    is_right = wtforms.BooleanField(_l("I have just read the page, and it is right"))

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.group.choices = [(one.value, label(one)) for one in PageGroup]
        self.drawing.choices = [("", _("None")), *((name, name) for name in drawings())]

    def validate_review_on(self, field: DayField) -> None:
        if field.data and not clock.today() < field.data <= dt.date(LAST_YEAR, 12, 31):
            was = self.review_on.object_data
            if field.data != was or self.is_right.data:
                raise ValidationError(_("Write a day that is still to come"))

    @property
    def details(self) -> Details:
        return Details(
            self.group.data,
            self.order.data or 0,
            self.owner.data or "",
            self.review_on.data,
            self.drawing.data or "",
        )


class NewForm(WordsForm):
    """A new guide."""

    key = wtforms.HiddenField()
    group = wtforms.SelectField(_l("Where does it stand among the guides?"))

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.group.choices = [(one.value, label(one)) for one in PageGroup]

    @property
    def id(self) -> uuid.UUID | None:
        """The id that this page was given, so that a double click makes one."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return None


class ReadForm(VersionedForm):
    """Who from the community has read a translation."""

    who = wtforms.StringField(
        _l("Who has read it?"),
        description=_l("As everybody may read it, such as: two readers at the Polish Saturday school"),
        filters=[one_line],
        validators=[
            InputRequired(_l("Write who has read it")),
            Length(max=LONGEST_OWNER, message=TOO_LONG),
        ],
    )
    on = DayField(
        _l("On which day?"),
        format="%d %m %Y",
        description=_l("For example 24 11 2026"),
        validators=[InputRequired(_l("Write the day"))],
    )

    def validate_on(self, field: DayField) -> None:
        if field.data and not dt.date(2020, 1, 1) <= field.data <= clock.today():
            raise ValidationError(_("Write a day that is not in the future"))
