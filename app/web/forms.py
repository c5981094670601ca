"""From a WTForms field to markup a screen reader, a thumb and a password manager all understand.

In a template: `{{ error_summary(form) }}` first, then `{{ form_field(form.name) }}` for each question.
A field's `description` is its hint; its `render_kw` gives autocomplete, inputmode, rows and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import wtforms
from flask import Flask, current_app
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from app.domain.typed_text import latin_digits
from app.web.filters import forwards
from app.web.month_names import months

TEMPLATE = "macros/fields.html"
EXAMPLE_OF_A_DAY = re.compile(r"\d{1,2} \d{1,2} \d{4}")


class DayField(wtforms.DateField):
    """A day in three boxes; what is no day is said in words.

    Digits of any script are read, and a month by its name, also where all of it stands in one box.
    """

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = " ".join(str(part) for part in valuelist).split()
        if not typed:
            self.data = None
            return
        try:
            super().process_formdata([latin_digits(_as_number(part)) for part in typed])
        except ValueError:
            raise ValueError(_("Write a real date, such as %(example)s", example=self.example)) from None

    @property
    def example(self) -> str:
        """The one of its hint, so that nobody meets two."""
        found = EXAMPLE_OF_A_DAY.search(str(self.description or ""))
        return found[0] if found else "24 11 2026"


def _as_number(part: str) -> str:
    return str(months().get(part.casefold().strip(".,"), part))


class Kind(StrEnum):
    """How a field looks: the name of its macro."""

    INPUT = "input"
    TEXTAREA = "textarea"
    SELECT = "select"
    RADIOS = "radios"
    CHECKBOXES = "checkboxes"
    CHECKBOX = "checkbox"
    DATE = "date"
    HIDDEN = "hidden"


KINDS: tuple[tuple[type[Field], Kind], ...] = (
    # The narrower kind first: a list of radios is also a select.
    (wtforms.HiddenField, Kind.HIDDEN),
    (wtforms.TextAreaField, Kind.TEXTAREA),
    (wtforms.RadioField, Kind.RADIOS),
    (wtforms.SelectMultipleField, Kind.CHECKBOXES),
    (wtforms.SelectField, Kind.SELECT),
    (wtforms.BooleanField, Kind.CHECKBOX),
    (wtforms.DateField, Kind.DATE),
)

INPUTS: tuple[tuple[type[Field], dict[str, str]], ...] = (
    (wtforms.EmailField, {"type": "email", "dir": "ltr", "spellcheck": "false", "autocapitalize": "none"}),
    (wtforms.TelField, {"type": "tel", "dir": "ltr"}),
    (wtforms.URLField, {"type": "url", "dir": "ltr", "spellcheck": "false"}),
    (wtforms.PasswordField, {"type": "password", "dir": "ltr", "spellcheck": "false"}),
    (wtforms.FileField, {"type": "file"}),
    (wtforms.IntegerField, {"type": "text", "inputmode": "numeric", "dir": "ltr"}),
    (wtforms.DecimalField, {"type": "text", "inputmode": "decimal", "dir": "ltr"}),
)

FREE_TEXT = {"type": "text", "dir": "auto"}
NEVER_SENT_BACK = (wtforms.PasswordField, wtforms.FileField)
DATE_PARTS = ("day", "month", "year")


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours. The gate has checked the token by the time a view sees it."""

    class Meta:
        csrf = False


class VersionedForm(Form):
    """A form that says with which version of the row it was opened."""

    version = wtforms.HiddenField()

    @property
    def opened_with(self) -> int:
        """That version; none that ever was for what is no number."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    value: str
    label: str
    chosen: bool
    hint: str = ""

    @property
    def hint_id(self) -> str:
        return f"{self.id}-hint"


@dataclass(frozen=True, slots=True)
class DatePart:
    id: str
    label: str
    value: str
    digits: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One field, ready for its macro."""

    kind: Kind
    id: str
    name: str
    label: str
    hint: str
    errors: tuple[str, ...]
    value: str
    attributes: dict[str, Any]
    options: tuple[Option, ...]
    parts: tuple[DatePart, ...]
    label_size: str
    is_heading: bool
    classes: str

    @property
    def described_by(self) -> str:
        """The ids of what explains the field; nothing for what is not there."""
        there = ((self.hint, f"{self.id}-hint"), (self.errors, f"{self.id}-error"))
        return " ".join(name for present, name in there if present)


def choice(value: str, label: object, hint: object = "") -> SelectChoice:
    """One option of a list, with words under it where they help. `label` may be lazy."""
    return SelectChoice(value, label, {"hint": hint} if hint else {})


def init_app(app: Flask) -> None:
    app.jinja_env.globals["form_field"] = form_field
    app.jinja_env.globals["error_summary"] = error_summary
    app.jinja_env.globals["fault_summary"] = fault_summary


