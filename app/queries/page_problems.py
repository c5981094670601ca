"""What readers say is wrong with pages: by page for the people who answer, by month for everybody."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.page_problems import WAITING, ProblemReason, ProblemStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.page_problems import PageProblem
from app.models.visibility import visible_to

MAY_ANSWER = Permission.PAGE_PROBLEM_ANSWER


@dataclass(frozen=True, slots=True)
class Problem:
    """One that waits, without who sent it."""

    id: uuid.UUID
    reason: ProblemReason
    words: str
    language: str
    reported_at: dt.datetime
    due_on: dt.date
    is_promised: bool
    wants_answer: bool

    @property
    def days_late(self) -> int:
        return max(0, (clock.today() - self.due_on).days)


@dataclass(frozen=True, slots=True)
class OfPage:
    """A page and what waits about it, the oldest promise first."""

    page: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What we changed, for everybody."""

    id: uuid.UUID
    page: str
    line: str
    day: dt.date


def queue(viewer: Viewer) -> list[OfPage]:
    """Pages with something to answer: the one whose promise is oldest first."""
    rows = db.session.scalars(
        select(PageProblem)
        .where(visible_to(PageProblem, viewer, MAY_ANSWER), PageProblem.status.in_(WAITING))
        .order_by(PageProblem.due_on, PageProblem.reported_at, PageProblem.id)
    ).all()
    found: dict[str, list[Problem]] = {}
    for row in rows:
        found.setdefault(row.page, []).append(problem_of(row))
    return [OfPage(page, tuple(problems)) for page, problems in found.items()]


def pressing(viewer: Viewer, until: dt.date, most: int = 5) -> list[tuple[str, Problem]]:
    """What is late or due by that day, the oldest promise first, each with its page."""
    rows = db.session.scalars(
        select(PageProblem)
        .where(
            visible_to(PageProblem, viewer, MAY_ANSWER),
            PageProblem.status.in_(WAITING),
            PageProblem.due_on <= until,
        )
        .order_by(PageProblem.due_on, PageProblem.reported_at, PageProblem.id)
        .limit(most)
    ).all()
    return [(row.page, problem_of(row)) for row in rows]


def problem_for(viewer: Viewer, problem_id: uuid.UUID) -> PageProblem:
    """The problem, answered or not. Raises: NotThereError."""
    held = db.session.scalar(
        select(PageProblem).where(PageProblem.id == problem_id, visible_to(PageProblem, viewer, MAY_ANSWER))
    )
    if held is None:
        raise NotThereError
    return held


def others(viewer: Viewer, problem: PageProblem) -> list[Problem]:
    """What else waits about the same page."""
    rows = db.session.scalars(
        select(PageProblem)
        .where(
            visible_to(PageProblem, viewer, MAY_ANSWER),
            PageProblem.page == problem.page,
            PageProblem.id != problem.id,
            PageProblem.status.in_(WAITING),
        )
        .order_by(PageProblem.due_on, PageProblem.reported_at, PageProblem.id)
    ).all()
    return [problem_of(row) for row in rows]


def answered(viewer: Viewer, most: int = 20) -> Sequence[PageProblem]:
    """What was answered lately, the newest first: to put a line of it right."""
    return db.session.scalars(
        select(PageProblem)
        .where(visible_to(PageProblem, viewer, MAY_ANSWER), PageProblem.status == ProblemStatus.DONE)
        .order_by(PageProblem.answered_at.desc(), PageProblem.id)
        .limit(most)
    ).all()


def many_changes() -> int:
    return db.session.scalar(select(func.count()).select_from(PageProblem).where(_is_told())) or 0


def changes(*, page: int = 1, per_page: int = 60) -> list[Change]:
    """What we changed, the newest first."""
    rows = db.session.scalars(
        select(PageProblem)
        .where(_is_told())
        .order_by(PageProblem.changed_on.desc(), PageProblem.id)
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()
    return [Change(row.id, row.page, row.changed, row.changed_on) for row in rows if row.changed_on]


def _is_told() -> ColumnElement[bool]:
    return PageProblem.changed_on.is_not(None)


def problem_of(row: PageProblem) -> Problem:
    return Problem(
        row.id,
        row.reason,
        row.words,
        row.language,
        row.reported_at,
        row.due_on,
        row.status is ProblemStatus.PROMISED,
        bool(row.email or row.phone),
    )
