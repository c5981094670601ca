"""Our tables of the standards say what the published schemas say."""

import pytest

from app.domain.openreferral.fields import FIELDS, Kind, Profile, names_of
from tests.openreferral import needs_schemas
from tests.published_schemas import ADDRESSES, registry

pytestmark = needs_schemas

FORMATS = {Kind.ID: "uuid", Kind.URI: "uri", Kind.EMAIL: "email", Kind.MOMENT: "date-time"}
NUMBERS = {Kind.NUMBER, Kind.WHOLE}
LEFT_OUT = {"metadata"}
WORDS_THERE = {"logo"}
"""An address for us, any words for the schemas."""
OBJECTS = [(profile, thing) for profile in Profile for thing in FIELDS[profile]]


def published(profile, thing):
    schema = registry(profile).contents(f"{ADDRESSES[profile]}{thing}.json")
    return schema["properties"], set(schema.get("required", ()))


@pytest.mark.parametrize(("profile", "thing"), OBJECTS)
def test_every_published_field_is_in_our_table_and_no_other(profile, thing):
    properties, _ = published(profile, thing)
    assert names_of(profile, thing) == set(properties) - LEFT_OUT


@pytest.mark.parametrize(("profile", "thing"), OBJECTS)
def test_the_same_fields_are_required(profile, thing):
    _, required = published(profile, thing)
    assert {field.name for field in FIELDS[profile][thing] if field.is_required} == required


@pytest.mark.parametrize(("profile", "thing"), OBJECTS)
def test_kinds_are_the_published_types_and_formats(profile, thing):
    properties, _ = published(profile, thing)
    wrong = []
    for field in FIELDS[profile][thing]:
        there = properties[field.name]
        wanted = {
            Kind.ONE: "object",
            Kind.MANY: "array",
        }.get(field.kind, "number" if field.kind in NUMBERS else "string")
        of = (there.get("items") or there).get("$ref", "").rpartition("/")[2].removesuffix(".json")
        if field.kind in (Kind.ONE, Kind.MANY):
            if of != field.of:
                wrong.append((field.name, of))
        elif there.get("type") != wanted:
            wrong.append((field.name, there.get("type")))
        if field.name not in WORDS_THERE and there.get("format") != FORMATS.get(field.kind):
            wrong.append((field.name, there.get("format")))
        if field.among != frozenset(there.get("enum", ())) and there.get("enum"):
            wrong.append((field.name, there["enum"]))
    assert wrong == []


def test_no_table_of_an_object_is_missing():
    for profile in Profile:
        there = {field.of for fields in FIELDS[profile].values() for field in fields if field.of}
        assert there <= FIELDS[profile].keys()
