"""Import, export, import: what others publish comes out of us again, valid, and the next time the same."""

from __future__ import annotations

import copy
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.database import Base, db
from app.domain.openreferral.fields import Profile
from app.gateways import feeds, vocabulary_file
from app.gateways.feed_documents import Bounds, Document, Piece
from app.operations import imports, index, vocabulary
from app.operations.import_plan import Plan
from app.queries.imports import TABLES
from config import ROOT
from tests.fixtures.feeds import council
from tests.integration.operations.test_nothing_is_lost import EXAMPLES, SAME_AS, leaves, plainly
from tests.published_schemas import places_of_errors

MOCKS = sorted(Path(os.environ.get("GINNEL_MOCK_FEEDS") or "/nowhere").rglob("*.json"))
"""The validator's own feeds are not beside the checkout; whoever has them names their folder."""
THINGS = ("service", "organization", "taxonomy", "taxonomy_term", "service_at_location")
PATHS = {"taxonomy": "taxonomies"}
STUBS = {Profile.HSDS: "/api/hsds/v3", Profile.UK: "/api/oruk/v3"}

NOWHERE = {"latitude": "100 degrees north is nowhere", "longitude": "goes with its latitude"}
CHANGES = dict.fromkeys(
    (
        *("last_action_date", "last_action_type", "field_name", "previous_value", "replacement_value"),
        *("resource_type", "updated_by"),
    ),
    "kept, and not published: who changed what is nobody else's business",
)
TABLES_SAID = {
    **dict.fromkeys(("name", "language", "character_set"), "kept: about their tables, not about listings"),
    **dict.fromkeys(("link_entity", "link_type", "value"), "kept: a term on something they do not publish"),
}
ALONE = "kept, and not published: nothing that anybody could go to belongs to it"
WHY_NOT: Mapping[str, Mapping[str, str]] = {
    "uk-3.0/organization_full": NOWHERE,
    "uk-3.0/service_full": NOWHERE,
    "uk-3.0/service_at_location_full": NOWHERE,
    "uk-3.0/service_at_location_list": NOWHERE,
    "uk-3.0/organization_list": {"*": ALONE},
    "hsds-3.0/organization_full": {**NOWHERE, **CHANGES},
    "hsds-3.0/service_full": {**NOWHERE, **CHANGES},
    "hsds-3.0/service_at_location_full": {**NOWHERE, **CHANGES},
    "hsds-3.0/service_at_location_list": NOWHERE,
    "hsds-3.0/organization_list": {"*": ALONE},
    "hsds-3.0/location": {"*": ALONE},
    "hsds-3.0/tabular": {**NOWHERE, **CHANGES, **TABLES_SAID},
    "hsds-3.0/csv": {**NOWHERE, **CHANGES, **TABLES_SAID},
}
"""File -> fields of it that do not come out again, and why. Every other value must."""


def name_of(path: Path) -> str:
    return f"{path.parts[-3]}/{path.stem}"


def exported(client: FlaskClient, profile: Profile) -> dict[str, Any]:
    """Every record of every endpoint, whole: `thing/id` -> record."""
    made: dict[str, Any] = {}
    for thing in THINGS:
        base, page = f"{STUBS[profile]}/{PATHS.get(thing, thing + 's')}", 1
        while page:
            answer = client.get(f"{base}?per_page=100&page={page}").get_json()
            for one in answer["contents"]:
                is_whole = thing in {"service", "organization", "service_at_location"}
                made[f"{thing}/{one['id']}"] = (
                    client.get(f"{base}/{one['id']}").get_json() if is_whole else one
                )
            page = 0 if answer["last_page"] else page + 1
    return made


def as_one_document(records: Mapping[str, Any]) -> Document:
    """What was published, by kind, as somebody who had read every endpoint would hold it."""
    by_kind: dict[str, list[Any]] = {"services": [], "organizations": []}
    for key, record in records.items():
        thing = key.partition("/")[0]
        if thing != "service_at_location":  # each stands in its service too
            by_kind.setdefault(PATHS.get(thing, f"{thing}s"), []).append(record)
    return Document("export", by_kind)


def start_afresh() -> None:
    """No listing and nothing of theirs; our vocabulary is there."""
    db.session.rollback()
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in TABLES or table.name.startswith(("search", "listing", "import", "service")):
            db.session.execute(sa.delete(table))
    vocabulary.load(vocabulary_file.of_root(ROOT))
    db.session.commit()
    db.session.expire_all()


def bring(app: Flask, pieces: list[Piece]) -> Plan:
    ground = index.ground(app.config["PLACE_DATA"], app.config["ROOT"])
    db.session.commit()
    imports.begin()
    made = imports.plan(copy.deepcopy(pieces), feed="published", ground=ground)
    imports.apply(made, ground)
    db.session.commit()
    db.session.expire_all()
    return made


