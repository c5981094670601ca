from __future__ import annotations

import re

import segno

from app.web.qr import QUIET_ZONE, qr_code, runs

ADDRESS = "https://ginnel.example/p/12"


def test_runs_of_dark_are_found() -> None:
    assert runs(bytes([1, 1, 0, 1, 0, 1, 1, 1])) == [(0, 2), (3, 1), (5, 3)]


def test_the_path_draws_the_very_modules_of_the_code() -> None:
    drawn = str(qr_code(ADDRESS, "To ginnel"))
    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)\.5(h[\dhm ]+)", drawn):
        at = int(x)
        for move, length in re.findall(r"(?:m(\d+) 0)?h(\d+)", run):
            at += int(move or 0)
            dark |= {(at + step, int(y)) for step in range(int(length))}
            at += int(length)
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix_iter(border=QUIET_ZONE)
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}


def test_the_code_needs_no_style_and_has_a_name() -> None:
    drawn = str(qr_code(ADDRESS, 'A "square"'))
    assert "style" not in drawn and 'aria-label="A &#34;square&#34;"' in drawn
