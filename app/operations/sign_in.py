"""Signing in: a password, then a second factor where one is needed.

Whoever knocks, the work is the same: the same counts, one look-up, one hash. The hash is worked out with no
transaction open, so that guesses hold nobody's change up.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app import clock
from app.database import begin_writing, db
from app.domain import throttle
from app.domain.errors import NotRightError
from app.domain.roles import Role, needs_second_factor
from app.domain.second_factor import Way
from app.domain.viewer import ANONYMOUS, Viewer
from app.gateways import password_hashing
from app.models.people import Account
from app.operations import audit, challenges, sessions, throttles
from app.queries import accounts as queries
from app.queries.sessions import OpenSession, token_hash

log = logging.getLogger("ginnel")


class Step(StrEnum):
    """What comes after the password."""

    DONE = "done"
    SHOW = "show"
    """Show a second factor."""
    ENROL = "enrol"
    """Set a second factor up: nothing else opens before."""


@dataclass(frozen=True, slots=True)
class KnownBrowser:
    """A browser that some accounts signed in from before: the mark it carries."""

    id: str
    accounts: tuple[str, ...]
    """Hashes of their addresses."""

    def counts_for(self, email_hash: str) -> str | None:
        """For whom its tries at this account count; None where the account never signed in from it."""
        return f"{self.id}:{email_hash}" if email_hash in self.accounts else None


@dataclass(frozen=True, slots=True)
class Started:
    """A session just begun: its token, and what comes next."""

    token: str
    step: Step


def tries_at(email: str, *, source: str, browser: KnownBrowser | None) -> Sequence[throttles.Try]:
    """Which counts a try with this address adds to. Source: domain/throttle.py."""
    hashed = queries.email_hash(email)
    if browser is not None and (own := browser.counts_for(hashed)):
        return ((throttle.FROM_A_KNOWN_BROWSER, own),)
    return ((throttle.AT_AN_ACCOUNT, hashed), (throttle.FROM_A_SOURCE, source))


def check_password(
    email: str, password: str, *, source: str, browser: KnownBrowser | None, demo_too: bool
) -> Account:
    """The account this password opens, with a writing transaction begun.

    Raises: NotRightError, the same for no such account, a wrong password and a disabled account, and for the
    people of a demonstration where they may not sign in; TooManyTriesError.
    """
    tries = tries_at(email, source=source, browser=browser)
    throttles.count(tries)
    kept = queries.kept_password(email)
    db.session.rollback()
    is_right = password_hashing.is_right(password, kept.hash if kept else "")
    if kept is None or kept.is_disabled or not is_right or (kept.is_demo and not demo_too):
        audit.refused(ANONYMOUS, "account.sign-in", of=("account", kept.id if kept else uuid.UUID(int=0)))
        raise NotRightError
    fresh = password_hashing.hashed(password) if password_hashing.is_outdated(kept.hash) else ""
    begin_writing()
    throttles.give_back(tries)
    account = queries.account(kept.id)
    if fresh and account.password_hash == kept.hash:
        account.password_hash = fresh
    return account


def begin(account: Account, *, device: str, demo_needs_factor: bool, instead: uuid.UUID | None) -> Started:
    """Start a session for somebody whose password was right, in place of the browser's old one."""
    if instead is not None:
        sessions.end(instead)
    step = next_step(account, demo_needs_factor=demo_needs_factor)
    if step is Step.DONE:
        return Started(let_in(account, device=device), step)
    token = sessions.start_for_account(account.id, roles=roles_of(account), device=device, pending=True)
    if step is Step.SHOW:
        challenges.ask(token_hash(token))
    return Started(token, step)


def next_step(account: Account, *, demo_needs_factor: bool) -> Step:
    """What is still wanted of them."""
    if queries.factors_of(account.id).count:
        return Step.SHOW
    is_excused = account.is_demo and not demo_needs_factor
    return Step.ENROL if needs_second_factor(roles_of(account)) and not is_excused else Step.DONE


def complete(held: OpenSession, account: Account, way: Way, *, device: str) -> str:
    """The second factor was shown: a full session in place of the waiting one; its token."""
    sessions.end(held.id)
    return let_in(account, device=device, way=way)


def let_in(account: Account, *, device: str, way: Way | None = None) -> str:
    """A session that opens everything the account may; its token."""
    account.last_seen_on = clock.now()
    token = sessions.start_for_account(account.id, roles=roles_of(account), device=device)
    audit.record(
        queries.viewer_of(account),
        "account.signed-in",
        of=("account", account.id),
        scope=f"by {way.value}" if way else "by password",
    )
    return token


def confirm(viewer: Viewer, password: str) -> str:
    """Show again that it is you: the session's new token, with a writing transaction begun.

    Raises: NotRightError, TooManyTriesError.
    """
    if viewer.account_id is None or viewer.session_id is None:
        raise NotRightError
    tries = ((throttle.CONFIRMATIONS, str(viewer.account_id)),)
    throttles.count(tries)
    kept = queries.account(viewer.account_id).password_hash
    db.session.rollback()
    if not password_hashing.is_right(password, kept):
        audit.refused(viewer, "account.confirm", of=("account", viewer.account_id))
        raise NotRightError
    begin_writing()
    throttles.give_back(tries)
    audit.record(viewer, "account.confirmed", of=("account", viewer.account_id), scope="own")
    return sessions.rotate(viewer.session_id)


def sign_out(viewer: Viewer) -> None:
    if viewer.session_id is not None:
        sessions.end(viewer.session_id)
        audit.record(viewer, "account.signed-out", scope="own")


def roles_of(account: Account) -> frozenset[Role]:
    return queries.viewer_of(account).roles
