"""What an import put right, counted by kind with a few examples, so that nothing is changed in silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.feeds.markup import clean_letters

MOST_EXAMPLES = 50
LONGEST_EXAMPLE = 160


class Healing(StrEnum):
    """One kind of repair. The words for each are in `cli/import_words.py`."""

    HTML = "html"
    LETTERS = "letters"
    EMPTY = "empty"
    LABEL = "label"
    TOO_LONG = "too-long"
    ENCODING = "encoding"
    EMAIL = "email"
    EMAIL_TO_WORDS = "email-to-words"
    LINK = "link"
    LINK_TO_WORDS = "link-to-words"
    LINK_DROPPED = "link-dropped"
    PHONE = "phone"
    PHONE_TO_WORDS = "phone-to-words"
    DATE = "date"
    DATE_DROPPED = "date-dropped"
    DATE_AHEAD = "date-ahead"
    AGE = "age"
    AGE_DROPPED = "age-dropped"
    TIME = "time"
    TIME_TO_WORDS = "time-to-words"
    PATTERN = "pattern"
    PATTERN_TO_WORDS = "pattern-to-words"
    NUMBER = "number"
    STATUS = "status"
    NOT_A_LIST = "not-a-list"
    NOT_AN_OBJECT = "not-an-object"
    TERMS = "terms"
    CHANNEL = "channel"
    COST = "cost"
    POINT_SWAPPED = "point-swapped"
    POINT_DROPPED = "point-dropped"
    POINT_FROM_POSTCODE = "point-from-postcode"
    POSTCODE = "postcode"
    NAME = "name"
    UNNAMED = "unnamed"
    ORGANIZATION_MISSING = "organization-missing"
    ORGANIZATION_MADE = "organization-made"
    ID_MISSING = "id-missing"
    ID_DOUBLED = "id-doubled"
    ID_NOT_UUID = "id-not-uuid"
    ID_TAKEN = "id-taken"
    DOUBLE_DROPPED = "double-dropped"
    BELONGS_NOWHERE = "belongs-nowhere"


class Notice(StrEnum):
    """Worth knowing, but nothing was changed."""

    MOBILE_IN_WORDS = "mobile-in-words"
    NO_CONTACT = "no-contact"
    NO_PLACE = "no-place"
    NO_DATE_CHECKED = "no-date-checked"
    OLD = "old"
    UNKNOWN_FIELD = "unknown-field"
    SAME_NAME = "same-name"
    HIDDEN_PLACE = "hidden-place"


Kind = Healing | Notice


@dataclass(frozen=True, slots=True)
class Example:
    """One case: which listing, what was published, what we made of it."""

    where: str
    before: str = ""
    after: str = ""


@dataclass
class Ledger:
    """Counts of everything put right or noticed. `where` is the listing in hand."""

    where: str = ""
    counts: Counter[Kind] = field(default_factory=Counter)
    examples: dict[Kind, list[Example]] = field(default_factory=dict)
    healed_listings: set[str] = field(default_factory=set)
    unknown_fields: Counter[str] = field(default_factory=Counter)

    def note(self, kind: Kind, before: object = "", after: object = "") -> None:
        self.counts[kind] += 1
        if isinstance(kind, Healing):
            self.healed_listings.add(self.where)
        kept = self.examples.setdefault(kind, [])
        if len(kept) < MOST_EXAMPLES:
            kept.append(Example(self.where, shortened(before), shortened(after)))

    @property
    def healed(self) -> int:
        return sum(count for kind, count in self.counts.items() if isinstance(kind, Healing))


def shortened(value: object) -> str:
    """A value on one line, short enough to read in a report."""
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(clean_letters(text[: LONGEST_EXAMPLE * 4]).split())
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1].rstrip() + "…"
