"""What a table that leaves holds, said once: from it come its headings, the dictionaries and the manifest.

Source: Frictionless Table Schema and Data Package v1; CSV on the Web (W3C).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

PACKAGE = "datapackage.json"
MANIFEST = "manifest.json"
GUARD_NOTE = (
    "A line of text that a spreadsheet could take for a formula has an apostrophe (') before it. "
    "Take off one apostrophe from such a line to have the text as it was."
)


class Kind(StrEnum):
    """What a column holds."""

    ID = "id"
    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    FLAG = "flag"
    """1 for yes, 0 for no."""


TABLE_SCHEMA: Mapping[Kind, Mapping[str, Any]] = {
    Kind.ID: {"type": "string"},
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.DATE: {"type": "date"},
    Kind.MONTH: {"type": "yearmonth"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
}
CSVW: Mapping[Kind, Any] = {
    Kind.ID: "string",
    Kind.TEXT: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "decimal",
    Kind.DATE: {"base": "date", "format": "yyyy-MM-dd"},
    Kind.MONTH: "gYearMonth",
    Kind.FLAG: {"base": "boolean", "format": "1|0"},
}
NUMERIC = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.FLAG})


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    kind: Kind
    about: str
    empty: str = ""
    """What an empty cell means; nothing where a cell is never empty."""
    title: str = ""
    """Its name for people, where it is another."""
    is_long: bool = False
    """Whole sentences stand in it."""

    @property
    def said(self) -> str:
        return f"{self.about} Empty: {self.empty}" if self.empty else self.about


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row. `key`: the columns that tell its rows apart."""

    name: str
    title: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    points_to: tuple[tuple[str, str, str], ...] = ()
    """Column, and the table and the column that it names."""

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def package(tables: Sequence[Table], *, name: str, title: str) -> dict[str, Any]:
    """`datapackage.json` of these tables. Says nothing of when: the same tables give the same bytes."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": GUARD_NOTE,
        "resources": [_resource(table, {one.name for one in tables}) for table in tables],
    }


def _resource(table: Table, there: Iterable[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_described(field) for field in table.fields],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": [its]}}
        for column, other, its in table.points_to
        if other in there
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": table.file,
        "title": table.title,
        "description": table.about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _described(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        **({"title": field.title} if field.title else {}),
        **TABLE_SCHEMA[field.kind],
        "description": field.about,
        **({"nullMeaning": field.empty} if field.empty else {"constraints": {"required": True}}),
    }


def metadata_name(table: Table) -> str:
    return f"{table.file}-metadata.json"


def metadata(table: Table) -> dict[str, Any]:
    """The file beside a CSV file that CSV on the Web looks for."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": table.file,
        "dc:title": table.title,
        "dc:description": f"{table.about} {GUARD_NOTE}",
        "dialect": {"encoding": "utf-8", "header": True, "quoteChar": '"', "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [
                {
                    "name": field.name,
                    "titles": field.name,
                    "dc:description": field.said,
                    "datatype": CSVW[field.kind],
                    "null": "",
                    "required": not field.empty,
                }
                for field in table.fields
            ],
            "primaryKey": list(table.key),
        },
    }


@dataclass(frozen=True, slots=True)
class FileSum:
    """One file as it was written."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None
    """Of data; None where a file has no rows."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a manifest says besides the files."""

    made_at: dt.datetime
    made_by: str
    purpose: str
    filters: Mapping[str, str]
    thresholds: Mapping[str, int]
    frame: str
    """The code frame and its version; empty where there is none."""
    left_out: Mapping[str, int]
    """Why -> how many rows, or how many cells, are not in it."""


def manifest(told: Told, files: Iterable[FileSum]) -> dict[str, Any]:
    """What was taken, by whom, why, and how to know that it is unchanged."""
    return {
        "made_at": told.made_at.isoformat(timespec="seconds"),
        "made_by": told.made_by,
        "purpose": told.purpose,
        "filters": dict(told.filters),
        "thresholds": dict(told.thresholds),
        "code_frame": told.frame,
        "left_out": dict(told.left_out),
        "files": [{name: value for name, value in asdict(one).items() if value is not None} for one in files],
    }
