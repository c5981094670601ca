"""The form of an event, made of the questions it asks. The field of a question is called `answer-<key>`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional, ValidationError

from app.domain.conversation_document import MOST_NAME, Document, document_from
from app.domain.engagement import MOST_WORDS, AgeBand, EventKind, QuestionKind
from app.domain.insight import ANSWERED, QuotePermission
from app.queries.events import Asked
from app.web.catalogues import lazy_both
from app.web.forms import Form, choice
from app.web.labels import WORDS
from app.web.place import place

if TYPE_CHECKING:
    from app.models.engagement import Event

PREFIX = "answer-"
PEOPLE = (("1", "1"), ("2", "2"), ("3", "3"), ("4", _l("4 or more")))
AGES = (AgeBand.UNDER_13, AgeBand.TEENAGER, AgeBand.ADULT)
SECRETS = {"autocomplete": "off"}


class TextTooLong:
    """Says so, and keeps what was typed in its box."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: object, field: Field) -> None:
        over = len((field.data or "").strip()) - self.most
        if over > 0:
            raise ValidationError(
                _("This is too long by this many letters: %(number)s. Make it shorter.", number=over)
            )


class ScaleField(RadioField):
    """Whole numbers between two ends."""


class CaptureForm(Form):
    """What every conversation has."""

    submission = HiddenField()
    people = RadioField(
        _l("How many people were you talking with?"),
        choices=[choice(value, words) for value, words in PEOPLE],
        default="1",
        validators=[Optional()],
    )
    chat_maker = StringField(
        _l("Who wrote this down?"),
        description=_l("Your first name or initials. Leave it empty if you like."),
        validators=[TextTooLong(MOST_NAME)],
        render_kw=SECRETS,
    )
    decision_maker = StringField(
        _l("Who was listening with you?"),
        description=_l("The name of the decision maker."),
        validators=[TextTooLong(MOST_NAME)],
        render_kw=SECRETS,
    )
    reflection = TextAreaField(
        _l("What did you think, as a decision maker?"),
        description=_l("Your own words. Nothing that people said goes here."),
        validators=[TextTooLong(MOST_WORDS)],
        render_kw={"rows": 3, **SECRETS},
    )

    def questions(self) -> Iterator[Field]:
        """One field for each question, in their order."""
        return (field for field in self if field.name.startswith(PREFIX))

    def texts(self) -> list[str]:
        """Names of the fields that hold running words."""
        return [field.name for field in self if isinstance(field, TextAreaField)]

    def document(self, *, language: str, kept: Sequence[str] = ()) -> Document:
        """What was typed. `kept`: kinds of personal data that whoever typed chose to keep."""
        typed = {field.name: field.data for field in self if field.data}
        people = str(typed.get("people", ""))
        answers = {field.name.removeprefix(PREFIX): answer_of(field) for field in self.questions()}
        return document_from(
            {
                **typed,
                "language": language,
                "people": int(people) if people.isdecimal() else 1,
                "answers": answers,
                "kept": list(kept),
            }
        )


def form_class(event: Event, questions: list[Asked]) -> type[CaptureForm]:
    """The form of this event in the reader's language."""
    fields: dict[str, Any] = {
        f"{PREFIX}{asked.key}": question(number, asked) for number, asked in enumerate(questions, 1)
    }
    if event.kind is EventKind.CHILDREN:
        fields["age"] = RadioField(
            _l("How old are they?"),
            choices=[choice(age.value, WORDS[AgeBand][age]) for age in AGES],
            validators=[Optional()],
        )
    else:
        fields["quote"] = RadioField(
            lazy_both("May we show these words to others, without a name?"),
            description=_l("Ask them. Leave it empty if you did not ask."),
            choices=[choice(one.value, WORDS[QuotePermission][one]) for one in ANSWERED],
            validators=[Optional()],
        )
    if not event.area_code and place().wards:
        fields["area"] = SelectField(
            _l("Which part do they live in?"),
            choices=[
                choice("", _l("They did not say")),
                *(choice(ward.code, ward.name) for ward in place().wards),
            ],
            validators=[Optional()],
        )
    if not event.community:
        fields["community"] = StringField(
            _l("Do they speak for a community?"),
            description=_l("Such as: young carers. Leave it empty if they did not say."),
            validators=[TextTooLong(MOST_NAME)],
            render_kw=SECRETS,
        )
    return type("EventForm", (CaptureForm,), fields)


def question(number: int, asked: Asked) -> Field:
    words = f"{number}. {asked.words}"
    if asked.kind is QuestionKind.CHOICE:
        return RadioField(
            words,
            choices=[choice(*one) for one in asked.choices],
            description=asked.hint,
            validators=[Optional()],
        )
    if asked.kind is QuestionKind.SCALE:
        return ScaleField(words, choices=steps(asked), description=asked.hint, validators=[Optional()])
    return TextAreaField(
        words,
        description=asked.hint,
        validators=[TextTooLong(MOST_WORDS)],
        render_kw={"rows": 3, **SECRETS},
    )


def steps(asked: Asked) -> list[SelectChoice]:
    """Each step of a scale, the ends with what they mean."""
    ends: Mapping[int, str] = {asked.lowest: asked.lowest_words, asked.highest: asked.highest_words}
    return [
        choice(str(step), f"{step}, {ends[step]}" if ends.get(step) else str(step))
        for step in range(asked.lowest, asked.highest + 1)
    ]


def answer_of(field: Field) -> dict[str, object]:
    typed = field.data or ""
    if isinstance(field, ScaleField):
        return {"scale": int(typed)} if typed.lstrip("-").isdecimal() else {}
    return {"choice": typed} if isinstance(field, RadioField) else {"text": typed}


def is_whole(form: CaptureForm, event: Event, document: Document) -> bool:
    """Is there something in it, and nothing that may not be kept? Says what is wrong beside its question."""
    first = next(form.questions())
    if document.is_empty:
        mark(first, _("Write down at least one thing they said. If they said nothing, just listen."))
        return False
    if document.age is AgeBand.UNDER_13 and not event.words_under_13:
        written = [field for field in form.questions() if isinstance(field, TextAreaField) and field.data]
        for field in written:
            mark(field, _("We do not keep the words of a child under 13. Take them out."))
        return not written
    return True


def mark(field: Field, words: str) -> None:
    field.errors = (*field.errors, words)
