"""A card as it is typed in: its questions in their order, choices by their number.

The field of a question is called `answer-<key>`, as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.blueprints.cards.sheets import languages_of
from app.domain.conversation_document import MOST_NAME, Document, document_from
from app.domain.engagement import MOST_PEOPLE, MOST_WORDS, AgeBand, EventKind, QuestionKind
from app.domain.insight import ANSWERED
from app.domain.keying import ANSWER, ILLEGIBLE, value_of
from app.models.engagement import Event
from app.queries.events import Asked
from app.web.forms import Form, choice
from app.web.labels import label

AGES = (AgeBand.UNDER_13, AgeBand.TEENAGER, AgeBand.ADULT)
CANNOT_READ = "?"
OFF = {"autocomplete": "off"}


class NumberedField(StringField):
    """One of a list, by its number on the card. `options`: value and words of each."""

    def __init__(self, words: Any = None, options: Sequence[tuple[str, Any]] = (), **more: Any) -> None:
        keys = "".join(str(number) for number in range(1, len(options) + 1)) if len(options) < 10 else ""
        more.setdefault("render_kw", {"inputmode": "numeric", "dir": "ltr", "data-keys": keys, **OFF})
        super().__init__(words, **more)
        self.options = options
        self.description = ", ".join(f"{number} {said}" for number, (_value, said) in enumerate(options, 1))

    @property
    def value(self) -> str:
        """What was chosen; empty where nobody can read it."""
        typed = (self.data or "").strip()
        at = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
        return self.options[at - 1][0] if 0 < at <= len(self.options) else ""

    def choose(self, value: str) -> None:
        numbers = {held: str(number) for number, (held, _said) in enumerate(self.options, 1)}
        self.data = numbers.get(value, "")

    def pre_validate(self, form: Any) -> None:
        typed = (self.data or "").strip()
        if typed and typed != CANNOT_READ and not self.value:
            raise ValidationError(
                _("Type a number from 1 to %(most)s, or ? where you cannot tell", most=len(self.options))
            )


class ScaleField(NumberedField):
    """A whole number between two ends, typed as it stands on the card."""

    def __init__(self, words: Any = None, options: Sequence[tuple[str, Any]] = (), **more: Any) -> None:
        super().__init__(words, options, **more)
        ends = [str(said) for _value, said in options]
        self.description = f"{ends[0]} ... {ends[-1]}" if ends else ""
        if any(len(value) != 1 for value, _said in options):
            self.render_kw = {**(self.render_kw or {}), "data-keys": ""}
        else:
            self.render_kw = {**(self.render_kw or {}), "data-keys": "".join(one for one, _said in options)}

    @property
    def value(self) -> str:
        typed = (self.data or "").strip()
        return typed if typed in dict(self.options) else ""

    def choose(self, value: str) -> None:
        self.data = value

    def pre_validate(self, form: Any) -> None:
        typed = (self.data or "").strip()
        if typed and typed != CANNOT_READ and not self.value:
            low, high = self.options[0][0], self.options[-1][0]
            raise ValidationError(
                _(
                    "Type a number from %(lowest)s to %(highest)s, or ? where you cannot tell",
                    lowest=low,
                    highest=high,
                )
            )


class CardForm(Form):
    """What stands on every card. `number` comes first: it is the key."""

    language = SelectField(_l("Language of these cards"))
    number = StringField(
        _l("Number of the card"),
        render_kw={"inputmode": "numeric", "dir": "ltr", "maxlength": 6, "autofocus": "", **OFF},
    )
    seen = HiddenField()

    @property
    def card(self) -> int:
        """0 where it is no number."""
        typed = (self.number.data or "").strip()
        return int(typed) if typed.isdecimal() and len(typed) < 7 else 0

    def validate_number(self, field: Field) -> None:
        if not self.card:
            raise ValidationError(_("Type the number of the card, such as 27"))

    def said(self) -> Iterator[Field]:
        """The fields of what people said, in the order of the card."""
        return (field for field in self if field.name not in {"language", "number", "seen"})

    def texts(self) -> list[str]:
        """Names of the fields that hold running words."""
        return [field.name for field in self.said() if not isinstance(field, NumberedField)]

    def document(self, kept: Collection[str] = ()) -> Document:
        """`kept`: kinds of personal data somebody chose to keep."""
        typed = {field.name: typed_in(field) for field in self.said()}
        answers = {
            name.removeprefix(ANSWER): answer for name, answer in typed.items() if name.startswith(ANSWER)
        }
        around = {
            name: next(iter(answer.values()), "")
            for name, answer in typed.items()
            if not name.startswith(ANSWER)
        }
        people = str(around.get("people") or "")
        return document_from(
            {
                **around,
                "people": int(people) if people.isdecimal() else 1,
                "answers": answers,
                "language": self.language.data,
                "kept": list(kept),
            }
        )

    def fill(self, document: Document) -> None:
        """Show what is typed in already."""
        self.language.data = document.language
        for field in self.said():
            held = value_of(document, field.name)
            if isinstance(field, NumberedField):
                field.choose(held)
            else:
                field.data = held


def typed_in(field: Field) -> dict[str, object]:
    if isinstance(field, ScaleField):
        return {"scale": int(field.value)} if field.value else {}
    if isinstance(field, NumberedField):
        return {"choice": field.value} if field.value else {}
    typed = (field.data or "").strip()
    if typed == CANNOT_READ:
        typed = ILLEGIBLE if field.name.startswith(ANSWER) else ""
    return {"text": typed} if typed else {}


def form_for(event: Event, questions: Sequence[Asked], *, with_number: bool = True) -> type[CardForm]:
    """The form of this event's cards."""
    fields: dict[str, Any] = {}
    if event.kind is EventKind.CHILDREN:
        fields["age"] = NumberedField(_l("How old are they?"), [(one.value, label(one)) for one in AGES])
    for number, asked in enumerate(questions, 1):
        fields[ANSWER + asked.key] = question(number, asked)
    counts = [(str(many), str(many)) for many in range(1, MOST_PEOPLE)]
    fields["people"] = ScaleField(_l("How many are talking?"), [*counts, (str(MOST_PEOPLE), _l("4 or more"))])
    if event.kind is not EventKind.CHILDREN:
        fields["quote"] = NumberedField(
            _l("May we show their words?"), [(one.value, label(one)) for one in ANSWERED]
        )
    if not event.community:
        fields["community"] = StringField(
            _l("The community they speak for"), [TooLong(MOST_NAME)], render_kw=OFF
        )
    fields["chat_maker"] = StringField(_l("Who wrote it for them"), [TooLong(MOST_NAME)], render_kw=OFF)
    if not with_number:
        fields["number"] = None
    return type("EventCardForm", (CardForm,), fields)


def question(number: int, asked: Asked) -> Field:
    words = f"{number}. {asked.words}"
    if asked.kind is QuestionKind.CHOICE:
        return NumberedField(words, list(asked.choices))
    if asked.kind is QuestionKind.SCALE:
        ends = {asked.lowest: asked.lowest_words, asked.highest: asked.highest_words}
        steps = [
            (str(step), f"{step} {ends.get(step, '')}".strip())
            for step in range(asked.lowest, asked.highest + 1)
        ]
        return ScaleField(words, steps)
    return TextAreaField(words, [TooLong(MOST_WORDS)], render_kw={"rows": 2, **OFF})


class TooLong:
    """Says by how much, and keeps what was typed in its box."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: object, field: Field) -> None:
        over = len((field.data or "").strip()) - self.most
        if over > 0:
            raise ValidationError(
                _("This is too long by this many letters: %(number)s. Make it shorter.", number=over)
            )


def opened(event: Event, questions: Sequence[Asked], *, language: str, with_number: bool = True) -> CardForm:
    """The form, as it was sent or empty."""
    form = form_for(event, questions, with_number=with_number)(data={"language": language})
    form.language.choices = [choice(*one) for one in languages_of(event)]
    return form
