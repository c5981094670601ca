"""A referral moves: guarded by the table, by its version and by who may. Every move goes through here.

Raises throughout: NotThereError; StaleError where it is no longer as it was shown; NotAllowedError where its
state or their part does not allow it; NeedsMoreError, naming what is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain import machine
from app.domain.case import Subject
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.machine import Actor, Need
from app.domain.referral import ReferralAction
from app.domain.referral_moves import OPEN, TRANSITIONS, missing
from app.domain.viewer import Viewer
from app.models.referrals import Referral
from app.operations import acting, audit, history

A = ReferralAction

TRACED = {
    A.SEND: "referral.sent",
    A.START_TRIAGE: "referral.triage-started",
    A.ASK: "referral.asked",
    A.ANSWER: "referral.answered",
    A.ACCEPT: "referral.accepted",
    A.NOT_ACCEPT: "referral.not-accepted",
    A.PROPOSE_NOT_ACCEPT: "referral.proposed-not-accepted",
    A.LEAD_AGREE: "referral.lead-agreed",
    A.LEAD_SEND_BACK: "referral.sent-back",
    A.REDIRECT: "referral.redirected",
    A.PERSON_DECLINES: "referral.declined",
    A.GIVE_UP_CONTACT: "referral.not-reached",
    A.WITHDRAW: "referral.withdrawn",
    A.MARK_DUPLICATE: "referral.marked-duplicate",
    A.RECORD_DEATH: "referral.death-recorded",
    A.MARK_ERROR: "referral.marked-error",
}


def move(
    referral: Referral,
    action: ReferralAction,
    *,
    by: Viewer,
    given: Collection[Need] = (),
    actor: Actor | None = None,
    version: int | None = None,
    reason: str = "",
    note: str | None = None,
    details: Mapping[str, object] | None = None,
    on_behalf_of: str | None = None,
) -> Referral:
    """Make one move, and keep it in the history and the trace.

    `given`: the needs the caller has looked after; a reason, a note and a lead's part are seen here.
    `actor`: whose part it is, where a link and no grant lets them in. `version`: as the page showed it.
    """
    held = held_now(referral, version)
    row = machine.move_from(TRANSITIONS, held.status, action)
    may = frozenset({actor}) if actor else acting.for_referral(by, held)
    if not row.by & may:
        raise NotAllowedError
    seen = {Need.REASON: reason, Need.NOTE: note, Need.LEAD: Actor.LEAD in may, Need.WORKER: by.account_id}
    lacking = missing(row, {*given, *(need for need, there in seen.items() if there)}, is_marked=marked(held))
    if lacking:
        raise NeedsMoreError(lacking)
    start, held.status = held.status, row.end
    if action is A.START_TRIAGE:
        held.triaged_by = by.account_id
    if action is A.ASK:
        held.asked_at = clock.now()
    if row.end not in OPEN:
        held.decided_at = clock.now()
    history.append(
        Subject.REFERRAL,
        held.id,
        action=action,
        start=start,
        end=row.end,
        by=by,
        case_id=held.case_id,
        actor=part(may & row.by),
        reason=reason,
        note=note,
        details=details,
        on_behalf_of=on_behalf_of,
    )
    audit.record(by, TRACED[action], of=("referral", held.id))
    db.session.flush()
    return held


def marked(referral: Referral) -> bool:
    """Is a lead asked before it is turned away?"""
    return referral.is_safeguarding or referral.is_urgent


def part(parts: Collection[Actor]) -> Actor:
    """In which of several parts it is told that they acted: the one that weighs most."""
    return min(parts, key=WEIGHT.index)


WEIGHT = [
    Actor.LEAD,
    Actor.TRIAGER,
    Actor.LINK_WORKER,
    Actor.PROVIDER,
    Actor.REFERRER,
    Actor.PERSON,
    Actor.SYSTEM,
]


def held_now(referral: Referral, version: int | None) -> Referral:
    """The referral as it is now, for nobody else to move. Raises: NotThereError, StaleError."""
    held = db.session.scalars(
        select(Referral)
        .where(Referral.id == referral.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if held is None:
        raise NotThereError
    if version is not None and held.version != version:
        raise StaleError
    return held
