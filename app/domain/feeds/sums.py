"""The sum of an import: nothing that was given may get lost between the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why something could not be taken. Anything that is an object is always taken."""

    NOT_AN_OBJECT = "not-an-object"
    NOT_JSON = "not-json"
    WEB_PAGE = "web-page"
    EMPTY = "empty"
    TOO_BIG = "too-big"
    TOO_DEEP = "too-deep"
    TOO_SLOW = "too-slow"
    TOO_MANY_PAGES = "too-many-pages"
    CANNOT_OPEN = "cannot-open"
    NO_ANSWER = "no-answer"
    BAD_ANSWER = "bad-answer"
    NOT_ALLOWED = "not-allowed"
    NO_LISTINGS = "no-listings"
    NO_COLUMNS = "no-columns"
    NOT_KNOWN = "not-known"
    """A kind of file we cannot read."""
    OLD_WORKBOOK = "old-workbook"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing not taken: where it was, why, and what helps to find it."""

    source: str
    why: Why
    detail: str = ""


class SumError(AssertionError):
    """The numbers of an import do not add up; nothing may be applied."""


@dataclass(frozen=True, slots=True)
class Sum:
    """given = new + changed + unchanged + joined + refused, always.

    Raises: SumError.
    """

    given: int
    new: int
    changed: int
    unchanged: int
    joined: int
    refused: int

    def __post_init__(self) -> None:
        if self.given != self.new + self.changed + self.unchanged + self.joined + self.refused:
            raise SumError(str(self))

    @property
    def taken(self) -> int:
        return self.given - self.refused
