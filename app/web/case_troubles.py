"""Why a case was not moved, in words: somebody was faster, it stands elsewhere, something is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.errors import NeedsMoreError, StaleError
from app.domain.machine import Need

MISSING: Mapping[Need, str] = {
    Need.REASON: _l("Write why"),
    Need.NOTE: _l("Write a few words"),
    Need.RETURN_DATE: _l("Choose a day that is still to come"),
    Need.WORKER: _l("Choose somebody of the team who can take it"),
    Need.HANDOVER: _l("Write a handover note"),
    Need.CAPACITY: _l("They have as many people as they can. Write why they should have one more"),
    Need.OUTCOMES: _l("Say what came of each goal, or how it went in the end"),
    Need.INTRODUCTIONS_SETTLED: _l("Hand on or call off each introduction that still runs"),
    Need.MEASURE: _l("Ask the questions at the end, or say why not"),
    Need.LETTER: _l("Write the closing letter and see that they have it, or that they do not want one"),
    Need.LEAD: _l("A lead must agree first"),
}
"""What to do about a need that is not met."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the page is shown again."""

    heading: str
    words: str


def missing_words(error: NeedsMoreError) -> list[str]:
    """What to do, for each need that is not met."""
    return [str(MISSING[need]) for need in MISSING if need in error.missing] or [_("Something is missing")]


def trouble_of(error: Exception) -> Trouble:
    if isinstance(error, StaleError):
        return Trouble(
            _("Somebody changed this while you had it open"),
            _("Nothing was written over. What you typed is still here. If it is still right, send it again."),
        )
    return Trouble(
        _("This cannot be done now"),
        _("The case stands somewhere else by now, or it is not yours to do. What you typed is still here."),
    )
