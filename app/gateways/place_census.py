"""Reads the place's figures of the census: `places/<name>/census.toml`. No file: the place holds none.

Shape of the file: `source` (a key of sources.toml), `date`, then a table for each question about equality
with how many people gave each answer: `[sex]`, `female = 414000`, `male = 398000`.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from app.domain.census import NONE, Census
from app.domain.equality import ITEMS
from app.domain.errors import PlaceFolderError

HEAD = {"source", "date"}


def census(root: Path, key: str) -> Census:
    """Raises: PlaceFolderError."""
    path = root / "places" / key / "census.toml"
    if not path.exists():
        return NONE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = tomllib.loads((path.parent / "sources.toml").read_text(encoding="utf-8"))
        if data["source"] not in sources:
            raise ValueError(f"the source {data['source']!r} is not in sources.toml")
        if not isinstance(data["date"], dt.date):
            raise ValueError("`date` must be a day such as 2021-03-21")
        tables = {item: table(item, data[item]) for item in data if item not in HEAD}
        return Census(str(sources[data["source"]].get("name", data["source"])), data["date"], tables)
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (OSError, TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error


def table(item: str, rows: object) -> dict[str, int]:
    """Raises: ValueError."""
    if item not in ITEMS:
        raise ValueError(f"{item!r} is not one of {', '.join(ITEMS)}")
    if not isinstance(rows, dict):
        raise ValueError(f"{item!r} must be a table")
    for value, number in rows.items():
        if value not in ITEMS[item].values:
            raise ValueError(f"{value!r} is not an answer to {item!r}")
        if type(number) is not int or number < 0:
            raise ValueError(f"{item}: {value} must be a whole number of people")
    return dict(rows)
