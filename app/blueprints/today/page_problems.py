"""Promises to readers that are late, or nearly so: each a task of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.blueprints.today.needs import Row
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.queries import page_problems as queries
from app.queries.page_problems import Problem
from app.web.filters import full_date, number
from app.web.labels import label
from app.web.page_titles import titles_of

NEARLY = dt.timedelta(days=1)


def pressing(by: Viewer) -> tuple[list[Row], int]:
    """The oldest promise first; and how many of them the count of all page problems holds too."""
    if not by.may(Permission.PAGE_PROBLEM_ANSWER):
        return [], 0
    found = queries.pressing(by, clock.today() + NEARLY)
    titles = titles_of(page for page, _problem in found)
    rows = [row_of(titles.get(page, (page, ""))[0], problem) for page, problem in found]
    today = clock.today()
    return rows, sum(not problem.is_promised or problem.due_on <= today for _page, problem in found)


def row_of(title: str, problem: Problem) -> Row:
    what = label(problem.reason)
    late = problem.days_late
    return Row(
        shape="late" if late else "todo",
        state=days_late(late) if late else _("Answer by %(day)s", day=full_date(problem.due_on)),
        words=_("%(title)s: %(what)s", title=title, what=what) if title else what,
        why=" ".join(reasons(problem)),
        button=_("Answer"),
        url=url_for("page_problems.answer", problem_id=problem.id),
    )


def days_late(days: int) -> str:
    return ngettext("%(n)s day late", "%(n)s days late", days, n=number(days))


def reasons(problem: Problem) -> Iterator[str]:
    if problem.days_late and problem.is_promised:
        yield _("It was to be mended on %(day)s.", day=full_date(problem.due_on))
    elif problem.days_late:
        yield _("Reply was due on %(day)s.", day=full_date(problem.due_on))
    if problem.wants_answer:
        yield _("Somebody waits to hear from us.")
