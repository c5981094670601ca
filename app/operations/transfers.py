"""A case is handed over: asked for with a note, and it changes hands only when the other accepts.

Whoever has it keeps it until then. The case is held first, then the hand-over, by everybody.
Raises throughout: NotThereError; StaleError; NotAllowedError; NeedsMoreError, naming what is missing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain import machine
from app.domain.case import CaseAction, CaseStatus, Subject, TransferAction, TransferStatus
from app.domain.case_moves import HANDED_OVER_IN
from app.domain.clocks import CLOCKS, Clock, due_on
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.machine import Actor, Need
from app.domain.messages import MessageKind
from app.domain.roles import Permission
from app.domain.tasks import TaskKind
from app.domain.transfer_moves import FIRST, TRANSITIONS, missing
from app.domain.viewer import SYSTEM, Viewer
from app.models.cases import Appointment, Case, CaseTransfer
from app.models.people import Account
from app.operations import acting, audit, case_tasks, history, outbox
from app.operations.case_steps import held_now, move
from app.operations.case_workers import is_worker_of
from app.queries.triage import leads

A, S = TransferAction, TransferStatus

TRACED = {
    A.REQUEST: "transfer.requested",
    A.ACCEPT: "transfer.accepted",
    A.DECLINE: "transfer.declined",
    A.WITHDRAW: "transfer.withdrawn",
    A.EXPIRE: "transfer.expired",
}


def request(
    case: Case,
    *,
    by: Viewer,
    note: str,
    to_worker: uuid.UUID | None = None,
    to_team: uuid.UUID | None = None,
    version: int | None = None,
) -> CaseTransfer:
    """Ask a colleague of the same team, or another team, to take it. One at a time for a case.

    Raises: NeedsMoreError without a note, or without somebody who could take it.
    """
    held = held_now(case.id, version)
    if held.status not in HANDED_OVER_IN or open_of(held.id) is not None:
        raise NotAllowedError
    if not {Actor.LINK_WORKER, Actor.LEAD} & acting.for_case(by, held):
        raise NotAllowedError
    lacking = set() if note.strip() else {Need.HANDOVER}
    if not _could_take(held, to_worker, to_team):
        lacking.add(Need.WORKER)
    if lacking:
        raise NeedsMoreError(lacking)
    made = CaseTransfer(
        id=uuid.uuid4(),
        case_id=held.id,
        status=FIRST,
        from_worker_id=held.worker_id,
        to_worker_id=to_worker,
        to_team_id=to_team,
        note=note,
        asked_at=clock.now(),
        expires_on=due_on(CLOCKS[Clock.TRANSFER][0], clock.today()),
    )
    db.session.add(made)
    db.session.flush()
    _keep(made, A.REQUEST, start="", by=by, actor=None)
    _tell(made, held)
    db.session.flush()
    return made


def accept(
    transfer: CaseTransfer,
    *,
    by: Viewer,
    version: int | None = None,
    worker: uuid.UUID | None = None,
) -> Case:
    """Take it. `worker`: who of the team gets it, where a team was asked and the case is not waiting.

    Raises: NeedsMoreError where nobody of the team is named.
    """
    held = held_now(transfer.case_id)
    given = _held_transfer(transfer.id, version)
    row = machine.move_from(TRANSITIONS, given.status, A.ACCEPT)
    if not is_asked(by, given) or given.expires_on < clock.today() or not row.by:
        raise NotAllowedError
    team = given.to_team_id or held.team_id
    owner = given.to_worker_id or worker
    if (owner is not None and not is_worker_of(owner, team)) or (
        owner is None and held.status is not CaseStatus.WAITING
    ):
        raise NeedsMoreError([Need.WORKER])
    _step(given, A.ACCEPT, by=by)
    before = held.worker_id
    values: dict[str, Any] = {"team_id": team}
    if held.status is not CaseStatus.WAITING:
        values |= {"worker_id": owner, "allocated_at": clock.now()}
    move(
        held,
        CaseAction.HAND_OVER,
        by=by,
        given={Need.HANDOVER},
        actor=Actor.LEAD if given.to_team_id else Actor.LINK_WORKER,
        details={"transfer": str(given.id), "from": str(before or ""), "to": str(owner or "")},
        **values,
    )
    _settle(held, by=by)
    case_tasks.follow(held)
    _take_diary(held, before)
    if owner is not None and owner != by.account_id:
        key = f"new-to-me:{held.id}:{held.version}"
        case_tasks.ask(TaskKind.NEW_TO_ME, key=key, case=held, due_on=clock.today())
    db.session.flush()
    return held


def decline(transfer: CaseTransfer, *, by: Viewer, answer: str, version: int | None = None) -> CaseTransfer:
    """Not now, and why. The case stays where it is, and its link worker hears of it."""
    held = held_now(transfer.case_id)
    given = _held_transfer(transfer.id, version)
    if not is_asked(by, given):
        raise NotAllowedError
    _step(given, A.DECLINE, by=by, note=answer)
    given.answer = answer
    _settle(held, by=by)
    _tell_giver(held, given, words=answer)
    return given


def withdraw(transfer: CaseTransfer, *, by: Viewer, version: int | None = None) -> CaseTransfer:
    """Whoever has the case, or their lead, takes the asking back."""
    held = held_now(transfer.case_id)
    given = _held_transfer(transfer.id, version)
    if not {Actor.LINK_WORKER, Actor.LEAD} & acting.for_case(by, held):
        raise NotAllowedError
    _step(given, A.WITHDRAW, by=by)
    _settle(held, by=by)
    return given


def withdraw_open(case: Case) -> None:
    """The case ends or goes back to the list: nobody is asked to take it any more. It is held already."""
    given = open_of(case.id)
    if given is not None:
        _step(given, A.WITHDRAW, by=SYSTEM)
        _settle(case, by=SYSTEM)


def expire(transfer: CaseTransfer) -> CaseTransfer:
    """Nobody answered in time: it stays where it is, and its link worker hears of it."""
    held = held_now(transfer.case_id)
    given = _held_transfer(transfer.id, None)
    _step(given, A.EXPIRE, by=SYSTEM)
    _settle(held, by=SYSTEM)
    _tell_giver(held, given)
    return given


def expire_due(today: dt.date) -> int:
    """Let those go that nobody answered; how many."""
    due = db.session.scalars(
        select(CaseTransfer).where(CaseTransfer.status == S.REQUESTED, CaseTransfer.expires_on < today)
    ).all()
    for transfer in due:
        expire(transfer)
    return len(due)


def read(transfer: CaseTransfer, *, by: Viewer) -> None:
    """Whoever asked has read what came of it."""
    held = held_now(transfer.case_id)
    if not acting.for_case(by, held):
        raise NotAllowedError
    _settle(held, by=by)
    audit.record(by, "transfer.answer-read", of=("transfer", transfer.id))


def open_of(case_id: uuid.UUID) -> CaseTransfer | None:
    """The hand-over of a case that waits for an answer."""
    return db.session.scalar(
        select(CaseTransfer)
        .where(CaseTransfer.case_id == case_id, CaseTransfer.status == S.REQUESTED)
        .execution_options(populate_existing=True)
    )


def is_asked(by: Viewer, transfer: CaseTransfer) -> bool:
    """Is it theirs to answer: the colleague who is asked, or a lead of the team?"""
    if transfer.to_team_id is not None:
        return transfer.to_team_id in by.reach(Permission.CASE_LEAD).teams
    return by.account_id is not None and by.account_id == transfer.to_worker_id


def _could_take(held: Case, to_worker: uuid.UUID | None, to_team: uuid.UUID | None) -> bool:
    if to_worker is not None and to_team is None:
        return (
            held.worker_id is not None
            and to_worker != held.worker_id
            and is_worker_of(to_worker, held.team_id)
        )
    return to_worker is None and to_team is not None and to_team != held.team_id


def _held_transfer(transfer_id: uuid.UUID, version: int | None) -> CaseTransfer:
    held = db.session.scalars(
        select(CaseTransfer)
        .where(CaseTransfer.id == transfer_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if held is None:
        raise NotThereError
    if version is not None and held.version != version:
        raise StaleError
    return held


def _step(transfer: CaseTransfer, action: TransferAction, *, by: Viewer, note: str = "") -> None:
    row = machine.move_from(TRANSITIONS, transfer.status, action)
    actor = history.actor_of(by)
    if actor not in row.by:
        raise NotAllowedError
    lacking = missing(row, [Need.NOTE] if note.strip() else [])
    if lacking:
        raise NeedsMoreError(lacking)
    start, transfer.status = transfer.status, row.end
    transfer.decided_at = clock.now()
    db.session.flush()
    _keep(transfer, action, start=start, by=by, actor=actor, note=note)


def _keep(
    transfer: CaseTransfer,
    action: TransferAction,
    *,
    start: str,
    by: Viewer,
    actor: Actor | None,
    note: str = "",
) -> None:
    history.append(
        Subject.TRANSFER,
        transfer.id,
        case_id=transfer.case_id,
        action=action,
        start=start,
        end=transfer.status,
        by=by,
        actor=actor,
        note=note or None,
    )
    audit.record(by, TRACED[action], of=("transfer", transfer.id))


def _tell(transfer: CaseTransfer, case: Case) -> None:
    """Whoever is asked, by e-mail and on their day. Neither says whom it is about."""
    asked = [transfer.to_worker_id] if transfer.to_worker_id else []
    accounts = [
        *(found for one in asked if (found := db.session.get(Account, one))),
        *(leads(transfer.to_team_id) if transfer.to_team_id else []),
    ]
    for account in accounts:
        outbox.tell(
            MessageKind.TRANSFER_ASKED,
            key=f"transfer-asked:{transfer.id}:{account.id}",
            account=account.id,
            language=account.language,
            case=case.id,
            reference=str(case.number),
        )


def _settle(case: Case, *, by: Viewer) -> None:
    """What stood on somebody's day about this hand-over, or an earlier one, is over."""
    case_tasks.settle_all(case, [TaskKind.TRANSFER], by=by)
    db.session.flush()


def _tell_giver(case: Case, transfer: CaseTransfer, *, words: str = "") -> None:
    """It comes back to whoever has the case, on their day."""
    case_tasks.ask(
        TaskKind.TRANSFER,
        key=f"transfer-over:{transfer.id}",
        case=case,
        due_on=clock.today(),
        words=words,
        about=transfer.id,
        for_lead=case.worker_id is None,
    )
    db.session.flush()


def _take_diary(case: Case, before: uuid.UUID | None) -> None:
    """What is planned with the person goes along with the case."""
    if case.worker_id is None or before is None:
        return
    planned = db.session.scalars(
        select(Appointment).where(
            Appointment.case_id == case.id,
            Appointment.worker_id == before,
            Appointment.starts_at > clock.now(),
        )
    )
    for one in planned:
        one.worker_id = case.worker_id
    db.session.flush()
