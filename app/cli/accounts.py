"""`flask accounts invite | open | demo`: the first administrator, and the people of a demonstration."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.database import begin_writing, db
from app.domain import demo_accounts
from app.domain.emails import is_email
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.operations import accounts, invitations
from app.operations import demo_accounts as operations
from app.operations.roles import Wanted, WhereNeededError
from app.queries import accounts as queries

group = AppGroup("accounts", help="People who sign in.")


@group.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
def invite(email: str, role: str) -> None:
    """Invite somebody, such as the first administrator, and print the link. It works once, for two days.

    Roles that are held in an organisation or a team are given on the page of people.
    """
    if not is_email(email):
        raise click.ClickException(f"{email} is no e-mail address.")
    begin_writing()
    try:
        made = invitations.invite(email, Wanted(Role(role)), by=SYSTEM, language="en")
    except WhereNeededError as error:
        db.session.rollback()
        raise click.ClickException(f"{role} is held somewhere: invite them from /admin/users.") from error
    db.session.commit()
    click.echo(f"{current_app.config['PUBLIC_ADDRESS']}/invitation/{made.token}")


@group.command("open")
@click.argument("email")
def open_again(email: str) -> None:
    """Open an account again that was shut: for when nobody is left who could do it on the page."""
    begin_writing()
    account = queries.by_email(email)
    if account is None:
        db.session.rollback()
        raise click.ClickException("There is no account with that address.")
    accounts.enable(account, by=SYSTEM)
    db.session.commit()
    click.echo("Open.")


@group.command("demo")
def demo() -> None:
    """Give every role an invented person. Refused where the listings are not invented."""
    begin_writing()
    try:
        count = operations.load(password())
    except operations.NoDemoError as error:
        db.session.rollback()
        raise click.ClickException("This is no demonstration: no listing here is invented.") from error
    db.session.commit()
    click.echo(f"Invented people: {count}, such as {demo_accounts.email_of(Role.LINK_WORKER)}.")
    click.echo(f"Their password: {password()}")


def password() -> str:
    """The one password of this demonstration: made once, in a file its owner alone can read."""
    path = Path(current_app.config["DATA"], "secrets", "demo-password")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(demo_accounts.new_password())
    return path.read_text().strip()
