"""The forms of My list. Nothing personal is asked."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.domain.saved_list import LONGEST_NOTE, LONGEST_TITLE
from app.domain.typed_text import clean_line, clean_lines
from app.web.filters import number
from app.web.forms import Form


class NoteForm(Form):
    note = TextAreaField(
        _l("Your note"),
        description=_l("Such as who to ask for, or what to bring."),
        render_kw={"rows": 4},
    )

    def validate_note(self, field: Field) -> None:
        length = len(clean_lines(field.data or ""))
        if length > LONGEST_NOTE:
            raise ValidationError(
                _(
                    "Make the note shorter. It has %(length)s letters. There is room for %(most)s.",
                    length=number(length),
                    most=number(LONGEST_NOTE),
                )
            )


class NameForm(Form):
    title = StringField(
        _l("Name of the list"),
        description=_l("Such as “For Mum” or “This winter”. You can leave it empty."),
        render_kw={"autocomplete": "off"},
    )

    def validate_title(self, field: Field) -> None:
        length = len(clean_line(field.data or ""))
        if length > LONGEST_TITLE:
            raise ValidationError(
                _(
                    "Make the name shorter. It has %(length)s letters. There is room for %(most)s.",
                    length=number(length),
                    most=number(LONGEST_TITLE),
                )
            )


class ShareForm(Form):
    notes = BooleanField(_l("Show my notes too"))
