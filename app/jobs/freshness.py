"""Each day: work out which listings are due, and ask their organisers. It commits by itself."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.database import begin_writing, db
from app.operations import reminders, views

KIND = "freshness"


def run(arguments: Mapping[str, object]) -> None:
    today = clock.today()
    reminders.remind(reminders.work_out(today), today)
    begin_writing()
    views.forget_old(today)
    db.session.commit()
