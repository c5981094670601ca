"""The first words of a closing letter, in the person's language: to be changed by whoever sends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask_babel import gettext as _

from app import clock
from app.domain.plan import Goal, GoalStatus
from app.models.cases import Case
from app.web.case_frame import called
from app.web.filters import full_date
from app.web.other_language import speaking
from app.web.place import place
from app.web.viewer import viewer

WELL = frozenset({GoalStatus.MET, GoalStatus.PARTLY_MET})


def draft(case: Case, goals: Sequence[Goal], summary: str) -> str:
    """What was reached, how they can come back, and until when they go on where they stopped."""
    until = clock.today() + dt.timedelta(days=place().social_prescribing.reopen_days)
    reached = [goal["words"] for goal in goals if goal["status"] in WELL]
    with speaking(case.person.language):
        parts = [_("Dear %(name)s,", name=called(case.person))]
        parts.append(
            _("Our work together comes to an end now, as we talked about. Thank you for your trust.")
        )
        if reached:
            parts.append("\n".join([_("This is what you reached:"), *(f"- {one}" for one in reached)]))
        if summary:
            parts.append(summary)
        parts.append(
            _(
                "If you need us again, ring %(number)s. Until %(day)s you can go on where you stopped. "
                "After that we are still here for you: it is only a new start.",
                number=place().help_line.number,
                day=full_date(until),
            )
        )
        parts.append(_("With all good wishes,"))
    return "\n\n".join([*parts, viewer().name])
