"""Words of the facts of Help now: what somebody did with one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_pgettext as _lp

from app.domain.help_facts import FactStep

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    FactStep: {
        FactStep.CHECKED: _lp("a fact of Help now", "Checked, and it was right"),
        FactStep.CORRECTED: _lp("a fact of Help now", "Put right"),
        FactStep.PUT_BACK: _lp("a fact of Help now", "Put back as it was"),
    },
}
