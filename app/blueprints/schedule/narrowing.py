"""What an address asks of the schedule, and what can be chosen on the page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from app.blueprints.schedule.fields import offered_areas
from app.domain.activity import Wanted, When
from app.domain.engagement import ActivityStatus, TagGroup
from app.domain.typed_text import clean_line
from app.queries.activities import Words
from app.web.activity_words import area_words, month_words
from app.web.labels import label

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
MOST_MONTHS = 72
LONGEST = 100
Chosen = TypeVar("Chosen", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer."""

    months: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]


def wanted(*, is_public: bool = False) -> Wanted:
    """Junk in an address asks for nothing."""
    return Wanted(
        when=one_of(When, "when") or When.COMING,
        partner="" if is_public else typed("partner"),
        community="" if is_public else typed("community"),
        topic=typed("topic"),
        area=next((area.code for area in offered_areas() if area.code == typed("area")), ""),
        month=month(typed("month")),
        status=None if is_public else one_of(ActivityStatus, "status"),
    )


def everything(asked: Wanted) -> Wanted:
    """Past and to come: for a calendar that other programs keep."""
    return replace(asked, when=When.ALL)


def typed(name: str) -> str:
    return clean_line(request.args.get(name, ""))[:LONGEST]


def month(written: str) -> dt.date | None:
    """Shape: `2027-05`."""
    found = MONTH.fullmatch(written)
    return dt.date(int(found[1]), int(found[2]), 1) if found else None


def one_of(kind: type[Chosen], name: str) -> Chosen | None:
    return next((one for one in kind if one.value == request.args.get(name)), None)


def arguments(asked: Wanted) -> dict[str, Any]:
    """The same as an address has it, without what says nothing."""
    said = {
        "when": asked.when.value if asked.when is not When.COMING and not asked.month else "",
        "partner": asked.partner,
        "community": asked.community,
        "topic": asked.topic,
        "area": asked.area,
        "month": f"{asked.month:%Y-%m}" if asked.month else "",
        "status": asked.status.value if asked.status else "",
    }
    return {name: value for name, value in said.items() if value}


def narrowed(words: Words, asked: Wanted) -> dict[str, Any]:
    """What the form of filters needs."""
    said = arguments(asked)
    return {
        "asked": asked,
        "said": said,
        "words": words,
        "choices": choices(words, asked),
        "statuses": [(one.value, label(one)) for one in ActivityStatus],
        "with_when": lambda when: arguments(replace(asked, when=when)),
    }


def choices(words: Words, asked: Wanted) -> Choices:
    """Months and areas in which there is something, and those that are chosen."""
    areas = {*words.of(TagGroup.AREA), *([asked.area] if asked.area else [])}
    named = zip(areas, area_words(areas), strict=True)
    return Choices(tuple(months(words, asked)), tuple(sorted(named, key=lambda one: one[1])))


def months(words: Words, asked: Wanted) -> list[tuple[str, str]]:
    if words.first is None or words.last is None:
        days = [asked.month] if asked.month else []
    else:
        last = words.last.replace(day=1)
        days = [last]
        while days[-1] > words.first and len(days) < MOST_MONTHS:
            days.append((days[-1] - dt.timedelta(days=1)).replace(day=1))
        days = sorted({day for day in days if day >= words.first.replace(day=1)} | {asked.month or last})
    return [(f"{day:%Y-%m}", month_words(day)) for day in days]