def form_field(field: Field, *, label_size: str = "", is_heading: bool = False, classes: str = "") -> Markup:
    """The field with its label, hint and errors. `is_heading` makes its label the h1 of the page."""
    shown = show(field, label_size=label_size, is_heading=is_heading, classes=classes)
    return Markup(getattr(_macros(), shown.kind.value)(shown))  # noqa: S704 - the macro escapes


def error_summary(*forms: wtforms.Form) -> Markup:
    """What is wrong, each a link to the first place to put it right; nothing when all is well.

    Several where a page holds fields of more than one.
    """
    faults = [fault for form in forms for fault in faults_of(form)]
    return Markup(_macros().summary(faults)) if faults else Markup()  # noqa: S704 - the macro escapes


def fault_summary(words: str, field_id: str) -> Markup:
    """The same for one field of a form that is none of WTForms, such as a search; nothing without words."""
    return Markup(_macros().summary([(words, field_id)])) if words else Markup()  # noqa: S704 - the macro escapes


def faults_of(form: wtforms.Form) -> Iterator[tuple[str, str]]:
    """Each fault as its words and the id of the input to go to; a fault of the whole form has no id."""
    for field in form:
        for message in field.errors:
            yield forwards(message), first_input(field)
    for message in form.form_errors:
        yield forwards(message), ""


def first_input(field: Field) -> str:
    """The id of the input that takes the focus; none where nobody sees it."""
    kind = kind_of(field)
    if kind is Kind.HIDDEN:
        return ""
    if kind is Kind.DATE:
        return f"{field.id}-{DATE_PARTS[0]}"
    if kind in {Kind.RADIOS, Kind.CHECKBOXES}:
        return f"{field.id}-0"
    return str(field.id)


def kind_of(field: Field) -> Kind:
    return next((kind for cls, kind in KINDS if isinstance(field, cls)), Kind.INPUT)


def show(field: Field, *, label_size: str = "", is_heading: bool = False, classes: str = "") -> Shown:
    """The values a macro needs."""
    kind = kind_of(field)
    grouped = kind in {Kind.RADIOS, Kind.CHECKBOXES, Kind.DATE}
    return Shown(
        kind=kind,
        id=field.id,
        name=field.name,
        label=str(field.label.text),
        hint=forwards(field.description or ""),
        errors=tuple(forwards(message) for message in field.errors),
        value=value_of(field),
        attributes=attributes_of(field, kind),
        options=tuple(options_of(field)),
        parts=tuple(parts_of(field)) if kind is Kind.DATE else (),
        label_size=label_size or ("l" if is_heading else "m" if grouped else ""),
        is_heading=is_heading,
        classes=classes,
    )


def value_of(field: Field) -> str:
    """What to put back in the box: what was typed, even when it was wrong."""
    if isinstance(field, NEVER_SENT_BACK):
        return ""
    if isinstance(field, wtforms.BooleanField):
        return "yes" if field.data else ""
    return str(field._value()) if hasattr(field, "_value") else ""


def attributes_of(field: Field, kind: Kind) -> dict[str, Any]:
    """Attributes by the field's type, over which its own `render_kw` wins."""
    given = {name: value for name, value in (field.render_kw or {}).items() if name != "class"}
    if kind is Kind.INPUT:
        return {**next((words for cls, words in INPUTS if isinstance(field, cls)), FREE_TEXT), **given}
    if kind is Kind.TEXTAREA:
        return {"rows": 5, "dir": "auto", **given}
    return given


def options_of(field: Field) -> Iterator[Option]:
    if not isinstance(field, wtforms.SelectField | wtforms.SelectMultipleField):
        return
    for number, (value, label, chosen, extra) in enumerate(field.iter_choices()):
        yield Option(
            id=f"{field.id}-{number}",
            value=str(value),
            label=str(label),
            chosen=bool(chosen),
            hint=forwards((extra or {}).get("hint", "")),
        )


def parts_of(field: Field) -> Iterator[DatePart]:
    """Day, month and year, each in a box of the same name; the field's format is `%d %m %Y`."""
    typed = typed_parts(field)
    labels = (_("Day"), _("Month"), _("Year"))
    for part, label, value, digits in zip(DATE_PARTS, labels, typed, (2, 2, 4), strict=True):
        yield DatePart(f"{field.id}-{part}", label, value, digits)


def typed_parts(field: Field) -> Sequence[str]:
    raw = [str(value) for value in field.raw_data or ()]
    if len(raw) == len(DATE_PARTS):
        return raw
    if field.data:
        return (str(field.data.day), str(field.data.month), str(field.data.year))
    return ("", "", "")


def _macros() -> Any:
    return current_app.jinja_env.get_template(TEMPLATE).module
