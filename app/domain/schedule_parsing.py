"""Rules from what others wrote: every reading gives a rule, and what was wrong as data.

Nothing is invented: what cannot be read leaves the pattern unknown, so that no date comes of it, while
the hours and notes are kept. A time zone written after a time is dropped: people publish wall clocks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from app.domain.recurrence import is_known
from app.domain.schedule_rule import (
    EARLIEST,
    LATEST,
    MOST_REPEATS,
    WEEKDAYS,
    ByDay,
    ExtraDate,
    Freq,
    Rule,
)

MOST_EXCEPTIONS = 1000
LONGEST_INTERVAL = 400
ROW_FIELDS = (
    *("freq", "interval", "byday", "bymonthday", "byweekno", "byyearday", "wkst"),
    *("dtstart", "until", "count", "valid_from", "valid_to", "opens_at", "closes_at", "notes"),
    *("term_time_only", "off_on_bank_holidays"),
)

_BYDAY = re.compile(r"([+-]?\d{1,3})?\s*(MO|TU|WE|TH|FR|SA|SU)[A-Z]*\Z")
_TIME = re.compile(r"(?:.*[T ])?(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?", re.IGNORECASE)
_ZONE = re.compile(r"\s*(?:Z|[+-]\d{2}:?\d{2})\Z", re.IGNORECASE)


class FaultKind(StrEnum):
    UNREADABLE = "unreadable"
    """Not a value of its kind; left out."""
    OUT_OF_RANGE = "out_of_range"
    """Readable but not believable; left out."""
    NOT_SUPPORTED = "not_supported"
    """Right by RFC 5545, but we cannot expand it: the pattern is unknown."""
    HEALED = "healed"
    """Read as what it must have meant."""
    NO_FIRST_DATE = "no_first_date"
    """The pattern cannot be put on dates without one."""
    ENDS_BEFORE_START = "ends_before_start"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Fault:
    field: str
    kind: FaultKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    rule: Rule
    faults: tuple[Fault, ...] = ()


class ScheduleRow(Protocol):
    """What `rule_from_row` reads: the row of a schedule with its exceptions."""

    @property
    def exceptions(self) -> Iterable[Any]: ...


@dataclass
class _Reader:
    source: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, name: str, kind: FaultKind, value: object = "") -> None:
        self.faults.append(Fault(name, kind, str(value)[:80]))

    def text(self, name: str) -> str:
        value = self.source.get(name)
        if isinstance(value, list | tuple):
            return ",".join(str(one).strip() for one in value)
        return "" if value is None else str(value).strip()

    def date(self, name: str, value: object = None) -> dt.date | None:
        value = self.source.get(name) if value is None else value
        if isinstance(value, dt.datetime):
            value = value.date()
        if value is None or value == "":
            return None
        if not isinstance(value, dt.date):
            try:
                value = dt.date.fromisoformat(str(value).strip()[:10])
            except ValueError:
                self.fault(name, FaultKind.UNREADABLE, value)
                return None
        if not EARLIEST < value <= LATEST:
            self.fault(name, FaultKind.OUT_OF_RANGE, value)
            return None
        return value

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        text = self.text(name)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,12}(\.0+)?", text, re.ASCII):
            self.fault(name, FaultKind.UNREADABLE, text)
            return None
        number = int(text.partition(".")[0])
        if not lowest <= number <= highest:
            self.fault(name, FaultKind.OUT_OF_RANGE, text)
            return None
        return number

    def time(self, name: str, value: object = None) -> str:
        value = self.source.get(name) if value is None else value
        if isinstance(value, dt.time | dt.datetime):
            return value.strftime("%H:%M")
        text = "" if value is None else str(value).strip()
        if not text:
            return ""
        if text.lower() in {"noon", "midday"}:
            return "12:00"
        if text.lower() == "midnight":
            return "00:00"
        found = _TIME.fullmatch(_ZONE.sub("", text)) if len(text) < 40 else None
        clock = _clock(found) if found else None
        if clock is None:
            self.fault(name, FaultKind.UNREADABLE, text)
            return ""
        return clock

    def flag(self, name: str) -> bool:
        value = self.source.get(name)
        return value.strip().lower() in {"true", "1", "yes"} if isinstance(value, str) else bool(value)


def parse_rule(source: Mapping[str, Any]) -> Parsed:
    """A rule from columns as published: texts, numbers or dates; `exceptions` as a list of mappings."""
    read = _Reader(source)
    off, extra = _exceptions(read)
    opens, closes = _hours(read)
    rule = Rule(
        bymonthday=_month_days(read),
        dtstart=read.date("dtstart"),
        until=read.date("until"),
        count=read.number("count", 1, MOST_REPEATS),
        wkst=_week_start(read),
        valid_from=read.date("valid_from"),
        valid_to=read.date("valid_to"),
        opens_at=opens,
        closes_at=closes,
        term_time_only=read.flag("term_time_only"),
        off_on_bank_holidays=read.flag("off_on_bank_holidays"),
        off_dates=off,
        extra_dates=extra,
        notes=read.text("notes"),
    )
    rule = _with_pattern(read, rule)
    _check(read, rule)
    return Parsed(rule, tuple(read.faults))


def rule_from_row(row: ScheduleRow) -> Rule:
    """The rule of a stored schedule."""
    source = {name: getattr(row, name, None) for name in ROW_FIELDS}
    names = ("day", "happens", "opens_at", "closes_at")
    source["exceptions"] = [{name: getattr(one, name) for name in names} for one in row.exceptions]
    return parse_rule(source).rule


def _with_pattern(read: _Reader, rule: Rule) -> Rule:
    """The rule with its frequency, interval and days; without, when any of them cannot be understood."""
    freq = _frequency(read)
    days, all_read = _days(read)
    interval = 1 if read.text("interval") in {"", "0"} else read.number("interval", 1, LONGEST_INTERVAL)
    for name in ("byweekno", "byyearday", "bysetpos"):
        if read.text(name):
            read.fault(name, FaultKind.NOT_SUPPORTED, read.text(name))
            freq = None
    if read.text("freq") == "" and (days or rule.bymonthday):
        freq = Freq.WEEKLY if days else Freq.MONTHLY
        read.fault("freq", FaultKind.HEALED, freq)
    unreadable_dates = bool(read.text("bymonthday")) and not rule.bymonthday
    without = replace(rule, bymonthday=())
    if freq is None or interval is None or unreadable_dates or not (days or all_read):
        return without
    if freq in {Freq.DAILY, Freq.WEEKLY} and any(day.nth for day in days):
        if interval > 1 or not all(day.nth for day in days):
            read.fault("byday", FaultKind.NOT_SUPPORTED, read.text("byday"))
            return without
        freq = Freq.MONTHLY
        read.fault("freq", FaultKind.HEALED, freq)
    if freq in {Freq.MONTHLY, Freq.WEEKLY} and any(abs(day.nth) > 5 for day in days):
        read.fault("byday", FaultKind.OUT_OF_RANGE, read.text("byday"))
        return without
    if freq is Freq.ONCE and rule.dtstart is None and rule.valid_from == rule.valid_to:
        return replace(rule, freq=freq, dtstart=rule.valid_from)
    return replace(rule, freq=freq, interval=interval, byday=days)


def _check(read: _Reader, rule: Rule) -> None:
    if rule.freq is not None and not is_known(rule):
        read.fault("dtstart", FaultKind.NO_FIRST_DATE)
    first = max((day for day in (rule.dtstart, rule.valid_from) if day), default=EARLIEST)
    last = min((day for day in (rule.until, rule.valid_to) if day), default=LATEST)
    if last < first:
        read.fault("until" if rule.until == last else "valid_to", FaultKind.ENDS_BEFORE_START, last)


def _frequency(read: _Reader) -> Freq | None:
    text = read.text("freq").upper().removeprefix("FREQ=")
    if not text:
        return None
    try:
        return Freq(text)
    except ValueError:
        read.fault("freq", FaultKind.UNREADABLE, text)
        return None


def _days(read: _Reader) -> tuple[tuple[ByDay, ...], bool]:
    """The weekdays, and whether every one given could be read."""
    days: dict[ByDay, None] = {}
    all_read = True
    for piece in re.split(r"[,;/&]+", read.text("byday").upper())[:100]:
        if not piece.strip():
            continue
        found = _BYDAY.match(piece.strip())
        nth = int(found[1] or 0) if found else 0
        if found is None or abs(nth) > 53 or (found[1] and nth == 0):
            read.fault("byday", FaultKind.UNREADABLE, piece)
            all_read = False
            continue
        days[ByDay(WEEKDAYS.index(found[2]), nth)] = None
    return tuple(days), all_read


def _month_days(read: _Reader) -> tuple[int, ...]:
    days: dict[int, None] = {}
    for piece in re.split(r"[,;\s]+", read.text("bymonthday"))[:100]:
        if not piece:
            continue
        if re.fullmatch(r"[+-]?\d{1,2}", piece, re.ASCII) and 1 <= abs(int(piece)) <= 31:
            days[int(piece)] = None
        else:
            read.fault("bymonthday", FaultKind.UNREADABLE, piece)
    return tuple(days)


def _week_start(read: _Reader) -> int:
    text = read.text("wkst").upper()[:2]
    if text in WEEKDAYS:
        return WEEKDAYS.index(text)
    if text:
        read.fault("wkst", FaultKind.UNREADABLE, read.text("wkst"))
    return 0


def _hours(read: _Reader) -> tuple[str, str]:
    """Hours that end when they start have no end; midnight to midnight is a form left empty."""
    opens, closes = read.time("opens_at"), read.time("closes_at")
    if opens and opens == closes:
        read.fault("closes_at", FaultKind.HEALED, closes)
        return ("" if opens == "00:00" else opens), ""
    return opens, closes


def _clock(found: re.Match[str]) -> str | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found[2] is None:
        return None
    if (hour, minute) == (24, 0):
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _exceptions(read: _Reader) -> tuple[tuple[dt.date, ...], tuple[ExtraDate, ...]]:
    given = read.source.get("exceptions") or []
    if not isinstance(given, list | tuple):
        read.fault("exceptions", FaultKind.UNREADABLE, given)
        return (), ()
    if len(given) > MOST_EXCEPTIONS:
        read.fault("exceptions", FaultKind.TOO_MANY, len(given))
    off: dict[dt.date, None] = {}
    extra: dict[ExtraDate, None] = {}
    for one in given[:MOST_EXCEPTIONS]:
        day = read.date("exceptions", one.get("day") or "") if isinstance(one, Mapping) else None
        if day is None:
            continue
        if not one.get("happens"):
            off[day] = None
            continue
        opens, closes = (read.time("exceptions", one.get(name) or "") for name in ("opens_at", "closes_at"))
        extra[ExtraDate(day, opens, closes)] = None
    return tuple(off), tuple(extra)
