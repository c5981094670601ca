"""Which of a document's numbers may be shown: alone each by its size, and together where they add up."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import result_cells as cells
from app.domain.disclosure import TEAM, Guard, hidden_of, is_small, rounded
from app.domain.result_cells import Cell, Counts


def for_team(counts: Counts, guard: Guard = TEAM) -> dict[Cell, int | None]:
    """For a team's own screens: small numbers hidden, and where a whole is known never one alone."""
    hidden = {cell for cell, number in counts.items() if is_small(number, guard)}
    for _whole, parts in partitions(counts):
        small = hidden_of([counts.get(part, 0) for part in parts], guard)
        hidden |= {parts[at] for at in small}
    return {cell: None if cell in hidden else rounded(number, guard) for cell, number in counts.items()}


def partitions(counts: Counts) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each number that is the sum of others, with those. No conversation is in two of them."""
    for kind in ("area", "community", "event"):
        parts = [cell for cell in counts if cell[0] == kind]
        if parts:
            yield cells.CONVERSATIONS, parts
    for question in cells.keys_of(counts, "answered"):
        parts = [cell for cell in counts if cell[0] == "answer" and cell[1] == question]
        if parts:
            yield cells.answered(question), parts
    for item in dict.fromkeys(cell[1] for cell in counts if cell[0] == "profile"):
        yield cells.PROFILED, [cell for cell in counts if cell[:2] == ("profile", item)]
