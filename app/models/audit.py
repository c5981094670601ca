"""The trace: who did or saw what, chained so that nothing can be changed unseen. Ids and field names only."""

from __future__ import annotations

import uuid

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import JSONType, Model
from app.domain.audit import Outcome
from app.models.base import Moment, one_of, open_, person


class AuditEvent(Model):
    """One thing done, seen or refused. Rows are never changed or deleted: triggers forbid it."""

    __tablename__ = "audit_event"

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
        info={"classified": "open"},
    )
    at: Mapped[Moment] = open_(index=True)
    actor_id: Mapped[uuid.UUID | None] = person(index=True)
    """An account; empty for the system and for people with a link."""
    actor: Mapped[str] = open_(String(20))
    """`account`, `link`, `system` or `anonymous`."""
    roles: Mapped[str] = open_(String(255), default="")
    team_id: Mapped[uuid.UUID | None] = person()
    action: Mapped[str] = open_(String(60), index=True)
    object_type: Mapped[str] = open_(String(40), default="")
    object_id: Mapped[uuid.UUID | None] = person(index=True)
    fields: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """Names of fields that changed, each with keyed hashes of what it was and is; counts."""
    scope: Mapped[str] = open_(String(40), default="")
    """By what right: everywhere, organization, team, own, break-glass, link."""
    outcome: Mapped[Outcome] = open_(one_of(Outcome))
    request_id: Mapped[str] = open_(String(40), default="")
    hash: Mapped[str] = open_(String(64))
    """HMAC over the hash before and this row."""


class AuditHead(Model):
    """One row: where the chain ends. Each new event moves it, so writers queue here."""

    __tablename__ = "audit_head"

    id: Mapped[int] = open_(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = open_(BigInteger)
    hash: Mapped[str] = open_(String(64))
    mac: Mapped[str] = open_(String(64))
    """HMAC over number and hash: a cut tail cannot be signed again without the key."""
