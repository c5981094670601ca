"""Is a record what the published schema says? Our own tables of the standards stand in for the schemas.

Gives the verdict that a JSON Schema validator gives over the published files, and says besides what no
schema there forbids: fields that are not declared, and fields that are there but hold nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from app.domain.openreferral.check import Fault, Found
from app.domain.openreferral.check_formats import FORMATS
from app.domain.openreferral.check_records import joined
from app.domain.openreferral.fields import FIELDS, Field, Kind, Profile

FORMAT = {Kind.ID: "uuid", Kind.URI: "uri", Kind.EMAIL: "email", Kind.MOMENT: "date-time"}
"""Of days the schemas say only that they are words."""
ONLY_WORDS = frozenset({"logo"})
"""An address for us, any words for the schemas."""
METADATA = (
    Field("id", Kind.ID, is_required=True),
    Field("resource_id", Kind.ID),
    Field("resource_type"),
    *(
        Field(name, is_required=True)
        for name in ("last_action_date", "last_action_type", "field_name", "updated_by")
    ),
    *(Field(name, is_required=True) for name in ("previous_value", "replacement_value")),
)
"""Who changed what: in the standard, never in what we publish."""
NOT_PUBLISHED = {
    "": (Field("metadata", Kind.MANY, "metadata"),),
    "organization": (Field("locations", Kind.MANY, "location"),),
}
"""Object -> fields of HSDS that we leave out; the first are those of every object."""
BY_ENDPOINT = {"organization": frozenset({"services"}), "service_at_location": frozenset({"service"})}
"""Object -> fields that the endpoints of HSDS add to it, and its schemas do not say."""
IN_LISTS = {"taxonomy": frozenset({"taxonomy_terms"})}
"""Lists that a record keeps when it stands in a list itself."""
MORE_IN_LISTS = {"service_at_location": Field("service", Kind.ONE, "service")}
DEEPEST = 12


def shape_faults(
    record: object, thing: str, profile: Profile, *, in_list: bool = False, path: str = ""
) -> Iterator[Found]:
    """Every fault of the record's shape. `in_list`: a short form, as lists hold it."""
    if not isinstance(record, Mapping):
        yield Found(Fault.WRONG_TYPE, path, type_of(record))
        return
    where = record.get("id")
    for found in _object(record, thing, profile, in_list, path):
        yield Found(found.fault, found.path, found.value, where if isinstance(where, str) else "")


def _object(
    record: Mapping[str, object], thing: str, profile: Profile, in_list: bool, path: str
) -> Iterator[Found]:
    fields = fields_of(profile, thing, in_list)
    for name, field in fields.items():
        if name not in record:
            if field.is_required:
                yield Found(Fault.MISSING, joined(path, name))
            continue
        yield from _value(record[name], field, profile, in_list, joined(path, name))
    for name, value in record.items():
        if value is None or value in ("", [], {}):
            yield Found(Fault.EMPTY, joined(path, name), "null" if value is None else str(value) or '""')
        if name not in fields and not (profile is Profile.HSDS and name in BY_ENDPOINT.get(thing, ())):
            yield Found(Fault.UNDECLARED, joined(path, name))


def _value(value: object, field: Field, profile: Profile, in_list: bool, path: str) -> Iterator[Found]:
    wanted = wanted_type(field)
    if type_of(value) != wanted:
        yield Found(Fault.WRONG_TYPE, path, f"{type_of(value)}, not {wanted}")
    elif isinstance(value, str):
        yield from _words(value, field, path)
    elif isinstance(value, Mapping):
        if path.count(".") < DEEPEST:
            yield from _object(value, field.of, profile, in_list, path)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            inner = f"{path}[{at}]"
            if not isinstance(one, Mapping):
                yield Found(Fault.WRONG_TYPE, inner, f"{type_of(one)}, not object")
            elif path.count(".") < DEEPEST:
                yield from _object(one, field.of, profile, in_list, inner)


def _words(value: str, field: Field, path: str) -> Iterator[Found]:
    if field.among and value not in field.among:
        yield Found(Fault.NOT_ONE_OF, path, value)
    wanted = "" if field.name in ONLY_WORDS else FORMAT.get(field.kind, "")
    if wanted and not FORMATS[wanted](value):
        yield Found(Fault.WRONG_FORMAT, path, value)


@cache
def fields_of(profile: Profile, thing: str, in_list: bool) -> Mapping[str, Field]:
    """The fields by name; in a list only what there is once of each."""
    fields = METADATA if thing == "metadata" else FIELDS[profile].get(thing, ())
    if profile is Profile.HSDS and thing != "metadata":
        fields = (*fields, *NOT_PUBLISHED[""], *NOT_PUBLISHED.get(thing, ()))
    if in_list:
        kept = IN_LISTS.get(thing, frozenset())
        fields = tuple(field for field in fields if field.kind is not Kind.MANY or field.name in kept)
        if thing in MORE_IN_LISTS:
            fields = (*fields, MORE_IN_LISTS[thing])
    return {field.name: field for field in fields}


def wanted_type(field: Field) -> str:
    match field.kind:
        case Kind.NUMBER | Kind.WHOLE:
            return "number"
        case Kind.ONE:
            return "object"
        case Kind.MANY:
            return "list"
        case _:
            return "words"


TYPES = (
    (type(None), "null"),
    (bool, "true or false"),
    ((int, float), "number"),
    (str, "words"),
    (list, "list"),
    (Mapping, "object"),
)


def type_of(value: object) -> str:
    """What JSON calls it, in plain words."""
    return next((name for kind, name in TYPES if isinstance(value, kind)), type(value).__name__)
