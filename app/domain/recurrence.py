"""The bare pattern of a rule as days: RFC 5545 recurrence, before exceptions and the calendar.

dateutil expands, on naive dates. It is only asked for patterns that must match sooner or later, from
a start moved close to the wanted days, so that the work is bounded by the days asked for and not by
what an imported rule says. What is left of the rule filters what comes back.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from typing import Literal

from dateutil import rrule as dateutil_rules

from app.domain.schedule_rule import EARLIEST, LATEST, MOST_REPEATS, Freq, Rule

LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAYS_OF_WEEK = tuple(getattr(dateutil_rules, name) for name in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


def is_known(rule: Rule) -> bool:
    """Whether the rule says enough to put it on a date: every other Tuesday needs a first Tuesday."""
    if rule.freq is None or not 1 <= rule.interval <= 1000 or not _is_sound(rule):
        return False
    if rule.anchor is not None:
        return True
    if rule.freq is Freq.ONCE or rule.interval > 1 or rule.count is not None:
        return False
    return rule.freq is Freq.DAILY or bool(rule.byday or rule.bymonthday)


def _is_sound(rule: Rule) -> bool:
    """Whether weekdays and dates exist; which one in the month counts only by month and year."""
    farthest = {Freq.MONTHLY: 5, Freq.YEARLY: 53}.get(rule.freq or Freq.ONCE, 99)
    return all(0 <= day.weekday <= 6 and abs(day.nth) <= farthest for day in rule.byday) and all(
        1 <= abs(date) <= 31 for date in rule.bymonthday
    )


def pattern_days(rule: Rule, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Days of the pattern from first to last, in order, within `until`, `count` and the valid dates.

    A count runs from dtstart over the bare pattern, as in RFC 5545: a day called off still counts.
    """
    if not is_known(rule):
        return
    lowest = max(first, rule.valid_from or EARLIEST, rule.anchor or EARLIEST, EARLIEST)
    highest = min(last, rule.valid_to or LATEST, rule.until or LATEST, LATEST)
    if lowest > highest:
        return
    if rule.freq is Freq.ONCE:
        if rule.anchor is not None and lowest <= rule.anchor <= highest:
            yield rule.anchor
        return
    counted = rule.count is not None and rule.count <= MOST_REPEATS
    start = rule.anchor if counted and rule.anchor is not None else lowest
    left = rule.count if counted and rule.count is not None else math.inf
    for day in _matching(rule, start, highest):
        if left <= 0:
            return
        left -= 1
        if day >= lowest:
            yield day


def last_day(rule: Rule) -> dt.date | None:
    """The last day of the pattern, where it has one: for what cannot carry a count."""
    ends = [day for day in (rule.until, rule.valid_to) if day is not None]
    if rule.freq is Freq.ONCE:
        ends.append(rule.anchor or EARLIEST)
    elif rule.count is not None and rule.count <= MOST_REPEATS:
        ends.append(max(pattern_days(rule, EARLIEST, LATEST), default=EARLIEST))
    return min(ends, default=None)


def _matching(rule: Rule, start: dt.date, last: dt.date) -> Iterator[dt.date]:
    weekdays = {day.weekday for day in rule.byday}
    for moment in _candidates(rule, start, dt.datetime.combine(last, dt.time.min)):
        day = moment.date()
        if day < start or (rule.bymonthday and not _is_month_day(day, rule.bymonthday)):
            continue
        if rule.freq is Freq.DAILY and weekdays and day.weekday() not in weekdays:
            continue
        yield day


def _candidates(rule: Rule, start: dt.date, until: dt.datetime) -> Iterable[dt.datetime]:
    match rule.freq:
        case Freq.DAILY:
            return _daily(rule, start, until)
        case Freq.WEEKLY:
            return _weekly(rule, start, until)
        case Freq.MONTHLY:
            return _monthly(rule, start, until)
        case _:
            return _yearly(rule, start, until)


def _daily(rule: Rule, start: dt.date, until: dt.datetime) -> Iterable[dt.datetime]:
    anchor = rule.anchor or start
    begin = start + dt.timedelta(days=(anchor - start).days % rule.interval)
    return dateutil_rules.rrule(
        dateutil_rules.DAILY, dtstart=_midnight(begin), interval=rule.interval, until=until
    )


def _weekly(rule: Rule, start: dt.date, until: dt.datetime) -> Iterable[dt.datetime]:
    week, anchor_week = _week_of(start, rule.wkst), _week_of(rule.anchor or start, rule.wkst)
    begin = week - dt.timedelta(weeks=(week - anchor_week).days // 7 % rule.interval)
    days: Iterable[int] = {day.weekday for day in rule.byday}
    if not days:
        days = range(7) if rule.bymonthday else {(rule.anchor or start).weekday()}
    return dateutil_rules.rrule(
        dateutil_rules.WEEKLY,
        dtstart=_midnight(begin),
        interval=rule.interval,
        wkst=rule.wkst % 7,
        byweekday=[DAYS_OF_WEEK[day] for day in sorted(days)],
        until=until,
    )


def _monthly(rule: Rule, start: dt.date, until: dt.datetime) -> Iterable[dt.datetime]:
    anchor = rule.anchor or start
    month = start.year * 12 + start.month - 1
    month -= (month - (anchor.year * 12 + anchor.month - 1)) % rule.interval
    begin = _midnight(dt.date(month // 12, month % 12 + 1, 1))
    if rule.byday:
        return _by_weekday(rule, dateutil_rules.MONTHLY, begin, until)
    days = rule.bymonthday or (anchor.day,)
    longest = max(LONGEST_MONTHS[(month + step * rule.interval) % 12] for step in range(12))
    if all(abs(day) > longest for day in days):
        return ()
    return dateutil_rules.rrule(
        dateutil_rules.MONTHLY, dtstart=begin, interval=rule.interval, bymonthday=days, until=until
    )


def _yearly(rule: Rule, start: dt.date, until: dt.datetime) -> Iterable[dt.datetime]:
    anchor = rule.anchor or start
    begin = _midnight(dt.date(start.year - (start.year - anchor.year) % rule.interval, 1, 1))
    if rule.byday:
        return _by_weekday(rule, dateutil_rules.YEARLY, begin, until)
    return dateutil_rules.rrule(
        dateutil_rules.YEARLY,
        dtstart=begin,
        interval=rule.interval,
        bymonth=None if rule.bymonthday else anchor.month,
        bymonthday=rule.bymonthday or anchor.day,
        until=until,
    )


def _by_weekday(
    rule: Rule, freq: Literal[0, 1], begin: dt.datetime, until: dt.datetime
) -> Iterable[dt.datetime]:
    """Every Tuesday and first Thursdays go to dateutil apart: together it would ask a day to be both."""
    together = dateutil_rules.rruleset()
    every = [DAYS_OF_WEEK[day.weekday] for day in rule.byday if not day.nth]
    some = [DAYS_OF_WEEK[day.weekday](day.nth) for day in rule.byday if day.nth]
    for days in (every, some):
        if days:
            together.rrule(
                dateutil_rules.rrule(freq, dtstart=begin, interval=rule.interval, byweekday=days, until=until)
            )
    return together


def _is_month_day(day: dt.date, wanted: tuple[int, ...]) -> bool:
    if day.day in wanted:
        return True
    from_end = -((day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - day).days
    return from_end in wanted


def _week_of(day: dt.date, wkst: int) -> dt.date:
    return day - dt.timedelta(days=(day.weekday() - wkst) % 7)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min)
