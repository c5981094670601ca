"""Accounts: people are invited, take the invitation up, and are let go again."""

from __future__ import annotations

import uuid

from app import clock
from app.database import begin_writing, db
from app.domain import throttle
from app.domain.errors import GoneError, NotAllowedError
from app.domain.messages import AccountChange, MessageKind
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.models.people import AccessLink, Account
from app.models.sealed import seal, unseal
from app.operations import access_links, audit, outbox, sessions, throttles, work
from app.queries import accounts as queries

FORGOTTEN = "forgotten-password"
"""The kind of job that answers somebody who forgot their password."""

SEALED_IN = "job.forgotten-password"


def rename(account: Account, name: str, language: str, *, by: Viewer) -> None:
    """What they are called, and which language we write to them in."""
    fields = {"name": (account.name, name), "language": (account.language, language)}
    changed = {field: pair for field, pair in fields.items() if pair[0] != pair[1]}
    if changed:
        account.name, account.language = name, language
        audit.record(by, "account.changed", of=("account", account.id), fields=changed, scope="own")
    db.session.flush()


def set_password(account: Account, hashed: str, *, by: Viewer, keep: uuid.UUID | None = None) -> None:
    """A new password. Every other browser is signed out; the second factor stays."""
    account.password_hash, account.password_set_at = hashed, clock.now()
    sessions.end_all(account.id, but=keep)
    audit.record(by, "account.password-changed", of=("account", account.id), scope="own")
    tell_changed(account, AccountChange.PASSWORD)
    db.session.flush()


def tell_changed(account: Account, what: AccountChange) -> None:
    """Tell somebody what was changed on their account, in case it was not them."""
    outbox.tell(
        MessageKind.ACCOUNT_CHANGED,
        key=f"account-changed:{account.id}:{what}:{clock.now().isoformat()}",
        account=account.id,
        language=account.language,
        what=what.value,
    )


def ask_for_link(email: str, *, source: str) -> None:
    """Somebody forgot their password. Whether there is an account is found out behind the page: here
    everybody costs the same.

    Raises: TooManyTriesError.
    """
    throttles.count(((throttle.LINKS, queries.email_hash(email)), (throttle.LINKS_FROM_A_SOURCE, source)))
    begin_writing()
    sealed = seal(queries.plain_email(email).encode(), where=SEALED_IN).hex()
    work.enqueue(FORGOTTEN, email=sealed)


def answer_forgotten(sealed: str) -> None:
    """Send the link where there is somebody to send it to."""
    account = queries.by_email(unseal(bytes.fromhex(sealed), where=SEALED_IN).decode())
    if account is None or account.disabled_at is not None or not account.password_hash:
        return
    made = access_links.make(LinkPurpose.NEW_PASSWORD, account=account.id)
    audit.record(queries.viewer_of(account), "account.link-sent", of=("account", account.id))
    send_link(account, made)


def send_link(account: Account, made: access_links.Made) -> None:
    outbox.tell(
        MessageKind.NEW_PASSWORD,
        key=f"new-password:{made.link.id}",
        account=account.id,
        language=account.language,
        token=made.token,
    )


def link_for_password(token: str) -> tuple[AccessLink, Account]:
    """The link and whose it is. Raises: NotThereError, GoneError."""
    link = access_links.find(LinkPurpose.NEW_PASSWORD, token)
    if link.account_id is None:
        raise GoneError(link.purpose)
    account = queries.account(link.account_id)
    if account.disabled_at is not None:
        raise GoneError(link.purpose)
    return link, account


def use_link_for_password(link: AccessLink, account: Account, hashed: str) -> None:
    """Set the password the link was sent for. Raises: GoneError where it was used meanwhile."""
    access_links.use(link)
    set_password(account, hashed, by=queries.viewer_of(account))


def disable(account: Account, *, by: Viewer) -> None:
    """Nobody gets in with this account from the next request on. Raises: NotAllowedError for one's own."""
    if account.id == by.account_id:
        raise NotAllowedError
    if account.disabled_at is None:
        account.disabled_at = clock.now()
        sessions.end_all(account.id)
        audit.record(by, "account.disabled", of=("account", account.id))
        tell_changed(account, AccountChange.CLOSED)
    db.session.flush()


def enable(account: Account, *, by: Viewer) -> None:
    """They may sign in again, as before. Raises: NotAllowedError for one's own."""
    if account.id == by.account_id:
        raise NotAllowedError
    if account.disabled_at is not None:
        account.disabled_at = None
        audit.record(by, "account.enabled", of=("account", account.id))
    db.session.flush()
