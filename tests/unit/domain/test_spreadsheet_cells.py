"""What leaves for a spreadsheet starts no formula, and comes back as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.feeds.sums import Refused
from app.domain.spreadsheet_cells import BOM, csv_line, csv_lines, guard, is_safe, unguard
from app.gateways.feed_documents import Bounds, table_of

TEXT = st.text(st.sampled_from("=+-@\t\r\n' \u00a0\u3000\u200b\u202e＝－ab\"1,\x00\x0b\u2028é")) | st.text()
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 113 496 0000", "'+44 113 496 0000"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n'=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u3000＝1", "'\u3000＝1"),
        ("\u200b=1", "'\u200b=1"),
        ("Tea\n- cake\n- toast", "Tea\n'- cake\n'- toast"),
        ("'=1", "''=1"),
        ("Tea\n\nand cake", "Tea\n\nand cake"),
        ("'Tis tea-time", "'Tis tea-time"),
        ("it's 2 = 2", "it's 2 = 2"),
        ("", ""),
    ],
)
def test_only_a_line_that_could_be_a_formula_gets_an_apostrophe(typed, written):
    assert guard(typed) == written
    assert unguard(written) == typed


@given(TEXT)
@example("'\n=")
@example("''")
def test_no_guarded_line_starts_a_formula_and_all_text_comes_back(text):
    kept = guard(text)
    assert is_safe(kept)
    assert not kept.startswith(FORMULAS)
    assert not kept.lstrip(" \u00a0\u3000\u200b").startswith(FORMULAS)
    assert unguard(kept) == text


@given(TEXT, TEXT)
def test_two_texts_never_become_one(one, other):
    assert (guard(one) == guard(other)) is (one == other)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_row_read_again_is_the_row(cells):
    line = csv_line(cells)
    read = next(csv.reader(io.StringIO(line, newline="")))
    assert line.endswith("\r\n")
    assert all(is_safe(cell) for cell in read)
    assert [unguard(cell) for cell in read] == cells


def test_numbers_stay_numbers():
    assert csv_line([-1.5, 3, None, "-1.5"]) == '"-1.5","3","","\'-1.5"\r\n'


def test_a_file_starts_with_the_mark_of_utf_8():
    lines = list(csv_lines(["id", "name"], [["1", "Café"]]))
    assert lines == [BOM + '"id","name"\r\n', '"1","Café"\r\n']


@given(st.lists(TEXT.filter(lambda text: "\x00" not in text and text.strip()), min_size=1, max_size=3))
def test_our_importer_reads_back_what_our_writer_wrote(cells):
    names = [f"column{number}" for number in range(len(cells))]
    written = "".join(csv_lines(names, [cells])).encode("utf-8", "surrogatepass")
    table = table_of(written, "ours.csv", Bounds())
    assert not isinstance(table, Refused)
    assert [list(row.values()) for _, row in table.rows] == [cells]
