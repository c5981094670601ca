"""Each day: reminders, the task after two weeks of silence, did it help, and shares that are over."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.case import CaseStatus
from app.domain.consent import ConsentPurpose
from app.domain.introduction import IntroductionStatus
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.jobs import introductions as job
from app.models.cases import CaseTask
from app.models.introductions import Introduction, SharingAgreement
from app.models.messages import Message
from app.models.people import AccessLink
from app.models.persons import Consent
from app.operations import sending
from app.queries.messages import Told
from tests.factories_connect import ConsentFactory, IntroductionFactory, reaching
from tests.introducing import World, token, world
from tests.people import let_in


@pytest.fixture
def here(app, clock, as_role) -> World:
    return world(app, as_role)


def day(clock, on: str) -> None:
    """The job as it runs on a day; twice, which must be the same as once."""
    clock.set(f"{on}T06:00")
    for _time in range(2):
        job.run({})
        db.session.commit()


def messages(kind: MessageKind) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.made_at)))


def tasks(kind: TaskKind) -> int:
    wanted = select(func.count(CaseTask.id)).where(CaseTask.kind == kind, CaseTask.cancelled_at.is_(None))
    return db.session.scalar(wanted) or 0


def test_silence_is_reminded_of_on_days_3_7_and_10_and_put_on_the_workers_day_at_14(here, clock) -> None:
    one, _link = here.sent()
    found = []
    for number in range(16):
        day(clock, f"{dt.date(2026, 11, 24) + dt.timedelta(days=number)}")
        found.append((len(messages(MessageKind.INTRODUCTION_REMINDER)), tasks(TaskKind.PROVIDER_SILENT)))
    assert found == [(0, 0)] * 3 + [(1, 0)] * 4 + [(2, 0)] * 3 + [(3, 0)] * 4 + [(3, 1)] * 2
    assert [one.parameters["days"] for one in messages(MessageKind.INTRODUCTION_REMINDER)] == [3, 7, 10]
    db.session.refresh(one)
    assert one.status is IntroductionStatus.SENT, "silence is never an answer"


def test_reminder_opens_the_same_introduction(here, clock, client) -> None:
    here.sent()
    day(clock, "2026-11-27")
    assert client.get(f"/provider/{token(MessageKind.INTRODUCTION_REMINDER)}").status_code == 200


def test_closed_case_is_not_chased(here, clock) -> None:
    here.sent()
    here.case.status = CaseStatus.CLOSED
    db.session.commit()
    day(clock, "2026-12-20")
    assert messages(MessageKind.INTRODUCTION_REMINDER) == [] and tasks(TaskKind.PROVIDER_SILENT) == 0


@pytest.mark.parametrize("what", ["agreement", "consent", "ended", "listing", "nothing"])
def test_letter_waits_for_nothing_that_lapsed_meanwhile(here, what) -> None:
    one, _link = here.sent()
    if what == "agreement":
        db.session.query(SharingAgreement).update({"ends_on": dt.date(2026, 11, 23)})
    elif what == "consent":
        db.session.query(Consent).update({"withdrawn_at": dt.datetime(2026, 11, 24, tzinfo=dt.UTC)})
    elif what == "ended":
        one.status = IntroductionStatus.CANCELLED
    elif what == "listing":
        here.service.deleted_at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    db.session.commit()
    (letter,) = messages(MessageKind.INTRODUCTION_SENT)
    assert isinstance(sending.look_again(letter.id), Told) is (what == "nothing")


def started(here: World, **values: object) -> Introduction:
    one: Introduction = IntroductionFactory(
        case=here.case,
        service_id=here.service.id,
        status=IntroductionStatus.STARTED,
        started_at=dt.datetime(2026, 10, 27, 10, tzinfo=dt.UTC),
        created_at=dt.datetime(2026, 10, 20, 10, tzinfo=dt.UTC),
        **values,
    )
    db.session.commit()
    return one


def test_person_is_asked_by_e_mail_where_that_is_safe(here, clock) -> None:
    here.case.person.reaching = reaching(channels=["email"])
    here.case.person.email = "marek@somewhere.example"
    started(here)
    day(clock, "2026-11-23")
    assert messages(MessageKind.DID_IT_HELP) == []
    day(clock, "2026-11-25")
    (letter,) = messages(MessageKind.DID_IT_HELP)
    assert letter.recipient == "marek@somewhere.example" and set(letter.parameters) == {"token"}
    assert tasks(TaskKind.DID_IT_HELP) == 0


@pytest.mark.parametrize("why", ["not safe", "said no"])
def test_person_is_asked_by_their_link_worker_where_e_mail_is_not(here, clock, why) -> None:
    here.case.person.email = "marek@somewhere.example"
    if why == "said no":
        here.case.person.reaching = reaching(channels=["email"])
        ConsentFactory(person_id=here.case.person_id, purpose=ConsentPurpose.FEEDBACK, given=False)
    started(here)
    day(clock, "2026-11-25")
    assert messages(MessageKind.DID_IT_HELP) == [] and tasks(TaskKind.DID_IT_HELP) == 1


def test_nobody_is_asked_who_answered_or_has_died(here, clock) -> None:
    one = started(here)
    here.case.person.died_on = dt.date(2026, 11, 20)
    db.session.commit()
    day(clock, "2026-11-25")
    here.case.person.died_on, one.helped = None, "yes"
    db.session.commit()
    day(clock, "2026-11-26")
    assert tasks(TaskKind.DID_IT_HELP) == 0


def test_share_is_emptied_thirty_days_after_the_end_and_the_names_of_it_kept(here, clock) -> None:
    one, _link = here.sent()
    one.status, one.ended_at = IntroductionStatus.DECLINED, dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
    one.share_ends_at = dt.datetime(2026, 12, 24, 10, tzinfo=dt.UTC)
    db.session.commit()
    day(clock, "2026-12-24")
    db.session.refresh(one)
    assert one.shared is not None
    day(clock, "2026-12-25")
    db.session.refresh(one)
    assert one.shared is None and one.sent_to is None
    assert one.shared_fields == ["first-name", "safe-contact", "access-needs", "start-wish", "own-words"]
    links = db.session.scalars(select(AccessLink).where(AccessLink.introduction_id == one.id)).all()
    assert all(link.withdrawn_at for link in links)
    let_in(here.worker, here.worker.account, frozenset({Role.LINK_WORKER}))  # type: ignore[attr-defined]
    page = here.worker.get(f"{here.at}/introductions/{one.id}").get_data(as_text=True)
    assert "They do not see it any more" in page and "I can mend things." not in page
