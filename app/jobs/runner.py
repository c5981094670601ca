"""Takes jobs from the table and does them: `flask jobs run`, or a thread beside the embedded server."""

from __future__ import annotations

import logging
import os
import threading
import uuid

from flask import Flask

from app import clock
from app.database import begin_writing, db
from app.jobs import DAILY, HANDLERS, OUTSIDE, WATCHED, messages
from app.operations import work

log = logging.getLogger("ginnel")

PAUSE_SECONDS = 5.0
WATCHED_SECONDS = 15
"""At most one job of a watched kind in so long."""


def plan_daily() -> None:
    """Put today's daily jobs in the table. Two workers asking at once still give one job."""
    db.session.rollback()
    begin_writing()
    for kind in DAILY:
        work.enqueue(kind, key=f"{kind}:{clock.today().isoformat()}")
    db.session.commit()


def plan_watched() -> None:
    """Put in the kinds that have something to do now. What a worker that died left behind is found too."""
    db.session.rollback()
    wanted = [kind for kind, is_needed in WATCHED.items() if is_needed()]
    db.session.rollback()
    if wanted:
        begin_writing()
        for kind in wanted:
            work.enqueue(kind, key=f"{kind}:{int(clock.now().timestamp()) // WATCHED_SECONDS}")
        db.session.commit()


def run_one(worker: str) -> bool:
    """Do one job that is due. False when there is none."""
    db.session.rollback()
    claimed = work.claim(worker)
    if claimed is None:
        return False
    try:
        if claimed.kind in OUTSIDE:
            HANDLERS[claimed.kind](claimed.arguments)
            db.session.rollback()
            begin_writing()
        else:
            begin_writing()
            HANDLERS[claimed.kind](claimed.arguments)
        work.finish(claimed)
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        log.exception("job failed", extra={"job": claimed.id, "kind": claimed.kind, "tries": claimed.tries})
        begin_writing()
        work.retry_later(claimed, error=type(error).__name__)
        db.session.commit()
    return True


def run_due(worker: str) -> int:
    """Do every job that is due now; how many were done."""
    plan_daily()
    plan_watched()
    done = 0
    while run_one(worker):
        done += 1
    return done


def run_for_ever(app: Flask, stop: threading.Event) -> None:
    worker = f"{os.getpid()}-{uuid.uuid4().hex[:6]}"
    while not stop.is_set():
        try:
            with app.app_context():
                run_due(worker)
        except Exception:
            log.exception("job runner")
        stop.wait(PAUSE_SECONDS)


def start_thread(app: Flask) -> threading.Event:
    """Run jobs and send messages beside the embedded server; set the event to stop."""
    stop = threading.Event()
    messages.start_thread(app, stop)
    threading.Thread(target=run_for_ever, args=(app, stop), name="jobs", daemon=True).start()
    return stop
