"""By when somebody who asks hears from us."""

from __future__ import annotations

import datetime as dt

from app import clock
from app.domain import working_days
from app.web.place import place


def hear_by(since: dt.date | None = None) -> dt.date:
    """The day our pages promise: so many working days from `since`, else from today, as the place says."""
    here = place()
    return working_days.after(since or clock.today(), here.social_prescribing.answer_days, here.bank_holidays)
