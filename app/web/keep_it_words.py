"""How we ask about what looks like personal data, and what stands in its place once it is taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.domain.personal_data import PersonalData as P


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of one kind. `question` ends before the words themselves and "Keep it?"."""

    question: str
    keep: str
    taken_out: str


WORDS: Mapping[P, Asked] = {
    P.EMAIL: Asked(
        _l("This looks like an e-mail address:"),
        _l("Keep it, it is not a person’s e-mail address"),
        _l("[e-mail address taken out]"),
    ),
    P.NHS_NUMBER: Asked(
        _l("This looks like an NHS number:"),
        _l("Keep it, it is not an NHS number"),
        _l("[NHS number taken out]"),
    ),
    P.PHONE: Asked(
        _l("This looks like a phone number:"),
        _l("Keep it, it is not a phone number"),
        _l("[phone number taken out]"),
    ),
    P.POSTCODE: Asked(
        _l("This looks like a postcode:"),
        _l("Keep it, it is not where a person lives"),
        _l("[postcode taken out]"),
    ),
    P.BIRTH_DATE: Asked(
        _l("This looks like a date of birth:"),
        _l("Keep it, it is not a date of birth"),
        _l("[date of birth taken out]"),
    ),
    P.ADDRESS: Asked(
        _l("This looks like an address:"),
        _l("Keep it, it is not where a person lives"),
        _l("[address taken out]"),
    ),
    P.NAME: Asked(
        _l("This looks like a person’s name:"),
        _l("Keep it, it is not a person’s name"),
        _l("[name taken out]"),
    ),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["keep_it_words"] = WORDS


def taken_out(kind: P) -> str:
    return str(WORDS[kind].taken_out)
