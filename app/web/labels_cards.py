"""The words of paper cards."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.cards import CardKind

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CardKind: {
        CardKind.STANDARD: _lp("card", "Standard"),
        CardKind.LARGE: _l("Large print"),
        # Translators: the name of a way of writing for people with learning disabilities.
        CardKind.EASY_READ: _l("Easy Read, a draft"),
    },
}
