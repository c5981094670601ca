"""Second factors: codes of an app or on paper, passkeys. A code works once, however many try it."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import begin_writing, db
from app.domain import second_factor, throttle
from app.domain.errors import NotAllowedError, NotRightError
from app.domain.messages import AccountChange
from app.domain.people import LASTS, LinkPurpose
from app.domain.roles import needs_second_factor
from app.domain.second_factor import Way
from app.domain.viewer import ANONYMOUS, Viewer
from app.gateways import passkeys
from app.models.people import Account, Passkey, RecoveryCode, UsedCode
from app.models.sealed import keyed_hash
from app.operations import access_links, accounts, audit, challenges, sessions, throttles
from app.operations.sign_in import KnownBrowser
from app.queries import accounts as queries

LONGEST_NAME = 60


class LastFactorError(NotAllowedError):
    """Staff keep at least one."""


def count_try(account_id: uuid.UUID, browser: KnownBrowser | None, email_hash: str) -> list[throttles.Try]:
    """Count a code that somebody types, before it is looked at. Raises: TooManyTriesError."""
    tries: list[throttles.Try] = [(throttle.CODES_A_DAY, str(account_id)), (throttle.CODES, str(account_id))]
    if browser is not None and (own := browser.counts_for(email_hash)):
        tries = [(throttle.CODES_FROM_A_KNOWN_BROWSER, own)]
    throttles.count(tries)
    return tries


def show_code(account: Account, typed: str, *, browser: KnownBrowser | None) -> Way:
    """How a typed code shows that it is them, with a writing transaction begun.

    Raises: NotRightError, TooManyTriesError.
    """
    account_id = account.id
    tries = count_try(account_id, browser, account.email_hash)
    begin_writing()
    account = queries.account(account_id)
    if is_used_up_now(account, typed):
        way = Way.APP
    elif second_factor.looks_like_recovery_code(typed) and burn(account, typed):
        way = Way.RECOVERY_CODE
    else:
        audit.refused(ANONYMOUS, "account.second-factor", of=("account", account_id))
        raise NotRightError
    throttles.give_back(tries)
    return way


def is_used_up_now(account: Account, typed: str) -> bool:
    """Is it a code of the app that nobody has used? Then it is used now. Of two who try it, one wins."""
    if account.totp_secret is None or account.totp_confirmed_at is None:
        return False
    step = second_factor.matching_step(account.totp_secret, typed, clock.now())
    return step is not None and _use_step(account.id, step)


def _use_step(account_id: uuid.UUID, step: int) -> bool:
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    row = insert(UsedCode).values(account_id=account_id, step=step)
    won = db.session.execute(row.on_conflict_do_nothing().returning(UsedCode.step)).one_or_none()
    return won is not None


def burn(account: Account, typed: str) -> bool:
    """Use a code on paper up. Of two who try it, one wins."""
    won = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_hash == _code_hash(account.id, typed),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return won is not None


def set_app(account: Account, secret: str, typed: str, *, by: Viewer) -> None:
    """Use this app from now on, instead of another where there was one. Raises: NotRightError."""
    step = second_factor.matching_step(secret, typed, clock.now())
    if step is None:
        raise NotRightError
    had_factors = queries.factors_of(account.id).count > 0
    db.session.execute(delete(UsedCode).where(UsedCode.account_id == account.id))
    _use_step(account.id, step)
    account.totp_secret, account.totp_confirmed_at = secret, clock.now()
    audit.record(by, "account.app-set", of=("account", account.id), scope="own")
    if had_factors:
        accounts.tell_changed(account, AccountChange.SECOND_FACTOR)
    db.session.flush()


def remove_app(account: Account, *, by: Viewer) -> None:
    """Raises: LastFactorError."""
    _check_not_last(account)
    account.totp_secret = account.totp_confirmed_at = None
    audit.record(by, "account.app-removed", of=("account", account.id), scope="own")
    accounts.tell_changed(account, AccountChange.SECOND_FACTOR)
    db.session.flush()


def new_recovery_codes(account: Account, *, by: Viewer) -> list[str]:
    """Ten new codes, told once, here. The old ones work no more."""
    codes = second_factor.new_recovery_codes()
    if queries.factors_of(account.id).codes_left:
        accounts.tell_changed(account, AccountChange.RECOVERY_CODES)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.add_all(
        RecoveryCode(account_id=account.id, code_hash=_code_hash(account.id, code), made_at=clock.now())
        for code in codes
    )
    audit.record(by, "account.recovery-codes-made", of=("account", account.id), scope="own")
    db.session.flush()
    return codes


def add_passkey(account: Account, answer: str, name: str, *, site: passkeys.Site, by: Viewer) -> None:
    """Take a new passkey. Raises: NotRightError, NotAllowedError where there are many already."""
    if len(queries.factors_of(account.id).passkeys) >= second_factor.MOST_PASSKEYS:
        raise NotAllowedError
    made = passkeys.made(answer, challenge=challenges.take(by.session_id), site=site)
    db.session.add(
        Passkey(
            account_id=account.id,
            credential_id=made.id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name[:LONGEST_NAME],
            made_at=clock.now(),
        )
    )
    audit.record(by, "account.passkey-added", of=("account", account.id), scope="own")
    accounts.tell_changed(account, AccountChange.PASSKEY)
    db.session.flush()


def show_passkey(account: Account, answer: str, *, site: passkeys.Site, session_id: uuid.UUID) -> Way:
    """Is it signed with one of their passkeys? Raises: NotRightError."""
    challenge = challenges.take(session_id)
    known = {key.credential_id: key for key in queries.factors_of(account.id).passkeys}
    key = known.get(passkeys.id_in(answer))
    if key is None:
        raise NotRightError
    key.sign_count = passkeys.shown(
        answer, challenge=challenge, site=site, public_key=key.public_key, sign_count=key.sign_count
    )
    key.used_at = clock.now()
    db.session.flush()
    return Way.PASSKEY


def rename_passkey(viewer: Viewer, passkey_id: uuid.UUID, name: str) -> None:
    """Raises: NotThereError."""
    queries.passkey_for(viewer, passkey_id).name = name[:LONGEST_NAME]
    db.session.flush()


def remove_passkey(account: Account, passkey_id: uuid.UUID, *, by: Viewer) -> None:
    """Raises: NotThereError, LastFactorError."""
    key = queries.passkey_for(by, passkey_id)
    _check_not_last(account)
    db.session.delete(key)
    audit.record(by, "account.passkey-removed", of=("account", account.id), scope="own")
    accounts.tell_changed(account, AccountChange.PASSKEY)
    db.session.flush()


def reset(account: Account, reason: str, *, by: Viewer) -> None:
    """Somebody lost their second factor: they start again with a fresh link and a new password.

    The old password works no more, so that who knows it alone cannot enrol a factor of theirs.

    Raises: NotAllowedError for one's own account.
    """
    if account.id == by.account_id or account.disabled_at is not None:
        raise NotAllowedError
    account.password_hash = ""
    account.totp_secret = account.totp_confirmed_at = None
    for table in (Passkey, RecoveryCode):
        db.session.execute(delete(table).where(table.account_id == account.id))
    sessions.end_all(account.id)
    made = access_links.make(
        LinkPurpose.NEW_PASSWORD,
        account=account.id,
        arguments={"reason": reason},
        by=by.account_id,
        lasts=LASTS[LinkPurpose.INVITATION],
    )
    audit.record(
        by, "account.second-factor-reset", of=("account", account.id), fields={"reason": (None, reason)}
    )
    accounts.send_link(account, made)
    db.session.flush()


def _check_not_last(account: Account) -> None:
    staff = needs_second_factor(queries.viewer_of(account).roles)
    if staff and queries.factors_of(account.id).count <= 1:
        raise LastFactorError


def _code_hash(account_id: uuid.UUID, typed: str) -> str:
    return keyed_hash(f"{account_id}:{second_factor.plain_recovery_code(typed)}", of="recovery_code")
