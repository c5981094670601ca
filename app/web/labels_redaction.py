"""The words of why something in what people said is hidden, and of what may tell who is speaking."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.insight import RedactionReason
from app.domain.likely_personal import Likely

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    RedactionReason: {
        RedactionReason.NAME: _l("A name"),
        RedactionReason.CONTACT: _l("A way to reach them, or a number of theirs"),
        RedactionReason.PLACE: _l("A place that tells who it is"),
        RedactionReason.HEALTH: _l("The health of somebody who can be known"),
        RedactionReason.OTHER: _l("Something else that tells who it is"),
    },
    Likely: {
        Likely.EMAIL: _l("This looks like an e-mail address"),
        Likely.LINK: _l("This looks like a link to a page of theirs"),
        Likely.HANDLE: _l("This looks like a name on a social network"),
        Likely.NHS_NUMBER: _l("This looks like an NHS number"),
        Likely.PHONE: _l("This looks like a phone number"),
        Likely.POSTCODE: _l("This looks like a postcode"),
        Likely.BIRTH_DATE: _l("This looks like a date of birth"),
        Likely.NUMBER_PLATE: _l("This looks like the number of a car"),
        Likely.REFERENCE: _l("This looks like a number that stands for somebody"),
        Likely.ADDRESS: _l("This looks like an address"),
        Likely.NAME: _l("This looks like somebody's name"),
        Likely.WORK_OR_SCHOOL: _l("This may be where somebody works or learns"),
        Likely.AGE: _l("Few people in a place are of this age"),
    },
}
SHORT: Mapping[RedactionReason, str] = {
    # Translators: stands in the text in place of words that nobody sees.
    RedactionReason.NAME: _l("a name, hidden"),
    RedactionReason.CONTACT: _l("a number or address, hidden"),
    RedactionReason.PLACE: _l("a place, hidden"),
    RedactionReason.HEALTH: _l("health, hidden"),
    RedactionReason.OTHER: _l("hidden"),
}
REASONS: Mapping[Likely, RedactionReason] = {
    Likely.NAME: RedactionReason.NAME,
    Likely.ADDRESS: RedactionReason.CONTACT,
    Likely.WORK_OR_SCHOOL: RedactionReason.PLACE,
    Likely.AGE: RedactionReason.OTHER,
}
"""Why a finding is hidden, where it is not a way to reach somebody."""


def reason_of(kind: Likely) -> RedactionReason:
    return REASONS.get(kind, RedactionReason.CONTACT)
