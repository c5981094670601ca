"""Our two feeds described for programs: OpenAPI, made of the tables by which we write and check them.

Source: OpenAPI 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.openreferral.asking import PER_PAGE
from app.domain.openreferral.check_feed import ABOUT, LISTS
from app.domain.openreferral.check_pages import WHOLE, YES_OR_NO
from app.domain.openreferral.check_shape import BY_ENDPOINT, MORE_IN_LISTS
from app.domain.openreferral.fields import FIELDS, Field, Kind, Profile
from app.domain.openreferral.licence import LICENCE
from app.domain.schedule_rule import WEEKDAYS

Schema = dict[str, Any]

TITLES = {
    Profile.UK: "Ginnel: community listings, Open Referral UK 3.0",
    Profile.HSDS: "Ginnel: community listings, HSDS 3.0",
}
FORMATS = {Kind.ID: "uuid", Kind.URI: "uri", Kind.EMAIL: "email", Kind.DATE: "date", Kind.MOMENT: "date-time"}
CHANGED = {Profile.UK: "last_modified", Profile.HSDS: "modified_date"}
"""What a minimal record calls the moment of its last change."""
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
WORDS: Schema = {"type": "string", "maxLength": 200}
NAME: Schema = {"type": "string", "format": "uuid"}
YEARS: Schema = {"type": "number", "minimum": 0}
MOMENT: Schema = {"type": "string", "format": "date-time"}
MINUTE: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One word of a question. `good` is a value that can be tried on any feed, `bad` one that is refused."""

    name: str
    schema: Mapping[str, Any] = field(default_factory=lambda: dict(WORDS))
    good: str = ""
    bad: str = ""


PAGING = (
    Parameter("page", {"type": "integer", "minimum": 1, "default": 1}, "1", "0"),
    Parameter("per_page", {"type": "integer", "minimum": 1, "default": PER_PAGE}, "3", "none"),
    Parameter("format", {"type": "string", "enum": ["json", "ndjson"], "default": "json"}, "json", "xml"),
)
DAY = "|".join(WEEKDAYS)
SEARCH = Parameter("search", good="tea")
FULL = Parameter("full", FLAG, "true", "perhaps")
FINDING = (
    SEARCH,
    Parameter("text", good="tea"),
    Parameter("taxonomy_term_id"),
    Parameter("taxonomy_id"),
    Parameter("vocabulary"),
    Parameter("organization_id", NAME, bad="nobody"),
    Parameter("modified_after", MOMENT, "2026-01-01T00:00:00Z", "yesterday"),
    Parameter("minimum_age", YEARS, "60", "old"),
    Parameter("maximum_age", YEARS, "18", "young"),
    Parameter("day", {"type": "string", "pattern": f"^({DAY})(,({DAY}))*$"}, "MO,TU", "someday"),
    Parameter("start_time", MINUTE, "09:30", "early"),
    Parameter("end_time", MINUTE, "17:00", "late"),
    Parameter("postcode", {"type": "string", "maxLength": 10}, bad="ZZ99 9ZZ"),
    Parameter("proximity", {"type": "number", "minimum": 0, "maximum": 100_000}, bad="near"),
    FULL,
)
MINIMAL = Parameter("minimal", FLAG, "true", "little")
AFTER = Parameter("after", {"type": "integer", "minimum": 0}, "0", "last")
FULL_SERVICE = Parameter("full_service", FLAG, "true", "perhaps")

PARAMETERS: Mapping[str, tuple[Parameter, ...]] = {
    "services": (*FINDING, MINIMAL, *PAGING, AFTER),
    "service_at_locations": (*FINDING, *PAGING),
    "organizations": (SEARCH, FULL, FULL_SERVICE, *PAGING),
    "taxonomies": (SEARCH, *PAGING),
    "taxonomy_terms": (
        SEARCH,
        Parameter("taxonomy_id"),
        Parameter("parent_id", NAME, bad="nobody"),
        Parameter("top_only", FLAG, "true", "maybe"),
        *PAGING,
    ),
}
"""List -> what can be asked of it."""


