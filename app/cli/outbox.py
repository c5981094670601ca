"""`flask outbox send`: let the messages go that are due."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from app import clock
from app.gateways import mail
from app.jobs import messages
from app.queries import messages as queries

group = AppGroup("outbox", help="Messages that wait to be sent.")


@group.command("send")
def send() -> None:
    """Send what is due now, then stop. `flask jobs run` and the embedded server do this all the time."""
    try:
        click.echo(f"Messages sent: {messages.send_due('command')}")
    except mail.UnreachableError as error:
        click.echo(f"The mail server is away: {error.kind}", err=True)
        sys.exit(1)
    finally:
        click.echo(f"Still waiting: {queries.waiting(clock.now()).number}")
