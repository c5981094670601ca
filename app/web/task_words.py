"""A task in words: how it stands, whom it is about, and the page that settles it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.domain.ages import age_on
from app.domain.referral import RESTRICTED, Concern
from app.domain.tasks import TaskKind, days_late
from app.queries.my_day import Needed, Task, Who
from app.queries.workload import Asked
from app.web import reaching_words
from app.web.filters import full_date, number
from app.web.labels import label, shape
from app.web.labels_tasks import BUTTONS, OTHERWISE, WHY

K = TaskKind
TRANSFER = "case_moves.transfer"
DAYS_NAMED = 6
"""A day of the coming or the last week is called by its name."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page that settles a kind of task. `about`: the argument that takes what the task is about."""

    endpoint: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who needs the viewer: how it stands, who, why, how to reach them, one button."""

    task_id: uuid.UUID
    shape: str
    state: str
    title: str
    why: str
    also: tuple[str, ...]
    reach: str
    safe: tuple[str, ...]
    """What must not be done."""
    button: str
    url: str
    story: str
    others: str
    """The page of what else can be done about the task."""


PAGES: Mapping[TaskKind, tuple[Page, ...]] = {
    K.SAFEGUARDING: (Page("papers.worry", "note_id"), Page("papers.worries")),
    K.LEAD_CONFIRM: (Page("case_moves.confirm"), Page("triage.lead", "referral_id")),
    K.NEW_TO_ME: (Page("cases.story"),),
    K.FIRST_CONTACT: (Page("cases.record"),),
    K.WROTE_BACK: (Page("cases.messages"),),
    K.PROVIDER_ANSWERED: (Page("introductions.shown", "introduction_id"), Page("introductions.listed")),
    K.PROVIDER_SILENT: (Page("introductions.shown", "introduction_id"), Page("introductions.listed")),
    K.STOPPED: (Page("cases.messages"),),
    K.RETURN_DATE: (Page("cases.record"),),
    K.TRANSFER: (Page("case_moves.transfer", "transfer_id"),),
    K.BOOK_SUPPORT: (),
    K.NEXT_STEP: (Page("cases.record"),),
    K.FOLLOW_UP: (Page("cases.record"),),
    K.DID_IT_HELP: (Page("introductions.did_it_help", "introduction_id"), Page("introductions.listed")),
    K.MEASURE: (Page("measures.listed"),),
    K.TELL_BY_HAND: (Page("triage.show", "referral_id"), Page("cases.record")),
    K.CONSENT_ENDS: (Page("papers.consent"),),
    K.NEEDS_REVIEW: (Page("papers.needs"),),
    K.PLAN_REVIEW: (Page("plans.plan"),),
    K.WORTH_A_WORD: (Page("plans.plan"),),
}
"""Where there are several, the first that is there and has all it takes. In the end, the case's own page."""

PAGES_OF: Mapping[str, tuple[Page, ...]] = {
    "plan-words": (Page("plans.plan"),),
    "measure-answered": (Page("measures.listed"),),
    "no-contact": (Page("papers.consent"),),
}
"""What asked for the task -> its page, where it is not that of the kind."""

OWN_PAGE = frozenset({K.BOOK_SUPPORT})
"""Settled on the page of the task itself."""


def rows(found: list[Needed], day: dt.date) -> list[Row]:
    return [row(one, day) for one in found]


def row(one: Needed, day: dt.date) -> Row:
    task = one.task
    return Row(
        task_id=task.id,
        shape="late" if days_late(task.kind, task.due_on, day) else shape(task.kind),
        state=state_of(task, day),
        title=title_of(task, day),
        why=why_of(task, day),
        also=tuple(also_words(other, day) for other in others(one)),
        reach=reaching_words.one_line(task.who.reaching) if task.who else "",
        safe=tuple(reaching_words.safe_lines(task.who.reaching)) if task.who else (),
        button=str(OTHERWISE[task.source][1] if task.source in OTHERWISE else BUTTONS[task.kind]),
        url=url_of(task),
        story=story_of(task.case_id),
        others=url_for("today.task", task_id=task.id),
    )


