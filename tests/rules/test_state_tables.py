"""docs/state-tables.md says what the code does."""

from __future__ import annotations

from tools.state_tables import MACHINES, TARGET, page


def test_the_state_tables_are_printed_from_the_code() -> None:
    assert TARGET.read_text() == page(), "run tools/state_tables.py"


def test_every_move_stands_in_them() -> None:
    written = TARGET.read_text()
    for _, _, machine in MACHINES:
        for move in machine.TRANSITIONS.values():
            assert f"| {move.start} | {move.action} | {move.end} |" in written
