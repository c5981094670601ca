"""Who planned an event hears once that tablets still hold conversations."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock as clocks
from app.database import db
from app.domain.engagement import EventStatus
from app.domain.event_moves import EventAction
from app.domain.messages import MessageKind
from app.domain.viewer import Viewer
from app.jobs import DAILY, HANDLERS, unsent
from app.models.messages import Message
from app.models.work import Job
from app.operations import events
from tests.factories import AccountFactory
from tests.factories_engagement import CaptureDeviceFactory, EventFactory

HOUR = dt.timedelta(hours=1)


def told() -> list[Message]:
    found = select(Message).where(Message.kind == MessageKind.UNSENT_LEFT)
    return list(db.session.scalars(found))


@pytest.mark.usefixtures("app")
def test_the_organiser_is_told_once_of_tablets_with_something_on_them(clock: Any) -> None:
    now = clocks.now()
    organiser = AccountFactory()
    event = EventFactory(
        name="Market hall", ends_at=now - 2 * HOUR, organiser_id=organiser.id, status=EventStatus.CLOSED
    )
    CaptureDeviceFactory(event_id=event.id, unsent=4)
    CaptureDeviceFactory(event_id=event.id, unfinished=1)
    CaptureDeviceFactory(event_id=event.id)
    for _ in range(2):
        unsent.run({})
        unsent.run_at_end({"event": str(event.id)})
    (message,) = told()
    assert message.account_id == organiser.id
    assert message.parameters == {
        "event": "Market hall",
        "tablets": 2,
        "until": clocks.local_day(event.ends_at + dt.timedelta(days=7)).isoformat(),
    }


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("ended", [-HOUR, HOUR / 2, dt.timedelta(days=8)])
def test_nobody_is_told_before_it_is_over_nor_when_it_is_too_late(clock: Any, ended: dt.timedelta) -> None:
    event = EventFactory(ends_at=clocks.now() - ended, organiser_id=AccountFactory().id)
    CaptureDeviceFactory(event_id=event.id, unsent=4)
    unsent.run({})
    assert told() == []


def test_opening_an_event_has_somebody_look_at_its_end(app: Flask) -> None:
    officer = AccountFactory()
    event = EventFactory(status=EventStatus.DRAFT, alert_to_id=officer.id)
    events.move(event, EventAction.OPEN, by=Viewer(account_id=officer.id), version=event.version)
    job = db.session.scalars(select(Job).where(Job.kind == unsent.AT_END)).one()
    assert job.arguments == {"event": str(event.id)} and job.run_at == event.ends_at + HOUR
    HANDLERS[job.kind]({"event": str(uuid.uuid4())})
    assert unsent.KIND in DAILY
