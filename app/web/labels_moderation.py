"""The words of why something that was sent is not used."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.engagement import RefusalReason

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    RefusalReason: {
        RefusalReason.ADVERTISEMENT: _l("It is an advertisement"),
        RefusalReason.NONSENSE: _l("Nobody could mean anything by it"),
        RefusalReason.SAME_AGAIN: _l("The same was sent again and again"),
        RefusalReason.AGAINST_SOMEBODY: _l("Only insults, or only about one person"),
        RefusalReason.ELSEWHERE: _l("It belongs elsewhere and was handed on"),
    },
}
