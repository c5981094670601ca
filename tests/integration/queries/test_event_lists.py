"""Lists and counts about events take as many statements for many as for one, and hold no words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from app import clock as clocks
from app.database import db
from app.domain.engagement import CaptureWay, ConversationState, RecordTrouble, SetStatus, to_the_hour
from app.domain.roles import Permission, Role
from app.domain.viewer import Grant, Viewer
from app.queries import event_lists, question_sets
from tests.factories import AccountFactory
from tests.factories_engagement import (
    CaptureDeviceFactory,
    CaptureRecordFactory,
    ConversationFactory,
    EventFactory,
    EventMemberFactory,
    QuestionSetVersionFactory,
)

Counting = Callable[[], AbstractContextManager[list[str]]]
OFFICER = Viewer(grants=(Grant(Role.ENGAGEMENT_OFFICER),))

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_what_came_in_is_counted_by_hour_and_way_whatever_its_versions(count_statements: Counting) -> None:
    event = EventFactory()
    hour = to_the_hour(clocks.now())
    earlier = hour - dt.timedelta(hours=1)
    first = CaptureRecordFactory(event_id=event.id, received_at=hour, way=CaptureWay.TABLET)
    CaptureRecordFactory(event_id=event.id, received_at=hour, submission_id=first.submission_id, number=2)
    CaptureRecordFactory(event_id=event.id, received_at=earlier, way=CaptureWay.PAPER, is_unfinished=True)
    CaptureRecordFactory(
        event_id=event.id,
        received_at=hour,
        way=CaptureWay.TABLET,
        envelope=b"x",
        trouble=RecordTrouble.CANNOT_OPEN,
    )
    CaptureRecordFactory(event_id=event.id, received_at=hour, way=CaptureWay.TABLET, envelope=b"x")
    ConversationFactory(event_id=event.id, state=ConversationState.TAKEN_BACK)
    CaptureRecordFactory(event_id=EventFactory().id)
    db.session.flush()
    with count_statements() as statements:
        came = event_lists.came_of(event)
    assert len(statements) == 2
    assert came.ways == (CaptureWay.TABLET, CaptureWay.FORM, CaptureWay.PAPER)
    assert came.by_hour == ((earlier, (0, 0, 1)), (hour, (3, 0, 0)))
    assert (came.conversations, came.unfinished, came.in_trouble) == (4, 1, 1)
    assert (came.not_opened, came.taken_back) == (1, 1)


def test_the_list_is_one_statement_and_a_facilitator_sees_their_own(count_statements: Counting) -> None:
    account = AccountFactory()
    events = [EventFactory() for _ in range(4)]
    EventMemberFactory(event=events[1], account_id=account.id)
    CaptureRecordFactory(event_id=events[1].id)
    db.session.flush()
    facilitator = Viewer(account_id=account.id, grants=(Grant(Role.FACILITATOR),))
    with count_statements() as statements:
        assert len(event_lists.listed(OFFICER)) == 4
        rows = event_lists.listed(facilitator)
    assert len(statements) == 2
    assert [(row.id, row.came) for row in rows] == [(events[1].id, 1)]


def test_only_the_newest_published_version_of_a_set_is_offered() -> None:
    first = QuestionSetVersionFactory()
    second = QuestionSetVersionFactory(question_set=first.question_set, number=2)
    QuestionSetVersionFactory(question_set=first.question_set, number=3, status=SetStatus.DRAFT)
    db.session.flush()
    offered = {row[0] for row in event_lists.versions_to_ask()}
    assert second.id in offered and first.id not in offered
    assert first.id in {row[0] for row in event_lists.versions_to_ask(besides=first.id)}


def test_who_may_have_a_part_is_who_holds_the_permission_today() -> None:
    officer = AccountFactory(role=Role.ENGAGEMENT_OFFICER, name="Zed")
    AccountFactory(role=Role.FACILITATOR)
    AccountFactory(role=Role.ENGAGEMENT_OFFICER, disabled_at=clocks.now())
    db.session.flush()
    assert event_lists.people_who(Permission.EVENT_EDIT) == [(officer.id, "Zed")]
    assert len(event_lists.people_who(Permission.EVENT_SEE)) == 2


def test_tablets_come_by_their_numbers() -> None:
    event = EventFactory()
    for number in (2, 1):
        CaptureDeviceFactory(event_id=event.id, number=number)
    CaptureDeviceFactory(event_id=EventFactory().id)
    db.session.flush()
    assert [one.number for one in event_lists.tablets_of(event)] == [1, 2]


def test_sets_are_listed_as_their_newest_version_stands_in_one_statement(count_statements: Counting) -> None:
    first = QuestionSetVersionFactory(question_set__name="A set of mine")
    QuestionSetVersionFactory(question_set=first.question_set, number=2, status=SetStatus.DRAFT, keys="love")
    db.session.flush()
    with count_statements() as statements:
        rows = question_sets.listed()
    assert len(statements) == 1
    (row,) = [row for row in rows if row.name == "A set of mine"]
    assert (row.number, row.status, row.questions) == (2, SetStatus.DRAFT, 1)
