"""Reads a place folder: settings, areas, names and shapes, as `domain.places` values.

A mistake in a folder stops the start with the file's name and what is wrong in it.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import PlaceFolderError
from app.domain.places import (
    AreaFact,
    AreaKind,
    Box,
    Council,
    EmergencyNumber,
    HelpLine,
    LocalityFact,
    Membership,
    Place,
    Point,
    SocialPrescribing,
    Term,
    TermTime,
    WardMap,
    WardShape,
)
from app.gateways.language_folders import language

Sources = Mapping[str, tuple[str, dt.date | None]]
PLACE_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")


@functools.cache
def place(root: Path, name: str) -> Place:
    """The place in `places/<name>/`, read once a process.

    Raises: PlaceFolderError.
    """
    folder = root / "places" / name
    if not PLACE_NAME.fullmatch(name) or not folder.is_dir():
        known = sorted(path.parent.name for path in (root / "places").glob("*/settings.toml"))
        raise PlaceFolderError(str(folder), f"there is no such place; there are: {', '.join(known)}")
    try:
        return _read(folder, name)
    except KeyError as error:
        raise PlaceFolderError(str(folder), f"{error} is missing") from error
    except (TypeError, ValueError) as error:
        raise PlaceFolderError(str(folder), str(error)) from error


def term_times(path: Path) -> tuple[TermTime, ...]:
    """The school terms of a file, in order.

    Raises: PlaceFolderError when it is not such a file, has no source, or terms overlap.
    """
    data = _toml(path)
    terms = data.get("term", [])
    try:
        found = sorted(
            (
                TermTime(
                    start=_day(term["start"]),
                    end=_day(term["end"]),
                    name=str(term.get("name", "")),
                    source=str(data["source"]).strip(),
                    source_date=_day(data["source_date"]) if "source_date" in data else None,
                )
                for term in terms
            ),
            key=lambda term: term.start,
        )
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error
    previous: dt.date | None = None
    for term in found:
        if not term.source:
            raise PlaceFolderError(str(path), "the source is empty")
        if term.end < term.start or (previous and term.start <= previous):
            raise PlaceFolderError(str(path), f"the term from {term.start} to {term.end} is out of order")
        previous = term.end
    return tuple(found)


def postcode_facts(root: Path, name: str) -> dict[str, tuple[str, str]]:
    """Ward and neighbourhood of each postcode the place's own table holds; empty where it has none."""
    return {
        sector + end: (row["ward_code"], row["lsoa21"])
        for row in _rows(root / "places" / name / "postcode_areas.csv")
        for sector, ends in (_split(group) for group in row["postcodes"].split())
        for end in ends
    }


def deprivation_facts(root: Path, name: str) -> list[dict[str, Any]]:
    """Index of deprivation by neighbourhood, as rows of the `deprivation` table; none where it has none."""
    return [
        {
            "lsoa21": row["lsoa21"],
            "name": row["name"],
            "imd_year": 2025,
            "imd_rank": int(row["imd2025_rank"]),
            "imd_decile": int(row["imd2025_decile"]),
        }
        for row in _rows(root / "places" / name / "lsoa.csv")
    ]


def _split(group: str) -> tuple[str, list[str]]:
    """`LS97UF,UG` as `LS97` and its ends."""
    first, *rest = group.split(",")
    return first[:-2], [first[-2:], *rest]


