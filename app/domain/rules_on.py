"""The part of a rule that falls on wanted weekdays and parts of the day, and within a span of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from app.domain.recurrence import pattern_days
from app.domain.schedule_rule import LATEST, ByDay, Freq, Rule

EVERY_DAY = frozenset(range(7))


def within(rule: Rule, first: dt.date, last: dt.date) -> Rule:
    """The rule, ended after the last day; its own dates only in between."""
    if last >= LATEST:
        return rule
    extra = tuple(one for one in rule.extra_dates if first <= one.day <= last)
    return replace(rule, valid_to=min(rule.valid_to or LATEST, last), extra_dates=extra)


def on_weekdays(rule: Rule, wanted: Collection[int]) -> Rule | None:
    """The rule on these weekdays only, Monday 0; None where it is never on one."""
    if not wanted or frozenset(wanted) >= EVERY_DAY:
        return rule
    extra = tuple(one for one in rule.extra_dates if one.day.weekday() in wanted)
    kept = _pattern(rule, wanted)
    if kept is not None:
        return replace(kept, extra_dates=extra)
    return replace(rule, freq=None, extra_dates=extra) if extra else None


def _pattern(rule: Rule, wanted: Collection[int]) -> Rule | None:
    if rule.byday:
        days = tuple(day for day in rule.byday if day.weekday in wanted)
        return replace(rule, byday=days) if days else None
    if rule.freq is Freq.DAILY and rule.interval == 1 and not rule.bymonthday:
        return replace(rule, freq=Freq.WEEKLY, byday=tuple(ByDay(day) for day in sorted(wanted)))
    if rule.freq in {Freq.ONCE, Freq.WEEKLY} and rule.anchor is not None:
        return rule if rule.anchor.weekday() in wanted else None
    return rule


def happens(rule: Rule, first: dt.date, last: dt.date) -> bool:
    """Has it a day in the span, bank holidays and terms apart?"""
    if any(first <= one.day <= last for one in rule.extra_dates):
        return True
    return next(iter(pattern_days(rule, first, last)), None) is not None
