"""Recording a contact: what it starts, what it settles, and that it is kept once."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.case import CaseStatus
from app.domain.contact_log import ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import Grant, Viewer
from app.models.audit import AuditEvent
from app.models.cases import Case, CaseContact, CaseTask
from app.models.referrals import HistoryEvent
from app.operations import case_tasks, contacts
from app.operations.contacts import Told
from tests.conftest import Clock
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, PersonFactory, TaskFactory

AT = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)
TRIED = Told(Direction.WE, ContactChannel.TEXT, ContactResult.SENT, AT, note="Said who I am.")
TALKED = replace(TRIED, result=ContactResult.TALKED, needs_met=NeedsMet.YES, minutes=55)


@pytest.fixture(autouse=True)
def stopped(clock: Clock) -> None:
    """The clock stands still."""


@pytest.fixture
def case(app: Flask) -> Case:
    team = TeamFactory()
    worker = AccountFactory(role=Role.LINK_WORKER, role__team_id=team.id)
    made: Case = CaseFactory(team_id=team.id, worker_id=worker.id, person=PersonFactory(given_name="Marek"))
    return made


def worker_of(case: Case) -> Viewer:
    return Viewer(account_id=case.worker_id, grants=(Grant(Role.LINK_WORKER, team_id=case.team_id),))


def live(case: Case) -> list[CaseTask]:
    db.session.expire_all()
    return list(
        db.session.scalars(select(CaseTask).where(CaseTask.case_id == case.id, *case_tasks.LIVE)).all()
    )


def test_a_try_sets_the_first_try_and_leaves_the_first_contact_due(case: Case) -> None:
    TaskFactory(case=case, kind=TaskKind.NEW_TO_ME)
    TaskFactory(case=case, kind=TaskKind.FIRST_CONTACT)
    contacts.record(case, TRIED, by=worker_of(case), key="a")
    assert (case.first_tried_at, case.started_at, case.contacts) == (AT, None, 1)
    assert case.status is CaseStatus.ALLOCATED
    assert [task.kind for task in live(case)] == [TaskKind.FIRST_CONTACT]


def test_the_first_contact_both_ways_starts_the_case(case: Case) -> None:
    TaskFactory(case=case, kind=TaskKind.FIRST_CONTACT)
    visit = replace(TALKED, channel=ContactChannel.FACE_TO_FACE)
    contacts.record(case, visit, by=worker_of(case), key="a")
    assert case.status is CaseStatus.ACTIVE
    assert case.started_at == case.first_met_at == case.last_contact_at == AT
    assert live(case) == []


def test_what_they_wrote_themselves_starts_it_too_and_is_no_try(case: Case) -> None:
    contacts.record(case, replace(TRIED, direction=Direction.THEY), by=worker_of(case), key="a")
    assert case.status is CaseStatus.ACTIVE and case.first_tried_at is None


def test_next_step_stands_on_the_workers_day_and_settles_the_one_before(case: Case) -> None:
    step = {"next_step": "Ring the group", "next_step_on": dt.date(2026, 11, 30)}
    first = contacts.record(case, replace(TALKED, **step), by=worker_of(case), key="a")  # type: ignore[arg-type]
    (task,) = live(case)
    assert (task.kind, task.words, task.worker_id) == (TaskKind.NEXT_STEP, "Ring the group", case.worker_id)
    assert (task.about_id, task.due_on) == (first.id, dt.date(2026, 11, 30))
    contacts.record(case, TALKED, by=worker_of(case), key="b", done=[task.id])
    assert live(case) == []


def test_the_same_form_twice_is_kept_once(case: Case) -> None:
    one = contacts.record(case, TALKED, by=worker_of(case), key="a")
    other = contacts.record(case, TALKED, by=worker_of(case), key="a")
    assert one.id == other.id and case.contacts == 1
    with pytest.raises(StaleError):
        contacts.record(case, TRIED, by=worker_of(case), key="a")


def test_a_way_that_is_not_safe_needs_a_reason_and_what_they_did_needs_none(case: Case) -> None:
    rang = replace(TALKED, channel=ContactChannel.PHONE)
    with pytest.raises(NeedsMoreError) as refused:
        contacts.record(case, rang, by=worker_of(case), key="a")
    assert refused.value.missing == {contacts.UNSAFE_WHY}
    kept = contacts.record(case, replace(rang, unsafe_why="He asked me to."), by=worker_of(case), key="a")
    assert kept.unsafe_why == "He asked me to."
    contacts.record(case, replace(rang, direction=Direction.THEY), by=worker_of(case), key="b")


def test_a_case_that_is_over_takes_no_contact(case: Case) -> None:
    case.status, case.closed_at = CaseStatus.CLOSED, AT
    with pytest.raises(NotAllowedError):
        contacts.record(case, TALKED, by=worker_of(case), key="a")


def test_a_contact_is_traced_without_its_words(case: Case) -> None:
    contacts.record(case, TALKED, by=worker_of(case), key="a")
    db.session.commit()
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "contact.recorded")).one()
    assert (event.object_type, event.object_id, event.fields) == ("case", case.id, {})


def test_putting_right_keeps_what_it_said_before(case: Case) -> None:
    made = contacts.record(case, TRIED, by=worker_of(case), key="a")
    right = replace(TRIED, note="Said who I am, in Polish.", happened_at=AT - dt.timedelta(days=1))
    contacts.correct(made, right, by=worker_of(case), version=made.version)
    assert case.first_tried_at == AT - dt.timedelta(days=1) and made.version == 2
    event = db.session.scalars(select(HistoryEvent).where(HistoryEvent.action == "contact-corrected")).one()
    assert event.details is not None and event.details["before"]["note"] == "Said who I am."  # type: ignore[index]


def test_nobody_else_puts_it_right_and_a_stale_form_does_not(case: Case) -> None:
    made = contacts.record(case, TRIED, by=worker_of(case), key="a")
    somebody = Viewer(account_id=uuid.uuid4(), grants=(Grant(Role.TEAM_LEAD, team_id=case.team_id),))
    with pytest.raises(NotThereError):
        contacts.correct(made, TALKED, by=somebody, version=made.version)
    with pytest.raises(StaleError):
        contacts.correct(made, TALKED, by=worker_of(case), version=made.version + 1)
    assert db.session.scalar(select(func.count()).select_from(CaseContact)) == 1


def test_a_next_step_that_was_a_mistake_leaves_the_day_and_can_come_back(case: Case) -> None:
    planned = replace(TALKED, next_step="Ring the group", next_step_on=dt.date(2026, 11, 30))
    made = contacts.record(case, planned, by=worker_of(case), key="a")
    contacts.correct(made, TALKED, by=worker_of(case), version=made.version)
    assert live(case) == []
    contacts.correct(made, planned, by=worker_of(case), version=made.version)
    assert [task.words for task in live(case)] == ["Ring the group"]
