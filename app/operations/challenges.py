"""What a browser is asked to sign with a passkey: made with a change, used once."""

from __future__ import annotations

import base64
import secrets
import uuid

from sqlalchemy import update

from app.database import db
from app.domain.errors import NotRightError
from app.models.people import BrowserSession
from app.queries import accounts as queries


def ask(hash_of_token: str) -> None:
    """Have something ready that this browser may be asked to sign."""
    _set(hash_of_token, base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


def take(session_id: uuid.UUID | None) -> bytes:
    """What the browser was asked to sign. It is asked once. Raises: NotRightError."""
    hash_of_token, asked = queries.challenge_of(session_id)
    if not asked:
        raise NotRightError
    _set(hash_of_token, "")
    return asked


def _set(hash_of_token: str, value: str) -> None:
    db.session.execute(
        update(BrowserSession)
        .where(BrowserSession.token_hash == hash_of_token)
        .values(challenge=value)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
