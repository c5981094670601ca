"""The words of findings reports."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.findings import Section

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Section: {
        Section.QUESTIONS: _l("Question by question"),
        Section.AREAS: _l("Areas"),
        Section.COMMUNITIES: _l("Communities"),
        Section.EVENTS: _l("Where we listened"),
        Section.PROFILE: _l("Who was heard"),
        Section.STATEMENTS: _l("What is done about it"),
    },
}
