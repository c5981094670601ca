"""What is asked before cards are printed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from app.domain.cards import MOST_IN_BLOCK, CardKind
from app.web.forms import Form, choice
from app.web.labels import label

HOW_MANY = _l("Write how many, from 1 to %(most)s", most=MOST_IN_BLOCK)


class LookForm(Form):
    """How cards look. It stands in the address of the sheet, so that the same sheet can be opened again."""

    kind = RadioField(_l("What kind of card?"))
    language = SelectField(_l("In which language?"))

    def offer(self, languages: Sequence[tuple[str, str]]) -> None:
        hints = {
            CardKind.STANDARD: _l("A5, half a sheet of A4"),
            CardKind.LARGE: _l("A4, for people who see little"),
            CardKind.EASY_READ: _l("A4, with a picture beside each question"),
        }
        self.kind.choices = [choice(one.value, label(one), hints[one]) for one in CardKind]
        self.language.choices = [choice(*one) for one in languages]


class CountField(IntegerField):
    """What is no number is none, so that it is said once and in our words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = 0


class PrintForm(LookForm):
    how_many = CountField(
        _l("How many cards?"),
        validators=[InputRequired(HOW_MANY), NumberRange(1, MOST_IN_BLOCK, HOW_MANY)],
        render_kw={"maxlength": 3},
    )
    key = HiddenField()

    @property
    def block_id(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return None
