"""Eight threads move cases at random; afterwards nothing is broken. `GINNEL_WALK_SECONDS` walks longer."""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.database import begin_writing, db
from app.domain.case import OPEN, CaseAction, CaseStatus, ClosureReason, HoldReason, TransferStatus
from app.domain.case_moves import OWNED, open_actions
from app.domain.closing import LetterHow
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.machine import Actor, Need
from app.domain.messages import KEPT_AFTER_CLOSING, MessageKind
from app.domain.referral import Priority, ReferralAction
from app.domain.tasks import AppointmentStatus, TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Appointment, Case, CaseTask, CaseTransfer
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.persons import Person
from app.models.referrals import HistoryEvent, Referral
from app.operations import case_endings, case_moves, case_tasks, closing, outbox, referral_moves, transfers
from app.operations.case_steps import held_now
from tests.case_people import CaseTeam
from tests.factories_connect import AppointmentFactory, IntroductionFactory, PersonFactory, ReferralFactory

A = CaseAction
SECONDS = float(os.environ.get("GINNEL_WALK_SECONDS", "4"))
THREADS = 8
PEOPLE = 12
REFUSED = (NotAllowedError, StaleError, NotThereError)
DAY = dt.timedelta(days=1)


class Walk:
    """One thread's steps. Each is a transaction of its own, as a request is."""

    def __init__(self, seed: int, teams: list[CaseTeam], people: list[uuid.UUID]) -> None:
        self.random = random.Random(seed)
        self.teams, self.people = teams, people
        self.made: Counter[str] = Counter()
        self.refused = 0
        self.steps: dict[CaseAction, Callable[[Case, Viewer], Any]] = {
            A.ALLOCATE: lambda case, by: case_moves.allocate(case, self.anybody(), by=by, reason="Walk"),
            A.GIVE_BACK: lambda case, by: case_moves.give_back(case, by=by, reason="Walk"),
            A.START: lambda case, by: case_moves.start(case, by=by),
            A.HOLD: lambda case, by: case_moves.hold(
                case, by=by, why=HoldReason.AWAY, until=clock.today() + 3 * DAY
            ),
            A.RETURN: lambda case, by: case_moves.come_back(case, by=by),
            A.BEGIN_CLOSING: lambda case, by: case_moves.begin_closing(case, by=by),
            A.BACK_TO_ACTIVE: lambda case, by: case_moves.back_to_active(case, by=by, note="Walk"),
            A.ASK_LEAD: lambda case, by: self.finish(case, by, ask=True),
            A.LEAD_SEND_BACK: lambda case, by: case_moves.lead_send_back(case, by=by, note="Walk"),
            A.CLOSE: self.finish,
            A.CLOSE_EARLY: lambda case, by: case_moves.close_early(case, by=by, why=ClosureReason.STOPPED),
            A.REOPEN: lambda case, by: case_moves.reopen(case, by=by, reason="Walk", worker=self.anybody()),
            A.HAND_OVER: self.hand_over,
            A.MARK_ERROR: self.mistake,
        }

    def run(self, app: Flask, until: float, errors: list[BaseException]) -> None:
        with app.app_context():
            while time.monotonic() < until:
                try:
                    begin_writing()
                    self.step()
                    db.session.commit()
                except REFUSED:
                    db.session.rollback()
                    self.refused += 1
                except BaseException as error:
                    db.session.rollback()
                    if "database is locked" in str(error):
                        continue  # SQLite has one writer: somebody waited too long, and nothing was kept
                    errors.append(error)
                    return
            db.session.remove()

    def step(self) -> None:
        person_id = self.random.choice(self.people)
        dice = self.random.random()
        if dice < 0.15:
            self.refer(person_id)
            return
        cases = list(db.session.scalars(select(Case).where(Case.person_id == person_id)))
        if not cases:
            return
        case = self.random.choice(cases)
        if dice > 0.995:
            case_endings.record_death(case, by=self.lead_of(case))
            self.made["death"] += 1
            return
        before = case.status
        step = self.next(case)
        step(case, self.somebody(case))
        self.made[f"{before}"] += 1

    def next(self, case: Case) -> Callable[[Case, Viewer], Any]:
        """Mostly what the state allows, now and then anything."""
        dice = self.random.random()
        if dice < 0.25:
            return self.random.choice([self.plan, self.plan, self.answer])
        open_now = open_actions(case.status, [Actor.LEAD, Actor.LINK_WORKER]) if dice < 0.9 else []
        return self.steps[self.random.choice([a for a in open_now or self.steps if a in self.steps])]

    def refer(self, person_id: uuid.UUID) -> None:
        team = self.random.choice(self.teams)
        person = db.session.get_one(Person, person_id)
        referral = ReferralFactory(team_id=team.id, reference=uuid.uuid4().hex[:10])
        referral_moves.move(referral, ReferralAction.START_TRIAGE, by=team.worker)
        case_moves.open_for(
            person, referral=referral, by=team.worker, priority=Priority.ROUTINE, team_id=team.id
        )
        given = {Need.PRIORITY, Need.MATCH}
        referral_moves.move(referral, ReferralAction.ACCEPT, by=team.worker, given=given)
        self.made["referral"] += 1

    def finish(self, case: Case, by: Viewer, *, ask: bool = False) -> None:
        if case.status is CaseStatus.AWAITING_LEAD:
            closing.close(case, by=by)
            return
        closing.save_outcomes(case, {}, "Walk", by=by)
        closing.save_measure(case, "Walk", by=by)
        closing.save_letter(case, LetterHow.DECLINED, "", by=by)
        for one in db.session.scalars(select(Introduction).where(Introduction.case_id == case.id)):
            if one.ended_at is None and one.status != "in-error":
                closing.hand_on(case, one.id, by=by)
        if ask:
            closing.ask_lead(case, why=ClosureReason.STOPPED, by=by)
        else:
            closing.close(case, why=ClosureReason.GOALS_MET, by=by)

    def plan(self, case: Case, by: Viewer) -> None:
        """A task, a visit, a chaser and an introduction, as somebody at work makes them."""
        held = held_now(case.id)
        if held.status not in OPEN or held.worker_id is None:
            raise NotAllowedError
        key = uuid.uuid4().hex
        case_tasks.ask(TaskKind.NEXT_STEP, key=key, case=held, due_on=clock.today())
        AppointmentFactory(case_id=held.id, worker_id=held.worker_id, starts_at=clock.now() + DAY)
        outbox.tell(MessageKind.PERSON_NEWS, key=key, to="a@b.example", language="en", case=held.id)
        IntroductionFactory(case=held, sent_to="c@d.example", organization_id=None)

    def hand_over(self, case: Case, by: Viewer) -> None:
        team = self.random.choice(self.teams)
        to = {"to_team": team.id} if self.random.random() < 0.5 else {"to_worker": self.anybody()}
        transfers.request(case, by=by, note="Walk", **to)

    def answer(self, case: Case, by: Viewer) -> None:
        transfer = transfers.open_of(case.id)
        if transfer is None:
            raise NotAllowedError
        taker = self.lead_of(transfer) if transfer.to_team_id else self.viewer_of(transfer.to_worker_id)
        match self.random.randrange(4):
            case 0:
                transfers.decline(transfer, by=taker, answer="Walk")
            case 1:
                transfers.withdraw(transfer, by=by)
            case _:
                transfers.accept(transfer, by=taker, worker=self.anybody())

    def mistake(self, case: Case, by: Viewer) -> None:
        if self.random.random() < 0.1:
            case_endings.mark_error(case, by=self.lead_of(case), reason="Walk")

    def anybody(self) -> uuid.UUID:
        team = self.random.choice(self.teams)
        found = self.random.choice([team.worker, team.colleague]).account_id
        assert found is not None
        return found

    def somebody(self, case: Case) -> Viewer:
        """Mostly whoever may, now and then whoever may not."""
        return self.lead_of(case) if self.random.random() < 0.6 else self.viewer_of(self.anybody())

    def lead_of(self, row: Case | CaseTransfer) -> Viewer:
        team_id = row.team_id if isinstance(row, Case) else row.to_team_id
        return next((team.lead for team in self.teams if team.id == team_id), self.teams[0].lead)

    def viewer_of(self, account_id: uuid.UUID | None) -> Viewer:
        everybody = [one for team in self.teams for one in (team.worker, team.colleague, team.lead)]
        return next(one for one in everybody if one.account_id == account_id)


