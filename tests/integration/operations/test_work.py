import datetime as dt
import threading

import pytest
from sqlalchemy import func, select

from app.database import begin_writing, db
from app.jobs import runner
from app.models.work import Job
from app.operations import work


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the test's own jobs did, in order."""
    seen: list[object] = []

    def note(arguments):
        seen.append(arguments["n"])

    def fail(arguments):
        raise ZeroDivisionError("never shown")

    monkeypatch.setattr(runner, "HANDLERS", {"note": note, "fail": fail})
    monkeypatch.setattr(runner, "DAILY", ())
    return seen


def put(kind: str, **arguments: object) -> None:
    begin_writing()
    work.enqueue(kind, **arguments)
    db.session.commit()


def test_jobs_are_done_once_and_in_order(app, done):
    for n in (1, 2, 3):
        put("note", n=n)
    assert runner.run_due("me") == 3
    assert runner.run_due("me") == 0
    assert done == [1, 2, 3]


def test_job_with_a_known_key_is_not_added_again(app, done):
    put("note", key="only", n=1)
    put("note", key="only", n=2)
    runner.run_due("me")
    assert done == [1]


def test_job_put_in_a_change_that_is_undone_never_runs(app, done):
    begin_writing()
    work.enqueue("note", n=1)
    db.session.rollback()
    assert runner.run_due("me") == 0


def test_job_for_later_waits(app, done, clock):
    from app import clock as app_clock

    put("note", run_at=app_clock.now() + dt.timedelta(hours=1), n=1)
    assert runner.run_due("me") == 0
    clock.move(hours=2)
    assert runner.run_due("me") == 1


def test_failed_job_is_tried_again_later_and_keeps_no_message(app, done, clock):
    put("fail")
    assert runner.run_due("me") == 1
    job = db.session.scalars(select(Job)).one()
    assert (job.tries, job.error) == (1, "ZeroDivisionError")
    assert runner.run_due("me") == 0, "it waits before the next try"
    for _ in range(work.MOST_TRIES):
        clock.move(days=1)
        runner.run_due("me")
    db.session.expire_all()
    assert db.session.scalars(select(Job)).one().failed_at is not None


def test_job_of_a_worker_that_died_is_done_after_its_lease(app, done, clock):
    put("note", n=1)
    assert work.claim("dead") is not None
    assert runner.run_due("alive") == 0
    clock.move(minutes=11)
    assert runner.run_due("alive") == 1
    assert done == [1]


def test_two_workers_never_take_the_same_job(app, done):
    for n in range(30):
        put("note", n=n)
    db.session.remove()

    def drain():
        with app.app_context():
            while runner.run_one(threading.current_thread().name):
                pass

    workers = [threading.Thread(target=drain) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(done) == list(range(30))
    assert db.session.scalar(select(func.count()).where(Job.tries > 1)) == 0


def test_daily_jobs_are_planned_once_a_day(app, done, clock, monkeypatch):
    monkeypatch.setattr(runner, "DAILY", ("note",))
    monkeypatch.setattr(runner, "HANDLERS", {"note": lambda arguments: done.append("day")})
    runner.run_due("me")
    runner.run_due("you")
    clock.move(days=1)
    runner.run_due("me")
    assert done == ["day", "day"]
