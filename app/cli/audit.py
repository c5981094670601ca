"""`flask audit`: check the trace, say where it ends, take away the right to change it."""

from __future__ import annotations

import re
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import text

from app.database import begin_writing, db
from app.domain.audit import Break
from app.queries import audit_chain

group = AppGroup("audit", help="The trace of who did and saw what.")

WORDS = {
    Break.CHANGED: "Event {seq} is not what was written, or stands in another place.",
    Break.MISSING: "Event {seq} is missing.",
    Break.CUT: "The end is cut off after event {seq}, or not signed with our key.",
    Break.FORGED: "Event {seq} is not the one whose hash was sent out.",
}


@group.command("verify")
@click.option(
    "--anchors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lines `number hash`, as they were mailed.",
)
def verify(anchors: Path | None) -> None:
    """Check every event against the chain, and the chain against hashes kept elsewhere."""
    found = audit_chain.broken(anchors_in(anchors.read_text()) if anchors else None)
    for fault in found:
        click.echo(WORDS[fault.kind].format(seq=fault.seq))
    end = audit_chain.head()
    if found:
        raise click.ClickException("The trace is broken.")
    click.echo(f"The trace is whole: {end.seq if end else 0} events.")


@group.command("head")
def head() -> None:
    """Print the number and hash of the newest event, to keep elsewhere."""
    end = audit_chain.head()
    click.echo(f"{end.seq} {end.hash}" if end else "0")


@group.command("restrict")
@click.argument("role")
def restrict(role: str) -> None:
    """On PostgreSQL: let ROLE, which the app connects as, only add to the trace and read it.

    Run it as the owner of the tables. ROLE must not own them.
    """
    if db.engine.dialect.name != "postgresql":
        raise click.ClickException("SQLite has no roles. The triggers guard the trace there.")
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise click.ClickException("A role is named with small letters, digits and underscores.")
    begin_writing()
    db.session.execute(text(f'REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM "{role}", PUBLIC'))
    db.session.execute(text(f'GRANT SELECT, INSERT ON audit_event TO "{role}"'))
    db.session.commit()
    click.echo(f"{role} may add events and read them, no more.")


def anchors_in(words: str) -> dict[int, str]:
    """Number -> hash, from lines that begin with both."""
    return {
        int(number): found for number, found in re.findall(r"^(\d+)\s+([0-9a-f]{64})\b", words, re.MULTILINE)
    }
