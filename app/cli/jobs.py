"""`flask jobs run`: do the work behind the page."""

from __future__ import annotations

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from app.jobs import runner

group = AppGroup("jobs", help="Work behind the page.")


@group.command("run")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def run(once: bool) -> None:
    """Do jobs as they fall due, until told to stop."""
    if once:
        click.echo(f"Jobs done: {runner.run_due('once')}")
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    runner.run_for_ever(current_app._get_current_object(), stop)  # type: ignore[attr-defined]