def _read(folder: Path, name: str) -> Place:
    settings = _toml(folder / "settings.toml")
    sources = _sources(folder / "sources.toml")
    holidays = _toml(folder.parent / "bank_holidays.toml")
    wards = list(_rows(folder / "wards.csv"))
    help_line = settings["help_line"]
    terms = folder / "terms.toml"
    return Place(
        key=name,
        name=settings["name"],
        region=settings["region"],
        languages=tuple(language(folder.parent.parent, code) for code in settings["languages"]),
        councils=tuple(_council(row) for row in settings["councils"]),
        neighbours=settings.get("neighbours", {}),
        help_line=HelpLine(
            help_line["number"], help_line["hours"], help_line.get("relay", ""), help_line["email"]
        ),
        social_prescribing=_social_prescribing(settings["social_prescribing"]),
        emergency_numbers=_emergency_numbers(folder.parent / "emergency_numbers.toml"),
        postcode_areas=tuple(settings["postcodes"]["areas"]),
        centre=Point(**settings["centre"]),
        box=Box(**settings["postcodes"]["box"]),
        bank_holidays=frozenset(_day(day) for day in holidays["days"]),
        bank_holidays_until=_day(holidays["until"]),
        term_times=term_times(terms) if terms.exists() else (),
        areas=(*_areas(folder / "areas.csv", sources), *(_ward(row, sources) for row in wards)),
        memberships=(
            *_memberships(folder / "memberships.csv", sources),
            *(Membership(row["code"], row["council"], *_source(row, sources)) for row in wards),
        ),
        localities=tuple(_locality(row, sources) for row in _rows(folder / "localities.csv")),
        vocabularies=_vocabularies(folder / "vocabularies.toml", sources),
        ward_map=_ward_map(folder / "ward_shapes.json"),
        same_words=_same_words(folder / "engagement.toml"),
        licences=tuple(settings.get("licences", {}).get("lines", ())),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PlaceFolderError(str(path), "it cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlaceFolderError(str(path), str(error)) from error


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table that a place may have or not."""
    if path.exists():
        with path.open(newline="", encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


def _day(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise ValueError(f"{value!r} is not a date such as 2026-09-07")


def _maybe_day(value: str) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _sources(path: Path) -> Sources:
    return {key: (row["name"], row.get("date")) for key, row in _toml(path).items()}


def _source(row: Mapping[str, str], sources: Sources) -> tuple[str, dt.date | None]:
    key = row["source"]
    if key not in sources:
        raise ValueError(f"the source {key!r} is not in sources.toml")
    return sources[key]


def _council(row: Mapping[str, Any]) -> Council:
    return Council(row["code"], row["name"], row.get("full_name", ""), tuple(row.get("codes", ())))


def _social_prescribing(row: Mapping[str, Any]) -> SocialPrescribing:
    found = SocialPrescribing(
        int(row["min_age"]), int(row["answer_days"]), row.get("ambition"), int(row.get("reopen_days", 90))
    )
    if found.min_age < 0 or found.answer_days < 1 or found.reopen_days < 0:
        raise ValueError("social_prescribing: an age or days are 0 or more, an answer takes 1 day or more")
    return found


def _emergency_numbers(path: Path) -> tuple[EmergencyNumber, ...]:
    return tuple(
        EmergencyNumber(row["key"], row["number"], row.get("by_text", False), row["name"], row["when"])
        for row in _toml(path)["number"]
    )


def _point(row: Mapping[str, str]) -> Point | None:
    return Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None


def _areas(path: Path, sources: Sources) -> Iterator[AreaFact]:
    for row in _rows(path):
        dates = (_maybe_day(row["valid_from"]), _maybe_day(row["valid_to"]))
        yield AreaFact(row["code"], AreaKind(row["kind"]), row["name"], *_source(row, sources), *dates)


def _ward(row: Mapping[str, str], sources: Sources) -> AreaFact:
    return AreaFact(row["code"], AreaKind.WARD, row["name"], *_source(row, sources), point=_point(row))


def _memberships(path: Path, sources: Sources) -> Iterator[Membership]:
    for row in _rows(path):
        dates = (_maybe_day(row["valid_from"]), _maybe_day(row["valid_to"]))
        yield Membership(row["member"], row["group"], *_source(row, sources), *dates)


def _locality(row: Mapping[str, str], sources: Sources) -> LocalityFact:
    return LocalityFact(
        name=row["name"],
        postcodes=tuple(row["postcodes"].split(";")),
        ward=row["ward_code"],
        also=tuple(row["also"].split(";")) if row["also"] else (),
        source=_source(row, sources)[0],
        point=_point(row),
    )


def _vocabularies(path: Path, sources: Sources) -> dict[str, tuple[Term, ...]]:
    if not path.exists():
        return {}
    return {name: tuple(_term(row, sources) for row in rows) for name, rows in _toml(path).items()}


def _same_words(path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = _toml(path).get("same", []) if path.exists() else []
    return tuple((str(row["name"]), tuple(str(word) for word in row["words"])) for row in rows)


def _term(row: Mapping[str, Any], sources: Sources) -> Term:
    return Term(row["key"], row["words"], *_source(row, sources), part_of=row.get("part_of", ""))


def _ward_map(path: Path) -> WardMap | None:
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    shapes = tuple(
        WardShape(row["code"], row["name"], row["path"], tuple(row["heart"]), tuple(row["label"]))
        for row in data.pop("shapes")
    )
    return WardMap(**data, shapes=shapes)
