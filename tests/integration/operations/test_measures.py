"""Measures are kept once, by whoever asks or answers, and the worker hears what is still to be asked."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseStatus
from app.domain.errors import GoneError, NotAllowedError, NotThereError, StaleError
from app.domain.measures import AskedHow, MeasureKind, MeasureMoment
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import Grant, Viewer
from app.models.cases import Case, CaseTask
from app.models.messages import Message
from app.models.plans import Measure
from app.operations import case_tasks, due_measures, measures
from app.queries import measures as queries
from tests.factories import AccountFactory
from tests.factories_connect import CaseFactory, reaching

ONS4, LONELY, SERVICE = MeasureKind.ONS4, MeasureKind.LONELINESS, MeasureKind.SERVICE
START, REVIEW, END = MeasureMoment.START, MeasureMoment.REVIEW, MeasureMoment.END


@pytest.fixture
def worker(app: Flask) -> Viewer:
    account = AccountFactory(role=Role.LINK_WORKER)
    return Viewer(account_id=account.id, grants=(Grant(Role.LINK_WORKER),))


def begun(worker: Viewer, weeks: int = 0, **given: object) -> Case:
    """A case with its first contact so many weeks ago, its person reached by e-mail."""
    started = clock.now() - dt.timedelta(weeks=weeks)
    wanted = {
        "status": CaseStatus.ACTIVE,
        "opened_at": started,
        "started_at": started,
        "person__email": "marek@example.org",
        "person__reaching": reaching(channels=["email"]),
    }
    made = CaseFactory(worker_id=worker.account_id, **wanted | given)
    db.session.commit()
    return made


def keep(case: Case, worker: Viewer, kind: MeasureKind = ONS4, **given: object) -> Measure:
    answers = (
        {"effective": "yes"} if kind is SERVICE else {"happy": 4} if kind is ONS4 else {"lonely": "often"}
    )
    wanted = {"moment": START, "how": AskedHow.WORKER, "answered_on": clock.today(), "language": "en"}
    return measures.keep(case, kind, given.pop("answers", answers), by=worker, **(wanted | given))  # type: ignore[arg-type]


def raise_due(case: Case) -> int:
    """What the daily job asks about this case; how much of it is new."""
    found = due_measures.of([case], clock.today())
    return sum(
        case_tasks.ask(TaskKind.MEASURE, key=key, case=case, due_on=day) for _case, key, day in list(found)
    )


def due(case: Case) -> list[str]:
    """What is on the worker's day, without the case."""
    tasks = select(CaseTask.key).where(
        CaseTask.case_id == case.id,
        CaseTask.kind == TaskKind.MEASURE,
        CaseTask.done_at.is_(None),
        CaseTask.cancelled_at.is_(None),
    )
    return sorted(key.split(":", 2)[2] for key in db.session.scalars(tasks))


def test_the_same_form_twice_is_kept_once_and_with_other_answers_refused(worker: Viewer) -> None:
    case = begun(worker)
    assert keep(case, worker, key="k").id == keep(case, worker, key="k").id
    with pytest.raises(StaleError):
        keep(case, worker, key="k", answers={"happy": 5})
    with pytest.raises(StaleError):
        keep(begun(worker), worker, key="k")
    assert len(queries.listed(case.id)) == 1


@pytest.mark.parametrize("days", [1, -400])
def test_a_day_that_makes_no_sense_is_refused(worker: Viewer, days: int) -> None:
    with pytest.raises(NotAllowedError):
        keep(begun(worker), worker, answered_on=clock.today() + dt.timedelta(days=days))


def test_the_start_is_due_until_it_is_answered_or_explained(worker: Viewer) -> None:
    case = begun(worker, weeks=1)
    assert raise_due(case) == 1 and raise_due(case) == 0
    assert due(case) == ["start"]
    keep(case, worker)
    assert due(case) == ["start"]
    measures.not_asked(case, LONELY, START, why="He was tired", by=worker)
    assert due(case) == [] and raise_due(case) == 0


