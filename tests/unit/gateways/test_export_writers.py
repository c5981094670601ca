"""What leaves as a file starts no formula, comes back as it was, and says what it holds."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from csvw import Table as WebTable
from frictionless import Package, system
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.exporting import (
    Field,
    FileSum,
    Kind,
    Table,
    Told,
    manifest,
    metadata,
    metadata_name,
    package,
)
from app.domain.feeds.sums import Refused
from app.domain.spreadsheet_cells import is_safe
from app.gateways import csv_rows, json_rows, uploaded_tables, workbook_rows
from app.gateways.workbook_rows import Cover

TABLE = Table(
    "comments",
    "What people said",
    "One row for each comment.",
    (
        Field("id", Kind.ID, "The name of the comment."),
        Field("words", Kind.TEXT, "What was said.", "Nothing was said.", is_long=True),
        Field("number", Kind.WHOLE, "A number.", "Not asked."),
        Field("day", Kind.DATE, "A day.", "Not known."),
        Field("month", Kind.MONTH, "A month.", "Not known."),
        Field("chosen", Kind.FLAG, "Was it chosen?", "Not asked."),
    ),
    ("id",),
)
CODINGS = Table(
    "codings",
    "Codes of comments",
    "One row for each.",
    (Field("comment_id", Kind.ID, "Which."), Field("code", Kind.TEXT, "Which code.")),
    ("comment_id", "code"),
    (("comment_id", "comments", "id"),),
)
ROWS = [
    ("a", "=1+1", -5, dt.date(2026, 11, 24), "2026-11", 1),
    ("b", 'She said "no",\r\nand left 🚌', None, None, None, None),
    ("c", "<r><t>=2</t></r>", 0, None, "2026-10", 0),
]
TEXT = (
    st.text(st.sampled_from("=+-@\t\r\n' \u00a0\u3000\u200b\ufeff＝＋－＠ab\"1,;_x\x00\x0b\u2028é🚌"))
    | st.text()
)
TRIGGERS = tuple("=+-@\t\r＝＋－＠")
BEFORE = " \u00a0\u3000\u200b\ufeff\x00\n\x0b"
NAUGHTY = (
    "'=1",
    "''=1",
    "\ufeff=1",
    "\x00=1",
    "_x003D_1",
    "<r>=1</r>",
    " \t=1",
    "-5",
    "\r\n=1",
    "\\",
    "\x0b\r",
    "\n\r",
)


def rows_with(texts: list[str]) -> list[tuple[object, ...]]:
    return [(f"id{at}", text, -at, None, None, None) for at, text in enumerate(texts)]


def starts_no_formula(text: str) -> bool:
    return is_safe(text) and not text.startswith(TRIGGERS) and not text.lstrip(BEFORE).startswith(TRIGGERS)


@settings(max_examples=80, deadline=None)
@given(st.lists(TEXT, max_size=4))
@example(list(NAUGHTY))
def test_no_cell_of_a_csv_file_starts_a_formula_and_our_importer_restores_it(texts):
    data = b"".join(csv_rows.written(TABLE, rows_with(texts)))
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert all(starts_no_formula(row[1]) for row in read)
    table = uploaded_tables.read(data, "ours.csv")
    assert not isinstance(table, Refused)
    assert [row["words"] for _, row in table.rows] == texts
    assert [row[2] for row in read[1:]] == [str(-at) for at in range(len(texts))]


@settings(max_examples=12, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8))
@example(list(NAUGHTY))
def test_no_cell_of_a_workbook_starts_a_formula_and_our_importer_restores_it(tmp_path_factory, texts):
    path = tmp_path_factory.getbasetemp() / "ours.xlsx"
    workbook_rows.write(path, Cover("=1", ("+1",), ("@1",)), [(TABLE, rows_with(texts))])
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            assert cell.data_type != "f"
            assert starts_no_formula(cell.value)
    table = uploaded_tables.read(path.read_bytes(), "ours.xlsx")
    assert not isinstance(table, Refused)
    assert [row["words"] for _, row in table.rows] == texts
    assert [row["number"] for _, row in table.rows] == [str(-at) for at in range(len(texts))]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("books") / "export.xlsx"
    counts = workbook_rows.write(
        path,
        Cover("Bus chat", ("Made for looking.",), ("Numbers are whole.",)),
        [(TABLE, ROWS), (CODINGS, [])],
    )
    assert counts == {"comments": 3, "codings": 0}
    return path


def test_a_workbook_has_a_cover_notes_and_one_named_table_a_sheet(book):
    read = openpyxl.load_workbook(book)
    assert read.sheetnames == ["Cover", "Notes", "comments", "codings"]
    sheet = read["comments"]
    assert sheet["A1"].value == "What people said"
    assert sheet.freeze_panes == "A4"
    assert sheet.tables.items() == [("table_comments", "A3:F6")]
    assert not any(one.merged_cells.ranges for one in read)
    assert sheet["C4"].value == -5
    assert sheet["C4"].data_type == "n"
    assert sheet["D4"].value == dt.datetime(2026, 11, 24)
    assert read.properties.title == "Bus chat"
    assert read.custom_doc_props["Language"].value == "en-GB"
    assert "Not asked." in [row[3] for row in read["Notes"].iter_rows(values_only=True)]


def test_the_same_rows_give_the_same_workbook(book, tmp_path):
    again = tmp_path / "again.xlsx"
    workbook_rows.write(
        again,
        Cover("Bus chat", ("Made for looking.",), ("Numbers are whole.",)),
        [(TABLE, ROWS), (CODINGS, [])],
    )
    assert again.read_bytes() == book.read_bytes()


def test_text_too_long_for_a_cell_is_cut_and_says_so():
    assert len(workbook_rows.fitting("a" * 40_000)) == workbook_rows.MOST_LETTERS
    assert workbook_rows.fitting("a" * 40_000).endswith(workbook_rows.CUT)
    assert workbook_rows.fitting("a" * 32_767) == "a" * 32_767


def test_json_is_one_document_with_a_list_for_each_table():
    read = json.loads(b"".join(json_rows.written([(TABLE, ROWS), (CODINGS, [])])))
    assert read["codings"] == []
    assert [row["words"] for row in read["comments"]] == [row[1] for row in ROWS]
    assert [row["chosen"] for row in read["comments"]] == [True, None, False]
    assert read["comments"][0]["day"] == "2026-11-24"
    assert json.loads(b"".join(json_rows.written([]))) == {}


def test_json_of_many_rows_is_whole():
    rows = [(f"c{number}", "code") for number in range(1201)]
    read = json.loads(b"".join(json_rows.written([(CODINGS, rows)])))
    assert len(read["codings"]) == 1201


@pytest.fixture
def files(tmp_path):
    rows = [("a", "Buses"), ("b", "Buses")]
    for table, given_rows in ((TABLE, ROWS), (CODINGS, rows)):
        (tmp_path / table.file).write_bytes(b"".join(csv_rows.written(table, given_rows)))
        (tmp_path / metadata_name(table)).write_text(json.dumps(metadata(table)))
    described = package([TABLE, CODINGS], name="bus-chat", title="Bus chat")
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    return tmp_path


def test_the_data_package_is_valid_and_the_files_are_as_it_says(files):
    with system.use_context(trusted=True):
        report = Package(str(files / "datapackage.json")).validate()
    assert report.valid, report.flatten()


def test_a_row_that_points_nowhere_is_found_by_the_data_package(files):
    (files / "codings.csv").write_bytes(b"".join(csv_rows.written(CODINGS, [("zz", "Buses")])))
    with system.use_context(trusted=True):
        assert not Package(str(files / "datapackage.json")).validate().valid


@pytest.mark.filterwarnings("ignore")
def test_the_metadata_of_csv_on_the_web_reads_the_file(files):
    described = WebTable.from_file(files / "comments.csv-metadata.json")
    read = list(described.iterdicts(strict=True))
    assert [row["number"] for row in read] == [-5, None, 0]
    assert [row["chosen"] for row in read] == [True, None, False]
    assert read[0]["day"].isoformat()[:10] == "2026-11-24"


def test_a_manifest_says_who_why_what_and_how_it_can_be_checked():
    told = Told(
        made_at=dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC),
        made_by="Ines Officer",
        purpose="Report to the board",
        filters={"event": "bus-chat"},
        thresholds={"k": 5},
        frame="Frame 1, version 2",
        left_out={"asked to be forgotten": 1},
    )
    said = manifest(told, [FileSum("comments.csv", 12, "ab", 3), FileSum("datapackage.json", 9, "cd")])
    assert said["purpose"] == "Report to the board"
    assert said["files"] == [
        {"name": "comments.csv", "bytes": 12, "sha256": "ab", "rows": 3},
        {"name": "datapackage.json", "bytes": 9, "sha256": "cd"},
    ]
