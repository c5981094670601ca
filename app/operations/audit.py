"""The trace: notes are held until the change commits, then chained as its last statement.

Source: decisions.md 22. Ids, names of fields and keyed hashes only; never a value.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app import clock
from app.database import db
from app.domain.audit import Outcome, chained, mac_of
from app.domain.viewer import Viewer
from app.models import sealed
from app.models.audit import AuditEvent, AuditHead
from app.models.sealed import keyed_hash

Thing = tuple[str, uuid.UUID]
"""What it happened to: the kind of thing, and its id."""

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""Set by the web at the start of each request."""

HELD = "audit"


@dataclass(frozen=True)
class Note:
    """One event on its way into the chain."""

    by: Viewer
    action: str
    of: Thing | None
    fields: dict[str, Any]
    scope: str
    outcome: Outcome
    is_read: bool = field(default=False)


def record(
    by: Viewer,
    action: str,
    *,
    of: Thing | None = None,
    fields: Mapping[str, tuple[object, object]] | None = None,
    scope: str = "",
    count: int | None = None,
) -> None:
    """Note a change. `fields`: name -> what it was and is; only keyed hashes of these are kept."""
    kept: dict[str, Any] = {name: [print_of(one) for one in pair] for name, pair in (fields or {}).items()}
    if count is not None:
        kept["count"] = count
    _hold(Note(by, action, of, kept, scope, Outcome.ALLOWED))


def seen(
    by: Viewer, action: str, *, of: Thing | None = None, scope: str = "", count: int | None = None
) -> None:
    """Note that somebody looked at something personal. Kept even where the request changes nothing else."""
    kept: dict[str, Any] = {} if count is None else {"count": count}
    _hold(Note(by, action, of, kept, scope, Outcome.ALLOWED, is_read=True))


def refused(by: Viewer, action: str, *, of: Thing | None = None) -> None:
    """Note that somebody was refused. Kept like a look."""
    _hold(Note(by, action, of, {}, "", Outcome.REFUSED, is_read=True))


def print_of(value: object) -> str:
    """By which two values can be told apart without being known. Shape: 16 hex digits; empty for nothing."""
    if value is None or value == "":
        return ""
    return keyed_hash(json.dumps(value, sort_keys=True, default=str), of="audit")[:16]


def held() -> list[Note]:
    """The notes waiting for the commit."""
    notes: list[Note] = db.session.info.setdefault(HELD, [])
    return notes


def keep_only_reads() -> bool:
    """The change was undone: forget what it noted, keep what was looked at. Is anything left?"""
    db.session.info[HELD] = [note for note in held() if note.is_read]
    return bool(db.session.info[HELD])


def forget() -> None:
    """Forget every waiting note."""
    db.session.info.pop(HELD, None)


def _hold(note: Note) -> None:
    held().append(note)


@event.listens_for(Session, "before_commit")
def write_held(session: Session) -> None:
    """Chain the waiting notes. Writers queue at the head's row, so that the order is one."""
    notes: list[Note] = session.info.pop(HELD, [])
    if not notes:
        return
    session.flush()
    ensure_head(session)
    head = session.execute(
        select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1).with_for_update()
    ).one()
    key, seq, before = sealed.keys().audit, head.seq, head.hash
    rows = []
    for note in notes:
        seq += 1
        row = row_of(note, seq)
        before = row["hash"] = chained(key, before, row)
        rows.append(row)
    session.execute(insert(AuditEvent), rows)
    session.execute(
        update(AuditHead)
        .where(AuditHead.id == 1)
        .values(seq=seq, hash=before, mac=mac_of(key, seq, before))
        .execution_options(synchronize_session=False)
    )


def ensure_head(session: Session) -> None:
    make = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    session.execute(
        make(AuditHead).values(id=1, seq=0, hash="", mac="").on_conflict_do_nothing(index_elements=["id"])
    )


def row_of(note: Note, seq: int) -> dict[str, Any]:
    """The event as the table holds it, without its hash."""
    by = note.by
    teams = sorted({str(grant.team_id) for grant in by.grants if grant.team_id})
    return {
        "seq": seq,
        "at": clock.now(),
        "actor_id": by.account_id,
        "actor": kind_of(by),
        "roles": ",".join(sorted(by.roles)),
        "team_id": uuid.UUID(teams[0]) if teams else None,
        "action": note.action,
        "object_type": note.of[0] if note.of else "",
        "object_id": note.of[1] if note.of else None,
        "fields": note.fields,
        "scope": note.scope,
        "outcome": note.outcome,
        "request_id": REQUEST_ID.get(),
    }


def kind_of(by: Viewer) -> str:
    if by.is_system:
        return "system"
    if by.account_id:
        return "account"
    return "link" if by.link_id else "anonymous"
