"""The files of open data hold every listing, agree with one another, and can be read in again."""

from __future__ import annotations

import csv
import io
import json
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app

from app.database import db
from app.domain.openreferral import check_documents, tabular
from app.domain.openreferral.fields import Profile
from app.domain.spreadsheet_cells import BOM, unguard
from app.gateways import checked_feed, download_files
from app.operations import downloads, index
from config import ROOT
from tests.factories import LocationFactory, OrganizationFactory, PhoneFactory, ServiceFactory
from tests.published_schemas import FOLDERS, places_of_errors
from tests.refuges import refuge, told

TUESDAY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}
HERE = "https://ginnel.example"


@pytest.fixture
def make(tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """Makes the files and reads them."""

    def made() -> dict[str, bytes]:
        db.session.commit()
        kept = downloads.renew(tmp_path, current_app.config["PLACE_DATA"], HERE)
        return {one.name: (download_files.folder(tmp_path) / one.stored).read_bytes() for one in kept}

    return made


def list_them(*services: Any) -> None:
    db.session.flush()
    db.session.expire_all()
    index.index([one.id for one in services], index.ground(current_app.config["PLACE_DATA"], ROOT))
    db.session.commit()


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {
            name: list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline="")))
            for name in packed.namelist()
            if name.endswith(".csv")
        }


