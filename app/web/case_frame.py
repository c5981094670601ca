"""What stands around every page of a case: who this is, how to talk with them, what is not safe, the tabs.

    case = opened_case(case_id, part="plan")
    return render_template("plans/plan.html", frame=frame(case, tab="plan"), ...)

and in the template `{% extends "layouts/case.html" %}` with `{% block page %}`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.domain.ages import age_on
from app.domain.case import OPEN
from app.domain.reaching import SafeChannel, clean_reaching
from app.domain.roles import Permission
from app.models.cases import Case
from app.models.persons import Person
from app.queries.cases import sees_address_of
from app.web import reaching_words
from app.web.labels import label, shape
from app.web.viewer import viewer

TABS: tuple[tuple[str, str, str], ...] = (
    ("story", "cases.story", _l("Story")),
    ("what-matters", "plans.what_matters", _l("What matters")),
    ("plan", "plans.plan", _l("Plan")),
    ("people", "papers.people", _l("People around them")),
    ("introductions", "introductions.listed", _l("Introductions")),
    ("contacts", "cases.contacts", _l("Contacts")),
    ("messages", "cases.messages", _l("Messages")),
    ("measures", "measures.listed", _l("Measures")),
    ("documents", "papers.documents", _l("Documents")),
    ("consent", "papers.consent", _l("Consent")),
    ("who-has-looked", "cases.lookers", _l("Who has looked")),
)
"""Key, endpoint, words. A tab whose endpoint is not there is left out."""


RUNG = frozenset({SafeChannel.PHONE, SafeChannel.TEXT})
"""Ways that need their number."""


@dataclass(frozen=True, slots=True)
class Tab:
    words: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the layout says. Words are in the reader's language already."""

    case_id: uuid.UUID
    number: int
    open_since: dt.date
    closed_on: dt.date | None
    name: str
    age: int | None
    called: str
    """What they like to be called; used wherever a page speaks of them."""
    pronouns: str
    lives: str
    status: str
    shape: str
    is_open: bool
    may_work: bool
    """It is open, and the viewer may record, plan and introduce."""
    has_died: bool
    needs: list[reaching_words.Line]
    needs_agreed_on: dt.date | None
    needs_review_on: dt.date | None
    needs_url: str
    safe: list[str]
    phone: str
    """Where a call or a text is a safe way for them, and only for whoever works with them."""
    tabs: tuple[Tab, ...]
    record_url: str
    find_url: str
    moves: tuple[Tab, ...] = field(default=())


def frame(case: Case, tab: str) -> Frame:
    """The frame of one page of a case, which was opened by `opened_case`. Asks the database nothing."""
    person = case.person
    is_open = case.status in OPEN
    may_work = is_open and viewer().may(Permission.CASE_WORK)
    return Frame(
        case_id=case.id,
        number=case.number,
        open_since=clock.local_day(case.opened_at),
        closed_on=clock.local_day(case.closed_at) if case.closed_at else None,
        name=full_name(person),
        age=age_on(person.born_on, person.died_on or clock.today()),
        called=called(person),
        pronouns=person.pronouns or "",
        lives=lives(case),
        status=label(case.status),
        shape=shape(case.status),
        is_open=is_open,
        may_work=may_work,
        has_died=person.died_on is not None,
        needs=reaching_words.lines(person.reaching, person.language),
        needs_agreed_on=person.needs_agreed_on,
        needs_review_on=person.needs_review_on,
        needs_url=address_of("papers.needs", case) if may_work else "",
        safe=reaching_words.safe_lines(person.reaching),
        phone=(person.phone or "")
        if may_work and RUNG & set(clean_reaching(person.reaching)["channels"])
        else "",
        tabs=tuple(
            Tab(str(words), url, key == tab)
            for key, endpoint, words in TABS
            if (url := address_of(endpoint, case))
        ),
        record_url=address_of("cases.record", case) if may_work else "",
        find_url=address_of("introductions.find", case) if may_work else "",
        moves=moves(case) if viewer().may(Permission.CASE_WORK) else (),
    )


MOVES: tuple[tuple[str, str], ...] = (
    ("papers.details", _l("Who they are")),
    ("papers.worries", _l("Worries about safety")),
    ("case_moves.shown", _l("Pause, hand over, close")),
    ("my.letter", _l("A letter that opens their own page")),
)
"""Pages beside the tabs: endpoint and words."""


def moves(case: Case) -> tuple[Tab, ...]:
    return tuple(
        Tab(str(words), url, False) for endpoint, words in MOVES if (url := address_of(endpoint, case))
    )


def address_of(endpoint: str, case: Case) -> str:
    """Where a page of the case is; empty where there is no such page."""
    return url_for(endpoint, case_id=case.id) if endpoint in current_app.view_functions else ""


def full_name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()


def called(person: Person) -> str:
    return person.preferred_name or person.given_name


def lives(case: Case) -> str:
    """Where they live, in a sentence; that it is kept safe, for whoever may not see it."""
    person = case.person
    if not sees_address_of(viewer(), case):
        return _("Where they live is kept safe: only their link worker and one lead see it.")
    if person.home == "no-fixed-abode":
        return _("No fixed address.")
    if person.home == "withheld":
        return _("Would rather not say where they live.")
    where = ", ".join(part for part in (person.address, person.postcode) if part)
    if not where:
        return ""
    words = _("Lives at %(where)s.", where=" ".join(where.split()))
    return (
        words + " " + _("This address is protected: tell nobody.") if person.is_address_protected else words
    )
