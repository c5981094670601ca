"""When things happen, from the many ways people write it. What cannot be read is kept as words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from app.domain.feeds.annotations import annotated
from app.domain.feeds.fields import Raw, with_folded_names
from app.domain.feeds.identity import published_id
from app.domain.feeds.ledger import Healing
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Part
from app.domain.schedule_rule import WEEKDAYS, Freq

LONGEST_CLOSURE = 62
"""Days. A longer holiday than this is kept as words."""

ALIASES = {
    "start_time": "opens_at",
    "opens": "opens_at",
    "open": "opens_at",
    "starts_at": "opens_at",
    "end_time": "closes_at",
    "closes": "closes_at",
    "close": "closes_at",
    "ends_at": "closes_at",
    "weekday": "byday",
    "day": "byday",
    "days": "byday",
    "day_of_week": "byday",
    "start_date": "valid_from",
    "end_date": "valid_to",
    "frequency": "freq",
    "original_text": "description",
}
FREQS = {
    "daily": (Freq.DAILY, 1),
    "every day": (Freq.DAILY, 1),
    "weekly": (Freq.WEEKLY, 1),
    "every week": (Freq.WEEKLY, 1),
    "once a week": (Freq.WEEKLY, 1),
    "fortnightly": (Freq.WEEKLY, 2),
    "biweekly": (Freq.WEEKLY, 2),
    "every other week": (Freq.WEEKLY, 2),
    "every two weeks": (Freq.WEEKLY, 2),
    "monthly": (Freq.MONTHLY, 1),
    "every month": (Freq.MONTHLY, 1),
    "yearly": (Freq.YEARLY, 1),
    "annually": (Freq.YEARLY, 1),
    "once": (Freq.ONCE, 1),
    "one-off": (Freq.ONCE, 1),
}
_ORDER = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_SPAN = re.compile(
    r"\b(mo|tu|we|th|fr|sa|su)[a-z]*\s*(?:-|–|to|until|through)\s*(mo|tu|we|th|fr|sa|su)[a-z]*\b"
)
_ORDERS = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_DAY = re.compile(
    rf"(?:(?P<orders>{_ORDERS}(?:\s*(?:,|&|and|\s)\s*{_ORDERS})*)\s+|(?P<nth>[+-]?\d{{1,2}})\s*)?"
    r"(?<![a-z])(?P<day>mo(?:n|nday)?|tu(?:e|es|esday)?|we(?:d|ds|dnesday)?|th(?:u|ur|urs|ursday)?|"
    r"fr(?:i|iday)?|sa(?:t|turday)?|su(?:n|nday)?)s?\b"
)
_SEPARATORS = re.compile(r"[\s,;/&+|.\[\]\"'()]+|\b(?:and|every|each|on|of|the|month)\b")


def schedules(reader: Reader, raw: Raw, name: str = "schedules", *, place: int | None = None) -> list[Part]:
    """The schedules of a listing or place, with holidays as days off."""
    made = [
        part
        for one in reader.objects(raw, name, as_words="description")
        if (part := _schedule(reader, one)) is not None
    ]
    for part in made:
        part.place = place
    holidays = reader.objects(raw, "holidays", as_words="description")
    if holidays and made:
        _with_holidays(reader, made, holidays)
    return made


def _schedule(reader: Reader, given: Raw) -> Part | None:
    raw = with_folded_names(given, ALIASES)
    raw = _with_rrule(raw)
    spare: list[str] = []
    freq, times = _freq(reader, raw, spare)
    interval = reader.whole(raw, "interval", 1, 400)
    byday = byday_of(reader, raw, spare)
    columns: dict[str, Any] = {
        "valid_from": reader.date(raw, "valid_from"),
        "valid_to": reader.date(raw, "valid_to"),
        "dtstart": reader.date(raw, "dtstart"),
        "until": reader.date(raw, "until"),
        "timezone": reader.line(raw, "timezone", 60),
        "count": reader.whole(raw, "count", 1, 10_000),
        "wkst": reader.line(raw, "wkst", 2).upper()
        if str(raw.get("wkst", "")).upper()[:2] in WEEKDAYS
        else "",
        "freq": freq,
        "interval": times if times > 1 and interval in (None, 1) else interval,
        "byday": byday,
        "byweekno": reader.line(raw, "byweekno"),
        "bymonthday": _month_days(reader, raw, spare),
        "byyearday": reader.line(raw, "byyearday"),
        "description": reader.words(raw, "description"),
        "opens_at": reader.clock(raw, "opens_at", spare),
        "closes_at": reader.clock(raw, "closes_at", spare),
        "schedule_link": reader.link(raw, "schedule_link", spare),
        "attending_type": reader.line(raw, "attending_type"),
        "notes": reader.words(raw, "notes"),
        "term_time_only": _says(raw, "term_time_only", r"term[ -]?time only|during term[ -]?time"),
        "off_on_bank_holidays": _says(
            raw,
            "off_on_bank_holidays",
            r"not (?:on|available on) (?:public|bank) holidays?|(?:except|closed|closed on) bank holidays?",
        ),
    }
    columns["notes"] = "\n".join(filter(None, (columns["notes"], *spare)))
    first, last = columns["valid_from"], columns["valid_to"]
    if first and last and last < first:
        reader.note(Healing.DATE, f"valid_from {first}, valid_to {last}", "changed round")
        columns["valid_from"], columns["valid_to"] = last, first
    if not columns["freq"] and (columns["byday"] or columns["bymonthday"]):
        columns["freq"] = (
            Freq.WEEKLY.value
            if columns["byday"] and not re.search(r"\d", columns["byday"])
            else Freq.MONTHLY.value
        )
        reader.note(
            Healing.PATTERN,
            f"days without how often: {columns['byday'] or columns['bymonthday']}",
            columns["freq"],
        )
    if not any(value for name, value in columns.items() if name not in {"timezone", "interval", "wkst"}):
        return None
    return annotated(reader, raw, Part(columns, published_id(raw.get("id"))))


def _says(raw: Raw, name: str, words: str) -> bool:
    if isinstance(raw.get(name), bool):
        return bool(raw[name])
    text = f"{raw.get('description') or ''} {raw.get('notes') or ''}"[:2000]
    return bool(re.search(words, text, re.IGNORECASE))


def _with_rrule(raw: dict[str, Any]) -> dict[str, Any]:
    """Parts of a whole RRULE written into one field, each where it belongs."""
    for name in ("rrule", "freq", "byday"):
        text = raw.get(name)
        if not isinstance(text, str) or "=" not in text:
            continue
        parts = dict(
            piece.split("=", 1)
            for piece in re.split(r"[;\n]", text.upper().replace("RRULE:", ""))
            if piece.count("=") == 1
        )
        raw = {**raw, name: ""}
        for key, value in parts.items():
            column = key.strip().lower()
            if column in {
                "freq",
                "interval",
                "byday",
                "bymonthday",
                "until",
                "count",
                "wkst",
                "byweekno",
                "byyearday",
            }:
                raw[column] = raw.get(column) or value.strip()
    return raw


def _freq(reader: Reader, raw: Raw, spare: list[str]) -> tuple[str, int]:
    """How often, and the interval that the word itself means."""
    text = reader.line(raw, "freq", 100)
    if not text:
        return "", 1
    if text in Freq.__members__:
        return text, 1
    known = FREQS.get(" ".join(text.lower().replace("_", " ").split()))
    if known is None:
        reader.note(Healing.PATTERN_TO_WORDS, text)
        spare.append(text)
        return "", 1
    reader.note(Healing.PATTERN, text, known[0].value)
    return known[0].value, known[1]


def byday_of(reader: Reader, raw: Raw, spare: list[str]) -> str:
    """Weekdays as `TU,TH` or `1TU`, from codes or names; empty when some part cannot be read."""
    value = raw.get("byday")
    text = (
        ",".join(reader.raw_text(one) for one in value[:20])
        if isinstance(value, list)
        else reader.raw_text(value)
    )
    text = text.strip()[:200]
    if not text:
        return ""
    if re.fullmatch(
        r"(?:[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))(?:,[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))*", text
    ):
        return text
    found = days_in(text)
    if found is None:
        reader.note(Healing.PATTERN_TO_WORDS, text)
        spare.append(text)
        return ""
    reader.note(Healing.PATTERN, text, found)
    return found


def days_in(text: str) -> str | None:
    """The weekdays a text names, in its order; None when it says something else as well."""
    low = " ".join(text.lower().replace("’", "'").split())
    low = re.sub(r"\bweekdays\b", "mo - fr", low)
    low = re.sub(r"\bweekends?\b", "sa - su", low)
    low = re.sub(r"\b(?:every ?day|daily|7 days a week|all week)\b", "mo - su", low)
    days: dict[str, None] = {}

    def span(match: re.Match[str]) -> str:
        first, last = WEEKDAYS.index(match[1].upper()), WEEKDAYS.index(match[2].upper())
        for step in range((last - first) % 7 + 1):
            days[WEEKDAYS[(first + step) % 7]] = None
        return " "

    low = _SPAN.sub(span, low)

    def day(match: re.Match[str]) -> str:
        code = match["day"][:2].upper()
        nths = [_ORDER[word] for word in re.findall(_ORDERS, match["orders"] or "")] or [
            int(match["nth"] or 0)
        ]
        for nth in nths:
            days[f"{nth or ''}{code}"] = None
        return " "

    low = _DAY.sub(day, low)
    if _SEPARATORS.sub("", low) or not days:
        return None
    return ",".join(days)


def _month_days(reader: Reader, raw: Raw, spare: list[str]) -> str:
    text = reader.line(raw, "bymonthday", 100)
    if not text:
        return ""
    pieces = [piece for piece in re.split(r"[,;\s]+", text) if piece]
    good = [piece for piece in pieces if re.fullmatch(r"[+-]?\d{1,2}", piece) and 1 <= abs(int(piece)) <= 31]
    if len(good) < len(pieces):
        reader.note(Healing.PATTERN_TO_WORDS, text)
        spare.append(text)
        return ""
    return ",".join(str(int(piece)) for piece in good)


def _with_holidays(reader: Reader, made: list[Part], holidays: Iterable[Raw]) -> None:
    """Days a publisher calls holidays, as days off or days with other hours, on every schedule."""
    seen: set[dt.date] = set()
    for given in holidays:
        raw = with_folded_names(given)
        spare: list[str] = []
        first, last = reader.date(raw, "start_date"), reader.date(raw, "end_date")
        first, last = first or last, last or first
        if first is None or last is None:
            continue
        first, last = min(first, last), max(first, last)
        opens, closes = reader.clock(raw, "opens_at", spare), reader.clock(raw, "closes_at", spare)
        happens = not raw.get("closed") and bool(opens)
        if (last - first).days > LONGEST_CLOSURE:
            words = f"{first.isoformat()} to {last.isoformat()}"
            for part in made:
                part.columns["notes"] = "\n".join(filter(None, (part.columns["notes"], words)))
            continue
        for ahead in range((last - first).days + 1):
            day = first + dt.timedelta(days=ahead)
            if day in seen:
                continue
            seen.add(day)
            for part in made:
                exception = {
                    "day": day,
                    "happens": happens,
                    "opens_at": opens,
                    "closes_at": closes,
                    "note": "",
                }
                part.add("schedule_exception", Part(exception))
