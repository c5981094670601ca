"""What waits for staff besides people: counted, with the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.today.need_words import WORDS
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.queries.today import Need
from app.web.filters import number
from app.web.help_shown import count_to_check

PAGES: dict[Need, str] = {
    Need.WORRIES: "alerts.queue",
    Need.ON_TABLETS: "events.listed",
    Need.TO_READ: "moderation.queue",
    Need.STORIES: "stories.listed",
    Need.PAGE_PROBLEMS: "page_problems.queue",
    Need.PAGES: "page_editing.listed",
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
LATE = frozenset({Need.WORRIES, Need.OVERRIDES, Need.MESSAGES})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that needs somebody: how it stands, what it is and why, and the button."""

    shape: str
    state: str
    words: str
    why: str
    button: str
    url: str


def rows_of(waiting: dict[Need, int]) -> Iterator[Row]:
    """A row for each need whose page there is."""
    for need, count in waiting.items():
        if count and PAGES[need] in current_app.view_functions:
            said = WORDS[need]
            yield Row(
                shape="late" if need in LATE else "todo",
                state=_("Needs a person now") if need in LATE else _("To do"),
                words=said.many(count, number(count)),
                why=str(said.why),
                button=str(said.button),
                url=url_for(PAGES[need]),
            )


def help_to_check(by: Viewer) -> Iterator[Row]:
    """A row where facts of help now are too old to trust, for whoever looks after pages."""
    count = count_to_check() if by.may(Permission.PAGE_EDIT) else 0
    if count:
        yield Row(
            shape="todo",
            state=_("To do"),
            words=ngettext(
                "%(n)s fact of Help now to check", "%(n)s facts of Help now to check", count, n=number(count)
            ),
            why=_("The page tells people that it may have changed. They may need it tonight."),
            button=_("See which"),
            url=url_for("help_facts.listed"),
        )
