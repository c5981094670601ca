"""An activity is kept once, whoever sends it twice, and each word of its tags once."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.activity import Move, Written
from app.domain.engagement import ActivityKind, ActivityStatus, TagGroup
from app.domain.errors import NotAllowedError, StaleError
from app.domain.viewer import SYSTEM
from app.models.engagement import Activity
from app.operations import activities
from tests.factories_engagement import ActivityFactory

pytestmark = pytest.mark.usefixtures("clock")
DAY = dt.date(2027, 5, 5)


def written(**more: object) -> Written:
    return Written("Getting about", ActivityKind.SURVEY, "Bus Board", DAY, DAY, **more)  # type: ignore[arg-type]


def test_two_that_arrive_at_once_are_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    key = uuid.uuid4()
    activities.plan(written(), by=SYSTEM, key=key)
    db.session.commit()
    db.session.expunge_all()
    with monkeypatch.context() as blind:
        blind.setattr(db.session, "get", lambda *_: None)
        assert activities.plan(written(), by=SYSTEM, key=key).id == key
    assert db.session.scalar(select(func.count()).select_from(Activity)) == 1


def test_a_word_stands_once_whatever_its_capitals_and_plural(app: Flask) -> None:
    tags = {TagGroup.TOPIC: ("Buses", "bus", " BUSES "), TagGroup.PRIORITY: ("8", "8", "9")}
    made = activities.plan(written(tags=tags), by=SYSTEM)
    assert sorted(tag.value for tag in made.tags) == ["8", "9", "Buses"]
    changed = {TagGroup.TOPIC: ("Buses", "Food")}
    activities.change(made, written(tags=changed), by=SYSTEM, version=made.version)
    db.session.expire_all()
    assert [tag.value for tag in made.tags] == ["Buses", "Food"]


def test_it_ends_on_the_day_on_which_it_is_finished_and_not_later(app: Flask) -> None:
    made = ActivityFactory(starts_on=dt.date(2026, 11, 1), ends_on=dt.date(2027, 1, 31))
    activities.move(made, Move.FINISH, by=SYSTEM, version=1, found="Later buses.")
    assert (made.status, made.ends_on) == (ActivityStatus.DONE, dt.date(2026, 11, 24))


@pytest.mark.parametrize(
    ("status", "move"),
    [
        (ActivityStatus.DONE, Move.CANCEL),
        (ActivityStatus.CANCELLED, Move.FINISH),
        (ActivityStatus.PLANNED, Move.PLAN_AGAIN),
    ],
)
def test_a_move_that_does_not_fit_is_refused(app: Flask, status: ActivityStatus, move: Move) -> None:
    made = ActivityFactory(status=status)
    with pytest.raises(NotAllowedError):
        activities.move(made, move, by=SYSTEM, version=1)
    with pytest.raises(StaleError):
        activities.move(made, move, by=SYSTEM, version=7)
