"""Rules as the small dictionaries that a projection keeps: only what differs from an empty rule."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.domain.schedule_parsing import parse_rule
from app.domain.schedule_rule import WEEKDAYS, Rule

_DATES = ("dtstart", "until", "valid_from", "valid_to")
_PLAIN = ("interval", "count", "opens_at", "closes_at", "notes", "term_time_only", "off_on_bank_holidays")
_EMPTY = Rule()


def rule_to_json(rule: Rule) -> dict[str, str | int | bool]:
    """The rule as texts, numbers and flags, compact and in a fixed order of keys."""
    data: dict[str, str | int | bool] = {"freq": rule.freq.value} if rule.freq else {}
    if rule.byday:
        data["byday"] = ",".join(str(day) for day in rule.byday)
    if rule.bymonthday:
        data["bymonthday"] = ",".join(str(day) for day in rule.bymonthday)
    if rule.wkst:
        data["wkst"] = WEEKDAYS[rule.wkst % 7]
    for name in _DATES:
        if getattr(rule, name) is not None:
            data[name] = getattr(rule, name).isoformat()
    for name in _PLAIN:
        if getattr(rule, name) != getattr(_EMPTY, name):
            data[name] = getattr(rule, name)
    if rule.off_dates:
        data["off"] = " ".join(day.isoformat() for day in rule.off_dates)
    if rule.extra_dates:
        data["extra"] = " ".join(
            f"{extra.day.isoformat()}/{extra.opens_at}/{extra.closes_at}" for extra in rule.extra_dates
        )
    return data


def rule_from_json(data: Mapping[str, Any]) -> Rule:
    """The rule written by `rule_to_json`. Pages read the same few thousand again and again."""
    return _rule(tuple((name, str(value)) for name, value in data.items()))


@lru_cache(maxsize=16_384)
def _rule(items: tuple[tuple[str, str], ...]) -> Rule:
    source: dict[str, Any] = dict(items)
    exceptions: list[dict[str, object]] = [{"day": day} for day in source.get("off", "").split()]
    for extra in source.get("extra", "").split():
        day, _, hours = extra.partition("/")
        opens, _, closes = hours.partition("/")
        exceptions.append({"day": day, "happens": True, "opens_at": opens, "closes_at": closes})
    return parse_rule({**source, "exceptions": exceptions}).rule
