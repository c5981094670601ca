"""Schedules of a listing's document, and the rules that the form about when makes of them.

Shape of a record: domain/listing_document.py. What says the same keeps its record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.schedule_filling import tidied
from app.domain.schedule_parsing import parse_rule
from app.domain.schedule_rule import WEEKDAYS, Rule

Record = dict[str, Any]

KEPT = ("place", "timezone", "attending_type", "schedule_link")
"""What the form does not ask for and a new rule does not make wrong."""


def rule_of(record: Mapping[str, Any]) -> Rule:
    """The rule of one record."""
    return parse_rule(record).rule


def rules_of(records: Iterable[Mapping[str, Any]]) -> list[Rule]:
    return [rule_of(record) for record in records]


def record_of(rule: Rule) -> Record:
    """The record that says this rule, only with what it says."""
    record: Record = {
        "freq": rule.freq.value if rule.freq else "",
        "interval": rule.interval if rule.interval != 1 else None,
        "byday": ",".join(str(day) for day in rule.byday),
        "bymonthday": ",".join(str(day) for day in rule.bymonthday),
        "wkst": WEEKDAYS[rule.wkst] if rule.wkst else "",
        "count": rule.count,
        "opens_at": rule.opens_at,
        "closes_at": rule.closes_at,
        "notes": rule.notes,
        "term_time_only": rule.term_time_only,
        "off_on_bank_holidays": rule.off_on_bank_holidays,
        "exceptions": [{"day": day.isoformat()} for day in rule.off_dates]
        + [
            {"day": one.day.isoformat(), "happens": True}
            | {
                name: hours
                for name, hours in (("opens_at", one.opens_at), ("closes_at", one.closes_at))
                if hours
            }
            for one in rule.extra_dates
        ],
    }
    for name in ("dtstart", "until", "valid_from", "valid_to"):
        day = getattr(rule, name)
        record[name] = day.isoformat() if day else None
    return {name: value for name, value in record.items() if value}


def with_rule(
    records: Sequence[Mapping[str, Any]], at: int, rule: Rule, *, place: int | None = None
) -> list[Record]:
    """The records with this rule at a position; one beyond the last is added."""
    made = [dict(record) for record in records]
    before = made[at] if at < len(made) else {}
    record = record_of(rule) | {name: before[name] for name in KEPT if name in before}
    if before and tidied(rule_of(before)) == tidied(rule):
        record = before
    if place is not None:
        record = {**record, "place": place}
    if at < len(made):
        made[at] = record
    else:
        made.append(record)
    return made


def without(records: Sequence[Mapping[str, Any]], at: int) -> list[Record]:
    """The records without the one at a position."""
    return [dict(record) for number, record in enumerate(records) if number != at]
