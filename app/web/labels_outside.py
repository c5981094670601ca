"""The words of feedback from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.insight import OutsideKind

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    OutsideKind: {
        OutsideKind.COMPLAINTS: _l("Complaints and compliments"),
        OutsideKind.SURVEY: _l("Answers to a survey"),
        OutsideKind.REPORT: _l("What a past report says people said"),
        OutsideKind.OTHER: _l("Something else"),
    },
}
