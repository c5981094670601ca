"""What is due on one case, in words: by when, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from app import clock
from app.models.cases import CaseTask
from app.web.labels import label
from app.web.labels_tasks import WHY


@dataclass(frozen=True, slots=True)
class Due:
    """Shape: `Today`, `By 30 November`, `Late since 20 November`, with its mark."""

    shape: str
    by: str
    words: str

    @property
    def line(self) -> str:
        return _("%(by)s: %(what)s", by=self.by, what=self.words)


def due(task: CaseTask) -> Due:
    today = clock.today()
    day = str(format_date(task.due_on, "d MMMM", rebase=False))
    words = task.words or str(WHY[task.kind]) or label(task.kind)
    if task.due_on < today:
        return Due("late", _("Late since %(day)s", day=day), words)
    if task.due_on == today:
        return Due("late", _("Today"), words)
    return Due("todo", _("By %(day)s", day=day), words)


def dues(tasks: Iterable[CaseTask]) -> list[Due]:
    return [due(task) for task in tasks]
