"""Activities as a calendar file: one event a rule, recurring as far as RFC 5545 can say it.

What a recurrence rule cannot say (school terms, bank holidays) becomes dates left out for the coming
year, and the rule stops there rather than go on past what is known. Nobody's personal data is in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

import icalendar
from flask_babel import get_locale

from app import clock
from app.domain.recurrence import is_known, last_day, pattern_days
from app.domain.rules_on import within
from app.domain.schedule import PLACE_ZONE, Calendar, Freq, Hours, Rule, hours_between, phrase
from app.domain.schedule_rule import LATEST, WEEKDAYS
from app.web.schedule_words import say_rule

COMING_YEAR = dt.timedelta(days=400)
FARTHEST = dt.timedelta(days=3700)
MOST_DATES = 400
"""Of one rule that only a list of dates can say."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One listing for a calendar. `key` is its id and never changes; the rules keep their order."""

    key: str
    title: str
    rules: tuple[Rule, ...]
    details: str = ""
    where: str = ""
    wheres: tuple[str, ...] = ()
    """By rule, for a listing whose places have times of their own."""
    url: str = ""
    language: str = ""
    """Of the title; empty where it is the reader's."""


def calendar_file(
    entries: Iterable[CalendarEntry], calendar: Calendar, *, name: str = "", until: dt.date = LATEST
) -> bytes:
    """The `text/calendar` file of these listings, from today on, to the last day wanted."""
    file = icalendar.Calendar()
    file.add("prodid", "-//Ginnel//Directory//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    if name:
        file.add("name", name)
        file.add("x-wr-calname", name)
    file.add("x-wr-timezone", PLACE_ZONE.key)
    file.add_component(_time_zone())
    for entry in entries:
        for position, rule in enumerate(entry.rules, start=1):
            for event in _events(entry, rule, position, calendar, until):
                file.add_component(event)
    return bytes(file.to_ical())


def _events(
    entry: CalendarEntry, rule: Rule, position: int, calendar: Calendar, until: dt.date
) -> list[icalendar.Event]:
    today = clock.today()
    words = say_rule(phrase(rule), today)
    rule = within(rule, today, until)
    if entry.wheres:
        entry = replace(entry, where=entry.wheres[position - 1])
    events = []
    kept = _kept_days(rule, calendar, today)
    if kept:
        event = _event(entry, words, f"{entry.key}-{position}", kept[0], rule.hours)
        _repeat(event, rule, kept, calendar)
        events.append(event)
    for number, extra in enumerate(rule.extra_dates):
        if today <= extra.day <= today + FARTHEST:
            own = hours_between(extra.opens_at, extra.closes_at)
            twins = sum(other.day == extra.day for other in rule.extra_dates[:number])
            uid = f"{entry.key}-{position}-{extra.day:%Y%m%d}" + (f"-{twins + 1}" if twins else "")
            events.append(_event(entry, words, uid, extra.day, own if own.opens else rule.hours))
    return events


def _kept_days(rule: Rule, calendar: Calendar, today: dt.date) -> list[dt.date]:
    """Regular days of the coming year; of something rarer, the next one."""
    if not is_known(rule):
        return []
    off = {*rule.off_dates, *(extra.day for extra in rule.extra_dates)}
    days = (
        day
        for day in pattern_days(rule, today, min(today + FARTHEST, LATEST))
        if day not in off and calendar.allows(rule, day)
    )
    kept: list[dt.date] = []
    for day in islice(days, MOST_DATES):
        if kept and day > today + COMING_YEAR:
            break
        kept.append(day)
    return kept


def _repeat(event: icalendar.Event, rule: Rule, kept: Sequence[dt.date], calendar: Calendar) -> None:
    first, last = kept[0], last_day(rule)
    is_conditional = rule.term_time_only or rule.off_on_bank_holidays
    written = _recurrence(rule)
    if written is None or rule.freq is Freq.ONCE:
        if len(kept) > 1:
            event.add("rdate", [_starts(day, rule.hours) for day in kept[1:]])
        return
    if is_conditional or (last is not None and last <= kept[-1]):
        last = kept[-1]
    if last is not None:
        written["until"] = _until(last, rule.hours)
    if last != first:
        event.add("rrule", icalendar.vRecur(written))
    changed = [*rule.off_dates, *(extra.day for extra in rule.extra_dates)]
    horizon = min(max([kept[-1], *changed]), first + FARTHEST, last or LATEST)
    left_out = [
        day
        for day in pattern_days(rule, first, horizon)
        if day in changed or (is_conditional and not calendar.allows(rule, day))
    ]
    if left_out:
        event.add("exdate", [_starts(day, rule.hours) for day in left_out])


def _recurrence(rule: Rule) -> dict[str, Any] | None:
    """The rule in RFC 5545's terms, or None where programs read it in different ways."""
    freq, ordinals = rule.freq, {bool(day.nth) for day in rule.byday}
    if freq in {Freq.DAILY, Freq.WEEKLY}:
        ordinals = {False} if rule.byday else set()
        if rule.bymonthday and rule.interval == 1:
            freq = Freq.MONTHLY
    if freq is None or len(ordinals) > 1 or (rule.bymonthday and (True in ordinals or freq is Freq.WEEKLY)):
        return None
    written: dict[str, Any] = {"freq": freq.value}
    if rule.interval > 1:
        written["interval"] = rule.interval
    if rule.byday:
        written["byday"] = [str(day) if True in ordinals else WEEKDAYS[day.weekday] for day in rule.byday]
    if rule.bymonthday:
        written["bymonthday"] = list(rule.bymonthday)
    if not rule.byday and not rule.bymonthday and rule.anchor is not None:
        if freq is Freq.WEEKLY:
            written["byday"] = [WEEKDAYS[rule.anchor.weekday()]]
        elif freq in {Freq.MONTHLY, Freq.YEARLY}:
            written["bymonthday"] = [rule.anchor.day]
        if freq is Freq.YEARLY:
            written["bymonth"] = [rule.anchor.month]
    if rule.wkst:
        written["wkst"] = WEEKDAYS[rule.wkst % 7]
    return written


def _event(entry: CalendarEntry, words: str, uid: str, day: dt.date, hours: Hours) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{uid}@ginnel")
    event.add("dtstamp", clock.now())
    event.add("summary", entry.title, parameters={"LANGUAGE": entry.language or _language()})
    event.add("dtstart", _starts(day, hours))
    if hours.opens is not None and hours.closes is not None:
        end_day = day if hours.closes > hours.opens else day + dt.timedelta(days=1)
        event.add("dtend", dt.datetime.combine(end_day, hours.closes, PLACE_ZONE))
    said = [words, entry.details, entry.url]
    event.add("description", "\n".join(text for text in said if text))
    if entry.where:
        event.add("location", entry.where)
    if entry.url:
        event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event


def _starts(day: dt.date, hours: Hours) -> dt.datetime | dt.date:
    """The wall clock as it stands: what reads the file settles a time that a clock change leaves out."""
    return day if hours.opens is None else dt.datetime.combine(day, hours.opens, PLACE_ZONE)


def _until(day: dt.date, hours: Hours) -> dt.datetime | dt.date:
    starts = _starts(day, hours)
    return starts.astimezone(dt.UTC) if isinstance(starts, dt.datetime) else starts


def _language() -> str:
    return str(get_locale() or "en_GB").replace("_", "-")


@lru_cache(maxsize=1)
def _time_zone() -> icalendar.Timezone:
    """Europe/London since 1996: last Sundays of March and October, at 1am UTC."""
    zone = icalendar.Timezone()
    zone.add("tzid", PLACE_ZONE.key)
    winter, summer = dt.timedelta(0), dt.timedelta(hours=1)
    changes: tuple[
        tuple[type[icalendar.TimezoneStandard | icalendar.TimezoneDaylight], Any, Any, str, Any], ...
    ]
    changes = (
        (icalendar.TimezoneDaylight, winter, summer, "BST", dt.datetime(1996, 3, 31, 1)),  # noqa: DTZ001
        (icalendar.TimezoneStandard, summer, winter, "GMT", dt.datetime(1996, 10, 27, 2)),  # noqa: DTZ001
    )
    for kind, before, after, name, since in changes:
        change = kind()
        change.add("dtstart", since)
        change.add("rrule", {"freq": "yearly", "bymonth": since.month, "byday": "-1SU"})
        change.add("tzoffsetfrom", before)
        change.add("tzoffsetto", after)
        change.add("tzname", name)
        zone.add_component(change)
    return zone
