"""What is asked about a statement, and why one is taken back."""

from __future__ import annotations

import uuid
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app import clock
from app.domain.answering import WAYS, StatementWritten
from app.domain.insight import SourceKind, WayIn
from app.domain.places import AreaKind
from app.domain.typed_text import clean_line, clean_lines
from app.web.forms import Form, VersionedForm
from app.web.labels import label
from app.web.place import place
from app.web.statement_words import term_words

LONGEST_WORDS, LONGEST_ABOUT, MOST_TOPICS = 300, 3000, 20
AREAS = (AreaKind.WARD, AreaKind.LOCAL_CARE_PARTNERSHIP, AreaKind.PRIORITY_NEIGHBOURHOOD)
TOO_LONG = _l("Use %(max)d letters or fewer")
FIRST_YEAR = 1990


def one_line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


class WholeField(wtforms.IntegerField):
    """A number; what is none is said once, by what checks it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = int(typed) if typed.isdecimal() and len(typed) < 9 else None


class KeyForm(VersionedForm):
    key = wtforms.HiddenField()

    @property
    def id(self) -> uuid.UUID | None:
        """The id that this page was given, so that a double click keeps one."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return None


class StatementForm(KeyForm):
    words = wtforms.TextAreaField(
        _l("What did people say, in one sentence?"),
        description=_l("As they would say it. Such as: It is hard to walk to the shops with nowhere to sit."),
        filters=[one_line],
        validators=[
            InputRequired(_l("Write what people said")),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
        render_kw={"rows": 2},
    )
    about = wtforms.TextAreaField(
        _l("What do they mean?"),
        description=_l("A few short sentences, without anybody's name. Leave it empty if it is plain."),
        filters=[lines],
        validators=[Length(max=LONGEST_ABOUT, message=TOO_LONG)],
        render_kw={"rows": 4},
    )
    said_in = WholeField(
        _l("In which year did they say it?"), validators=[InputRequired(_l("Write a year such as 2026"))]
    )
    focus = wtforms.RadioField(_l("Which area of focus?"), validators=[InputRequired(_l("Choose one"))])
    topics = wtforms.StringField(
        _l("Words to find it by"),
        description=_l("With commas, such as: walking, benches, older people"),
        filters=[one_line],
        validators=[Length(max=500, message=TOO_LONG)],
    )
    outcome = wtforms.SelectMultipleField(_l("Which aims is it about?"))
    priority = wtforms.SelectMultipleField(_l("Which priorities?"))
    strategy = wtforms.SelectMultipleField(_l("Which strategies?"))
    obsession = wtforms.SelectMultipleField(_l("Which obsessions?"))
    area = wtforms.SelectMultipleField(_l("Which areas? None means the whole place."))

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.focus.choices = terms("areas_of_focus")
        for way, field in self.ways():
            offered = areas() if way is WayIn.AREA else terms(WAYS[way])
            known = {key for key, _words in offered}
            kept = [(key, key) for key in field.object_data or () if key not in known]
            field.choices = [*offered, *kept]

    def ways(self) -> list[tuple[WayIn, wtforms.SelectMultipleField]]:
        return [
            (WayIn.OUTCOME, self.outcome),
            (WayIn.PRIORITY, self.priority),
            (WayIn.STRATEGY, self.strategy),
            (WayIn.OBSESSION, self.obsession),
            (WayIn.AREA, self.area),
        ]

    def validate_said_in(self, field: wtforms.IntegerField) -> None:
        if field.data is None or not FIRST_YEAR <= field.data <= clock.today().year:
            raise ValidationError(_("Write a year from 1990 to this one"))

    @property
    def written(self) -> StatementWritten:
        words = (clean_line(word)[:60] for word in (self.topics.data or "").split(","))
        return StatementWritten(
            words=self.words.data or "",
            about=self.about.data or "",
            focus=self.focus.data,
            said_in=self.said_in.data or clock.today().year,
            topics=tuple(dict.fromkeys(word for word in words if word))[:MOST_TOPICS],
            ways=tuple((way, key) for way, field in self.ways() for key in field.data or ()),
        )


def terms(listed: str) -> list[tuple[str, str]]:
    return [(term.key, term_words(listed, term.key)) for term in place().vocabularies.get(listed, ())]


def areas() -> list[tuple[str, str]]:
    found = [(area.code, area.name) for area in place().areas if area.kind in AREAS]
    return sorted(found, key=lambda one: one[1])


class WhyForm(VersionedForm):
    why = wtforms.TextAreaField(
        _l("Why is it taken off the page?"),
        description=_l("Your team reads this. Nobody else does."),
        filters=[lines],
        validators=[InputRequired(_l("Write why")), Length(max=1000, message=TOO_LONG)],
        render_kw={"rows": 3},
    )


class SourceForm(Form):
    kind = wtforms.RadioField(_l("What is it?"), validators=[InputRequired(_l("Choose one"))])
    name = wtforms.StringField(
        _l("What is it called?"),
        description=_l("As people know it, such as: Cards by post"),
        filters=[one_line],
        validators=[InputRequired(_l("Write what it is called")), Length(max=200, message=TOO_LONG)],
    )
    year = WholeField(_l("In which year?"), validators=[InputRequired(_l("Write a year such as 2026"))])
    people = wtforms.IntegerField(
        _l("How many people said so?"),
        description=_l("Everybody sees it: 10 or more. Leave it empty for fewer, or if nobody counted."),
        validators=[Optional(), NumberRange(min=10, message=_l("Write 10 or more, or leave it empty"))],
    )

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.kind.choices = [(one.value, label(one)) for one in (SourceKind.SURVEY, SourceKind.PAST)]

    @property
    def written(self) -> tuple[SourceKind, str, int, int | None]:
        year = self.year.data or clock.today().year
        return SourceKind(self.kind.data), self.name.data or "", year, self.people.data

    def validate_year(self, field: wtforms.IntegerField) -> None:
        if field.data is None or not FIRST_YEAR <= field.data <= clock.today().year:
            raise ValidationError(_("Write a year from 1990 to this one"))
