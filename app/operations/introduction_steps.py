"""One move of an introduction: the table asked, the state set, the history kept. Every change uses it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from app import clock
from app.database import db, held_row
from app.domain.case import OPEN, Subject
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.introduction import ENDED, IntroductionAction, IntroductionStatus
from app.domain.introduction_moves import TRANSITIONS, Row
from app.domain.machine import Actor, move_from
from app.domain.sharing import SHARE_LASTS
from app.domain.tasks import TaskKind
from app.domain.viewer import SYSTEM, Viewer
from app.models.cases import Case
from app.models.introductions import Introduction
from app.operations import audit, case_tasks, history

PAST: dict[IntroductionAction, str] = {
    IntroductionAction.SEND: "sent",
    IntroductionAction.SEE: "opened",
    IntroductionAction.ACCEPT: "accepted",
    IntroductionAction.DECLINE: "declined",
    IntroductionAction.WAITLIST: "waitlisted",
    IntroductionAction.LEAVE_WAITLIST: "off-waitlist",
    IntroductionAction.START: "started",
    IntroductionAction.COMPLETE: "completed",
    IntroductionAction.NOT_COMPLETE: "not-completed",
    IntroductionAction.CANCEL: "cancelled",
    IntroductionAction.MARK_ERROR: "marked-in-error",
}
AT_ONCE = frozenset({IntroductionStatus.CANCELLED, IntroductionStatus.IN_ERROR})
"""Ends after which a provider has no reason to see anything any more."""
UNTIL_READ = (TaskKind.PROVIDER_ANSWERED, TaskKind.PROVIDER_SILENT)


def held(introduction_id: uuid.UUID, *, version: int | None = None) -> Introduction:
    """The row, locked. Raises: NotThereError; StaleError where the form was opened with another version."""
    found = held_row(Introduction, introduction_id)
    if found is None:
        raise NotThereError
    if version is not None and found.version != version:
        raise StaleError
    return found


def case_of(introduction: Introduction) -> Case:
    found = db.session.get(Case, introduction.case_id)
    if found is None:
        raise NotThereError
    return found


def check(introduction: Introduction, action: IntroductionAction, actor: Actor) -> Row:
    """The move of the table, asked before anything is changed. Raises: NotAllowedError."""
    row = move_from(TRANSITIONS, introduction.status, action)
    if actor not in row.by:
        raise NotAllowedError
    return row


def move(
    introduction: Introduction,
    action: IntroductionAction,
    *,
    by: Viewer,
    actor: Actor | None = None,
    reason: str = "",
    note: str | None = None,
    details: Mapping[str, object] | None = None,
    on_behalf_of: str | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Move it. `on_behalf_of`: a link worker says what they heard on the phone.

    Raises: NotAllowedError where the table has no such move for this actor.
    """
    who = actor or history.actor_of(by)
    row = check(introduction, action, who)
    start, introduction.status = introduction.status, row.end
    if row.end in ENDED:
        introduction.ended_at = introduction.ended_at or clock.now()
        introduction.share_ends_at = clock.now() + (SHARE_LASTS if row.end not in AT_ONCE else dt.timedelta())
    db.session.flush()
    history.append(
        Subject.INTRODUCTION,
        introduction.id,
        action=action.value,
        start=start.value,
        end=row.end.value,
        by=by,
        case_id=introduction.case_id,
        actor=who,
        reason=reason,
        note=note,
        details=details,
        on_behalf_of=on_behalf_of,
        at=at,
    )
    audit.record(by, f"introduction.{PAST[action]}", of=("introduction", introduction.id))


def tell_worker(introduction: Introduction, *, for_lead: bool = False) -> None:
    """Somebody answered: it stands once on the day of whoever has the case, while that is open."""
    case = case_of(introduction)
    if case.status not in OPEN:
        return
    if not for_lead:
        case_tasks.settle_all(case, UNTIL_READ, by=SYSTEM, about=introduction.id)
    mark = "equality" if for_lead else introduction.version
    case_tasks.ask(
        TaskKind.PROVIDER_ANSWERED,
        key=f"provider-answered:{introduction.id}:{mark}",
        case=case,
        due_on=clock.today(),
        about=introduction.id,
        for_lead=for_lead,
    )


def settle(introduction: Introduction, *, by: Viewer) -> None:
    """What was asked of the link worker about the provider's answer is done."""
    case_tasks.settle_all(case_of(introduction), UNTIL_READ, by=by, about=introduction.id)
