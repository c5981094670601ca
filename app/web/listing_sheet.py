"""Listings as rows of a spreadsheet, and rows read back: what each would change and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock
from app.domain.listing_document import FIELDS, Document, Shape, clean, differing
from app.domain.listing_faults import faults
from app.domain.schedule_boxes import Box, Repeats, Typed
from app.domain.schedule_builder import read as read_times
from app.domain.schedule_filling import typed_of
from app.domain.schedule_records import rule_of, rules_of, with_rule
from app.domain.words import fold
from app.web.form_words import wrong_words
from app.web.month_names import months
from app.web.sheet_columns import (
    COLUMNS,
    IN_WORDS,
    LISTED,
    PLACE,
    REFERENCE,
    TIMES,
    UnreadableError,
    day_codes,
    value_for,
)
from app.web.times_form import REPEATS, day_name, fault_words, is_english, ordinals, read_back

YES = "yes"
WHICH = ("1", "2", "3", "4", "5", "-1")


@dataclass
class Read:
    """One row: the listing as it would be, and what is wrong, each with the name of its column."""

    number: int
    document: Document
    changed: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def headings() -> list[str]:
    """In the order of the file, in the reader's language."""
    names = [REFERENCE, *(column.heading for column in COLUMNS[:5]), IN_WORDS, *TIMES.values()]
    names += [*PLACE.values(), *(column.heading for column in COLUMNS[5:])]
    return [str(name) for name in names]


def row_of(reference: str, document: Document) -> list[str]:
    """The cells of a listing. A secret address is in none of them."""
    times, place = times_cells(document), place_cells(document)
    when = ". ".join(read_back(rules_of(document["schedules"])).sentences)
    return [
        reference,
        *(value_for(column, document) for column in COLUMNS[:5]),
        when,
        *(times[name] for name in TIMES),
        *(place[name] for name in PLACE),
        *(value_for(column, document) for column in COLUMNS[5:]),
    ]


def names_in_file(columns: Sequence[str]) -> dict[str, str]:
    """Our heading -> the file's, in the reader's language or in English; columns may stand in any order."""
    given = {fold(name): name for name in columns}
    ours = headings()
    with force_locale("en_GB"):
        english = headings()
    found = {}
    for name, other in zip(ours, english, strict=True):
        if (held := given.get(fold(name)) or given.get(fold(other))) is not None:
            found[name] = held
    return found


def read_row(number: int, cells: Mapping[str, str], names: Mapping[str, str], held: Document) -> Read:
    """What a row says beside what is held. Cells that stand as we wrote them change nothing."""
    read = Read(number, dict(held))
    said = {ours: cells.get(theirs, "").strip() for ours, theirs in names.items()}
    values: dict[str, Any] = {}
    for column in COLUMNS:
        heading = str(column.heading)
        if heading not in said or (not said[heading] and FIELDS[column.field].shape is Shape.CHOICE):
            continue  # a choice left empty is none made
        if said[heading] != value_for(column, held).strip():
            try:
                values[column.field] = column.read(said[heading])
            except UnreadableError as error:
                read.wrong.append((heading, str(error)))
    values |= _place(read, said, held)
    values |= _times(read, said, held)
    read.document = clean({**held, **values})
    read.changed = differing(held, read.document)
    for path, wrong in faults(read.document, fields=set(read.changed)).items():
        heading = heading_of(path)
        if heading not in {name for name, _words in read.wrong}:
            read.wrong.append((heading, wrong_words(path, wrong)))
    return read


def heading_of(path: str) -> str:
    """The column of a fault in a document."""
    first, *rest = path.split(".")
    if first == "places" and rest:
        return str(PLACE.get(rest[-1], PLACE["name"]))
    if first == "places":
        return str(PLACE["name"])
    if first == "schedules":
        return str(TIMES["repeats"])
    return next((str(column.heading) for column in COLUMNS if column.field == first), first)


def place_cells(document: Document) -> dict[str, str]:
    places = document["places"]
    if len(places) > 1 or any(place["undisclosed"] for place in places):
        return {**dict.fromkeys(PLACE, ""), "name": on_the_page()}
    return {name: places[0][name] if places else "" for name in PLACE}