def package(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return json.loads(packed.read(downloads.PACKAGE))


def test_every_listing_is_in_every_file(demo_app: Flask, make: Callable[..., dict[str, bytes]]) -> None:
    files = make()
    uk, whole = lines(files["oruk-services.jsonl"]), lines(files["hsds-services.jsonl"])
    rows = tables(files["hsds-tables.zip"])
    ids = [one["id"] for one in uk]
    assert len(ids) == len(set(ids)) > 300
    assert [one["id"] for one in whole] == ids == [row["id"] for row in rows["services.csv"]]
    assert [one for one in uk if places_of_errors(Profile.UK, "service", one)] == []
    assert [one for one in whole if places_of_errors(Profile.HSDS, "service", one)] == []


def test_tables_keep_to_the_standards_package(demo_app: Flask, make: Callable[..., dict[str, bytes]]) -> None:
    packed = make()["hsds-tables.zip"]
    standard = json.loads((FOLDERS[Profile.HSDS] / "datapackage.json").read_text())
    known = {
        one["name"]: (one["path"], {field["name"] for field in one["schema"]["fields"]})
        for one in standard["resources"]
    }
    said = package(packed)
    rows = tables(packed)
    assert said["licenses"][0]["path"].startswith("https://www.nationalarchives.gov.uk/")
    assert len(said["resources"]) > 10
    for one in said["resources"]:
        path, columns = known[one["name"]]
        named = [field["name"] for field in one["schema"]["fields"]]
        assert one["path"] == path
        assert set(named) <= columns, one["name"]
        assert list(rows[path][0]) == named
        assert len(rows[path]) == one["rows"]


def test_every_row_is_once_in_its_table_and_what_it_names_is_there(
    demo_app: Flask, make: Callable[..., dict[str, bytes]]
) -> None:
    packed = make()["hsds-tables.zip"]
    rows, said = tables(packed), package(packed)
    ids = {one["name"]: [row["id"] for row in rows[one["path"]]] for one in said["resources"]}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
    for one in said["resources"]:
        for key in one["schema"].get("foreignKeys", ()):
            held = set(ids[key["reference"]["resource"]])
            named = {row[key["fields"]] for row in rows[one["path"]]} - {""}
            assert named <= held, (one["name"], key["fields"])


def test_tables_say_what_the_records_say(app: Flask, make: Callable[..., dict[str, bytes]]) -> None:
    one = OrganizationFactory(name="=cmd()")
    service = ServiceFactory(
        name="-Tea", description="Line\n+1", organization=one, at=LocationFactory(), on=TUESDAY
    )
    PhoneFactory(service_id=service.id, number="+44 113 496 0000")
    list_them(service)
    rows = tables(make()["hsds-tables.zip"])
    [row] = rows["services.csv"]
    assert (row["name"], row["description"]) == ("'-Tea", "Line\n'+1")
    assert (unguard(row["name"]), unguard(row["description"])) == ("-Tea", "Line\n+1")
    assert rows["organizations.csv"][0]["name"] == "'=cmd()"
    assert rows["phones.csv"][0]["number"] == "'+44 113 496 0000"
    assert (
        rows["phones.csv"][0]["service_id"]
        == str(service.id)
        == rows["service_at_location.csv"][0]["service_id"]
    )
    assert rows["locations.csv"][0]["longitude"] == "-1.51896"
    assert rows["services.csv"][0]["organization_id"] == str(one.id)


def test_files_start_as_spreadsheets_want_them(app: Flask, make: Callable[..., dict[str, bytes]]) -> None:
    list_them(ServiceFactory())
    with zipfile.ZipFile(io.BytesIO(make()["hsds-tables.zip"])) as packed:
        first = packed.read("services.csv").decode("utf-8")
    assert first.startswith(f'{BOM}"id","organization_id"')
    assert first.endswith("\r\n")


def test_points_are_where_the_places_are(app: Flask, make: Callable[..., dict[str, bytes]]) -> None:
    two = [LocationFactory(latitude=53.8, longitude=-1.5), LocationFactory(latitude=None, longitude=None)]
    service = ServiceFactory(name="Tea", at=two)
    list_them(service, ServiceFactory(at=None))
    found = json.loads(make()["places.geojson"])
    assert (found["type"], found["license"].partition("//")[2][:3]) == ("FeatureCollection", "www")
    [point] = found["features"]
    assert point["geometry"] == {"type": "Point", "coordinates": [-1.5, 53.8]}
    assert point["properties"]["url"] == f"{HERE}/activities/{service.id}"
    assert point["properties"]["service_id"] == str(service.id)


def test_an_empty_directory_gives_files_of_nothing(app: Flask, make: Callable[..., dict[str, bytes]]) -> None:
    files = make()
    assert json.loads(files["places.geojson"])["features"] == []
    assert files["oruk-services.jsonl"] == b""
    assert "services.csv" not in tables(files["hsds-tables.zip"])


def test_our_own_checker_passes_the_files(
    demo_app: Flask, tmp_path: Path, make: Callable[..., dict[str, bytes]], clock: Any
) -> None:
    for name, data in make().items():
        if name.endswith(".jsonl"):
            path = tmp_path / name
            path.write_bytes(data)
            strict = name.startswith("oruk")
            report = check_documents.check(
                name, checked_feed.papers(path), clock_today(), strict=strict, profile=Profile(name[:4])
            )
            assert report.passes, report.as_json()["findings"][:2]
            assert report.services > 300


def clock_today() -> Any:
    from app import clock

    return clock.today()


def test_nothing_of_an_undisclosed_place_is_in_any_file(
    app: Flask, make: Callable[..., dict[str, bytes]]
) -> None:
    service = refuge()
    list_them(service, ServiceFactory(at=LocationFactory()))
    files = make()
    assert set(files) == set(downloads.NAMES)
    for name, data in files.items():
        assert told(data.decode("latin-1"), service) == [], name
    with zipfile.ZipFile(io.BytesIO(files["hsds-tables.zip"])) as packed:
        for name in packed.namelist():
            assert told(packed.read(name).decode(), service) == [], name
    assert len(json.loads(files["places.geojson"])["features"]) == 2


def test_a_reader_of_the_old_file_reads_it_to_its_end(
    app: Flask, tmp_path: Path, make: Callable[..., dict[str, bytes]]
) -> None:
    list_them(ServiceFactory(name="Before"))
    before = make()["oruk-services.jsonl"]
    reading = download_files.opened(tmp_path, download_files.held(tmp_path)["oruk-services.jsonl"])
    for number in range(3):
        list_them(ServiceFactory(name=f"After {number}"))
        make()
    assert b"".join(reading) == before
    left = [path.name for path in download_files.folder(tmp_path).iterdir()]
    assert len([name for name in left if name.startswith("oruk-services")]) == 2
    assert not [name for name in left if name.startswith(".making")]


def test_files_made_while_nobody_waits_are_never_seen_half(app: Flask, tmp_path: Path) -> None:
    """A crash in the middle leaves the old files and the old list."""
    list_them(ServiceFactory(name="Before"))
    place = current_app.config["PLACE_DATA"]
    kept = downloads.renew(tmp_path, place, HERE)
    with pytest.raises(RuntimeError):
        crash_while_writing(tmp_path)
    assert list(download_files.held(tmp_path).values()) == kept


def crash_while_writing(data: Path) -> None:
    with download_files.workplace(data) as work:
        (work / "oruk-services.jsonl").write_text("half")
        raise RuntimeError


def test_two_makers_at_once_both_leave_whole_files(app: Flask, tmp_path: Path) -> None:
    list_them(*(ServiceFactory() for _ in range(20)))
    place, failed = current_app.config["PLACE_DATA"], []

    def run() -> None:
        try:
            with app.app_context():
                downloads.renew(tmp_path, place, HERE)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for one in download_files.held(tmp_path).values():
        path = download_files.folder(tmp_path) / one.stored
        assert download_files.digest_of(path) == one.digest


def test_tabular_rows_come_after_what_they_name() -> None:
    record = {
        "id": "s",
        "organization": {"id": "o", "name": "O"},
        "phones": [{"id": "p", "number": "1", "languages": [{"id": "l"}]}],
        "attributes": [{"id": "a", "taxonomy_term": {"id": "t"}}],
        "service_at_locations": [{"id": "j", "location": {"id": "x", "addresses": [{"id": "d"}]}}],
    }
    found = list(tabular.rows(record, "service"))
    assert [(thing, row["id"]) for thing, row in found] == [
        *(("organization", "o"), ("service", "s"), ("phone", "p"), ("language", "l")),
        *(("taxonomy_term", "t"), ("attribute", "a"), ("location", "x"), ("address", "d")),
        ("service_at_location", "j"),
    ]
    by_id = {row["id"]: row for _, row in found}
    assert by_id["s"]["organization_id"] == "o"
    assert (by_id["p"]["service_id"], by_id["l"]["phone_id"], by_id["d"]["location_id"]) == ("s", "p", "x")
    assert (by_id["a"]["link_id"], by_id["a"]["link_entity"], by_id["a"]["taxonomy_term_id"]) == (
        "s",
        "service",
        "t",
    )
    assert (by_id["j"]["service_id"], by_id["j"]["location_id"]) == ("s", "x")