def differences(one: object, other: object, at: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            yield from differences(one.get(name), other.get(name), f"{at}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{at}[{number}]")
    elif one != other:
        yield f"{at}: {one!s:.80} | {other!s:.80}"


def faults(records: Mapping[str, Any], profile: Profile) -> dict[str, set[str]]:
    found = {key: places_of_errors(profile, key.partition("/")[0], record) for key, record in records.items()}
    return {key: places for key, places in found.items() if places}


def round_trip(app: Flask, pieces: list[Piece]) -> dict[str, Any]:
    """What is published after the import, which must be valid and come back the same from our own export."""
    client = app.test_client()
    start_afresh()
    bring(app, pieces)
    first, strict = exported(client, Profile.HSDS), exported(client, Profile.UK)
    assert not faults(first, Profile.HSDS)
    assert not faults(strict, Profile.UK)
    start_afresh()
    again = bring(app, [as_one_document(first)])
    assert again.sum.refused == again.sum.joined == 0
    assert list(differences(first, exported(client, Profile.HSDS), "")) == []
    assert list(differences(strict, exported(client, Profile.UK), "")) == []
    return first


@pytest.mark.skipif(not EXAMPLES, reason="the published examples are not beside the checkout")
@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_published_example_comes_out_again(app: Flask, clock: Any, path: Path) -> None:
    pieces = list(feeds.read(str(path), Bounds()))
    records = round_trip(app, pieces)
    held: dict[str, set[str]] = {}
    for record in records.values():
        for name, value in leaves(record):
            held.setdefault(name, set()).add(plainly(name, value))
    given = [piece.data for piece in pieces if isinstance(piece, Document)]
    lost = {
        (name, value)
        for name, value in leaves(json.loads(json.dumps(given)))
        if plainly(name, value) not in held.get(SAME_AS.get(name, name), set())
    }
    why = WHY_NOT.get(name_of(path), {})
    assert sorted((name, value) for name, value in lost if not {name, "*"} & why.keys()) == []
    assert {name for name in why if name != "*"} <= {name for name, _ in lost}, "a reason nobody needs"


@pytest.mark.parametrize("nasty", [False, True])
def test_faulty_feed_of_a_council_comes_out_valid_and_the_same_again(
    app: Flask, clock: Any, nasty: bool
) -> None:
    records = round_trip(
        app, [Document("feed", json.loads(json.dumps(council.feed(60, seed=4, nasty=nasty))))]
    )
    assert sum(key.startswith("service/") for key in records) > 30


SERVICE = next((path for path in EXAMPLES if name_of(path) == "uk-3.0/service_full"), None)


def like_the_validators_own_feeds() -> dict[str, list[dict[str, Any]]]:
    """The example made faulty in the ways of the feeds by which the validator tries itself."""
    whole: dict[str, Any] = json.loads(SERVICE.read_text()) if SERVICE else {}
    nameless = {name: value for name, value in whole.items() if name not in {"name", "description"}}
    wrong = [
        {**nameless, "id": str(uuid.UUID(int=2**100 + number)), "email": email, "url": "example_counselling"}
        for number, email in enumerate(("email-example_com", False, 12345, None))
    ]
    names = sorted(set(whole) - {"id", "name", "status"})
    with_gaps = [
        {name: value for name, value in whole.items() if name not in names[at % 5 :: 5][: at // 3]}
        for at in range(31)
    ]
    term = {**whole["attributes"][0]["taxonomy_term"], "term_uri": "example_com"} if whole else {}
    term.pop("description", None)
    bare_term = {**whole, "attributes": [{"id": str(uuid.UUID(int=2**99)), "taxonomy_term": term}]}
    return {
        "wrong values": [*wrong, wrong[0]],
        "gaps, and one identifier for all": with_gaps,
        "a term that says nothing": [bare_term],
    }


@pytest.mark.skipif(SERVICE is None, reason="the published examples are not beside the checkout")
@pytest.mark.parametrize("fault", like_the_validators_own_feeds() if SERVICE else [])
def test_faulty_example_comes_out_valid_and_the_same_again(app: Flask, clock: Any, fault: str) -> None:
    contents = like_the_validators_own_feeds()[fault]
    records = round_trip(app, [Document("feed", {"contents": contents, "page_number": 1})])
    assert any(key.startswith("service/") for key in records)


@pytest.mark.skipif(not MOCKS, reason="set GINNEL_MOCK_FEEDS to the folder of the validator's feeds")
@pytest.mark.parametrize("path", MOCKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_mock_feed_comes_out_valid_and_the_same_again(app: Flask, clock: Any, path: Path) -> None:
    round_trip(app, list(feeds.read(str(path), Bounds())))
