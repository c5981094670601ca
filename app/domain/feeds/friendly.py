"""Our own friendly table: one row an activity, with columns anybody can fill in."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.feeds.fields import ALIASES, READ_ON_SERVICE, folded
from app.domain.places import fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its heading, other headings for it, and an example."""

    field: str
    heading: str
    example: str = ""
    also: tuple[str, ...] = ()
    is_required: bool = False


COLUMNS = (
    Column("id", "Id", "", ("identifier", "reference", "ref")),
    Column("name", "Name", "Puff and natter", ("activity", "title", "activity name", "group name"), True),
    Column(
        "organization",
        "Organisation",
        "Beckside Neighbours",
        ("organization", "provider", "run by", "who runs it"),
    ),
    Column("summary", "What it is", "Gentle breathing exercises and a brew.", ("summary", "in a line")),
    Column(
        "description", "Description", "We start sitting down. Come as you are.", ("about", "details", "more")
    ),
    Column("kind", "Kind", "group", ("type",)),
    Column(
        "subjects",
        "Subjects",
        "Getting out of breath; Keep fit",
        ("subject", "categories", "category", "tags"),
    ),
    Column(
        "eligibility_description",
        "Who it is for",
        "Anybody who gets out of breath",
        ("for whom", "eligibility", "audience"),
    ),
    Column("not_for", "Who it is not for", "", ("not for",)),
    Column("minimum_age", "Youngest age", "18", ("minimum age", "min age", "age from")),
    Column("maximum_age", "Oldest age", "", ("maximum age", "max age", "age to")),
    Column("fees", "Cost", "£2 a session", ("price", "fees", "charge")),
    Column("application_process", "How to join", "Just turn up", ("joining", "booking", "how to book")),
    Column("referral", "Need a referral", "no", ("referral", "referral needed")),
    Column("days", "Days", "Tuesday", ("day", "weekday")),
    Column("starts", "Starts", "10:00", ("start", "start time", "from time", "opens")),
    Column("ends", "Ends", "11:30", ("end", "end time", "finish", "closes")),
    Column("how_often", "How often", "weekly", ("frequency", "repeats")),
    Column("first_date", "First date", "2026-01-06", ("from", "start date", "first day")),
    Column("last_date", "Last date", "", ("until", "end date", "last day")),
    Column("when_text", "When in words", "", ("when", "times")),
    Column("venue", "Venue", "Beckside Community Centre", ("place", "location", "where")),
    Column("address", "Address", "1 Made-up Street", ("street", "address line 1")),
    Column("town", "Town", "Anytown", ("city",)),
    Column("postcode", "Postcode", "AB1 2XX", ("post code",)),
    Column("accessibility", "Getting in", "Wheelchair accessible; hearing loop", ("access", "accessibility")),
    Column("how", "How", "in person", ("online or in person", "attending type", "format")),
    Column("phones", "Phone", "01632 960000", ("telephone", "tel", "phone number")),
    Column("email", "E-mail", "hello@beckside.example", ("email", "email address", "e mail")),
    Column("url", "Website", "https://beckside.example", ("web", "url", "link", "web site")),
    Column("contact", "Contact name", "", ("contact", "contact person")),
    Column("languages", "Languages", "English; Urdu", ("language", "languages spoken")),
    Column("status", "Status", "active", ("open or closed",)),
    Column("assured_date", "Checked on", "2026-11-01", ("last checked", "checked", "date checked")),
)
REQUIRED = tuple(column.heading for column in COLUMNS if column.is_required)


class NoteKind(StrEnum):
    UNKNOWN = "unknown"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class ColumnNote:
    kind: NoteKind
    column: str


@dataclass(frozen=True, slots=True)
class Known:
    """The columns of a file: the field each fills, what is missing, what we do not know."""

    fields: Mapping[str, str]
    missing: tuple[str, ...]
    notes: tuple[ColumnNote, ...]


def columns_of(headings: Iterable[str], chosen: Mapping[str, str] | None = None) -> Known:
    """Columns by their headings, ours or those of a published standard.

    `chosen`: what somebody said a heading stands for; empty for one to leave out.
    """
    names = _names()
    chosen = chosen or {}
    fields: dict[str, str] = {}
    notes: list[ColumnNote] = []
    taken: set[str] = set()
    for heading in headings:
        if not heading.strip():
            continue
        if heading in chosen:
            if (said := chosen[heading]) and said not in taken:
                fields[heading] = said
                taken.add(said)
            elif said:
                notes.append(ColumnNote(NoteKind.TWICE, heading))
            continue
        plain = folded(heading)
        field = names.get(fold(heading)) or (plain if plain in READ_ON_SERVICE else None)
        if field is None:
            notes.append(ColumnNote(NoteKind.UNKNOWN, heading))
        elif field in taken:
            notes.append(ColumnNote(NoteKind.TWICE, heading))
        else:
            fields[heading] = field
            taken.add(field)
    missing = tuple(
        column.heading
        for column in COLUMNS
        if column.is_required and column.field not in {ALIASES.get(field, field) for field in taken}
    )
    return Known(fields, missing, tuple(notes))


