"""Send where the trace ends to those who watch over it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from app.database import db
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.models.people import Account, RoleGrant
from app.operations import outbox
from app.queries import audit_chain


def send(*, now: dt.datetime) -> int:
    """Tell every governance lead the newest number and hash, once a day; how many were told."""
    end = audit_chain.head()
    if end is None:
        return 0
    held = select(RoleGrant.account_id).where(
        RoleGrant.role == Role.GOVERNANCE_LEAD, RoleGrant.ended_at.is_(None)
    )
    told = db.session.scalars(
        select(Account).where(Account.id.in_(held), Account.disabled_at.is_(None))
    ).all()
    for account in told:
        outbox.tell(
            MessageKind.AUDIT_HEAD,
            key=f"audit-head:{now.date().isoformat()}:{account.id}",
            account=account.id,
            language=account.language,
            at=now.isoformat(timespec="minutes"),
            seq=end.seq,
            hash=end.hash,
            mac=end.mac,
        )
    return len(told)
