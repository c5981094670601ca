"""`flask jobs run`: do the work behind the page."""

from __future__ import annotations

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from app.jobs import messages, runner

group = AppGroup("jobs", help="Work behind the page.")


@group.command("run")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def run(once: bool) -> None:
    """Do jobs and send messages as they fall due, until told to stop."""
    if once:
        click.echo(f"Jobs done: {runner.run_due('once')}")
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # threads need the app itself
    messages.start_thread(app, stop)
    runner.run_for_ever(app, stop)