_LOOKS = (
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.\w+")),
    ("url", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("postcode", re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)),
    ("phones", re.compile(r"\+?[\d()\s-]{10,20}")),
)
"""Fields that show what they are, whatever stands above them."""


_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::00)?\s*(?:[ap]m)?|\d{1,2}\s*[ap]m", re.IGNORECASE)
_TIMES = {"first_date": "starts", "last_date": "ends"}


def guessed(headings: Iterable[str], samples: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Heading -> the field it most likely fills; empty where nothing is likely."""
    every = [heading for heading in headings if heading.strip()]
    known = columns_of(every)
    made = {heading: known.fields.get(heading, "") for heading in every}
    for heading in every:  # "From" and "Until" stand over days and over times
        cells = [cell.strip() for cell in samples.get(heading, ()) if cell.strip()]
        if cells and all(_TIME.fullmatch(cell) for cell in cells):
            made[heading] = _TIMES.get(made[heading], made[heading])
    taken = {field for field in made.values() if field}
    names = sorted(_names().items(), key=lambda pair: -len(pair[0]))
    for heading in every:
        if made[heading]:
            continue
        words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(heading)))} "
        cells = [cell.strip() for cell in samples.get(heading, ()) if cell.strip()]
        by_look = (field for field, look in _LOOKS if cells and all(look.fullmatch(cell) for cell in cells))
        by_words = (field for name, field in names if len(name) > 3 and f" {name} " in words)
        field = next((one for one in (*by_look, *by_words) if one not in taken), "")
        if field:
            made[heading] = field
            taken.add(field)
    return made


def template_rows() -> str:
    """A header and an example row, to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.heading for column in COLUMNS])
    writer.writerow([column.example for column in COLUMNS])
    return out.getvalue()


def signature(headings: Iterable[str]) -> str:
    """The same for tables with the same headings, in any order."""
    plain = sorted(fold(heading) for heading in headings if heading.strip())
    return hashlib.sha256("\x1f".join(plain).encode("utf-8", "surrogatepass")).hexdigest()


def _names() -> Mapping[str, str]:
    made: dict[str, str] = {}
    for column in COLUMNS:
        for name in (column.heading, column.field.replace("_", " "), *column.also):
            made.setdefault(fold(name), column.field)
    return made


def listing_of(row: Mapping[str, str], known: Known) -> dict[str, Any]:
    """The row as a published listing, to be read like any other."""
    cells = {
        field: row[heading].strip() for heading, field in known.fields.items() if row.get(heading, "").strip()
    }
    made: dict[str, Any] = {field: cell for field, cell in cells.items() if field not in _TAKEN_APART}
    if any(cells.get(name) for name in ("venue", "address", "town", "postcode")):
        made["locations"] = [_place(cells)]
    if any(cells.get(name) for name in ("days", "starts", "first_date")):
        made["schedules"] = [_schedule(cells)]
    if "phones" in cells:
        made["phones"] = [{"number": cells["phones"]}]
    if "contact" in cells:
        made["contacts"] = [{"name": cells["contact"]}]
    if "languages" in cells:
        made["languages"] = [{"name": cells["languages"]}]
    if row.get("_more"):
        made["description"] = "\n\n".join(filter(None, (made.get("description", ""), row["_more"])))
    return made


_TAKEN_APART = frozenset(
    (
        *("days", "starts", "ends", "how_often", "first_date", "last_date", "venue", "address", "town"),
        *("postcode", "accessibility", "phones", "contact", "languages"),
    )
)


def _place(cells: Mapping[str, str]) -> dict[str, Any]:
    address = {
        "address_1": cells.get("address", ""),
        "city": cells.get("town", ""),
        "postal_code": cells.get("postcode", ""),
    }
    made: dict[str, Any] = {"name": cells.get("venue", ""), "addresses": [address]}
    if cells.get("accessibility"):
        made["accessibility"] = [
            {"description": piece} for piece in re.split(r"\s*;\s*|\n", cells["accessibility"]) if piece
        ]
    return {name: value for name, value in made.items() if value}


def _schedule(cells: Mapping[str, str]) -> dict[str, Any]:
    freq = cells.get("how_often", "")
    if not freq:
        freq = "weekly" if cells.get("days") else "once"
    if re.match(
        r"(?:every )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\b",
        cells.get("days", ""),
        re.IGNORECASE,
    ):
        freq = "monthly"
    made = {
        "freq": freq,
        "byday": cells.get("days", ""),
        "opens_at": cells.get("starts", ""),
        "closes_at": cells.get("ends", ""),
        "dtstart": cells.get("first_date", ""),
        "until": cells.get("last_date", ""),
    }
    return {name: value for name, value in made.items() if value}
