"""The one history of referrals, cases, introductions and hand-overs. What stands is the sum of its moves."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from app import clock
from app.database import db
from app.domain.case import Subject
from app.domain.machine import Actor
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.referrals import HistoryEvent

NOTE = "note"
"""The action of an event that moves nothing."""


def append(
    subject: Subject,
    subject_id: uuid.UUID,
    *,
    action: str,
    start: str,
    end: str,
    by: Viewer,
    case_id: uuid.UUID | None = None,
    actor: Actor | None = None,
    reason: str = "",
    note: str | None = None,
    details: Mapping[str, object] | None = None,
    on_behalf_of: str | None = None,
    at: dt.datetime | None = None,
) -> HistoryEvent:
    """Keep one move. `at`: when it happened, where that was before now. An event that moves nothing has
    the same start and end."""
    now = clock.now()
    made = HistoryEvent(
        subject=subject,
        subject_id=subject_id,
        case_id=case_id if case_id or subject is not Subject.CASE else subject_id,
        action=action,
        start=start,
        end=end,
        reason=reason,
        note=note or None,
        details=dict(details) if details else None,
        actor=(actor or actor_of(by)).value,
        actor_id=by.account_id,
        organization_id=organization_of(by),
        on_behalf_of=on_behalf_of or None,
        effective_at=at or now,
        recorded_at=now,
    )
    db.session.add(made)
    db.session.flush()
    return made


def actor_of(by: Viewer) -> Actor:
    """In what part somebody acts, where the move does not say it."""
    if by.is_system:
        return Actor.SYSTEM
    if Role.TEAM_LEAD in by.roles:
        return Actor.LEAD
    if Role.LINK_WORKER in by.roles:
        return Actor.LINK_WORKER
    if Role.PROVIDER in by.roles:
        return Actor.PROVIDER
    if Role.REFERRER in by.roles or Role.HELPLINE_WORKER in by.roles:
        return Actor.REFERRER
    return Actor.PERSON


def organization_of(by: Viewer) -> uuid.UUID | None:
    """The organisation somebody acts for, where they belong to one."""
    held = [grant.organization_id for grant in by.grants if grant.organization_id]
    return held[0] if len(held) == 1 else None
