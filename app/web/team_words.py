"""A team in words: who waits, how long people wait, and cases to talk over."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.domain.referral import Concern
from app.domain.waits import TARGETS, Waits
from app.queries.case_discussion import Discussed
from app.queries.team import WaitFigures, Waiting
from app.web import reaching_words
from app.web.filters import ago, number
from app.web.labels import label
from app.web.place import place
from app.web.task_words import concerns_line, name_and_age, story_of


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody on a waiting list. `title` is a name only for whoever may see it."""

    case_id: uuid.UUID
    shape: str
    state: str
    title: str
    number: int
    team: str
    wait: str
    area: str
    concerns: str
    reach: str
    story: str


@dataclass(frozen=True, slots=True)
class DiscussedRow:
    case_id: uuid.UUID
    number: int
    agreed: bool
    title: str
    worker: str
    status: str
    concerns: str
    contact: str
    goals: str
    is_suggested: bool


def waiting_row(one: Waiting, *, named: bool) -> WaitingRow:
    """`named`: for a lead; a link worker sees the number, and whom it is about once it is theirs."""
    return WaitingRow(
        case_id=one.case_id,
        shape="late" if one.is_over else "todo",
        state=label(one.priority),
        title=name_and_age(one.who, clock.today()) if named else _("Case %(number)s", number=one.number),
        number=one.number,
        team=one.team,
        wait=days_words(one),
        area=ward_name(one.ward_code),
        concerns=all_concerns(one.concerns) if named else shown_concerns(one),
        reach=reaching_words.one_line(one.who.reaching),
        story=story_of(one.case_id) if named else "",
    )


def days_words(one: Waiting) -> str:
    """Shape: `Waits for 12 working days; 15 are the most.`"""
    waits = ngettext(
        "Waits for %(n)s working day", "Waits for %(n)s working days", one.days, n=number(one.days)
    )
    target = TARGETS[one.priority]
    if one.is_over:
        return _("%(waits)s. It should be %(most)s at most.", waits=waits, most=number(target))
    return _("%(waits)s of at most %(most)s.", waits=waits, most=number(target))


def shown_concerns(one: Waiting) -> str:
    """Nothing of what only the worker and the lead see."""
    return "" if one.is_restricted else concerns_line(one.concerns)


def all_concerns(concerns: Iterable[str]) -> str:
    said = [label(Concern(concern)) for concern in concerns if concern in set(Concern)]
    return _("They want help with: %(what)s.", what="; ".join(said)) if said else ""


def ward_name(code: str) -> str:
    return next((ward.name for ward in place().wards if ward.code == code), "")


def wait_rows(figures: WaitFigures) -> list[tuple[str, Waits]]:
    """The rows of the table of waits."""
    return [
        (_("Waiting now"), figures.now),
        (_("From asking to having a link worker, in the last 90 days"), figures.allocated),
        (_("From asking to the first talk, in the last 90 days"), figures.reached),
    ]


def discussed_row(one: Discussed) -> DiscussedRow:
    return DiscussedRow(
        case_id=one.case_id,
        number=one.number,
        agreed=one.agreed,
        title=name_and_age(one.who, clock.today()) if one.who else "",
        worker=one.worker,
        status=label(one.status),
        concerns=concerns_line(one.concerns),
        contact=_("Last contact %(when)s.", when=ago(one.last_contact_at))
        if one.last_contact_at
        else _("No contact yet."),
        goals=ngettext(
            "%(met)s of %(n)s goal met.",
            "%(met)s of %(n)s goals met.",
            one.goals_set,
            n=number(one.goals_set),
            met=number(one.goals_met),
        )
        if one.goals_set
        else _("No goals yet."),
        is_suggested=one.is_suggested,
    )
