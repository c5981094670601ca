"""An uploaded file against the listings it may change: rows that would change something, and every fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.domain.feeds.sums import Refused, Why
from app.domain.listing_document import empty
from app.gateways import uploaded_tables
from app.gateways.feed_documents import Table
from app.operations.spreadsheets import MOST_CHANGED, Row
from app.queries.organisation_listings import Held
from app.web.listing_sheet import names_in_file, read_row
from app.web.sheet_columns import REFERENCE


@dataclass
class Fault:
    row: int
    column: str
    words: str


@dataclass
class Reading:
    refused: str = ""
    """Why the file as a whole cannot be read, in words."""
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0


def table_of(data: bytes) -> Table | Refused:
    """What the file holds."""
    return uploaded_tables.read(data, "upload") if data else Refused("upload", Why.EMPTY)


def read(table: Table | Refused, held: Sequence[Held]) -> Reading:
    """Only rows without a fault are taken; a row with somebody else's reference is one."""
    if isinstance(table, Refused):
        return Reading(refused=refused_words(table))
    names = names_in_file(table.columns)
    reference = str(REFERENCE)
    if reference not in names or len(names) < 2:
        return Reading(
            refused=_(
                "This file has no column “%(name)s”. Download your listings, change that file, send it back.",
                name=reference,
            )
        )
    made = Reading()
    known = {str(one.id): one for one in held}
    seen: set[str] = set()
    for number, cells in table.rows:
        said = cells.get(names[reference], "").strip().lower()
        if said and (said not in known or said in seen):
            words = (
                _("This listing is in the file twice. Keep one of the rows.")
                if said in seen
                else _("This is not the reference of a listing of yours. Leave it empty for a new listing.")
            )
            made.faults.append(Fault(number, reference, words))
            continue
        seen |= {said} if said else set()
        row = read_row(number, cells, names, known[said].document if said else empty())
        if row.wrong:
            made.faults += [Fault(number, column, words) for column, words in row.wrong]
        elif not row.changed:
            made.unchanged += 1
        else:
            made.rows.append(Row(known[said].id if said else None, row.document))
    if len(made.rows) > MOST_CHANGED:
        return Reading(
            refused=_("More than %(most)s rows changed. Send them in two files.", most=MOST_CHANGED)
        )
    return made


def refused_words(refused: Refused) -> str:
    match refused.why:
        case Why.EMPTY:
            return _("Choose a file that has rows in it.")
        case Why.TOO_BIG | Why.TOO_DEEP | Why.TOO_SLOW:
            return _("This file is too big for us. Send the listings in two files.")
        case Why.LOCKED:
            return _("This file has a password. Save it without one.")
        case Why.OLD_WORKBOOK:
            return _("This is an old kind of spreadsheet. Save it as .xlsx or as CSV.")
        case _:
            return _("We cannot read this file. Save it as .xlsx or as CSV, then send it again.")
