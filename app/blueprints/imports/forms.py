"""Forms of imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, URLField
from wtforms.validators import InputRequired, Length, ValidationError

from app.blueprints.imports.words import FIELDS, HOW_OFTEN
from app.domain.feeds.fields import READ_ON_SERVICE
from app.gateways.checked_http import FetchError, checked
from app.web.forms import Form, choice

LEFT_OUT = ""


class NameField(StringField):
    """What a feed is called: one line, the same each time."""


def name_field() -> NameField:
    return NameField(
        _l("What to call it"),
        [InputRequired(_l("Say what to call it")), Length(max=100, message=_l("Use a shorter name"))],
        filters=[lambda text: " ".join((text or "").replace("\0", "").split())],
        description=_l("Use the same name each time, so that we know these listings again."),
    )


class UploadForm(Form):
    name = name_field()
    file = FileField(
        _l("The file"),
        description=_l("A spreadsheet (.xlsx or CSV) or JSON, of up to 10 megabytes."),
        render_kw={"accept": ".xlsx,.csv,.tsv,.json,.jsonl,.ndjson,.zip"},
    )

    def validate_file(self, field: FileField) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file"))


class ReadingForm(Form):
    address = URLField(
        _l("Web address of the feed"),
        [
            InputRequired(_l("Type the address of the feed")),
            Length(max=2000, message=_l("Use a shorter address")),
        ],
        filters=[lambda text: (text or "").strip()],
        description=_l("It starts with https:// and often ends in /services."),
    )
    how_often = RadioField(
        _l("How often do we read it?"),
        [InputRequired(_l("Choose how often"))],
        choices=[choice(key, words) for key, words in HOW_OFTEN.items()],
        default="never",
    )
    applies_itself = BooleanField(
        _l("Put what we find straight into the directory"),
        description=_l(
            "What people here have changed stays as it is. Without this, somebody looks at it first."
        ),
    )

    def validate_address(self, field: URLField) -> None:
        try:
            checked(field.data or "")
        except FetchError as error:
            raise ValidationError(_("That is not a web address we can read")) from error


class NewFeedForm(ReadingForm):
    name = name_field()


def columns_form(headings: Sequence[str], samples: Mapping[str, Sequence[str]]) -> type[Form]:
    """A question for each column: what it stands for. Its first cells stand under it."""
    choices = [
        choice(LEFT_OUT, _("Leave this out")),
        *(choice(key, words) for key, words in FIELDS.items()),
    ]
    questions: dict[str, Any] = {}
    for number, heading in enumerate(headings):
        cells = [cell if len(cell) < 60 else f"{cell[:58]}…" for cell in samples.get(heading, ()) if cell]
        questions[f"column_{number}"] = SelectField(
            heading,
            choices=choices,
            default=LEFT_OUT,
            description=_("Such as: %(cells)s", cells=" · ".join(cells[:3])) if cells else _("All empty"),
            validate_choice=False,
        )
    return type("ColumnsForm", (Form,), questions)


def is_field(name: str) -> bool:
    """May a column stand for this?"""
    return name in FIELDS or name in READ_ON_SERVICE
