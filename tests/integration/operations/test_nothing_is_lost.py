"""Every value of every published example is in the directory after its import, or the test says why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.database import begin_writing, db
from app.gateways import feeds
from app.gateways.feed_documents import Bounds, Document, Piece
from app.operations import import_plan, imports, index
from app.queries.imports import TABLES

SHARED = Path(__file__).parents[4] / "shared" / "openreferral"
EXAMPLES = sorted(
    [path for folder in ("uk-3.0", "hsds-3.0") for path in (SHARED / folder / "examples").glob("*.json")]
    + list((SHARED / "hsds-3.0" / "examples").glob("csv"))
)
ENVELOPE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"}
WHY_NOT = {
    ("latitude", "100"): "no place on earth is at 100 degrees north",
    ("longitude", "101"): "goes with its latitude",
    ("version", "HSDS-3.0.0"): "the front page of a feed says nothing about listings",
    ("version", "HSDS-UK-3.0"): "the front page of a feed says nothing about listings",
}
"""Values of the published examples that are not kept, and why."""
FRONT_PAGE = {"version", "profile", "openapi_url"}


def leaves(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every value that is no identifier, under the name of its field."""
    if isinstance(value, Mapping):
        if set(value) <= FRONT_PAGE:
            return
        for key, inner in value.items():
            yield from leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    elif value not in (None, "") and name not in ENVELOPE and not (name == "id" or name.endswith("_id")):
        yield name, str(value)


def plainly(name: str, value: str) -> str:
    """A value as it is compared: clock times to the minute, prices in pence, numbers without quotes."""
    if name in {"opens_at", "closes_at"}:
        return value[:5]
    if name == "last_modified":
        return value[:19].replace("T", " ")
    if name == "amount":
        return str(round(float(value) * 100))
    if re.fullmatch(r"\d+\.0", value):
        return value.removesuffix(".0")
    return " ".join(value.strip('"').casefold().split())


def kept() -> dict[str, set[str]]:
    """Every value in the tables an import writes, by column."""
    found: dict[str, set[str]] = {}
    for table in TABLES.values():
        for row in db.session.execute(sa.select(table)).mappings():
            for name, value in row.items():
                if value not in (None, ""):
                    found.setdefault(name, set()).add(plainly("" if name == "amount" else name, str(value)))
    return found


SAME_AS = {"accessibility": "description", "service_area": "name", "term": "name"}
"""Fields of the UK profile that say again what another field says."""


def missing(given: object) -> list[tuple[str, str]]:
    held = kept()
    every = {value for values in held.values() for value in values}
    return sorted(
        {
            (name, value)
            for name, value in leaves(given)
            if plainly(name, value) not in held.get(SAME_AS.get(name, name), set())
            and not (name == "unit" and plainly(name, value) in every)
            and (name, value) not in WHY_NOT
        }
    )


def bring(app: Flask, pieces: list[Piece]) -> import_plan.Plan:
    ground = index.ground(app.config["PLACE_DATA"], app.config["ROOT"])
    db.session.commit()
    begin_writing()
    made = imports.plan(pieces, feed="published", ground=ground)
    imports.apply(made, ground)
    db.session.commit()
    return made


@pytest.mark.skipif(not EXAMPLES, reason="the published examples are not beside the checkout")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_value_of_a_published_example_is_kept(app: Flask, path: Path) -> None:
    pieces = list(feeds.read(str(path), Bounds()))
    given = [piece.data for piece in pieces if isinstance(piece, Document)]
    bring(app, pieces)
    assert missing(json.loads(json.dumps(given))) == []
