"""What somebody asks of the open data: the query parameters of the standards, read and refused."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.domain.errors import GinnelError
from app.domain.schedule_rule import WEEKDAYS, clock_time

T = TypeVar("T")

PER_PAGE, MOST_PER_PAGE = 50, 100
MOST_PAGE = 10_000_000
MOST_METRES = 100_000.0
LONGEST = 200
FORMATS = frozenset(("json", "ndjson"))
FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
DAY_NAMES = {
    **{code.lower(): at for at, code in enumerate(WEEKDAYS)},
    **{name[:3]: at for at, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    **{
        name: at
        for at, name in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
    },
}
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?", re.ASCII)


class BadParameterError(GinnelError):
    """A parameter that cannot be read, or says something there is not."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(name)
        self.name = name
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the data. What was not asked is empty."""

    search: str = ""
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    vocabulary: str = ""
    organization_id: uuid.UUID | None = None
    modified_after: dt.datetime | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    start_minute: int | None = None
    """Units: minutes of the day."""
    end_minute: int | None = None
    days: tuple[int, ...] = ()
    """Monday is 0."""
    postcode: str = ""
    proximity: float | None = None
    """Units: metres."""
    parent_id: uuid.UUID | None = None
    top_only: bool = False
    full: bool = False
    full_service: bool = False
    minimal: bool = False
    lines: bool = False
    """As a stream of lines and no pages."""
    page: int = 1
    per_page: int = PER_PAGE
    after: int | None = None
    """The page that begins behind the listing with this number."""


EVERYTHING = Asked(full=True, lines=True)


def asked(args: Mapping[str, Sequence[str]]) -> Asked:
    """The question in the parameters of an address. Names that mean nothing here are passed over.

    Raises: BadParameterError.
    """
    read = _Read(args)
    search = read.words("search") or read.words("text")
    postcode, proximity = read.words("postcode") or read.words("coverage"), read.metres("proximity")
    if proximity is not None and not postcode:
        raise BadParameterError("postcode", "a postcode to measure the proximity from")
    return Asked(
        search=search,
        taxonomy_term_id=read.words("taxonomy_term_id"),
        taxonomy_id=read.words("taxonomy_id"),
        vocabulary=read.words("vocabulary"),
        organization_id=read.one("organization_id", uuid.UUID, "an identifier (UUID)"),
        modified_after=read.one("modified_after", _moment, "a date and time such as 2026-11-24T10:00:00Z"),
        minimum_age=read.number("minimum_age"),
        maximum_age=read.number("maximum_age"),
        start_minute=read.one("start_time", _minute, "a time such as 09:30"),
        end_minute=read.one("end_time", _minute, "a time such as 17:00"),
        days=read.days("day"),
        postcode=postcode,
        proximity=proximity,
        parent_id=read.one("parent_id", uuid.UUID, "an identifier (UUID)"),
        top_only=read.flag("top_only"),
        full=read.flag("full"),
        full_service=read.flag("full_service"),
        minimal=read.flag("minimal"),
        lines=read.one("format", _format, "json or ndjson") == "ndjson",
        page=read.whole("page", 1, MOST_PAGE) or 1,
        per_page=min(read.whole("per_page", 1, MOST_PAGE) or PER_PAGE, MOST_PER_PAGE),
        after=read.whole("after", 0, MOST_PAGE),
    )


class _Read:
    def __init__(self, args: Mapping[str, Sequence[str]]) -> None:
        self.args = args

    def words(self, name: str) -> str:
        """The one value. A parameter that is there and empty is as good as not there."""
        values = [value.strip() for value in self.args.get(name, ())]
        given = [value for value in values if value]
        if len(given) > 1:
            raise BadParameterError(name, "one value")
        if given and (len(given[0]) > LONGEST or "\0" in given[0]):
            raise BadParameterError(name, f"at most {LONGEST} letters")
        return given[0] if given else ""

    def one(self, name: str, read: Callable[[str], T], wanted: str) -> T | None:
        text = self.words(name)
        if not text:
            return None
        try:
            return read(text)
        except (ValueError, OverflowError):
            raise BadParameterError(name, wanted) from None

    def whole(self, name: str, least: int, most: int) -> int | None:
        """An empty page number is no page number."""
        if name in self.args and not self.words(name):
            raise BadParameterError(name, f"a whole number from {least}")

        def read(text: str) -> int:
            number = int(text) if _WHOLE.fullmatch(text) else -1
            if not least <= number <= most:
                raise ValueError
            return number

        return self.one(name, read, f"a whole number from {least}")

    def number(self, name: str) -> float | None:
        return self.one(name, _number, "a number")

    def metres(self, name: str) -> float | None:
        wanted = f"metres, at most {MOST_METRES:.0f}"
        found = self.one(name, _number, wanted)
        if found is not None and found > MOST_METRES:
            raise BadParameterError(name, wanted)
        return found

    def flag(self, name: str) -> bool:
        return bool(self.one(name, _flag, "true or false"))

    def days(self, name: str) -> tuple[int, ...]:
        pieces = [piece.strip().lower() for value in self.args.get(name, ()) for piece in value.split(",")]
        days = {DAY_NAMES.get(piece) for piece in pieces if piece}
        if None in days:
            raise BadParameterError(name, f"days such as {', '.join(WEEKDAYS)}")
        return tuple(sorted(day for day in days if day is not None))


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _flag(text: str) -> bool:
    if text.lower() not in FLAGS:
        raise ValueError(text)
    return FLAGS[text.lower()]


def _format(text: str) -> str:
    if text.lower() not in FORMATS:
        raise ValueError(text)
    return text.lower()


def _minute(text: str) -> int:
    time = clock_time(text[:5] if re.fullmatch(r"\d{1,2}:\d{2}(?::\d{2})?", text) else text)
    if time is None:
        raise ValueError(text)
    return time.hour * 60 + time.minute


def _moment(text: str) -> dt.datetime:
    """A moment without a zone is UTC. A plus sign may have become a space on the way."""
    moment = dt.datetime.fromisoformat(re.sub(r" (\d{2}:?\d{2})\Z", r"+\1", text))
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