def test_a_random_walk_of_eight_breaks_nothing(app: Flask, db_session: Any) -> None:
    teams = [CaseTeam(), CaseTeam()]
    people = [PersonFactory().id for _ in range(PEOPLE)]
    db.session.commit()
    errors: list[BaseException] = []
    until = time.monotonic() + SECONDS
    walks = [Walk(seed, teams, people) for seed in range(THREADS)]
    threads = [threading.Thread(target=walk.run, args=(app, until, errors)) for walk in walks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 60)
    assert errors == []
    made = sum((walk.made for walk in walks), Counter())
    refused = sum(walk.refused for walk in walks)
    sys.stdout.write(f"\n{sum(made.values())} moves, {refused} refused: {dict(made)}\n")
    assert sum(made.values()) > THREADS
    db.session.expire_all()
    assert broken() == []


def broken() -> list[str]:
    """What must never be, and is."""
    return [*_owners(), *_closed(), *_histories()]


def _owners() -> list[str]:
    twice = db.session.execute(
        select(Case.person_id).where(Case.status.in_(OPEN)).group_by(Case.person_id).having(func.count() > 1)
    ).all()
    wrong = [
        one.number
        for one in db.session.scalars(select(Case).where(Case.status.in_(OPEN)))
        if (one.worker_id is not None) != (one.status in OWNED)
    ]
    return [f"two open cases: {row}" for row in twice] + [f"not one owner: {number}" for number in wrong]


