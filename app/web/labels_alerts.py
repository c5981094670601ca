"""The words of worries that were heard, and of what looks like personal data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.engagement import AlertState, HarmKind
from app.domain.personal_data import PersonalData

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AlertState: {
        AlertState.OPEN: _lp("alert", "Nobody has looked yet"),
        AlertState.SEEN: _lp("alert", "Somebody is looking at it"),
        AlertState.DONE: _lp("alert", "Done"),
    },
    HarmKind: {
        HarmKind.SELF_HARM: _l("Somebody may hurt or kill themselves"),
        HarmKind.ABUSE: _l("Somebody may be abused"),
        HarmKind.CHILD: _l("A child may not be safe"),
        HarmKind.VIOLENCE: _l("Somebody may be attacked"),
    },
    PersonalData: {
        PersonalData.EMAIL: _l("E-mail address"),
        PersonalData.NHS_NUMBER: _l("NHS number"),
        PersonalData.PHONE: _l("Phone number"),
        PersonalData.POSTCODE: _l("Postcode"),
        PersonalData.BIRTH_DATE: _l("Date of birth"),
        PersonalData.ADDRESS: _l("Address"),
        PersonalData.NAME: _l("Name of a person"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AlertState: {AlertState.OPEN: "late", AlertState.SEEN: "part", AlertState.DONE: "yes"},
}
