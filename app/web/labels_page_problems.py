"""The words of what is wrong with a page, how somebody reads it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.page_problems import ProblemOutcome, ProblemReason, WayOfReading

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ProblemReason: {
        ProblemReason.KEYBOARD: _l("I cannot use it with my keyboard or switch"),
        ProblemReason.SCREEN_READER: _l("My screen reader does not read it out right"),
        ProblemReason.HARD_TO_READ: _l("It is hard to read"),
        ProblemReason.WORDS: _l("Words are wrong, or badly translated"),
        ProblemReason.OUT_OF_DATE: _l("Something is out of date"),
        ProblemReason.NOT_WORKING: _l("A link or a button does not work"),
        ProblemReason.PRINT: _l("The printed page or the large print is not right"),
        ProblemReason.OTHER: _l("Something else"),
    },
    WayOfReading: {
        WayOfReading.EYES: _l("On the screen, as it comes"),
        WayOfReading.BIGGER: _l("With bigger words or a magnifier"),
        WayOfReading.COLOURS: _l("With other colours or high contrast"),
        WayOfReading.SCREEN_READER: _l("With a screen reader"),
        WayOfReading.KEYBOARD: _l("With a keyboard or switch, and no mouse"),
        WayOfReading.VOICE: _l("With my voice"),
        WayOfReading.PAPER: _l("On paper"),
        WayOfReading.WITH_SOMEBODY: _l("Somebody reads it to me"),
    },
    ProblemOutcome: {
        ProblemOutcome.MENDED: _l("It is mended"),
        ProblemOutcome.WILL_BE_MENDED: _l("It will be mended, by a day I name"),
        ProblemOutcome.NO_FAULT: _l("It is not a fault, because"),
        ProblemOutcome.CANNOT: _l("We cannot mend it, because"),
    },
}
