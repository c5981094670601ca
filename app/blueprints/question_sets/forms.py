"""What an officer types about a set of questions and about one question, in every language side by side."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.domain.engagement import QuestionKind
from app.domain.languages import Language
from app.domain.question_sets import LONGEST_SCALE, MOST_CHOICES, NOT_READ, Choice, Words, Written
from app.domain.typed_text import clean_line, clean_lines
from app.web.forms import Form, VersionedForm

ENGLISH = "en"
FIRST_ROWS = 4
MORE_ROWS = 3


def line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


class SetForm(Form):
    key = HiddenField()
    name = StringField(
        _l("What is it called?"),
        filters=[line],
        validators=[
            DataRequired(_l("Write what it is called")),
            Length(max=200, message=_l("Use 200 letters or fewer")),
        ],
    )
    about = TextAreaField(
        _l("What is it good for?"),
        filters=[lines],
        validators=[Length(max=2000, message=_l("Use 2,000 letters or fewer"))],
        render_kw={"rows": 2},
    )
    source = TextAreaField(
        _l("Where were these questions asked before?"),
        description=_l("Who asked them and when. Leave it empty if they are new."),
        filters=[lines],
        validators=[Length(max=1000, message=_l("Use 1,000 letters or fewer"))],
        render_kw={"rows": 2},
    )
    for_children = BooleanField(_l("They are for children"))

    @property
    def own_key(self) -> uuid.UUID:
        """What is sent twice is kept once."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return uuid.uuid4()


class QuestionForm(VersionedForm):
    """Its fields for words are made for the languages of the place: `form_for`."""

    key = HiddenField()
    kind = HiddenField()
    rows = HiddenField()
    languages: Sequence[Language]

    @property
    def choice_rows(self) -> range:
        return range(rows_of(self.rows.data))

    def validate(self, extra_validators: Any = None) -> bool:
        """English is always there, and what belongs together is whole."""
        fine: bool = super().validate(extra_validators)
        if self.kind.data == QuestionKind.CHOICE:
            return self.choices_are_whole() and fine
        if self.kind.data == QuestionKind.SCALE:
            return self.scale_is_whole() and fine
        return fine

    def choices_are_whole(self) -> bool:
        given = 0
        fine = True
        for row in self.choice_rows:
            english = self[f"choice_{row}_{ENGLISH}"]
            others = any(self[f"choice_{row}_{one.code}"].data for one in self.languages)
            given += bool(english.data)
            if others and not english.data:
                english.errors = [_("Write this answer in English too")]
                fine = False
        if given < 2 and fine:
            self[f"choice_0_{ENGLISH}"].errors = [_("Write at least two answers to choose from")]
        return fine and given >= 2

    def scale_is_whole(self) -> bool:
        lowest, highest = self["lowest"], self["highest"]
        if lowest.data is None or highest.data is None:
            return True
        if not 0 < highest.data - lowest.data <= LONGEST_SCALE:
            highest.errors = [_("Choose a highest number 1 to 10 above the lowest")]
            return False
        return True

    def written(self, before: Words) -> Written:
        """What a form without a fault says. `before`: the words as they were, for who has read them."""
        kind = QuestionKind(str(self.kind.data))
        is_scale = kind is QuestionKind.SCALE
        return Written(
            kind=kind,
            key=self.key.data or "",
            words={one.code: self.words_in(one.code, before) for one in self.said_in()},
            choices=self.choices() if kind is QuestionKind.CHOICE else (),
            lowest=self["lowest"].data if is_scale else None,
            highest=self["highest"].data if is_scale else None,
            ends=self.ends() if is_scale else {},
        )

    def said_in(self) -> list[Language]:
        return [one for one in self.languages if self[f"text_{one.code}"].data]

    def words_in(self, code: str, before: Words) -> dict[str, str]:
        """A mark that nobody has read these words stays while they do; so do the same words in Easy Read."""
        said = {"text": self[f"text_{code}"].data}
        if hint := self[f"hint_{code}"].data:
            said["hint"] = hint
        held = dict(before.get(code, {}))
        mark = held.pop(NOT_READ, "")
        if held.get("text") == said["text"] and "easy" in held:
            said["easy"] = held["easy"]
        return {**said, NOT_READ: mark} if mark and held == said else said

    def choices(self) -> tuple[Choice, ...]:
        made = []
        for row in self.choice_rows:
            said = {
                one.code: words for one in self.languages if (words := self[f"choice_{row}_{one.code}"].data)
            }
            if said:
                made.append(Choice(words=said, key=(self[f"choice_{row}_key"].data or "")[:60]))
        return tuple(made)

    def ends(self) -> dict[str, dict[str, str]]:
        """Only languages that say both ends."""
        said = {
            one.code: {
                "lowest": self[f"lowest_{one.code}"].data,
                "highest": self[f"highest_{one.code}"].data,
            }
            for one in self.languages
        }
        return {code: words for code, words in said.items() if all(words.values())}


def rows_of(value: str | None) -> int:
    typed = value or ""
    return min(int(typed), MOST_CHOICES) if typed.isdecimal() and len(typed) < 4 else FIRST_ROWS


def form_for(
    kind: QuestionKind, languages: Sequence[Language], rows: int, data: dict[str, object]
) -> QuestionForm:
    """A form about a question of this kind, with fields in each language; English first."""
    fields: dict[str, object] = {"languages": languages}
    for one in languages:
        fields |= text_fields(one)
        if kind is QuestionKind.CHOICE:
            fields |= choice_fields(one, rows)
        if kind is QuestionKind.SCALE:
            fields |= end_fields(one)
    if kind is QuestionKind.CHOICE:
        fields |= {f"choice_{row}_key": HiddenField() for row in range(rows)}
    if kind is QuestionKind.SCALE:
        fields |= {"lowest": number(_("Lowest number")), "highest": number(_("Highest number"))}
    made = cast(type[QuestionForm], type("QuestionFormInLanguages", (QuestionForm,), fields))
    return made(data={**data, "kind": kind.value, "rows": str(rows)})


def text_fields(one: Language) -> dict[str, object]:
    needed = [DataRequired(_("Write the question in English"))] if one.code == ENGLISH else [Optional()]
    return {
        f"text_{one.code}": TextAreaField(
            _("Question, %(language)s", language=one.name),
            filters=[line],
            validators=[*needed, Length(max=300, message=_("Use 300 letters or fewer"))],
            render_kw={"rows": 2, "lang": one.code},
        ),
        f"hint_{one.code}": StringField(
            _("Hint under it, %(language)s", language=one.name),
            filters=[line],
            validators=[Length(max=300, message=_("Use 300 letters or fewer"))],
            render_kw={"lang": one.code},
        ),
    }


def choice_fields(one: Language, rows: int) -> dict[str, object]:
    return {
        f"choice_{row}_{one.code}": short(
            _("Answer %(number)s, %(language)s", number=row + 1, language=one.name), one
        )
        for row in range(rows)
    }


def end_fields(one: Language) -> dict[str, object]:
    return {
        f"lowest_{one.code}": short(_("What the lowest means, %(language)s", language=one.name), one),
        f"highest_{one.code}": short(_("What the highest means, %(language)s", language=one.name), one),
    }


def short(label: str, one: Language) -> StringField:
    return StringField(
        label,
        filters=[line],
        validators=[Length(max=120, message=_("Use 120 letters or fewer"))],
        render_kw={"lang": one.code},
    )


def number(label: str) -> IntegerField:
    wrong = _("Write a whole number from 0 to 100")
    return IntegerField(label, validators=[InputRequired(wrong), NumberRange(0, 100, wrong)])
