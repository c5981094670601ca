"""What is typed beside a point."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.blueprints.insight.filters import INDENT
from app.domain.coding import Node
from app.domain.reading import id_from
from app.domain.typed_text import clean_lines
from app.web.forms import Form, VersionedForm, choice

MOST_LETTERS = 4000
TOO_LONG = _l("That is longer than we can keep. Please shorten it.")


class CodingForm(Form):
    """Codes that were chosen: from a list, or by typing what one is called."""

    code = SelectField(_l("Find a code"), validate_choice=False)
    find = StringField(_l("Find a code by its name"), validators=[Length(max=120, message=TOO_LONG)])
    words = StringField(
        _l("Only for these words"),
        description=_l("Leave it empty to code all of it. Or select some words above, or type them here."),
        validators=[Length(max=MOST_LETTERS, message=TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )

    def offer(self, nodes: Sequence[Node]) -> None:
        self.nodes = [node for node in nodes if node.may_be_given]
        self.code.choices = [
            choice("", _("Choose a code")),
            *(choice(str(node.code_id), INDENT * node.depth + node.name) for node in self.nodes),
        ]

    def chosen(self) -> list[uuid.UUID]:
        """What was chosen in the list or typed; a fault where no code is called so."""
        found = [one for one in [id_from(self.code.data or "")] if one]
        typed = " ".join((self.find.data or "").split()).casefold()
        if typed:
            named = [node for node in self.nodes if node.name.casefold() == typed]
            near = named or [node for node in self.nodes if typed in node.name.casefold()]
            if len(near) == 1:
                found.append(near[0].code_id)
            elif near:
                self.find.errors = [
                    _("That could be several: %(names)s", names=", ".join(node.name for node in near[:5]))
                ]
            else:
                self.find.errors = [_("No code is called that. Choose one from the list.")]
        return found


class MemoForm(Form):
    key = HiddenField()
    memo = TextAreaField(
        _l("What did you think?"),
        description=_l("For your team. It is never published."),
        filters=[lambda typed: clean_lines(typed or "")],
        validators=[DataRequired(_l("Write something first")), Length(max=MOST_LETTERS, message=TOO_LONG)],
        render_kw={"rows": 3},
    )


class TranslationForm(VersionedForm):
    english = TextAreaField(
        _l("In English"),
        description=_l("As close to what was said as you can. Leave out what is hidden."),
        filters=[lambda typed: clean_lines(typed or "")],
        validators=[DataRequired(_l("Write it in English")), Length(max=MOST_LETTERS, message=TOO_LONG)],
        render_kw={"rows": 4, "lang": "en", "dir": "ltr"},
    )