def _closed() -> list[str]:
    over = select(Case.id).where(Case.status.not_in(OPEN))
    found = {
        "no outcome": select(Case.id).where(Case.status == CaseStatus.CLOSED, Case.closure_reason.is_(None)),
        "live task": select(CaseTask.id).where(
            CaseTask.case_id.in_(over), CaseTask.done_at.is_(None), CaseTask.cancelled_at.is_(None)
        ),
        "live message": select(Message.id).where(
            Message.case_id.in_(over),
            Message.kind.not_in(KEPT_AFTER_CLOSING),
            Message.sent_at.is_(None),
            Message.dropped_at.is_(None),
        ),
        "planned visit": select(Appointment.id).where(
            Appointment.case_id.in_(over),
            Appointment.status == AppointmentStatus.PLANNED,
            Appointment.starts_at > clock.now(),
        ),
        "hand-over": select(CaseTransfer.id).where(
            CaseTransfer.case_id.in_(over), CaseTransfer.status == TransferStatus.REQUESTED
        ),
        "open case of somebody who died": select(Case.id)
        .join(Person, Person.id == Case.person_id)
        .where(Person.died_on.is_not(None), Case.status.in_(OPEN)),
    }
    return [f"{name}: {row}" for name, query in found.items() for row in db.session.scalars(query)]


def _histories() -> list[str]:
    """What is stored is what the events lead to, one after another."""
    events = defaultdict(list)
    for event in db.session.scalars(select(HistoryEvent).order_by(HistoryEvent.id)):
        events[event.subject_id].append(event)
    faults = []
    for model in (Case, CaseTransfer, Referral):
        for row in db.session.scalars(select(model)):
            stands = events[row.id][0].start if events[row.id] else ""
            for event in events[row.id]:
                if event.start != stands:
                    faults.append(f"{model.__name__} {row.id}: {stands} then from {event.start}")
                stands = event.end
            if stands != row.status:
                faults.append(f"{model.__name__} {row.id}: {row.status}, replayed {stands}")
    return faults


@pytest.mark.usefixtures("db_session")
def test_what_is_broken_is_seen() -> None:
    team = CaseTeam()
    team.case("active", worker_id=None)
    team.case("closed")
    assert len(broken()) == 2 + 1 + 1
