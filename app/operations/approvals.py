"""What takes two people: one asks, another decides, and only then it is done."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.messages import MessageKind
from app.domain.people import Decision, TwoPersonAction
from app.domain.roles import POWERFUL
from app.domain.viewer import Viewer
from app.models.people import Account, Approval, RoleGrant
from app.operations import audit, outbox
from app.operations.index import Ground

LASTS = dt.timedelta(days=14)
"""What nobody decided by then lapses."""

Done = Callable[[Approval, Viewer, Ground], None]
_done: dict[TwoPersonAction, Done] = {}


def when_agreed(action: TwoPersonAction) -> Callable[[Done], Done]:
    """Name what is to be done once a second person agrees."""

    def keep(done: Done) -> Done:
        _done[action] = done
        return done

    return keep


def ask(
    action: TwoPersonAction,
    *,
    of: audit.Thing,
    by: Viewer,
    reason: str,
    arguments: Mapping[str, object] | None = None,
) -> Approval:
    """Ask for something that takes two people. The same asked twice is one. Raises: NotAllowedError."""
    if by.account_id is None:
        raise NotAllowedError
    wanted = dict(arguments or {})
    for held in db.session.scalars(
        select(Approval).where(
            Approval.action == action,
            Approval.object_id == of[1],
            Approval.decided_at.is_(None),
            Approval.asked_at > clock.now() - LASTS,
        )
    ):
        if held.arguments == wanted:
            return held
    made = Approval(
        action=action,
        object_type=of[0],
        object_id=of[1],
        arguments=wanted,
        reason=reason,
        asked_by=by.account_id,
        asked_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "approval.asked", of=("approval", made.id))
    for account in deciders(but=by.account_id):
        outbox.tell(
            MessageKind.APPROVAL_ASKED,
            key=f"approval:{made.id}:{account.id}",
            account=account.id,
            language=account.language,
            approval=str(made.id),
        )
    return made


def decide(approval: Approval, decision: Decision, *, by: Viewer, ground: Ground, note: str = "") -> None:
    """Agree or refuse. Agreed, it is done at once, in the same transaction.

    Raises: NotAllowedError for the one who asked and the one it is about; StaleError where it is decided or
    lapsed already.
    """
    if by.account_id in {None, approval.asked_by, approval.object_id}:
        raise NotAllowedError
    now = clock.now()
    won = db.session.execute(
        update(Approval)
        .where(Approval.id == approval.id, Approval.decided_at.is_(None), Approval.asked_at > now - LASTS)
        .values(decision=decision, decided_at=now, decided_by=by.account_id, note=note)
        .returning(Approval.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if won is None:
        raise StaleError
    db.session.refresh(approval)
    audit.record(by, f"approval.{decision}", of=("approval", approval.id))
    if decision is Decision.AGREED:
        _done[approval.action](approval, by, ground)
    db.session.flush()


def deciders(*, but: uuid.UUID) -> list[Account]:
    """Who may decide, other than the one who asks."""
    held = select(RoleGrant.account_id).where(RoleGrant.role.in_(POWERFUL), RoleGrant.ended_at.is_(None))
    return list(
        db.session.scalars(
            select(Account).where(Account.id.in_(held), Account.id != but, Account.disabled_at.is_(None))
        )
    )
