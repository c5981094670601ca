"""Owners are reminded, and who follows hears what changed: each once."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from app import clock as now
from app.database import db
from app.domain.answering import StepWritten
from app.domain.insight import AnswerStatus, StepState
from app.domain.viewer import ANONYMOUS
from app.models.messages import Message
from app.operations import answer_reminders, answers, followers
from tests.factories_insight import AnswerFactory, AnswerStepFactory, FollowerFactory, StatementFactory

pytestmark = pytest.mark.usefixtures("clock", "app")


def letters(kind):
    return db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.made_at)).all()


def reminded(clock, *days):
    return [answer_reminders.remind(dt.date.fromisoformat(day)) for day in days]


def test_an_owner_is_reminded_a_week_before_the_day_after_and_then_every_two_weeks(clock):
    answer = AnswerFactory(statement_id=StatementFactory().id)  # due on 23 January 2027
    days = ("2027-01-15", "2027-01-16", "2027-01-17", "2027-01-23", "2027-01-24", "2027-02-06", "2027-02-07")
    assert reminded(clock, *days) == [0, 1, 0, 0, 1, 0, 1]
    assert answer.reminders == 3
    assert [one.parameters.get("days") for one in letters("answer-reminder")] == [None, 1, 15]


def test_one_letter_goes_to_an_owner_of_several_answers(clock):
    statement = StatementFactory()
    AnswerFactory(statement_id=statement.id)
    AnswerFactory(statement_id=statement.id)
    AnswerFactory(statement_id=statement.id, owner_email="other@streets.example")
    assert reminded(clock, "2027-01-24") == [2]


def test_nobody_is_reminded_who_has_written_or_of_what_is_not_public(clock):
    waiting = AnswerFactory(statement_id=StatementFactory().id)
    AnswerStepFactory(answer_id=waiting.id, state=StepState.WAITING, by_owner=True)
    AnswerFactory(statement_id=StatementFactory(status="draft").id)
    AnswerFactory(statement_id=StatementFactory().id, status="met")
    assert reminded(clock, "2027-02-24") == [0]


def test_who_follows_hears_once_of_a_day_that_is_over(clock):
    statement = StatementFactory()
    AnswerFactory(statement_id=statement.id, status="met")
    before = now.now() - dt.timedelta(days=3)
    FollowerFactory(statement_id=statement.id, confirmed_at=before)
    FollowerFactory(statement_id=None, confirmed_at=before)
    FollowerFactory(statement_id=statement.id)
    same = {"email": "ann@home.example", "email_hash": "a" * 64, "confirmed_at": before}
    FollowerFactory(statement_id=None, **same)
    FollowerFactory(statement_id=statement.id, **same)
    today = now.today()
    assert followers.tell_changes(today) == 0
    assert followers.tell_changes(today + dt.timedelta(days=1)) == 3
    assert followers.tell_changes(today + dt.timedelta(days=2)) == 0
    assert {one.parameters["slug"] for one in letters("statement-changed")} == {statement.slug}


def test_addresses_that_nobody_confirmed_are_deleted_after_four_weeks(clock):
    FollowerFactory()
    followers.forget(now.now() + dt.timedelta(days=27))
    assert db.session.scalar(select(followers.Follower)) is not None
    followers.forget(now.now() + dt.timedelta(days=29))
    assert db.session.scalar(select(followers.Follower)) is None


def test_who_was_asked_is_forgotten_half_a_year_after_it_is_settled(clock):
    statement, today = StatementFactory(), now.today()
    settled, going_on = (
        AnswerFactory(statement_id=statement.id, status=status, answered_on=today)
        for status in ("cannot", "partly")
    )
    assert answers.forget_owners(today + dt.timedelta(days=180)) == 0
    assert answers.forget_owners(today + dt.timedelta(days=181)) == 1
    assert (settled.owner_name, settled.owner_email) == (None, None)
    assert going_on.owner_email
    assert answers.forget_owners(today + dt.timedelta(days=400)) == 0


def test_an_owner_puts_right_what_became_of_it_with_the_same_words(clock):
    answer = AnswerFactory(statement_id=StatementFactory().id)
    for status in (AnswerStatus.MET, AnswerStatus.CANNOT, AnswerStatus.CANNOT):
        written = StepWritten(words="We looked at it.", day=now.today(), status=status, is_outcome=False)
        step = answers.owner_writes(answer, written, by=ANONYMOUS)
        assert step.status is status
    assert len(answer.steps) == 1
