"""Plain pages that staff edit: which there are, how a version stands, and how a translation does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

ENGLISH = "en"

FIXED = frozenset(
    {
        "about",
        "about-the-data",
        "accessibility",
        "contact",
        "cookies",
        "get-help",
        "have-your-say",
        "help-now",
        "our-plan",
        "privacy",
        "terms",
    }
)
"""Pages with an address of their own. Every other page is a guide."""

RESERVED = frozenset({"new", "recordings", "versions"})
"""Names that addresses of staff pages use already."""

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY, LONGEST_OWNER = 120, 300, 30_000, 120
LONGEST_SLUG = 60


class PageGroup(StrEnum):
    """Where a page stands on the page of all guides, in this order."""

    HELP_FOR_YOU = "help-for-you"
    HOW_IT_WORKS = "how-it-works"
    LIVING_WELL = "living-well"
    FAMILIES = "families"
    MONEY_HOME = "money-home"
    ABOUT_US = "about-us"
    FOR_STAFF = "for-staff"


class PageVersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    """It was published, and a newer one is now."""
    WITHDRAWN = "withdrawn"
    """It was published and was taken off; where there is a file, the file shows again."""


class PageMethod(StrEnum):
    """How the words came about."""

    ORIGINAL = "original"
    PERSON = "person"
    MACHINE_HELPED = "machine-helped"


class TranslationState(StrEnum):
    """How a page stands in a language."""

    UP_TO_DATE = "up-to-date"
    BEHIND = "behind"
    """The English has changed since."""
    NOT_CHECKED = "not-checked"
    """Nobody from the community has read it."""
    MISSING = "missing"


class DueState(StrEnum):
    """When somebody looks at a page again."""

    LATER = "later"
    DUE = "due"
    NO_DAY = "no-day"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a page in one language."""

    title: str
    summary: str
    body: str

    @property
    def whole(self) -> str:
        """All of it as one text, to compare."""
        return "\n\n".join(part for part in (self.title, self.summary, self.body) if part)


@dataclass(frozen=True, slots=True)
class Made:
    """How a translation was made, and from what."""

    method: PageMethod = PageMethod.ORIGINAL
    translator: str = ""
    of: str = ""
    """The English it translates, whole; empty for the English itself."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is held about a page besides its words."""

    group: str
    order: int
    owner: str
    review_on: dt.date | None
    drawing: str


def group_of(name: str) -> PageGroup | None:
    """The group of that name; None for a name that is none."""
    return next((group for group in PageGroup if group == name), None)


def is_guide(slug: str) -> bool:
    return slug not in FIXED


def due_state(review_on: dt.date | None, today: dt.date) -> DueState:
    if review_on is None:
        return DueState.NO_DAY
    return DueState.DUE if review_on <= today else DueState.LATER


def standing(*, is_there: bool, of: str, english: str, reviewed: str) -> tuple[TranslationState, ...]:
    """How a translation stands. More than one thing can be wrong with it; the worst comes first."""
    if not is_there:
        return (TranslationState.MISSING,)
    behind = (TranslationState.BEHIND,) if of != english else ()
    unread = () if reviewed else (TranslationState.NOT_CHECKED,)
    return behind + unread or (TranslationState.UP_TO_DATE,)
