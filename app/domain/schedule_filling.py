"""The form about when something happens, filled in from a rule it can say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from app.domain.schedule_boxes import LAST, Repeats, Typed
from app.domain.schedule_builder import in_order, read
from app.domain.schedule_rule import WEEKDAYS, ByDay, ExtraDate, Freq, Rule
from app.domain.typed_dates import write_date
from app.domain.typed_hours import read_time, write_time


def typed_of(rule: Rule, *, in_words: bool = True) -> Typed | None:
    """The form filled in for a rule; None where the form cannot say all of it."""
    repeats = _repeats(rule)
    if repeats is None:
        return None

    def day(one: dt.date | None) -> str:
        return write_date(one, in_words=in_words) if one else ""

    typed = Typed(
        repeats=repeats.value,
        days=tuple(dict.fromkeys(WEEKDAYS[one.weekday] for one in sorted(rule.byday))),
        which=tuple(dict.fromkeys(str(one.nth) for one in sorted(rule.byday, key=_by_nth) if one.nth)),
        dates=", ".join(LAST if one == -1 else str(one) for one in rule.bymonthday),
        opens=_written(rule.opens_at, in_words),
        closes=_written(rule.closes_at, in_words),
        first=day(rule.dtstart),
        until=day(rule.until),
        term_time=rule.term_time_only,
        bank_holidays=rule.off_on_bank_holidays,
        off="\n".join(day(one) for one in sorted(rule.off_dates)),
        extra="\n".join(_extra_line(one, day(one.day), in_words) for one in in_order(rule.extra_dates)),
        note=rule.notes,
    )
    said = read(typed, rule.dtstart or dt.date(1900, 1, 2)).rule
    return typed if said is not None and tidied(said) == tidied(rule) else None


def tidied(rule: Rule) -> Rule:
    """The rule with its lists in order: two rules that differ only in that are the same."""
    return replace(
        rule,
        byday=tuple(sorted(set(rule.byday))),
        bymonthday=tuple(sorted(set(rule.bymonthday))),
        off_dates=tuple(sorted(set(rule.off_dates))),
        extra_dates=tuple(in_order(set(rule.extra_dates))),
    )


def _repeats(rule: Rule) -> Repeats | None:
    match rule.freq:
        case Freq.ONCE:
            return Repeats.ONCE
        case Freq.DAILY:
            return Repeats.DAYS
        case Freq.WEEKLY:
            return Repeats.OTHER_WEEKS if rule.interval == 2 else Repeats.WEEKS
        case Freq.MONTHLY:
            return Repeats.MONTH_WEEKDAYS if rule.byday else Repeats.MONTH_DATES
        case None:
            return Repeats.VARIES
        case _:
            return None


def _extra_line(one: ExtraDate, day: str, in_words: bool) -> str:
    opens, closes = _written(one.opens_at, in_words), _written(one.closes_at, in_words)
    hours = f"{opens} to {closes}" if closes else opens
    return f"{day}, {hours}" if hours else day


def _written(hours: str, in_words: bool) -> str:
    time = read_time(hours) if hours else None
    return hours if time is None or not in_words else write_time(time)


def _by_nth(day: ByDay) -> tuple[bool, int]:
    return day.nth < 0, day.nth