def test_a_review_is_due_every_twelve_weeks_and_an_old_answer_does_not_count(worker: Viewer) -> None:
    case = begun(worker, weeks=25)
    for kind in (ONS4, LONELY):
        keep(case, worker, kind, answered_on=clock.today() - dt.timedelta(weeks=12), moment=REVIEW)
        keep(case, worker, kind, answered_on=clock.today() - dt.timedelta(weeks=24))
    assert raise_due(case) == 1 and due(case) == ["review:2"]
    for kind in (ONS4, LONELY):
        keep(case, worker, kind, moment=REVIEW)
    assert due(case) == []


def test_closing_asks_for_the_end_and_whether_it_was_any_use(worker: Viewer) -> None:
    case = begun(worker, weeks=3, status=CaseStatus.CLOSING)
    raise_due(case)
    assert due(case) == ["end:0"]
    for kind in (ONS4, LONELY, SERVICE):
        keep(case, worker, kind, moment=END)
    assert due(case) == []


def test_what_was_taken_back_counts_no_more_and_is_not_lost(worker: Viewer) -> None:
    case = begun(worker)
    typed = keep(case, worker)
    keep(case, worker, answers={"happy": 6}, answered_on=clock.today())
    measures.take_back(case, typed.id, by=worker)
    assert [one.answers for one in queries.listed(case.id)] == [{"happy": 6}]
    assert queries.compared(queries.listed(case.id), ONS4) == {}
    with pytest.raises(NotThereError):
        measures.take_back(begun(worker), typed.id, by=worker)


def token_of(case: Case) -> str:
    message = db.session.scalar(select(Message).where(Message.case_id == case.id))
    assert message is not None and message.kind is MessageKind.MEASURE_ASKED
    return str(message.parameters["token"])


def test_a_link_is_sent_once_a_day_and_what_is_answered_is_kept_once(worker: Viewer) -> None:
    case = begun(worker)
    for _ in range(2):
        measures.ask_by_link(case, [LONELY, ONS4], START, by=worker)
    assert len(queries.links(case)) == 1
    token = token_of(case)
    with pytest.raises(NotAllowedError):
        measures.answer_by_link(token, {ONS4: {}}, language="ar")
    answers = {ONS4: {"happy": 4, "anxious": "not-said"}, SERVICE: {"effective": "yes"}}
    measures.answer_by_link(token, answers, language="ar")
    with pytest.raises(GoneError):
        measures.answer_by_link(token, answers, language="ar")
    (kept,) = queries.listed(case.id)
    assert (kept.kind, kept.how, kept.language, kept.recorded_by) == (ONS4, AskedHow.OWN_LINK, "ar", None)
    kinds = db.session.scalars(select(CaseTask.kind).where(CaseTask.case_id == case.id)).all()
    assert kinds == [TaskKind.WROTE_BACK]


@pytest.mark.parametrize(
    "given",
    [
        {"person__email": None},
        {"person__reaching": reaching(channels=["letter"])},
        {"person__died_on": dt.date(2026, 11, 1)},
        {"status": CaseStatus.CLOSED},
    ],
)
def test_nothing_is_sent_where_e_mail_is_not_safe_or_the_case_is_over(
    worker: Viewer, given: dict[str, object]
) -> None:
    case = begun(worker, **given)
    with pytest.raises(NotAllowedError):
        measures.ask_by_link(case, [ONS4], START, by=worker)
    assert db.session.scalar(select(Message.id).where(Message.case_id == case.id)) is None


def test_a_link_nobody_made_opens_nothing_and_goals_are_not_asked_by_link(worker: Viewer) -> None:
    with pytest.raises(NotThereError):
        measures.opened_link(str(uuid.uuid4()))
    with pytest.raises(NotAllowedError):
        measures.ask_by_link(begun(worker), [MeasureKind.GOALS], START, by=worker)


def test_answers_after_the_close_are_kept_and_bother_nobody(worker: Viewer) -> None:
    case = begun(worker)
    measures.ask_by_link(case, [SERVICE], END, by=worker)
    case.status = CaseStatus.CLOSED
    db.session.flush()
    measures.answer_by_link(token_of(case), {SERVICE: {"effective": "yes"}}, language="en")
    assert len(queries.listed(case.id)) == 1
    assert db.session.scalars(select(CaseTask).where(CaseTask.case_id == case.id)).all() == []
