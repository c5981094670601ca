"""The words of where a case stands, and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_pgettext as _lp

from app.domain.case import CaseStatus

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CaseStatus: {
        CaseStatus.WAITING: _lp("case", "On the waiting list"),
        CaseStatus.ALLOCATED: _lp("case", "Given out, not begun"),
        CaseStatus.ACTIVE: _lp("case", "Under way"),
        CaseStatus.ON_HOLD: _lp("case", "On hold"),
        CaseStatus.CLOSING: _lp("case", "Coming to an end"),
        CaseStatus.AWAITING_LEAD: _lp("case", "Waiting for a lead to agree"),
        CaseStatus.CLOSED: _lp("case", "Closed"),
        CaseStatus.IN_ERROR: _lp("case", "Opened by mistake"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CaseStatus: {
        CaseStatus.WAITING: "todo",
        CaseStatus.ALLOCATED: "new",
        CaseStatus.ACTIVE: "part",
        CaseStatus.ON_HOLD: "unknown",
        CaseStatus.CLOSING: "part",
        CaseStatus.AWAITING_LEAD: "todo",
        CaseStatus.CLOSED: "no",
        CaseStatus.IN_ERROR: "cannot",
    },
}
