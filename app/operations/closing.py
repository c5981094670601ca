"""Putting a closing together, a lead's yes where one is needed, and the close itself.

Each takes the `version` of the case as the page showed it. Raises throughout: what case_steps raises.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseAction, CaseStatus, ClosureReason
from app.domain.clocks import REOPEN_DAYS
from app.domain.closing import Closing, LetterHow, clean_closing, settled
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.machine import Need
from app.domain.messages import MessageKind, ReferralNews
from app.domain.paper import easy_email
from app.domain.plan import GoalStatus
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.introductions import Introduction
from app.operations import audit, case_tasks, introductions, leads, outbox, plans, referrer_news
from app.operations.case_endings import end_everything
from app.operations.case_steps import held_now, marked, move
from app.operations.reaching_out import is_email_safe
from app.queries import closing as queries

A = CaseAction


def given(case: Case) -> frozenset[Need]:
    """Which needs of its closing are met."""
    return settled(
        clean_closing(case.closing),
        queries.goals(case),
        open_introductions=queries.unsettled(case),
        has_measure=queries.has_end_measure(case),
        is_email_safe=is_email_safe(case.person),
    )


def save_outcomes(
    case: Case,
    outcomes: Mapping[str, tuple[GoalStatus, str]],
    summary: str,
    *,
    by: Viewer,
    version: int | None = None,
) -> Case:
    """What came of each goal, in the plan itself, and how it went in the end."""
    held = _held(case, version)
    if outcomes:
        plans.record_outcomes(held, outcomes, by=by)
    return _keep(held, by, "outcomes", summary=summary)


def save_measure(case: Case, why_not: str, *, by: Viewer, version: int | None = None) -> Case:
    """Why nothing was measured at the end."""
    return _keep(_held(case, version), by, "measure", why_no_measure=why_not)


def save_letter(
    case: Case,
    how: LetterHow,
    words: str,
    *,
    by: Viewer,
    is_given: bool = False,
    version: int | None = None,
) -> Case:
    """The closing letter. Printed and not with them yet, it is a task to bring it to them."""
    held = _held(case, version)
    if how is LetterHow.EMAIL and not is_email_safe(held.person):
        raise NotAllowedError
    by_hand = how is LetterHow.BY_HAND
    held = _keep(held, by, "letter", letter_how=how.value, letter=words, letter_given=by_hand and is_given)
    key = f"closing-letter:{held.id}:{held.reopened}"
    if by_hand and not is_given:
        case_tasks.ask(TaskKind.TELL_BY_HAND, key=key, case=held, due_on=clock.today())
    else:
        case_tasks.settle(key, by=by)
    return held


def hand_on(
    case: Case, introduction_id: uuid.UUID, *, by: Viewer, version: int | None = None
) -> Introduction:
    """It runs on after the close, and the person knows."""
    held = _held(case, version)
    found = _of(held, introduction_id)
    found.handed_on = True
    audit.record(by, "introduction.handed-on", of=("introduction", found.id))
    db.session.flush()
    return found


def call_off(
    case: Case, introduction_id: uuid.UUID, why: str, *, by: Viewer, version: int | None = None
) -> Introduction:
    """It will not happen. The provider hears that it is off, and nothing else."""
    held = _held(case, version)
    found = _of(held, introduction_id)
    introductions.cancel(found.id, why, by=by, version=found.version)
    return found


def ask_lead(case: Case, *, why: ClosureReason, by: Viewer, version: int | None = None) -> Case:
    """All is there; a lead must agree before it closes. It stands on the leads' day."""
    held = held_now(case.id, version)
    move(
        held,
        A.ASK_LEAD,
        by=by,
        given=given(held),
        reason=why,
        closing={**clean_closing(held.closing), "reason": why.value},
    )
    leads.ask_to_close(held, by=by)
    return held


def close(
    case: Case,
    *,
    why: ClosureReason | None = None,
    by: Viewer,
    version: int | None = None,
    reopen_days: int = REOPEN_DAYS,
) -> Case:
    """It ends. `why`: nothing where a lead agrees to what was asked of them.

    Cancels all that is under way; tells the person where e-mail is safe, and the referrer if they agreed.
    """
    held = held_now(case.id, version)
    said = clean_closing(held.closing)
    if why is None and held.status is CaseStatus.AWAITING_LEAD and said["reason"]:
        why = ClosureReason(said["reason"])
    move(
        held,
        A.CLOSE,
        by=by,
        given=given(held),
        reason=why or "",
        details={**said, "lead": marked(held)},
        closure_reason=why,
        closed_at=clock.now(),
        letter="declined" if said["letter_how"] == LetterHow.DECLINED else "sent",
    )
    end_everything(held, by=by)
    tell(held, said, by=by, until=clock.today() + dt.timedelta(days=reopen_days))
    db.session.flush()
    return held


def tell(case: Case, said: Closing, *, by: Viewer, until: dt.date) -> None:
    """The person by e-mail, where that is their letter; whoever referred them, if they agreed."""
    if said["letter_how"] == LetterHow.EMAIL and case.person.email:
        outbox.tell(
            MessageKind.CASE_CLOSED,
            key=f"case-closed:{case.id}:{case.reopened}",
            to=case.person.email,
            language=case.person.language,
            person=case.person_id,
            until=until.isoformat(),
            **easy_email(case.person.reaching),
        )
    for referral in queries.referrals(case):
        referrer_news.tell(referral, ReferralNews.CLOSED, by=by)


def _held(case: Case, version: int | None) -> Case:
    """The case while it is being closed. Raises: NotAllowedError."""
    held = held_now(case.id, version)
    if held.status is not CaseStatus.CLOSING:
        raise NotAllowedError
    return held


def _keep(held: Case, by: Viewer, part: str, **values: object) -> Case:
    held.closing = dict(clean_closing({**clean_closing(held.closing), **values}))
    audit.record(by, "case.closing-written", of=("case", held.id), scope=part)
    db.session.flush()
    return held


def _of(case: Case, introduction_id: uuid.UUID) -> Introduction:
    found = db.session.scalar(
        select(Introduction).where(Introduction.id == introduction_id, Introduction.case_id == case.id)
    )
    if found is None:
        raise NotThereError
    return found
