"""One string in one language, and a file of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain import translating
from app.domain.languages import Language
from app.domain.translating import Source
from app.gateways.translation_files import EXAMPLES, forms_wanted, numbers_of
from app.web.filters import number
from app.web.forms import Form, VersionedForm
from app.web.labels_translating import fault_words


class WordsForm(VersionedForm):
    """Its boxes, one for each form a number takes, are added by `form_of`."""

    def __init__(self, source: Source, language: Language, **settings: Any) -> None:
        super().__init__(**settings)
        self.source, self.language = source, language

    @property
    def boxes(self) -> list[wtforms.Field]:
        return [field for field in self if field.name.startswith("form_")]

    @property
    def typed(self) -> tuple[str, ...]:
        return tuple(translating.tidied(self.source, field.data or "") for field in self.boxes)

    def is_right(self) -> bool:
        """Each fault stands at the first box; one that misses its words says so itself."""
        found = list(translating.faults(self.source, self.typed, forms_wanted(self.language.code)))
        if found:
            at = next((field for field in self.boxes if not (field.data or "").strip()), self.boxes[0])
            at.errors = [fault_words(fault) for fault in found]
        return not found


def examples(code: str, form: int) -> str:
    """The first numbers that take it, so that nobody has to know the rule by heart."""
    found = numbers_of(code, form)
    more = " …" if len(found) == EXAMPLES else ""
    return ", ".join(number(one) for one in found) + more


def form_of(source: Source, language: Language, forms: Sequence[str], version: int) -> WordsForm:
    many = forms_wanted(language.code) if source.plural else 1
    boxes: dict[str, Any] = {}
    data: dict[str, Any] = {"version": str(version)}
    for at in range(many):
        label = _("Form %(number)s of %(count)s", number=at + 1, count=many) if many > 1 else _("Your words")
        boxes[f"form_{at}"] = wtforms.TextAreaField(
            label,
            description=examples(language.code, at) if many > 1 else "",
            render_kw={"rows": 3, "lang": language.code, "dir": language.direction},
        )
        data[f"form_{at}"] = forms[at] if at < len(forms) else ""
    made: WordsForm = type("OneString", (WordsForm,), boxes)(source, language, data=data)
    return made


class FileForm(Form):
    words = wtforms.FileField(
        _l("Your file"), description=_l("A PO file, or XLIFF 1.2."), render_kw={"accept": ".po,.xlf,.xliff"}
    )
    carried = wtforms.HiddenField()
