"""What a volunteer typed about when something happens, made into a rule, or what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.domain.recurrence import pattern_days
from app.domain.schedule_boxes import (
    BOXES,
    LAST,
    LONGEST_NOTE,
    MOST_DATES,
    WHICH,
    Box,
    Fault,
    Repeats,
    Typed,
    Wrong,
)
from app.domain.schedule_rule import WEEKDAYS, ByDay, ExtraDate, Freq, Rule
from app.domain.typed_dates import MONTHS, read_date
from app.domain.typed_hours import read_hours
from app.domain.typed_text import clean_lines

_HOURS_AFTER = re.compile(r"(.*?\d.*?)(?:[,،]|:(?=\s)|\s+from\s|\s+at\s)\s*(.+)")
_BETWEEN = re.compile(r"\s*(?:\bto\b|\buntil\b|\btill\b|[-–—])\s*")
_APART = re.compile(r"[,،;؛&\s]+(?:و(?=\d))?|\b(?:and|i|oraz|și|şi|si|اور)\b")
"""Between days of the month, as they are listed in the languages we offer."""
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class Built:
    """What the form says. `rule` is None while something is wrong."""

    rule: Rule | None
    faults: tuple[Fault, ...] = ()


@dataclass
class _Reader:
    typed: Typed
    repeats: Repeats
    today: dt.date
    months: Mapping[str, int]
    faults: list[Fault] = field(default_factory=list)

    def asks(self, box: Box) -> bool:
        return box in BOXES[self.repeats]

    def fault(self, box: Box, kind: Wrong, value: str = "", day: dt.date | None = None) -> None:
        self.faults.append(Fault(box, kind, value.strip()[:60], day))

    def date(self, box: Box) -> dt.date | None:
        text = getattr(self.typed, box.value).strip() if self.asks(box) else ""
        day = read_date(text, self.today, self.months) if text else None
        if text and day is None:
            self.fault(box, Wrong.BAD_DATE, text)
        return day


def read(typed: Typed, today: dt.date, months: Mapping[str, int] = MONTHS) -> Built:
    """The rule that the form says. Boxes that the answer to "How often?" does not ask for are left out."""
    if typed.repeats not in set(Repeats):
        return Built(None)
    reader = _Reader(typed, Repeats(typed.repeats), today, months)
    opens, closes = _hours(reader)
    rule = Rule(
        dtstart=reader.date(Box.FIRST),
        until=reader.date(Box.UNTIL),
        opens_at=opens,
        closes_at=closes,
        term_time_only=typed.term_time and reader.asks(Box.TERM_TIME),
        off_on_bank_holidays=typed.bank_holidays and reader.asks(Box.BANK_HOLIDAYS),
        off_dates=_off(reader),
        extra_dates=_extra(reader),
        notes=_note(reader),
    )
    rule = _PATTERNS[reader.repeats](reader, rule)
    if not reader.faults:
        _check(reader, rule)
    return Built(None if reader.faults else rule, tuple(reader.faults))


def _hours(reader: _Reader) -> tuple[str, str]:
    opens, closes = read_hours(reader.typed.opens, reader.typed.closes)
    for box, text, time in (
        (Box.OPENS, reader.typed.opens, opens),
        (Box.CLOSES, reader.typed.closes, closes),
    ):
        if text.strip() and time is None:
            reader.fault(box, Wrong.BAD_TIME, text)
    if opens is not None and opens == closes:
        reader.fault(Box.CLOSES, Wrong.SAME_TIMES)
    return _clock(opens), _clock(closes)


def _off(reader: _Reader) -> tuple[dt.date, ...]:
    found: dict[dt.date, None] = {}
    for line in _lines(reader, Box.OFF):
        day = read_date(line, reader.today, reader.months)
        if day is None:
            reader.fault(Box.OFF, Wrong.BAD_DATE, line)
        else:
            found[day] = None
    return tuple(sorted(found))


def _extra(reader: _Reader) -> tuple[ExtraDate, ...]:
    """Dates with their own hours where a line gives some: `24 December, 2pm to 4pm`."""
    found: dict[dt.date, ExtraDate] = {}
    for line in _lines(reader, Box.EXTRA):
        made = _extra_of(line, reader)
        if made is None:
            reader.fault(Box.EXTRA, Wrong.BAD_EXTRA, line)
        elif made.day in found:
            reader.fault(Box.EXTRA, Wrong.TWICE, line, made.day)
        else:
            found[made.day] = made
    return tuple(in_order(found.values()))


def _extra_of(line: str, reader: _Reader) -> ExtraDate | None:
    day = read_date(line, reader.today, reader.months)
    if day is not None:
        return ExtraDate(day)
    cut = _HOURS_AFTER.fullmatch(line)
    day = read_date(cut[1], reader.today, reader.months) if cut else None
    if cut is None or day is None:
        return None
    opens, closes = ([*_BETWEEN.split(cut[2].removeprefix("from "), maxsplit=1), ""])[:2]
    start, end = read_hours(opens, closes)
    if start is None or (closes.strip() and (end is None or end == start)):
        return None
    return ExtraDate(day, _clock(start), _clock(end))


def _lines(reader: _Reader, box: Box) -> list[str]:
    if not reader.asks(box):
        return []
    text = clean_lines(getattr(reader.typed, box.value))
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > MOST_DATES:
        reader.fault(box, Wrong.TOO_MANY)
    return lines[:MOST_DATES]


def _note(reader: _Reader) -> str:
    note = " ".join(clean_lines(reader.typed.note).split())
    if len(note) > LONGEST_NOTE:
        reader.fault(Box.NOTE, Wrong.TOO_LONG)
    return note


def _days(reader: _Reader) -> tuple[int, ...]:
    days = sorted({WEEKDAYS.index(day) for day in reader.typed.days if day in WEEKDAYS})
    if not days:
        reader.fault(Box.DAYS, Wrong.NO_DAY)
    return tuple(days)


def _once(reader: _Reader, rule: Rule) -> Rule:
    if not reader.typed.first.strip():
        reader.fault(Box.FIRST, Wrong.NO_DATE_ONCE)
    return replace(rule, freq=Freq.ONCE)


def _daily(reader: _Reader, rule: Rule) -> Rule:
    return replace(rule, freq=Freq.DAILY)


def _weekly(reader: _Reader, rule: Rule) -> Rule:
    return replace(rule, freq=Freq.WEEKLY, byday=tuple(ByDay(day) for day in _days(reader)))


def _other_weeks(reader: _Reader, rule: Rule) -> Rule:
    rule = replace(_weekly(reader, rule), interval=2)
    days = {day.weekday for day in rule.byday}
    if not reader.typed.first.strip():
        reader.fault(Box.FIRST, Wrong.NO_FIRST)
    elif rule.dtstart and days and rule.dtstart.weekday() not in days:
        reader.fault(Box.FIRST, Wrong.OTHER_DAY, reader.typed.first, rule.dtstart)
    return rule


def _month_weekdays(reader: _Reader, rule: Rule) -> Rule:
    which = [one for one in WHICH if str(one) in reader.typed.which]
    if not which:
        reader.fault(Box.WHICH, Wrong.NO_WHICH)
    days = _days(reader)
    return replace(rule, freq=Freq.MONTHLY, byday=tuple(ByDay(day, nth) for nth in which for day in days))


def _month_dates(reader: _Reader, rule: Rule) -> Rule:
    dates: list[int] = []
    for piece in _APART.split(reader.typed.dates.strip().lower()):
        found = _DAY_OF_MONTH.fullmatch(piece)
        if piece == LAST or (found and 1 <= int(found[1]) <= 31):
            dates.append(int(found[1]) if found else -1)
        elif piece and piece not in {"the", "of", "day", "month", "date"}:
            reader.fault(Box.DATES, Wrong.BAD_DATES, piece)
    if not dates and not reader.faults:
        reader.fault(Box.DATES, Wrong.NO_DATES)
    return replace(rule, freq=Freq.MONTHLY, bymonthday=tuple(sorted(set(dates))))


def _varies(reader: _Reader, rule: Rule) -> Rule:
    if not rule.notes and not rule.extra_dates and not reader.faults:
        reader.fault(Box.NOTE, Wrong.NOTHING)
    return replace(rule, dtstart=None, until=None, off_dates=())


_PATTERNS: Mapping[Repeats, Callable[[_Reader, Rule], Rule]] = {
    Repeats.ONCE: _once,
    Repeats.DAYS: _daily,
    Repeats.WEEKS: _weekly,
    Repeats.OTHER_WEEKS: _other_weeks,
    Repeats.MONTH_WEEKDAYS: _month_weekdays,
    Repeats.MONTH_DATES: _month_dates,
    Repeats.VARIES: _varies,
}


def _check(reader: _Reader, rule: Rule) -> None:
    """What only shows once the whole pattern is known: an end before the start, a day off it never has."""
    if rule.until and rule.dtstart and rule.until < rule.dtstart:
        reader.fault(Box.UNTIL, Wrong.ENDS_FIRST, day=rule.until)
        return
    if rule.freq is None:
        return
    for day in rule.off_dates:
        if next(iter(pattern_days(rule, day, day)), None) is None:
            reader.fault(Box.OFF, Wrong.NOT_A_DATE_OF_IT, day=day)
    if rule.until and rule.freq is not Freq.ONCE and not rule.extra_dates:
        start = rule.dtstart or reader.today - dt.timedelta(days=800)
        if next(iter(pattern_days(rule, start, rule.until)), None) is None:
            reader.fault(Box.UNTIL, Wrong.NEVER, day=rule.until)


def _clock(time: dt.time | None) -> str:
    return time.strftime("%H:%M") if time else ""


def in_order(extras: Iterable[ExtraDate]) -> list[ExtraDate]:
    return sorted(extras, key=lambda one: (one.day, one.opens_at, one.closes_at))
