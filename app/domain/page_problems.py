"""What may be wrong with a page of this website, what comes of it, and by when somebody hears."""

from __future__ import annotations

from enum import StrEnum

from app.domain.throttle import DAY, Limit

BLANK = "*"
"""Stands in the address of a page for whatever names somebody, or opens something of theirs."""
MOST_PAGE = 300
"""Units: characters."""
A_HOUR = 60 * 60
SENT = Limit("page-problem", 60, A_HOUR)
"""A room full of people in a library, all at once."""
SENT_A_DAY = Limit("page-problem-day", 300, DAY)


class ProblemReason(StrEnum):
    """What is wrong. The order is that of the form."""

    KEYBOARD = "keyboard"
    SCREEN_READER = "screen-reader"
    HARD_TO_READ = "hard-to-read"
    WORDS = "words"
    """Wrong, or badly translated."""
    OUT_OF_DATE = "out-of-date"
    NOT_WORKING = "not-working"
    """A link or a button."""
    PRINT = "print"
    OTHER = "other"


class WayOfReading(StrEnum):
    """How somebody reads a page, if they say so."""

    EYES = "eyes"
    BIGGER = "bigger"
    """A magnifier, or bigger words."""
    COLOURS = "colours"
    SCREEN_READER = "screen-reader"
    KEYBOARD = "keyboard"
    """Or a switch."""
    VOICE = "voice"
    PAPER = "paper"
    WITH_SOMEBODY = "with-somebody"


class ProblemStatus(StrEnum):
    OPEN = "open"
    PROMISED = "promised"
    """Answered once: it will be mended by a day."""
    DONE = "done"


class ProblemOutcome(StrEnum):
    MENDED = "mended"
    WILL_BE_MENDED = "will-be-mended"
    NO_FAULT = "no-fault"
    CANNOT = "cannot"


WAITING = frozenset({ProblemStatus.OPEN, ProblemStatus.PROMISED})
NEEDS_WORDS = frozenset({ProblemOutcome.NO_FAULT, ProblemOutcome.CANNOT})
"""A no needs its because."""


def status_after(outcome: ProblemOutcome) -> ProblemStatus:
    """A promise to mend it leaves it waiting, until it is kept or taken back."""
    return ProblemStatus.PROMISED if outcome is ProblemOutcome.WILL_BE_MENDED else ProblemStatus.DONE