def times_cells(document: Document) -> dict[str, str]:
    records = document["schedules"]
    if not records:
        return dict.fromkeys(TIMES, "")
    typed = typed_of(rule_of(records[0]), in_words=is_english()) if len(records) == 1 else None
    if typed is None:
        return {**dict.fromkeys(TIMES, ""), "repeats": on_the_page()}
    names = dict(zip(WHICH, ordinals(), strict=True))
    return {
        "repeats": str(REPEATS[Repeats(typed.repeats)][0]),
        "days": ", ".join(day_name(code) for code in typed.days),
        "which": ", ".join(names[one] for one in typed.which if one in names),
        "term_time": YES if typed.term_time else "",
        "bank_holidays": YES if typed.bank_holidays else "",
        **{
            name: getattr(typed, name)
            for name in ("dates", "opens", "closes", "first", "until", "off", "extra", "note")
        },
    }


def on_the_page() -> str:
    """Stands where a row cannot hold all there is."""
    return _("More than a row can say: change it on its page")


def _place(read: Read, said: Mapping[str, str], held: Document) -> dict[str, Any]:
    now = place_cells(held)
    new = {name: said.get(str(heading), now[name]) for name, heading in PLACE.items()}
    if {name: text.strip() for name, text in now.items()} == new:
        return {}
    if now["name"] == on_the_page():
        read.wrong.append((str(PLACE["name"]), on_the_page()))
        return {}
    before = held["places"][0] if held["places"] else {}
    return {"places": [{**before, **new}] if any(new.values()) else []}


def _times(read: Read, said: Mapping[str, str], held: Document) -> dict[str, Any]:
    now = times_cells(held)
    new = {name: said.get(str(heading), now[name]) for name, heading in TIMES.items()}
    if {name: text.strip() for name, text in now.items()} == new:
        return {}
    if now["repeats"] == on_the_page():
        read.wrong.append((str(TIMES["repeats"]), on_the_page()))
        return {}
    if not any(new.values()):
        return {"schedules": []}
    typed = _typed(read, new)
    if typed is None:
        return {}
    built = read_times(typed, clock.today(), months())
    for fault in built.faults:
        read.wrong.append((str(TIMES[fault.box.value]), fault_words(fault, typed)))
    return {} if built.rule is None else {"schedules": with_rule(held["schedules"], 0, built.rule)}


def _typed(read: Read, new: Mapping[str, str]) -> Typed | None:
    """The form about times as the cells fill it; None where one of them names what we do not know."""
    repeats = {fold(str(words)): value for value, (words, _hint) in REPEATS.items()}
    answer = repeats.get(fold(new["repeats"]))
    if answer is None:
        options = "; ".join(str(words) for words, _hint in REPEATS.values())
        read.wrong.append((str(TIMES["repeats"]), _("Choose one of these: %(options)s.", options=options)))
        return None
    which = {fold(words): one for one, words in zip(WHICH, ordinals(), strict=True)}
    which |= {fold(words).partition(" ")[2]: one for words, one in which.items()}
    days = _known(read, Box.DAYS.value, new["days"], day_codes())
    nth = _known(read, Box.WHICH.value, new["which"], which)
    if days is None or nth is None:
        return None
    return Typed(
        repeats=answer.value,
        days=days,
        which=nth,
        term_time=_is_yes(new["term_time"]),
        bank_holidays=_is_yes(new["bank_holidays"]),
        **{
            name: new[name] for name in ("dates", "opens", "closes", "first", "until", "off", "extra", "note")
        },
    )


def _is_yes(text: str) -> bool:
    return fold(text) not in {"", "no", "0", "false"}


def _known(read: Read, name: str, text: str, known: Mapping[str, str]) -> tuple[str, ...] | None:
    found = []
    for piece in LISTED.split(text):
        if not piece.strip():
            continue
        value = known.get(fold(piece))
        if value is None:
            read.wrong.append((str(TIMES[name]), _("We do not know “%(typed)s”.", typed=piece.strip()[:40])))
            return None
        found.append(value)
    return tuple(found)
