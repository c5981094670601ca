"""A plan as it is kept: plain values, so that a page can say them in any language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from app.domain.feeds.ledger import Healing
from app.domain.feeds.markup import clean_letters
from app.operations.import_plan import Entry, Plan

MOST_REPORTED = 1_000
"""Of each kind. The counts are always whole."""
MOST_CHANGES = 12
MOST_EXAMPLES = 5

Report = dict[str, Any]


def of(made: Plan) -> Report:
    """Everything a person should know before they do it, and afterwards."""
    total = made.sum
    names = {entry.id: entry.name for entry in made.changed}
    kinds = {True: "healed", False: "noticed"}
    report: Report = {
        "given": total.given,
        "new": total.new,
        "changed": total.changed,
        "unchanged": total.unchanged,
        "joined": total.joined,
        "refused": total.refused,
        "rows": made.difference.rows,
        "is_whole": made.is_whole,
        "is_readable": made.is_readable,
        "standards": dict(made.standards),
        "encodings": sorted(made.encodings),
        "others": {kind.value: count for kind, count in made.others.items()},
        "columns": [[note.kind.value, note.column] for note in made.notes],
        "fields": dict(made.ledger.unknown_fields.most_common(50)),
        "new_listings": _entries(made.new),
        "changed_listings": _entries(made.changed),
        "gone_listings": _entries(made.gone),
        "joined_listings": [
            {"name": one.name, "into": one.into, "source": one.source, "places": one.places}
            for one in made.joined[:MOST_REPORTED]
        ],
        "refused_things": [
            {"source": one.source, "why": one.why.value, "detail": one.detail}
            for one in made.refused[:MOST_REPORTED]
        ],
        "gone": len(made.gone),
        "kept": [
            {
                "id": str(one.id),
                "name": one.name,
                "fields": [
                    {"field": kept.field, "ours": kept.ours, "theirs": kept.theirs} for kept in one.fields
                ],
            }
            for one in made.kept[:MOST_REPORTED]
        ],
        "taken": [
            {"id": str(id_), "name": names.get(id_, ""), "fields": sorted(fields)}
            for id_, fields in made.choices.items()
        ],
        "healed": [],
        "noticed": [],
    }
    for kind, count in made.ledger.counts.most_common():
        examples = [
            [one.where, one.before, one.after] for one in made.ledger.examples.get(kind, ())[:MOST_EXAMPLES]
        ]
        report[kinds[isinstance(kind, Healing)]].append(
            {"kind": kind.value, "count": count, "examples": examples}
        )
    return {name: _fit_to_keep(value) for name, value in report.items()}


def _fit_to_keep(value: Any) -> Any:
    """Without letters that a database refuses: names of fields and files come as somebody wrote them."""
    match value:
        case str():
            return clean_letters(value)
        case dict():
            return {clean_letters(str(name)): _fit_to_keep(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_fit_to_keep(inner) for inner in value]
        case _:
            return value


def _entries(entries: Iterable[Entry]) -> list[Report]:
    return [
        {"id": str(one.id), "name": one.name, "changes": list(one.changes[:MOST_CHANGES])}
        for one in list(entries)[:MOST_REPORTED]
    ]


def mark(report: Report) -> str:
    """The same for two plans that would do the same. Marks made by the report itself are left out."""
    said = {
        name: value for name, value in report.items() if name not in {"healed", "noticed", "mark", "again"}
    }
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