def state_of(task: Task, day: dt.date) -> str:
    """Shape: `2 days late`; what it is, where it is not late."""
    late = days_late(task.kind, task.due_on, day)
    if late:
        return ngettext("%(n)s day late", "%(n)s days late", late, n=number(late))
    if task.kind is K.CONSENT_ENDS:
        # Translators: what somebody agreed to runs out on this day, such as `Friday` or `3 December 2026`.
        return _("Consent runs out %(day)s", day=day_name(task.due_on, day))
    return label(task.kind)


def also_words(task: Task, day: dt.date) -> str:
    why = why_of(task, day)
    if days_late(task.kind, task.due_on, day):
        return why
    state = state_of(task, day)
    return f"{state} {why}" if state.endswith("?") else f"{state}. {why}"


def others(one: Needed) -> list[Task]:
    """What else there is to say: each kind once, unless its words say something else."""
    said = {(one.task.kind, one.task.words)}
    kept = []
    for task in one.also:
        if (task.kind, task.words) not in said:
            said.add((task.kind, task.words))
            kept.append(task)
    return kept


def why_of(task: Task, day: dt.date) -> str:
    """Why, in the words it was given or in those of its kind; what is late says since when."""
    usual = OTHERWISE[task.source][0] if task.source in OTHERWISE else WHY[task.kind]
    said = task.words or str(usual)
    if days_late(task.kind, task.due_on, day):
        since = day_name(task.due_on, day)
        return _("%(what)s since %(day)s. %(why)s", what=label(task.kind).rstrip("?؟"), day=since, why=said)
    if task.kind is K.NEW_TO_ME and not task.words:
        return " ".join(part for part in (concerns_line(task.concerns), said) if part)
    return said


def concerns_line(concerns: Iterable[str]) -> str:
    """What they want help with; what fewer people see is left out, for screens are seen by others too."""
    open_ones = [Concern(one) for one in concerns if one in set(Concern) - RESTRICTED]
    if not open_ones:
        return ""
    return _("They want help with: %(what)s.", what="; ".join(label(one) for one in open_ones))


def day_name(day: dt.date, today: dt.date) -> str:
    """Shape: `Sunday` within a week, else `3 November 2026`."""
    if abs((day - today).days) <= DAYS_NAMED:
        return str(format_date(day, "EEEE", rebase=False))
    return full_date(day)


def title_of(task: Task, day: dt.date) -> str:
    return name_and_age(task.who, day) if task.who else _("A referral")


def name_and_age(who: Who, day: dt.date) -> str:
    """Shape: `Kasia Dudek, 41`."""
    age = age_on(who.born_on, day)
    return who.name if age is None else _("%(name)s, %(age)s", name=who.name, age=number(age))


def url_of(task: Task) -> str:
    """The page that settles it: the kind's own, else the case's; that of the task where there is neither."""
    if task.kind not in OWN_PAGE:
        for page in PAGES_OF.get(task.source, PAGES[task.kind]):
            found = url_to(page, task)
            if found:
                return found
        if task.case_id and story_of(task.case_id):
            return story_of(task.case_id)
    return url_for("today.task", task_id=task.id)


def url_to(page: Page, task: Task) -> str:
    """Empty where there is no such page, or something it takes is not known."""
    if page.endpoint not in current_app.view_functions:
        return ""
    given: dict[str, Any] = {"case_id": task.case_id, page.about: task.about_id}
    takes = next(current_app.url_map.iter_rules(page.endpoint)).arguments - {"lang"}
    if any(given.get(name) is None for name in takes):
        return ""
    return url_for(page.endpoint, **{name: given[name] for name in takes})


def transfer_url(asked: Asked) -> str:
    """The page of a hand-over; empty where there is none."""
    if TRANSFER not in current_app.view_functions:
        return ""
    return url_for(TRANSFER, transfer_id=asked.id, case_id=asked.case_id)


def story_of(case_id: uuid.UUID | None) -> str:
    if case_id is None or "cases.story" not in current_app.view_functions:
        return ""
    return url_for("cases.story", case_id=case_id)
