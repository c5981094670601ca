"""What is forgotten of changes, and when."""

import datetime as dt

import pytest

from app import clock as app_clock
from app.database import db
from app.domain.listing import Kind, Status
from app.domain.listing_document import empty
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.jobs import changes as job
from app.models.stewardship import ListingChange
from tests.factories import ServiceFactory


def change(*, days, status=ChangeStatus.DRAFT, source=ChangeSource.PUBLIC, **values):
    made = ListingChange(
        kind=ChangeKind.NEW,
        source=source,
        status=status,
        document=empty(),
        language="en",
        made_at=app_clock.now() - dt.timedelta(days=days),
        **values,
    )
    db.session.add(made)
    db.session.commit()
    return made


def left():
    return db.session.query(ListingChange).count()


@pytest.mark.parametrize(
    ("source", "days", "stays"),
    [
        (ChangeSource.PUBLIC, 29, True),
        (ChangeSource.PUBLIC, 31, False),
        (ChangeSource.SPREADSHEET, 8, False),
        (ChangeSource.ORGANISER, 31, True),
        (ChangeSource.ORGANISER, 181, False),
    ],
)
def test_draft_nobody_came_back_to_goes(app, clock, source, days, stays):
    change(days=days, source=source)
    job.run({})
    assert left() == stays


def test_what_was_sent_stays(app, clock):
    change(days=400, status=ChangeStatus.WAITING)
    job.run({})
    assert left() == 1


@pytest.mark.parametrize(("days", "known"), [(89, True), (91, False)])
def test_address_is_forgotten_90_days_after_the_decision(app, clock, days, known):
    decided = app_clock.now() - dt.timedelta(days=days)
    made = change(
        days=days,
        status=ChangeStatus.REFUSED,
        decided_at=decided,
        contact="sam@example.org",
        answer="The park",
    )
    job.run({})
    db.session.expire_all()
    assert (made.contact is not None, made.answer is not None) == (known, known)


@pytest.mark.parametrize(("status", "known"), [(Status.ACTIVE, True), (Status.DEFUNCT, False)])
def test_way_to_reach_somebody_with_a_skill_lasts_as_long_as_the_page(app, clock, status, known):
    skill = ServiceFactory(kind=Kind.SKILL, status=status)
    made = change(
        days=400,
        status=ChangeStatus.ACCEPTED,
        service_id=skill.id,
        decided_at=app_clock.now() - dt.timedelta(days=399),
        answer="0113 496 0999",
    )
    job.run({})
    db.session.expire_all()
    assert (made.answer is not None) is known
