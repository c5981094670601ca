"""The schemas as published, read by a JSON Schema validator: the oracle for our own tables."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from app.domain.openreferral.fields import Profile

SHARED = Path(__file__).parents[2] / "shared" / "openreferral"
FOLDERS = {Profile.UK: SHARED / "uk-3.0", Profile.HSDS: SHARED / "hsds-3.0"}
ADDRESSES = {
    Profile.UK: "https://openreferraluk.org/specifications/3.0/schema/",
    Profile.HSDS: "https://openreferral.org/3.0/",
}


@cache
def registry(profile: Profile) -> Registry[Any]:
    held: Registry[Any] = Registry()
    for path in sorted((FOLDERS[profile] / "schema").glob("*.json")):
        if path.stem in {"empy_list_response", "open_api", "openapi"}:
            continue
        address = ADDRESSES[profile] + path.name
        schema = {**json.loads(path.read_text()), "$id": address}
        held = held.with_resource(address, Resource(contents=schema, specification=DRAFT202012))
    return held


@cache
def validator(profile: Profile, name: str) -> Draft202012Validator:
    """For one schema: `service`, `service_list`, `api_details`."""
    return Draft202012Validator(
        {"$ref": f"{ADDRESSES[profile]}{name}.json"},
        registry=registry(profile),
        format_checker=FormatChecker(),
    )


def places_of_errors(profile: Profile, name: str, record: object) -> set[str]:
    """Where the published schema finds something wrong: `contents[0].email`."""
    found = set()
    for error in validator(profile, name).iter_errors(record):
        path = "".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in error.absolute_path).lstrip(
            "."
        )
        if error.validator == "required" and (missing := re.match(r"'(.*?)' is", error.message)):
            path = f"{path}.{missing[1]}" if path else missing[1]
        found.add(path)
    return found


def examples(profile: Profile) -> dict[str, Any]:
    """The standard's own examples, by file name."""
    return {
        path.stem: json.loads(path.read_text())
        for path in sorted((FOLDERS[profile] / "examples").glob("*.json"))
    }