def openapi(profile: Profile, *, server: str, words: Mapping[str, str]) -> dict[str, Any]:
    """The whole description. `server`: where the feed begins. `words`: what each parameter does."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLES[profile],
            "version": "3.0",
            "description": "Listings of community activities and services. Free to use. No key. Read only.",
            "license": {"name": LICENCE["title"], "url": LICENCE["path"]},
        },
        "servers": [{"url": server}],
        "paths": dict(_paths(words)),
        "components": {
            "schemas": dict(_schemas(profile)),
            "parameters": {
                "id": {"name": "id", "in": "path", "required": True, "schema": NAME},
            },
            "responses": {
                "problem": {
                    "description": "The question cannot be answered; the body says why.",
                    "content": {"application/json": {"schema": ref("problem")}},
                }
            },
        },
    }


def ref(name: str, where: str = "schemas") -> Schema:
    return {"$ref": f"#/components/{where}/{name}"}


def _paths(words: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
    yield "/", {"get": _get("about", "What this feed is.", ref("about"))}
    for name, thing in LISTS.items():
        read = f"{name} of the directory, page by page".capitalize()
        whole = ref(thing)
        listed = {"anyOf": [whole, ref("minimal")]} if name == "services" else whole
        page = {"allOf": [ref("page"), {"properties": {"contents": {"type": "array", "items": listed}}}]}
        yield (
            f"/{name}",
            {
                "get": _get(
                    name, f"{read}.", page, [written(one, words) for one in PARAMETERS[name]], lines=listed
                )
            },
        )
        one = _get(f"one_{thing}", f"One {thing.replace('_', ' ')}.", whole, missing=True)
        if thing == "organization":
            one["parameters"] = [written(FULL_SERVICE, words)]
        yield f"/{name}/{{id}}", {"parameters": [ref("id", "parameters")], "get": one}


def _get(
    name: str,
    words: str,
    schema: Schema,
    parameters: Sequence[dict[str, Any]] = (),
    *,
    lines: Schema | None = None,
    missing: bool = False,
) -> dict[str, Any]:
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if lines is not None:
        content["application/x-ndjson"] = {"schema": lines}
    refused = [*(["400"] if parameters else []), *(["404"] if missing else []), "406", "429"]
    return {
        "operationId": name,
        "summary": words,
        **({"parameters": list(parameters)} if parameters else {}),
        "responses": {
            "200": {"description": words, "content": content},
            **{status: ref("problem", "responses") for status in refused},
        },
    }


def written(parameter: Parameter, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": words[parameter.name],
        "schema": dict(parameter.schema),
    }


def _schemas(profile: Profile) -> Iterable[tuple[str, Schema]]:
    yield "about", _object(dict.fromkeys(ABOUT, WORDS), ABOUT)
    yield "minimal", _object({"id": NAME, CHANGED[profile]: MOMENT}, ["id"])
    numbers = dict.fromkeys(WHOLE, NUMBER)
    flags = dict.fromkeys(YES_OR_NO, FLAG)
    page = {**numbers, **flags, "contents": {"type": "array"}}
    yield "page", {"type": "object", "properties": page, "required": list(page)}
    problem = {"status": {"type": "integer"}, "title": WORDS, "detail": WORDS, "parameter": WORDS}
    yield "problem", _object(problem, ["status", "title"])
    for thing, fields in FIELDS[profile].items():
        properties = {one.name: of_field(one) for one in (*fields, *_more(profile, thing))}
        yield thing, _object(properties, [one.name for one in fields if one.is_required])


def _more(profile: Profile, thing: str) -> Iterable[Field]:
    """What an endpoint adds to a record."""
    if thing in MORE_IN_LISTS:
        yield MORE_IN_LISTS[thing]
    elif profile is Profile.HSDS:
        for name in sorted(BY_ENDPOINT.get(thing, ())):
            yield Field(name, Kind.MANY, "service")


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    """No field but these is ever sent."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def of_field(field: Field) -> Schema:
    match field.kind:
        case Kind.ONE:
            return ref(field.of)
        case Kind.MANY:
            return {"type": "array", "minItems": 1, "items": ref(field.of)}
        case Kind.NUMBER:
            return {"type": "number"}
        case Kind.WHOLE:
            return {"type": "integer"}
        case _:
            made: Schema = {"type": "string", "minLength": 1}
            if field.kind in FORMATS:
                made["format"] = FORMATS[field.kind]
            if field.among:
                made["enum"] = sorted(field.among)
            return made
