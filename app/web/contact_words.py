"""A contact as the list and the story say it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app import clock
from app.domain.contact_log import Attendance, ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.viewer import Viewer
from app.queries.case_contacts import Recorded
from app.web.diary_words import clock_time
from app.web.filters import number
from app.web.labels import label, shape


@dataclass(frozen=True, slots=True)
class Said:
    """One contact in words."""

    id: uuid.UUID
    version: int
    title: str
    facts: str
    note: str
    unsafe: str
    needs: str
    needs_shape: str
    next_step: str
    next_step_on: dt.date | None
    when: str
    by: str
    is_mine: bool


def said_of(one: Recorded, viewer: Viewer) -> Said:
    contact = one.contact
    needs, needs_shape = needs_words(contact.needs_met, contact.needs_unmet or "")
    return Said(
        id=contact.id,
        version=contact.version,
        title=title(contact.direction, contact.channel, contact.result),
        facts=facts(contact.minutes, contact.attendance, contact.present or "", contact.interpreter),
        note=contact.note or "",
        unsafe=contact.unsafe_why or "",
        needs=needs,
        needs_shape=needs_shape,
        next_step=contact.next_step or "",
        next_step_on=contact.next_step_on,
        when=day_and_time(contact.happened_at),
        by=one.by,
        is_mine=contact.made_by is not None and contact.made_by == viewer.account_id,
    )


def title(direction: Direction, channel: ContactChannel, result: ContactResult) -> str:
    """Shape: `Phone: no answer`, `They reached out to us: letter`."""
    if direction is Direction.THEY:
        return _("They got in touch: %(channel)s", channel=label(channel))
    return _("%(channel)s: %(result)s", channel=label(channel), result=label(result))


def facts(minutes: int | None, attendance: Attendance | None, present: str, interpreter: str) -> str:
    """Shape: `55 minutes. They came on time. With: her daughter Joan. Interpreter: yes.`"""
    said = []
    if minutes:
        said.append(ngettext("%(n)s minute.", "%(n)s minutes.", minutes, n=number(minutes)))
    if attendance:
        said.append(f"{label(attendance)}.")
    if present:
        said.append(_("With: %(who)s.", who=present))
    if interpreter == "used":
        said.append(_("With an interpreter."))
    elif interpreter == "not-available":
        said.append(_("An interpreter was needed, and none came."))
    return " ".join(said)


def needs_words(met: NeedsMet, unmet: str) -> tuple[str, str]:
    """What to say of their needs, and its shape."""
    if met is NeedsMet.NONE_KNOWN:
        return "", shape(met)
    words = _("Needs met: %(answer)s", answer=label(met).lower())
    return (f"{words}. {unmet}" if unmet else words), shape(met)


def day_and_time(moment: dt.datetime) -> str:
    """Shape: `Today, 8:12am`, `Monday 23 November, 2pm`."""
    day, time = clock.local_day(moment), clock_time(moment)
    if day == clock.today():
        return _("Today, %(time)s", time=time)
    year = "" if day.year == clock.today().year else " y"
    words = str(format_date(day, f"EEEE d MMMM{year}", rebase=False))
    return _("%(day)s, %(time)s", day=words, time=time)
