"""A diary in words: when, with whom, where, and how far along the day is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from app import clock
from app.domain.diary import CHANNELS
from app.domain.reaching import ProfessionalNeed, clean_reaching
from app.domain.schedule import Calendar, Freq, Rule
from app.domain.tasks import AppointmentStatus, Settled
from app.models.cases import Case
from app.operations.appointments import TO_BOOK
from app.queries.diary import Entry
from app.web import reaching_words
from app.web.calendar_file import CalendarEntry, calendar_file
from app.web.filters import is_english, number
from app.web.labels import label
from app.web.task_words import story_of

SOON = dt.timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a diary. `step`: `done`, `next` or `open`."""

    id: uuid.UUID
    starts_at: dt.datetime
    step: str
    time: str
    title: str
    what: str
    place: str
    support: str
    note: str
    reach: str
    safe: tuple[str, ...]
    """What must not be done."""
    case_id: uuid.UUID | None


def entries(found: list[Entry]) -> list[Line]:
    """The lines of some days, in their order. The first that is still to come is the next."""
    now = clock.now()
    upcoming = [one for one in found if one.status is AppointmentStatus.PLANNED and one.ends_at > now]
    return [line(one, is_next=one is upcoming[0] if upcoming else False, now=now) for one in found]


def line(one: Entry, *, is_next: bool, now: dt.datetime) -> Line:
    is_over = one.status is AppointmentStatus.HAPPENED or one.ends_at <= now
    return Line(
        id=one.id,
        starts_at=one.starts_at,
        step="done" if is_over else "next" if is_next else "open",
        time=clock_time(one.starts_at),
        title=one.who.name if one.who else one.what,
        what=one.what if one.who else label(one.kind),
        place=one.place,
        support=". ".join(part for part in (one.support, booking_words(one.booking)) if part),
        note=note_of(one, is_next=is_next, now=now),
        reach=reaching_words.one_line(one.who.reaching) if one.who else "",
        safe=tuple(reaching_words.safe_lines(one.who.reaching)) if one.who else (),
        case_id=one.case_id,
    )


def note_of(one: Entry, *, is_next: bool, now: dt.datetime) -> str:
    """Shape: `30 minutes. Done.`, `Next, in 50 minutes.`"""
    lasts = ngettext("%(n)s minute", "%(n)s minutes", one.minutes, n=number(one.minutes))
    if one.status is AppointmentStatus.HAPPENED:
        return _("%(lasts)s. Done.", lasts=lasts)
    wait = one.starts_at - now
    if is_next and dt.timedelta(0) < wait <= SOON:
        minutes = max(1, int(wait.total_seconds() // 60))
        return ngettext("Next, in %(n)s minute.", "Next, in %(n)s minutes.", minutes, n=number(minutes))
    return _("%(lasts)s.", lasts=lasts)


def clock_time(moment: dt.datetime) -> str:
    """Shape: `9:30am`, `11am`; `09:30` in other languages."""
    local = moment.astimezone(clock.LONDON)
    if not is_english():
        return str(format_datetime(local, "HH:mm", rebase=False))
    pattern = "h:mma" if local.minute else "ha"
    return str(format_datetime(local, pattern, rebase=False)).lower()


@dataclass(frozen=True, slots=True)
class About:
    """Whom an appointment is with, and how to talk with them."""

    name: str
    number: int
    story: str
    lines: list[reaching_words.Line]
    safe: list[str]
    warnings: list[tuple[str, str]]
    """Kind of appointment -> why it may not be a good one."""


def about(case: Case) -> About:
    person = case.person
    warned = (
        (label(kind), reaching_words.warning(person.reaching, channel)) for kind, channel in CHANNELS.items()
    )
    return About(
        name=f"{person.preferred_name or person.given_name} {person.family_name}",
        number=case.number,
        story=story_of(case.id),
        lines=reaching_words.lines(person.reaching, person.language),
        safe=reaching_words.safe_lines(person.reaching),
        warnings=[(kind, words) for kind, words in warned if words],
    )


def who_it_takes(reaching: Mapping[str, object]) -> str:
    """Whom a meeting takes besides, in words: what the form starts with."""
    held = clean_reaching(reaching)
    said = [label(ProfessionalNeed(one)) for one in held["professionals"]]
    if held["interpreter"]:
        said.insert(0, _("Interpreter for %(language)s", language=held["interpreter"]))
    return "; ".join(said)


def booking_words(booking: str) -> str:
    """Whether whom it takes is booked; empty where nobody is needed."""
    if booking == TO_BOOK:
        return _("Not booked yet")
    return label(Settled(booking)) if booking in set(Settled) else ""


def calendar(found: list[Entry], *, name: str) -> bytes:
    """A diary for other calendars. It names nobody, and no place of somebody whose address is kept secret."""
    return calendar_file([calendar_entry(one) for one in found], Calendar(), name=name)


def calendar_entry(one: Entry) -> CalendarEntry:
    starts = one.starts_at.astimezone(clock.LONDON)
    ends = one.ends_at.astimezone(clock.LONDON)
    rule = Rule(freq=Freq.ONCE, dtstart=starts.date(), opens_at=f"{starts:%H:%M}", closes_at=f"{ends:%H:%M}")
    title = one.what
    if one.number is not None:
        title = _("%(kind)s, case %(number)s", kind=label(one.kind), number=one.number)
    return CalendarEntry(
        key=f"diary-{one.id}", title=title, rules=(rule,), where="" if one.is_protected else one.place
    )
