"""Makes the files of open data: every listing as JSON lines, as tables and as points, in one pass each."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

from app import clock
from app.domain.openreferral import tabular
from app.domain.openreferral.fields import Profile
from app.domain.openreferral.licence import LICENCE
from app.domain.openreferral.points import features
from app.domain.places import Place
from app.domain.spreadsheet_cells import BOM, csv_line
from app.gateways import download_files
from app.gateways.download_files import Kept
from app.queries.open_data import Writer

UK_LINES, HSDS_LINES = "oruk-services.jsonl", "hsds-services.jsonl"
TABLES, POINTS = "hsds-tables.zip", "places.geojson"
NAMES = (UK_LINES, HSDS_LINES, TABLES, POINTS)
SHARED = frozenset({"organization", "location", "program", "taxonomy", "taxonomy_term"})
"""Tables whose rows many records name: each is written once."""
PACKAGE = "datapackage.json"


def renew(data: Path, place: Place, own_address: str) -> list[Kept]:
    """Make all files anew. `own_address`: where we answer, for the links in them."""
    made_at = clock.now().isoformat(timespec="seconds")
    title = f"Ginnel {place.words(place.name, 'en')}: community activities and services"
    with download_files.workplace(data) as work:
        uk = lines(work / UK_LINES, Writer(Profile.UK, place).every_service())
        everything = Everything(work, title, made_at, own_address)
        hsds = everything.write(Writer(Profile.HSDS, place))
        written = [(work / UK_LINES, uk), (work / HSDS_LINES, hsds), (work / TABLES, hsds)]
        return download_files.keep(data, [*written, (work / POINTS, everything.points)], made_at)


def lines(path: Path, records: Iterable[Mapping[str, Any]]) -> int:
    """One record a line; how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(compact(record) + "\n")
            count += 1
    return count


def compact(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


class Everything:
    """The whole records, written in three ways while they are read once."""

    def __init__(self, work: Path, title: str, made_at: str, own_address: str) -> None:
        self.work, self.title, self.made_at, self.own_address = work, title, made_at, own_address
        self.points = 0
        self.counts: Counter[str] = Counter()
        self.seen: dict[str, set[int]] = {thing: set() for thing in SHARED}
        self.seen_here: set[int] = set()
        """In the listing at hand: some hang below it twice, such as the times at one of its places."""

    def write(self, writer: Writer) -> int:
        """How many services there are."""
        count = 0
        with ExitStack() as open_files:
            tables = {thing: self._table(open_files, thing) for thing in tabular.FILES}
            whole = open_files.enter_context(
                (self.work / HSDS_LINES).open("w", encoding="utf-8", newline="\n")
            )
            spots = open_files.enter_context((self.work / POINTS).open("w", encoding="utf-8", newline="\n"))
            spots.write(self._head_of_points())
            for record in writer.every_service():
                whole.write(compact(record) + "\n")
                self.seen_here.clear()
                self._rows(tables, tabular.rows(record, "service", self._is_known))
                self._spots(spots, record)
                count += 1
            for taxonomy in writer.every_taxonomy():
                self._rows(tables, tabular.rows(taxonomy, "taxonomy", self._is_known))
            spots.write("\n]}\n")
        self._pack()
        return count

    def _table(self, open_files: ExitStack, thing: str) -> TextIO:
        path = self.work / tabular.FILES[thing]
        file = open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
        file.write(BOM + csv_line(tabular.column_names(thing)))
        return file

    def _rows(self, tables: Mapping[str, TextIO], rows: Iterator[tuple[str, tabular.Row]]) -> None:
        for thing, row in rows:
            if thing in tables:
                tables[thing].write(csv_line(tabular.cells(thing, row)))
                self.counts[thing] += 1

    def _is_known(self, thing: str, identifier: str) -> bool:
        known = self.seen.get(thing, self.seen_here)
        number = UUID(identifier).int
        if number in known:
            return True
        known.add(number)
        return False

    def _head_of_points(self) -> str:
        about = {"generated": self.made_at, "title": self.title, "license": LICENCE["path"]}
        return '{"type":"FeatureCollection",' + compact(about)[1:-1] + ',"features":['

    def _spots(self, spots: TextIO, record: Mapping[str, Any]) -> None:
        for feature in features(record, f"{self.own_address}/activities/{record['id']}"):
            spots.write(("," if self.points else "") + "\n" + compact(feature))
            self.points += 1

    def _pack(self) -> None:
        about = tabular.package(
            title=self.title, licence=LICENCE, created=self.made_at, counts=dict(self.counts)
        )
        with zipfile.ZipFile(self.work / TABLES, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            packed.writestr(PACKAGE, json.dumps(about, ensure_ascii=False, indent=1))
            for thing, name in tabular.FILES.items():
                if self.counts[thing]:
                    packed.write(self.work / name, name)
