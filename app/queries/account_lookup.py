"""From an e-mail address to an account, through its keyed hash."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.people import Account
from app.models.sealed import keyed_hash
from app.models.visibility import visible_to


def hash_of(email: str) -> str:
    """The keyed hash an address is found by, whatever its capitals."""
    return keyed_hash(email.strip().casefold(), of="account.email")


def id_of(viewer: Viewer, email: str) -> uuid.UUID | None:
    """The account with this address, among those whose events the viewer may read."""
    return db.session.scalar(
        select(Account.id).where(
            Account.email_hash == hash_of(email), visible_to(Account, viewer, Permission.AUDIT_READ)
        )
    )
