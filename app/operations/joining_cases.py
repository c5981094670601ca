"""Two open cases of one person become one: the other closes as joined, and all that hangs on it follows."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseAction, CaseStatus, ClosureReason, Subject, TransferStatus
from app.domain.merging_people import goes_on
from app.domain.viewer import Viewer
from app.domain.waits import RANKS
from app.models.cases import Case, CaseTransfer, NoteDraft
from app.models.plans import Plan
from app.operations import history, merge_record
from app.operations.case_opening import NO_RISKS
from app.operations.merge_columns import column_of, pointing_at
from app.operations.merge_record import Kept


def join_cases(record: Kept, one: Case, other: Case, *, by: Viewer) -> None:
    """One person has one open case: the other closes as joined, and all that hangs on it goes along."""
    first = goes_on((one.status, one.waiting_since), (other.status, other.waiting_since))
    stays, ends = (one, other) if first else (other, one)
    has_plan = db.session.scalar(select(Plan.id).where(Plan.case_id == stays.id).limit(1)) is not None
    for column in pointing_at("case_record"):
        merge_record.move(record, column, ends.id, stays.id)
    if not has_plan:
        merge_record.move(record, column_of("plan", "case_id"), ends.id, stays.id)
    drafts = column_of("note_draft", "about_id")
    merge_record.move(record, drafts, ends.id, stays.id, *no_draft_yet(stays.id))
    for transfer in db.session.scalars(
        select(CaseTransfer.id).where(
            CaseTransfer.case_id == ends.id, CaseTransfer.status == TransferStatus.REQUESTED
        )
    ).all():
        merge_record.change(
            record,
            merge_record.table("case_transfer"),
            transfer,
            status=TransferStatus.WITHDRAWN,
            decided_at=clock.now(),
        )
    cases = merge_record.table("case_record")
    hand_over_tasks(record, stays, ends)
    merge_record.change(record, cases, stays.id, **put_together(stays, ends))
    before = ends.status
    merge_record.change(
        record,
        cases,
        ends.id,
        status=CaseStatus.CLOSED,
        closure_reason=ClosureReason.TRANSFERRED,
        closed_at=clock.now(),
        hold_reason=None,
        hold_until=None,
        is_safeguarding_open=False,
        worker_id=stays.worker_id,
        team_id=stays.team_id,
    )
    record["joined"] = {"stays": str(stays.id), "ends": str(ends.id)}
    db.session.expire_all()
    event(ends, CaseAction.CLOSE, before, by=by, end=CaseStatus.CLOSED, joined=stays.id)


def hand_over_tasks(record: Kept, stays: Case, ends: Case) -> None:
    """What is live stands on the day of whoever has the case that goes on."""
    tasks = merge_record.table("case_task")
    moved = [one for one in record["moves"] if one["table"] == "case_task" and one["to"] == str(stays.id)]
    for id_ in (uuid.UUID(id_) for one in moved for id_ in one["ids"]):
        held = merge_record.values_of(tasks, id_, ("done_at", "cancelled_at", "for_lead"))
        if not held["done_at"] and not held["cancelled_at"]:
            worker = None if held["for_lead"] else stays.worker_id
            merge_record.change(record, tasks, id_, worker_id=worker, team_id=stays.team_id)


def put_together(stays: Case, ends: Case) -> dict[str, Any]:
    """What the case that goes on knows: the longer wait, the higher risk, the concerns of both."""
    risks = [risk for risk in (stays.risks, ends.risks) if risk and risk != NO_RISKS]
    return {
        "waiting_since": min(stays.waiting_since, ends.waiting_since),
        "priority": min(stays.priority, ends.priority, key=RANKS.__getitem__),
        "first_tried_at": earliest(stays.first_tried_at, ends.first_tried_at),
        "first_met_at": earliest(stays.first_met_at, ends.first_met_at),
        "last_contact_at": max(
            (at for at in (stays.last_contact_at, ends.last_contact_at) if at), default=None
        ),
        "contacts": stays.contacts + ends.contacts,
        "is_high_risk": stays.is_high_risk or ends.is_high_risk,
        "is_safeguarding_open": stays.is_safeguarding_open or ends.is_safeguarding_open,
        "is_restricted": stays.is_restricted or ends.is_restricted,
        "is_sampled": stays.is_sampled or ends.is_sampled,
        "risks": "\n".join(dict.fromkeys(risks)) or stays.risks or ends.risks,
        "concerns": sorted({*stays.concerns, *ends.concerns}),
        "previous_id": stays.previous_id or ends.id,
    }


def earliest(*moments: dt.datetime | None) -> dt.datetime | None:
    return min((at for at in moments if at), default=None)


def no_draft_yet(case_id: uuid.UUID) -> tuple[Any, ...]:
    """Whoever is typing about both keeps the draft of each."""
    typing = list(db.session.scalars(select(NoteDraft.account_id).where(NoteDraft.about_id == case_id)))
    return (NoteDraft.account_id.not_in(typing),)


def event(
    case: Case, action: str, start: CaseStatus, *, by: Viewer, end: CaseStatus | None = None, **about: object
) -> None:
    history.append(
        Subject.CASE,
        case.id,
        action=action,
        start=start,
        end=end or case.status,
        by=by,
        details={name: str(value) for name, value in about.items()},
    )
