"""Many activities from a spreadsheet: a dry run that makes none, then in. Twice is as once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.activity import id_of_source
from app.domain.activity_rows import RowFault, SheetRow
from app.domain.viewer import Viewer
from app.operations import activities, audit
from app.queries.activities import held_among


@dataclass(slots=True)
class Report:
    """What came, or would come, of a file: `given` is the sum of the others."""

    given: int = 0
    new: list[SheetRow] = field(default_factory=list)
    here: list[int] = field(default_factory=list)
    """Numbers of rows that are in the schedule already."""
    twice: list[int] = field(default_factory=list)
    """Numbers of rows that stand in the file before."""
    wrong: list[tuple[int, Mapping[str, RowFault]]] = field(default_factory=list)


def dry_run(rows: Sequence[SheetRow]) -> Report:
    """Nothing is written."""
    made = Report(given=len(rows))
    ids = {row.number: id_of_source(row.source) for row in rows}
    held = held_among(list(ids.values()))
    seen: set[uuid.UUID] = set()
    for row in rows:
        if row.written is None:
            made.wrong.append((row.number, row.wrong))
        elif ids[row.number] in seen:
            made.twice.append(row.number)
        else:
            seen.add(ids[row.number])
            if ids[row.number] in held:
                made.here.append(row.number)
            else:
                made.new.append(row)
    return made


def bring_in(rows: Sequence[SheetRow], *, by: Viewer) -> Report:
    """Keep what is new."""
    made = dry_run(rows)
    for row in made.new:
        assert row.written is not None
        activities.plan(row.written, by=by, key=id_of_source(row.source), found=row.found, source=row.source)
    audit.record(by, "activities.imported", count=len(made.new))
    return made
