"""Each night: do the websites of listings answer? A piece at a time; each piece puts the next one in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from app import clock
from app.database import begin_writing, db
from app.operations import link_checks, work

KIND = "link-checks"
PAUSE = dt.timedelta(seconds=2)


def run(arguments: Mapping[str, object]) -> None:
    if not arguments.get("goes_on"):
        link_checks.keep_up()
    if link_checks.ask_some():
        begin_writing()
        key = f"{KIND}:{clock.today().isoformat()}:{uuid.uuid4().hex[:12]}"
        work.enqueue(KIND, key=key, run_at=clock.now() + PAUSE, goes_on=True)
        db.session.commit()
