"""A case opens with an accepted referral, or the referral joins the open one. Source: referrals.md 4.2 B.

One person has one open case, however many referrals arrive and however many arrive at once: the database
keeps it so, and whoever comes second joins.
"""

from __future__ import annotations

import uuid

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.case import OPEN, CaseAction, CaseStatus, Subject
from app.domain.case_moves import FIRST, is_sampled
from app.domain.errors import NotAllowedError
from app.domain.referral import RESTRICTED, Priority, RiskAnswer
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.domain.waits import RANKS
from app.models.cases import Case
from app.models.persons import Person
from app.models.referrals import Referral
from app.operations import audit, case_tasks, history
from app.operations.case_steps import TRACED, held_now, held_person, noted

FIRST_NUMBER = 1001
MOST_TRIES = 50
"""Of finding a number nobody else takes at the same moment."""
NO_RISKS = "No known risks"
"""What stands where somebody asked and there was none: an empty box would say that nobody asked."""
JOINED = "join-referral"


def open_for(
    person: Person,
    *,
    referral: Referral | None,
    by: Viewer,
    priority: Priority,
    team_id: uuid.UUID | None,
    is_high_risk: bool = False,
    previous: Case | None = None,
) -> Case:
    """The person's open case, joined; or a new one that waits from the referral's T0.

    Sets `case_id` and `person_id` of the referral. Raises: NotAllowedError for somebody who died.
    """
    if held_person(person.id).died_on is not None:
        raise NotAllowedError
    for _ in range(MOST_TRIES):
        held = open_case_of(person.id)
        if held is not None:
            return _joined(held, referral, by=by, priority=priority, is_high_risk=is_high_risk)
        made = _new(person, referral, priority, team_id, previous or last_closed(person.id))
        made.is_high_risk |= is_high_risk
        try:
            with db.session.begin_nested():
                db.session.add(made)
                db.session.flush()
        except IntegrityError:
            continue  # somebody opened one for them, or took the number, a moment before
        _opened(made, referral, by)
        return made
    raise NotAllowedError


def open_case_of(person_id: uuid.UUID) -> Case | None:
    """Their open case, held."""
    found = db.session.scalar(select(Case.id).where(Case.person_id == person_id, Case.status.in_(OPEN)))
    if found is None:
        return None
    held = held_now(found)
    return held if held.status in OPEN else None


def last_closed(person_id: uuid.UUID) -> Case | None:
    return db.session.scalar(
        select(Case)
        .where(Case.person_id == person_id, Case.status == CaseStatus.CLOSED)
        .order_by(Case.closed_at.desc(), Case.id)
        .limit(1)
    )


def _new(
    person: Person,
    referral: Referral | None,
    priority: Priority,
    team_id: uuid.UUID | None,
    previous: Case | None,
) -> Case:
    now = clock.now()
    highest = db.session.scalar(select(func.max(Case.number))) or FIRST_NUMBER - 1
    number = max(highest + 1, FIRST_NUMBER)
    concerns = list(referral.concerns) if referral else list(previous.concerns if previous else [])
    return Case(
        id=uuid.uuid4(),
        number=number,
        person=person,
        team_id=team_id,
        status=FIRST,
        priority=priority,
        waiting_since=(referral.received_at if referral else None) or now,
        opened_at=now,
        is_high_risk=bool(referral and referral.is_safeguarding),
        risks=risks_of(referral),
        concerns=concerns,
        is_restricted=bool(RESTRICTED & set(concerns)),
        is_sampled=is_sampled(number),
        previous_id=previous.id if previous else None,
        is_demo=person.is_demo,
    )


def _opened(case: Case, referral: Referral | None, by: Viewer) -> None:
    history.append(
        Subject.CASE,
        case.id,
        action=CaseAction.OPEN,
        start="",
        end=FIRST,
        by=by,
        details={"referral": str(referral.id)} if referral else None,
    )
    audit.record(by, TRACED[CaseAction.OPEN], of=("case", case.id))
    _bound(case, referral)


def _joined(
    held: Case, referral: Referral | None, *, by: Viewer, priority: Priority, is_high_risk: bool
) -> Case:
    """A further referral: what it adds is added, the place in the queue is the better of the two."""
    if referral is None or referral.case_id == held.id:
        return held
    held.priority = min(held.priority, priority, key=RANKS.__getitem__)
    held.concerns = sorted({*held.concerns, *referral.concerns})
    held.is_restricted = bool(RESTRICTED & set(held.concerns))
    held.is_high_risk = held.is_high_risk or is_high_risk or referral.is_safeguarding
    further = risks_of(referral)
    if further not in {None, NO_RISKS, held.risks}:
        held.risks = further if held.risks in {None, NO_RISKS} else f"{held.risks}\n{further}"
    db.session.flush()
    noted(held, JOINED, by=by, referral=str(referral.id))
    audit.record(by, "case.referral-joined", of=("case", held.id))
    _bound(held, referral)
    if held.worker_id is not None:
        case_tasks.ask(
            TaskKind.NEW_TO_ME,
            key=f"joined:{referral.id}",
            case=held,
            due_on=clock.today(),
            about=referral.id,
        )
    return held


def _bound(case: Case, referral: Referral | None) -> None:
    if referral is not None:
        referral.case_id, referral.person_id = case.id, case.person_id
    db.session.flush()


def risks_of(referral: Referral | None) -> str | None:
    """What the referral says of risks; `No known risks` is an answer."""
    said = (referral.document if referral else {}).get("risks")
    if not isinstance(said, dict):
        return None
    if said.get("answer") == RiskAnswer.NONE_KNOWN:
        return NO_RISKS
    return str(said.get("words") or "") or None
