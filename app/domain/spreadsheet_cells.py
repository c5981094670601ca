"""Text for a spreadsheet's cells, so that no program takes what somebody typed for a formula.

A line that would start a formula gets an apostrophe before it; reading takes it off again, so that what
comes back is what went out. Source: OWASP, CSV injection.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

BOM = "\ufeff"
TRIGGERS = frozenset("=+-@\t＝＋－＠﹦﹢﹣﹫")
"""Full-width and small ones too: some programs read them as the narrow ones."""
APOSTROPHE = "'"
_BREAKS = re.compile("(\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")
_BETWEEN = "\x1e"
"""A break that stands between the cells of a row while they are looked at together."""
_LED_BY_BREAK = re.compile(_BETWEEN + "[\n\r\x0b\x0c\x1c\x1d\x85\u2028\u2029]")
_HARMLESS = re.compile('[\\w"(£“‘…*#.,:;!?/&\\[]*')
"""Letters, figures and marks that start no formula, wherever a line begins with them."""

Cell = str | int | float | Decimal | dt.date | None
"""Numbers are never formulas, and stay numbers: a longitude west of Greenwich is no danger."""


def guard(text: str) -> str:
    """The text with an apostrophe before each line that a spreadsheet could take for a formula."""
    if not text or (text[0].isalnum() and text.isprintable()) or is_plain(_BETWEEN + text):
        return text
    if text.isprintable():  # a single line
        return APOSTROPHE + text if _is_risky(text.lstrip(APOSTROPHE), is_first=True) else text
    return "".join(APOSTROPHE + line if is_risky else line for line, is_risky in _lines(text))


def guarded(cells: Sequence[Cell]) -> Sequence[Cell]:
    """A row with its texts guarded. Most rows hold nothing doubtful, and are told so in one look."""
    if is_plain(joined(cell for cell in cells if type(cell) is str)):
        return cells
    return [guard(cell) if isinstance(cell, str) else cell for cell in cells]


def joined(texts: Iterable[str]) -> str:
    """Texts in one, each led by a break, to be looked at together."""
    return _BETWEEN + _BETWEEN.join(texts)


def is_plain(text: str) -> bool:
    """Is every line of joined texts as harmless as it begins? A quick look: no means perhaps."""
    if _LED_BY_BREAK.search(text):
        return False
    starts = "".join([line[:1] for line in text.splitlines()])
    return starts.isalnum() or _HARMLESS.fullmatch(starts) is not None


def unguard(text: str) -> str:
    """The text that was guarded."""
    return "".join(
        line[1:] if is_risky and line.startswith(APOSTROPHE) else line for line, is_risky in _lines(text)
    )


def is_safe(text: str) -> bool:
    """Would no line of it, as it stands, start a formula?"""
    return all(not is_risky or line.startswith(APOSTROPHE) for line, is_risky in _lines(text))


def csv_line(cells: Iterable[Cell]) -> str:
    """One row: every cell quoted, text guarded, ended as RFC 4180 says."""
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(guarded(list(cells)))
    return written.getvalue()


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """A whole file, with the mark by which spreadsheets know it is UTF-8."""
    yield BOM + csv_line(columns)
    for row in rows:
        yield csv_line(row)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line with its break, and whether it is risky once the apostrophes before it are gone."""
    pieces = _BREAKS.split(text)
    is_first = True  # nothing that can be seen came before: a break would be the cell's first letter
    for at in range(0, len(pieces), 2):
        line = pieces[at] + (pieces[at + 1] if at + 1 < len(pieces) else "")
        bare = line.lstrip(APOSTROPHE)
        yield line, _is_risky(bare, is_first=is_first)
        is_first = is_first and all(map(_is_unseen, bare))


def _is_risky(line: str, *, is_first: bool) -> bool:
    for letter in line:
        if letter in TRIGGERS:
            return True
        if letter in "\r\n":
            return is_first
        if not _is_unseen(letter):
            return False
    return False


def _is_unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf", "Mn"}
