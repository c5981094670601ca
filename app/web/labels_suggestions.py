"""The words of suggestions: how sure we are, and what people did with them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.insight import Taken
from app.domain.suggesting import Sureness

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Sureness: {
        Sureness.SURE: _l("Quite sure"),
        Sureness.FAIRLY_SURE: _l("Fairly sure"),
        Sureness.A_GUESS: _l("A guess"),
    },
    Taken: {
        Taken.ACCEPTED: _lp("suggestion", "Taken as it was"),
        Taken.EDITED: _lp("suggestion", "Taken for some words, or as a hint"),
        Taken.REJECTED: _lp("suggestion", "Refused"),
    },
}
SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Sureness: {Sureness.SURE: "yes", Sureness.FAIRLY_SURE: "part", Sureness.A_GUESS: "unknown"},
}
