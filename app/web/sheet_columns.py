"""The columns of an organisation's spreadsheet: what each is called, how a listing fills it, and how a
changed cell is read. Readers write as in the form; what is wrong is said by its column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.domain.listing import Capacity, Channel, Kind, Referral, Status
from app.domain.listing_document import Document
from app.domain.typed_dates import read_date, write_date
from app.domain.typed_price import read_price, write_price
from app.domain.words import fold
from app.web.i18n import locale
from app.web.labels import WORDS
from app.web.month_names import months
from app.web.times_form import is_english

LISTED = re.compile(r"[,;\n،]+")


class UnreadableError(ValueError):
    """A cell that cannot be read; the message is in the reader's words."""


@dataclass(frozen=True)
class Column:
    """One field of the listing in one column."""

    field: str
    heading: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def same(text: str) -> str:
    return text


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 6:
        raise UnreadableError(_("Write it in figures, such as 18."))
    return int(text)


def _figures(value: int | None) -> str:
    return "" if value is None else str(value)


def _price(text: str) -> int | None:
    pence = read_price(text) if text else None
    if text and pence is None:
        raise UnreadableError(_("We cannot read “%(typed)s” as a price. Write it as 2.50.", typed=text[:40]))
    return pence


def _pounds(pence: int | None) -> str:
    return "" if pence is None else write_price(pence)


def _day(text: str) -> str:
    day = read_date(text, clock.today(), months()) if text else None
    if text and day is None:
        raise UnreadableError(
            _("We cannot read “%(typed)s” as a date. Write it as 5 January 2027.", typed=text[:40])
        )
    return day.isoformat() if day else ""


def _shown_day(iso: str) -> str:
    return write_date(dt.date.fromisoformat(iso), in_words=is_english()) if iso else ""


def choice_of(kind: type[StrEnum], *, but: frozenset[StrEnum] = frozenset()) -> Callable[[str], str]:
    """Reads a choice by its words or by its short name."""

    def read(text: str) -> str:
        known = {
            name: value
            for value in kind
            if value not in but
            for name in (fold(str(WORDS[kind][value])), fold(value.value))
        }
        found = known.get(fold(text))
        if found is None:
            options = "; ".join(str(WORDS[kind][value]) for value in kind if value not in but)
            raise UnreadableError(_("Choose one of these: %(options)s.", options=options))
        return str(found.value)

    return read


def words_of(kind: type[StrEnum]) -> Callable[[str], str]:
    return lambda value: str(WORDS[kind][kind(value)])


def _ways(text: str) -> list[str]:
    read = choice_of(Channel)
    return [read(piece.strip()) for piece in LISTED.split(text) if piece.strip()]


def _ways_words(values: list[str]) -> str:
    return ", ".join(str(WORDS[Channel][Channel(value)]) for value in values)


def _phones(text: str) -> list[dict[str, str]]:
    """One a line, with when somebody answers in brackets: `0113 496 0000 (weekdays)`."""
    made = []
    for line in re.split(r"[;\n]", text):
        found = re.fullmatch(r"\s*([^(]+?)\s*(?:\((.*)\))?\s*", line)
        if found:
            made.append({"number": found[1], "note": found[2] or "", "extension": ""})
    return made


def _phones_words(phones: list[Mapping[str, str]]) -> str:
    lines = (f"{one['number']} ({one['note']})" if one["note"] else one["number"] for one in phones)
    return "\n".join(lines)


COLUMNS: tuple[Column, ...] = (
    Column("name", _l("Name"), same, same),
    Column("kind", _l("What it is"), words_of(Kind), choice_of(Kind)),
    Column("summary", _l("In a sentence or two"), same, same),
    Column("description", _l("What it is like"), same, same),
    Column("when_text", _l("When, in your own words"), same, same),
    Column("ways", _l("How people take part"), _ways_words, _ways),
    Column("pence", _l("Usual price in pounds"), _pounds, _price),
    Column("cost_text", _l("About the cost"), same, same),
    Column("for_whom", _l("Who it is for"), same, same),
    Column("not_for", _l("Who it is not for"), same, same),
    Column("minimum_age", _l("Youngest age"), _figures, _number),
    Column("maximum_age", _l("Oldest age"), _figures, _number),
    Column("join", _l("How to start"), same, same),
    Column("phones", _l("Phone"), _phones_words, _phones),
    Column("email", _l("E-mail"), same, same),
    Column("website", _l("Website"), same, same),
    Column("referral", _l("Does somebody have to be sent?"), words_of(Referral), choice_of(Referral)),
    Column("capacity", _l("Room for more people"), words_of(Capacity), choice_of(Capacity)),
    Column("waiting_weeks", _l("Weeks to wait"), _figures, _number),
    Column("status", _l("Is it still going?"), words_of(Status), choice_of(Status)),
    Column("back_on", _l("Starts again on"), _shown_day, _day),
    Column("closed_note", _l("What people should know while it is closed"), same, same),
)

PLACE: Mapping[str, str] = {
    "name": _l("Place"),
    "address_1": _l("Building and street"),
    "town": _l("Town"),
    "postcode": _l("Postcode"),
    "directions": _l("How to find it"),
}

TIMES: Mapping[str, str] = {
    "repeats": _l("How often"),
    "days": _l("Days"),
    "which": _l("Which ones in the month"),
    "dates": _l("Dates of the month"),
    "opens": _l("Starts at"),
    "closes": _l("Ends at"),
    "first": _l("First date"),
    "until": _l("Last date"),
    "term_time": _l("Not in school holidays"),
    "bank_holidays": _l("Not on bank holidays"),
    "off": _l("Dates off"),
    "extra": _l("Extra dates"),
    "note": _l("Note about the times"),
}

REFERENCE = _l("Reference (leave it as it is)")
IN_WORDS = _l("When, as readers see it (we do not read this)")


def value_for(column: Column, document: Document) -> str:
    """What the cell of a listing says."""
    return column.write(document[column.field])


def day_codes() -> dict[str, str]:
    """Names of days, whole and short, in English and in the reader's language."""
    codes = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    found = {}
    for language in ("en", locale().replace("-", "_")):
        for width in ("wide", "abbreviated"):
            for at, name in get_day_names(width, locale=language).items():
                found[fold(name)] = codes[at]
    return found
