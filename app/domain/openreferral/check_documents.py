"""Checks what lies in files: pages of lists, whole records, one a line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.openreferral.check import Fault, Found
from app.domain.openreferral.check_feed import ABOUT, LISTS, REQUIRED, is_full, under
from app.domain.openreferral.check_formats import is_uri
from app.domain.openreferral.check_pages import CONTENTS, contents_of, page_faults
from app.domain.openreferral.check_records import record_faults
from app.domain.openreferral.check_report import Read, Report, new_report
from app.domain.openreferral.check_shape import fields_of, shape_faults
from app.domain.openreferral.fields import Profile

NAMED = (
    ("service_at_location", re.compile(r"service_?at_?location")),
    ("taxonomy_term", re.compile(r"taxonomy_?term")),
    ("taxonomy", re.compile(r"taxonom")),
    ("organization", re.compile(r"organi[sz]ation")),
    ("service", re.compile(r"service")),
    ("location", re.compile(r"location")),
)
"""What the name of a file says it holds, the closest first."""
THINGS = (*LISTS.values(), "location")
PLURALS = {thing: name for name, thing in LISTS.items()} | {"location": "locations"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One parsed file, or one line of it. `name` is the file's."""

    name: str
    data: Any = None
    problem: str = ""
    """Why it could not be read."""


def check(
    source: str,
    papers: Iterable[Paper],
    today: dt.date,
    *,
    strict: bool = False,
    profile: Profile | None = None,
) -> Report:
    """The report on these files. Without a profile each record is held to the one it looks like."""
    report = new_report(source, today, strict=strict, optional=frozenset())
    reads: dict[str, Read] = {}
    for paper in papers:
        if paper.problem:
            report.ledger.add(paper.name, [Found(Fault.NOT_JSON, value=paper.problem)])
            continue
        if is_tables(paper.data):
            report.ledger.add(paper.name, [Found(Fault.NOT_ALL_READ, value="tables, not records")])
            continue
        held, is_page = _held(paper.data)
        if not is_page and is_about(paper.data):
            report.ledger.add(paper.name, _about_faults(paper.data))
            continue
        if is_page:
            report.ledger.add(paper.name, page_faults(paper.data))
        for at, record in enumerate(held):
            thing = thing_of(paper.name, record)
            used = profile or looks_like(record, thing)
            report.profile = used
            path = f"{CONTENTS}[{at}]" if is_page else ""
            short = is_page and not is_full(record, thing, used)
            report.ledger.add(paper.name, shape_faults(record, thing, used, in_list=short, path=path))
            below = (under(path, found) if path else found for found in record_faults(record, thing, today))
            report.ledger.add(paper.name, below)
            name = PLURALS[thing]
            reads.setdefault(name, Read(name, name == REQUIRED)).records += 1
            if thing == "service" and isinstance(record, Mapping):
                report.freshness.add(record)
    report.lists = list(reads.values())
    if not reads:
        report.ledger.add("", [Found(Fault.EMPTY_FEED)])
    return report


def _held(data: object) -> tuple[list[Any], bool]:
    """The records, and whether they came in an envelope."""
    if isinstance(data, Mapping) and (CONTENTS in data or "total_items" in data):
        return contents_of(data), True
    return (data, False) if isinstance(data, list) else ([data], False)


def is_tables(data: object) -> bool:
    """The tabular form in one file: each table under the name of its CSV file."""
    return isinstance(data, Mapping) and any(str(name).endswith(".csv") for name in data)


def is_about(data: object) -> bool:
    return isinstance(data, Mapping) and bool({"openapi_url", "profile"} & data.keys())


def _about_faults(about: Mapping[str, Any]) -> Iterable[Found]:
    for name in ABOUT:
        if not isinstance(about.get(name), str):
            yield Found(Fault.WRONG_TYPE if name in about else Fault.MISSING, name)
        elif name != "version" and not is_uri(about[name]):
            yield Found(Fault.WRONG_FORMAT, name, about[name])


def thing_of(name: str, record: object) -> str:
    """What a record is: by the name of its file, else by the fields it has."""
    named = next((thing for thing, pattern in NAMED if pattern.search(name.lower())), "")
    if named or not isinstance(record, Mapping):
        return named or "service"
    return max(THINGS, key=lambda thing: len(record.keys() & fields_of(Profile.HSDS, thing, False)))


def looks_like(record: object, thing: str) -> Profile:
    """HSDS in full where it has a field that only that has."""
    more = fields_of(Profile.HSDS, thing, False).keys() - fields_of(Profile.UK, thing, False).keys()
    return Profile.HSDS if isinstance(record, Mapping) and more & record.keys() else Profile.UK
