"""What a fact of Help now says, in every language; and what is wrong with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, ValidationError

from app.domain.help_facts import ENGLISH, FactWords, HelpFact
from app.domain.helpline_numbers import is_helpline_number
from app.domain.languages import Language
from app.domain.phones import e164
from app.domain.referral_faults import is_postcode
from app.domain.referring import postcode
from app.domain.typed_text import clean_line, clean_lines
from app.web.forms import Form, VersionedForm
from app.web.language_names import language_name

TOO_LONG = _l("Use %(max)d letters or fewer")
LONGEST_NAME, LONGEST_LINE, LONGEST_SOURCE = 160, 240, 300
PARTS = ("name", "hours", "note")
"""What a fact says in words, language by language."""


def one_line(typed: str | None) -> str:
    return clean_line(typed or "")


def box(label: str, longest: int, *validators: Any, **about: Any) -> wtforms.StringField:
    return wtforms.StringField(
        label, filters=[one_line], validators=[*validators, Length(max=longest, message=TOO_LONG)], **about
    )


class FactForm(VersionedForm):
    """Its boxes of words, three for each language, are added by `form_of`."""

    number = wtforms.TelField(
        _l("Telephone number"),
        description=_l("With the area code, or a short number such as 111. Ring it before you save."),
        filters=[one_line],
        validators=[Length(max=40, message=TOO_LONG)],
    )
    address = box(
        _l("Address, without the postcode"), LONGEST_LINE, description=_l("As it stands on the building.")
    )
    postcode = box(_l("Postcode"), 10, render_kw={"dir": "ltr"})
    source = box(
        _l("Where do you know it from?"),
        LONGEST_SOURCE,
        InputRequired(_l("Write where you know it from")),
        description=_l("Such as: rang them, or the name of their website. Only staff see it. Name nobody."),
    )
    same_meaning = wtforms.BooleanField(
        _l("The other languages are still right"),
        description=_l(
            "Tick this if it still means the same. If not, people who read another language see it in "
            "English until its words are new too."
        ),
    )

    def validate_number(self, field: wtforms.Field) -> None:
        if field.data and not is_helpline_number(field.data):
            if e164(field.data):
                raise ValidationError(_("Write a UK number that begins with 01, 02, 03, 07, 0800 or 0808"))
            raise ValidationError(
                _("This is no phone number. Write it with the area code, such as 01632 960 123.")
            )
        if not (field.data or self.address.data):
            raise ValidationError(_("Write a number to ring, or an address to go to"))

    def validate_postcode(self, field: wtforms.Field) -> None:
        if field.data and not is_postcode(field.data):
            raise ValidationError(_("This is no postcode. It begins with letters, then a number."))
        if self.address.data and not field.data:
            raise ValidationError(_("Write the postcode of the address"))

    def boxes(self, code: str) -> list[wtforms.Field]:
        """Of one language."""
        return [self[f"{part}_{code}"] for part in PARTS]

    def words(self, part: str) -> dict[str, str]:
        """By language; those left empty are not there."""
        every = ((field.name, field.data) for field in self if field.name.startswith(f"{part}_"))
        return {name.removeprefix(f"{part}_"): said for name, said in every if said}

    @property
    def typed(self) -> FactWords:
        return FactWords(
            name=self.words("name"),
            source=self.source.data or "",
            number=self.number.data or "",
            address=self.address.data or "",
            postcode=postcode(self.postcode.data) if self.postcode.data else "",
            hours=self.words("hours"),
            note=self.words("note"),
        )


def form_of(fact: HelpFact, version: int, languages: Iterable[Language]) -> FactForm:
    boxes: dict[str, Any] = {}
    data: dict[str, Any] = {
        "version": str(version),
        "number": fact.number,
        "address": fact.address,
        "postcode": fact.postcode,
        "source": fact.source,
    }
    said: Mapping[str, Mapping[str, str]] = {"name": fact.name, "hours": fact.hours, "note": fact.note}
    for language in languages:
        for part in PARTS:
            boxes[f"{part}_{language.code}"] = words_box(part, language)
            data[f"{part}_{language.code}"] = said[part].get(language.code, "")
    made: FactForm = type("OneFact", (FactForm,), boxes)(data=data)
    return made


def words_box(part: str, language: Language) -> wtforms.StringField:
    labels = {
        "name": _("Name: %(language)s", language=language_name(language.code)),
        "hours": _("When it is open: %(language)s", language=language_name(language.code)),
        "note": _("What to know: %(language)s", language=language_name(language.code)),
    }
    is_needed = part == "name" and language.code == ENGLISH
    needed = [InputRequired(_("Write the name in English"))] if is_needed else []
    about = {"lang": language.code, "dir": language.direction}
    return box(labels[part], LONGEST_NAME if part == "name" else LONGEST_LINE, *needed, render_kw=about)


class WrongForm(Form):
    key = wtforms.HiddenField()
    words = wtforms.TextAreaField(
        _l("What is wrong, and how do you know?"),
        description=_l("Such as: I rang it today, and nobody answers. Name nobody."),
        filters=[lambda typed: clean_lines(typed or "")],
        validators=[InputRequired(_l("Write what is wrong")), Length(max=600, message=TOO_LONG)],
        render_kw={"rows": 4},
    )

    @property
    def id(self) -> uuid.UUID:
        """The id of the form, so that a double click tells it once."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return uuid.uuid4()
