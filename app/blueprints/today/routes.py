"""The first page after signing in: what needs you, most urgent first, with one button each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.today.blueprint import bp
from app.blueprints.today.need_words import WORDS
from app.domain.roles import Permission
from app.queries import today as queries
from app.queries.today import Need
from app.web.access import requires
from app.web.filters import number
from app.web.viewer import viewer

NOON, EVENING = 12, 18

PAGES: dict[Need, str] = {
    Need.OVERRIDES: "trust.overrides",
    Need.APPROVALS: "trust.approvals",
    Need.REPORTS: "reports.queue",
    Need.CHANGES: "stewardship.changes",
    Need.QUESTIONS: "stewardship.listings",
    Need.OWN_CHECKS: "stewardship.listings",
    Need.CHECKS: "freshness.queue",
    Need.IMPORTS: "imports.feeds",
    Need.MESSAGES: "messages.failures",
    Need.DUPLICATES: "duplicates.queue",
}
LATE = frozenset({Need.OVERRIDES, Need.MESSAGES})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that needs somebody: how it stands, what it is and why, and the button."""

    shape: str
    state: str
    words: str
    why: str
    button: str
    url: str


@bp.get("/today")
@requires(Permission.TODAY_SEE)
def day() -> ResponseReturnValue:
    rows = list(rows_of(queries.waiting(viewer())))
    return render_template("today/day.html", hello=hello(viewer().name), rows=rows, day=clock.today())


def hello(name: str) -> str:
    """By the clock on the wall, with the first of somebody's names."""
    first, hour = name.split(" ", maxsplit=1)[0], clock.local_now().hour
    if hour < NOON:
        return _("Good morning, %(name)s.", name=first)
    if hour < EVENING:
        return _("Good afternoon, %(name)s.", name=first)
    return _("Good evening, %(name)s.", name=first)


def rows_of(waiting: dict[Need, int]) -> Iterator[Row]:
    """A row for each need whose page there is."""
    for need, count in waiting.items():
        if PAGES[need] in current_app.view_functions:
            said = WORDS[need]
            yield Row(
                shape="late" if need in LATE else "todo",
                state=_("Needs a person now") if need in LATE else _("To do"),
                words=said.many(count, number(count)),
                why=str(said.why),
                button=str(said.button),
                url=url_for(PAGES[need]),
            )
