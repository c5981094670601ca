"""What readers tell us is wrong with a page of this website, and what we answer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain import page_problems as rules
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.messages import MessageKind
from app.domain.page_problems import ProblemOutcome, ProblemReason, ProblemStatus, WayOfReading
from app.domain.reports import promised_by
from app.domain.typed_text import clean_line, clean_lines
from app.domain.viewer import Viewer
from app.models.page_problems import PageProblem
from app.models.sealed import keyed_hash
from app.operations import audit, forgetting, outbox

MOST_WORDS = 1000
"""Units: characters. Longer words are cut there."""
MOST_LINE = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody filled in. Who they are is not asked."""

    page: str
    reason: ProblemReason
    words: str = ""
    reading: WayOfReading | None = None
    language: str = "en"
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of it."""

    outcome: ProblemOutcome
    words: str = ""
    mend_by: dt.date | None = None
    changed: str = ""
    """A line for everybody."""


def tell(problem_id: uuid.UUID, told: Told, *, holidays: Collection[dt.date]) -> bool:
    """Keep it for whoever answers, once for each form. Was it new?"""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    due_on = promised_by(clock.today(), holidays)
    is_new = db.session.execute(
        insert(PageProblem)
        .values(
            id=problem_id,
            page=told.page,
            reason=told.reason,
            words=clean_lines(told.words)[:MOST_WORDS],
            reading=told.reading,
            language=told.language,
            reported_at=clock.now(),
            due_on=due_on,
            email=told.email or None,
            phone=told.phone or None,
            status=ProblemStatus.OPEN,
            answer="",
            changed="",
            is_demo=False,
            version=1,
        )
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(PageProblem.id)
    ).one_or_none()
    if is_new and told.email:
        thank(told, due_on)
    db.session.flush()
    return is_new is not None


def thank(told: Told, due_on: dt.date) -> None:
    """Once a day for an address, however many forms somebody fills in with it."""
    who = keyed_hash(told.email.lower(), of="page_problem.email")[:32]
    outbox.tell(
        MessageKind.PAGE_PROBLEM_RECEIVED,
        key=f"page-problem-received:{who}:{clock.today().isoformat()}",
        to=told.email,
        language=told.language,
        by=due_on.isoformat(),
    )


def answer(
    problem_id: uuid.UUID,
    given: Answered,
    *,
    also: Collection[uuid.UUID] = (),
    version: int,
    by: Viewer,
) -> int:
    """Answer a problem, and others of the same page that the same answer fits; how many.

    Readers who want to hear are told. Raises: NotThereError, StaleError, NotAllowedError where it is done.
    """
    held = {one.id: one for one in all_locked({problem_id, *also})}
    first = at_version(held.get(problem_id), version)
    if first.status not in rules.WAITING:
        raise NotAllowedError
    others = [
        one
        for one in held.values()
        if one is not first and one.page == first.page and one.status in rules.WAITING
    ]
    for one in (first, *others):
        write(one, given, by)
    say_changed(first, given.changed)
    db.session.flush()
    return 1 + len(others)


def write(one: PageProblem, given: Answered, by: Viewer) -> None:
    """Put the answer down, and tell whoever wants to hear."""
    one.status, one.outcome = rules.status_after(given.outcome), given.outcome
    one.answer = clean_lines(given.words)[:MOST_WORDS]
    one.answered_at, one.answered_by = clock.now(), by.account_id
    if given.mend_by is not None:
        one.due_on = given.mend_by
    audit.record(by, "page-problem.answered", of=("page-problem", one.id))
    if one.email:
        mend_by: dict[str, Any] = {"by": given.mend_by.isoformat()} if given.mend_by else {}
        outbox.tell(
            MessageKind.PAGE_PROBLEM_ANSWERED,
            key=f"page-problem-answered:{one.id}:{one.version}",
            to=one.email,
            language=one.language,
            path=one.page,
            outcome=given.outcome.value,
            answer=one.answer,
            **mend_by,
        )


def change_line(problem_id: uuid.UUID, line: str, *, version: int, by: Viewer) -> None:
    """Put what everybody reads about it right, or take it away. Raises: NotThereError, StaleError."""
    held = locked(problem_id, version)
    if held.outcome is None:
        raise NotAllowedError
    say_changed(held, line)
    audit.record(by, "page-problem.line-changed", of=("page-problem", held.id))
    db.session.flush()


def say_changed(one: PageProblem, line: str) -> None:
    """The day stays that of the first line."""
    one.changed = clean_line(line)[:MOST_LINE]
    one.changed_on = (one.changed_on or clock.today()) if one.changed else None


def locked(problem_id: uuid.UUID, version: int) -> PageProblem:
    """Raises: NotThereError, StaleError."""
    return at_version(next(iter(all_locked({problem_id})), None), version)


def all_locked(problem_ids: Collection[uuid.UUID]) -> Sequence[PageProblem]:
    """In the order of their ids, so that two answers to the same problems wait for each other in turn."""
    return db.session.scalars(
        select(PageProblem)
        .where(PageProblem.id.in_(problem_ids))
        .order_by(PageProblem.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def at_version(held: PageProblem | None, version: int) -> PageProblem:
    """Raises: NotThereError, StaleError."""
    if held is None:
        raise NotThereError
    if held.version != version:
        raise StaleError
    return held


def forget(*, now: dt.datetime) -> int:
    """Words after a year, addresses 30 days after the last answer: while a promise stands they are kept."""
    return forgetting.forget(
        PageProblem,
        {"email": None, "phone": None, "reading": None},
        now=now,
        may_go=PageProblem.status == ProblemStatus.DONE,
    )
