"""Our tables hold every field of Open Referral HSDS 3.0. The published schemas are the oracle."""

import json
from pathlib import Path

import pytest

import app.models  # noqa: F401
from app.database import Base

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "openreferral" / "hsds-3.0" / "schema"
NOT_TABLES = {"openapi", "page"}
ELSEWHERE = {
    ("service", "eligibility"): "eligibility_description",
}
"""A field of the standard that a column of ours with another name holds."""


def columns(name: str) -> set[str]:
    return set(Base.metadata.tables[name].columns.keys())


def missing(name: str, fields: set[str]) -> set[str]:
    if name not in Base.metadata.tables:
        return {"the whole table"}
    held = columns(name)
    return {field for field in fields if ELSEWHERE.get((name, field), field) not in held}


def test_a_field_we_lack_would_be_found():
    assert missing("service", {"name", "moon_phase"}) == {"moon_phase"}
    assert missing("moon", {"name"}) == {"the whole table"}


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the published schemas lie in ../shared, which is not here")
def test_every_field_of_the_standard_has_a_column():
    lacking = {}
    for path in sorted(SCHEMAS.glob("*.json")):
        if path.stem in NOT_TABLES:
            continue
        properties = json.loads(path.read_text())["properties"]
        plain = {
            field
            for field, kind in properties.items()
            if kind.get("type") != "array" and "$ref" not in kind and kind.get("type") != "object"
        }
        if gone := missing(path.stem, plain):
            lacking[path.stem] = gone
    assert lacking == {}
