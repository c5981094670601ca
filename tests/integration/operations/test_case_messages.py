"""Messages between a person and their link worker."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.case import CaseStatus
from app.domain.errors import NotAllowedError, StaleError
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import Grant, Viewer
from app.models.cases import Case, CaseTask
from app.models.messages import Message
from app.operations import case_messages, case_tasks
from tests.conftest import Clock
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, CaseMessageFactory, PersonFactory, reaching


@pytest.fixture
def case(app: Flask, clock: Clock) -> Case:
    made: Case = CaseFactory(
        team_id=TeamFactory().id,
        worker_id=AccountFactory().id,
        person=PersonFactory(email="marek@post.example"),
    )
    return made


def us(case: Case) -> Viewer:
    return Viewer(account_id=case.worker_id, grants=(Grant(Role.LINK_WORKER, team_id=case.team_id),))


def them(case: Case) -> Viewer:
    return Viewer(person_id=case.person_id)


def live(case: Case) -> list[TaskKind]:
    return list(
        db.session.scalars(select(CaseTask.kind).where(CaseTask.case_id == case.id, *case_tasks.LIVE)).all()
    )


def test_what_they_write_is_on_the_workers_day_until_it_is_answered(case: Case) -> None:
    case_messages.write(case, "Yes please.", by=them(case), from_person=True, key="a")
    assert live(case) == [TaskKind.WROTE_BACK]
    case_messages.write(case, "Good.", by=us(case), from_person=False, key="b")
    assert live(case) == [TaskKind.TELL_BY_HAND]


def test_an_e_mail_says_only_that_there_is_something_where_that_is_safe(case: Case) -> None:
    case.person.reaching = reaching(channels=["email"])
    case_messages.write(case, "They said yes.", by=us(case), from_person=False, key="a")
    message = db.session.scalars(select(Message)).one()
    assert (message.kind, message.parameters, live(case)) == (MessageKind.PERSON_NEWS, {}, [])


def test_the_same_message_twice_is_one_and_another_under_its_key_is_refused(case: Case) -> None:
    one = case_messages.write(case, "Hello", by=us(case), from_person=False, key="a")
    assert case_messages.write(case, "Hello ", by=us(case), from_person=False, key="a").id == one.id
    with pytest.raises(StaleError):
        case_messages.write(case, "Goodbye", by=us(case), from_person=False, key="a")


def test_nothing_is_written_to_the_dead_or_about_what_is_over(case: Case, clock: Clock) -> None:
    for words in ("", " \n "):
        with pytest.raises(NotAllowedError):
            case_messages.write(case, words, by=us(case), from_person=False, key="a")
    case.person.died_on = case.opened_at.date()
    with pytest.raises(NotAllowedError):
        case_messages.write(case, "Hello", by=us(case), from_person=False, key="b")
    case.person.died_on, case.status = None, CaseStatus.CLOSED
    with pytest.raises(NotAllowedError):
        case_messages.write(case, "Hello", by=us(case), from_person=False, key="c")
    case_messages.write(case, "May I come back?", by=them(case), from_person=True, key="d")


def test_each_side_marks_the_others_messages_as_read(case: Case) -> None:
    theirs, ours = CaseMessageFactory(case=case), CaseMessageFactory(case=case, from_person=False)
    assert case_messages.mark_read(case, by=us(case)) == 1
    db.session.refresh(theirs)
    db.session.refresh(ours)
    assert theirs.read_at is not None and ours.read_at is None
    assert case_messages.mark_read(case, by=them(case), from_person=False) == 1
