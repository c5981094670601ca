"""The trace in the database: chained with the change, guarded, found out when touched."""

import uuid

import pytest
import sqlalchemy as sa

from app.database import begin_writing, db
from app.domain.audit import Break
from app.domain.viewer import SYSTEM
from app.models.audit import AuditEvent, AuditHead
from app.operations import audit
from app.queries import audit_chain

THING = ("listing", uuid.UUID(int=7))


@pytest.fixture
def events(app):
    """Five events, in three transactions."""
    for number in (1, 2, 2):
        begin_writing()
        for _ in range(number):
            audit.record(SYSTEM, "tried.done", of=THING, fields={"name": ("Before", "After")}, count=number)
        db.session.commit()


def unguarded(statement):
    """What only somebody with the database in their hands could do."""
    if db.engine.dialect.name == "sqlite":
        for change in ("update", "delete"):
            db.session.execute(sa.text(f"DROP TRIGGER IF EXISTS audit_event_no_{change}"))
    else:
        db.session.execute(sa.text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
    db.session.execute(sa.text(statement))
    db.session.commit()


def broken():
    return [(fault.kind, fault.seq) for fault in audit_chain.broken()]


def test_events_are_chained_with_the_change(events):
    assert broken() == []
    assert audit_chain.head().seq == 5


def test_values_are_not_kept(events):
    held = db.session.scalars(sa.select(AuditEvent.fields)).first()
    assert set(held) == {"name", "count"} and held["count"] == 1
    assert all(len(one) == 16 and "fter" not in one for one in held["name"])


def test_what_is_rolled_back_leaves_no_event(app):
    begin_writing()
    audit.record(SYSTEM, "tried.done", of=THING)
    assert not audit.keep_only_reads()
    db.session.rollback()
    begin_writing()
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == 0


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_event SET action = 'x' WHERE seq = 2", "DELETE FROM audit_event WHERE seq = 2"],
)
def test_the_database_itself_refuses_a_change(events, statement):
    with pytest.raises(sa.exc.DBAPIError, match="never changed"):
        db.session.execute(sa.text(statement))
    db.session.rollback()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_event SET action = 'tried.dond' WHERE seq = 2", (Break.CHANGED, 2)),
        ("DELETE FROM audit_event WHERE seq = 3", (Break.MISSING, 3)),
        ("DELETE FROM audit_event WHERE seq > 3", (Break.CUT, 3)),
    ],
)
def test_what_was_done_behind_its_back_is_found(events, statement, found):
    unguarded(statement)
    assert broken() == [found]


def test_two_events_that_changed_places_are_found(events):
    unguarded("UPDATE audit_event SET seq = 99 WHERE seq = 2")
    unguarded("UPDATE audit_event SET seq = 2 WHERE seq = 3")
    unguarded("UPDATE audit_event SET seq = 3 WHERE seq = 99")
    assert broken() == [(Break.CHANGED, 2)]


def test_a_head_moved_back_without_the_key_is_found(events):
    last = db.session.scalar(sa.select(AuditEvent.hash).where(AuditEvent.seq == 4))
    unguarded("DELETE FROM audit_event WHERE seq = 5")
    db.session.execute(sa.update(AuditHead).values(seq=4, hash=last))
    db.session.commit()
    assert broken() == [(Break.CUT, 4)]


def test_verify_says_what_is_wrong(events, app):
    runner = app.test_cli_runner()
    assert "whole: 5 events" in runner.invoke(args=["audit", "verify"]).output
    unguarded("UPDATE audit_event SET scope = 'own' WHERE seq = 4")
    answer = runner.invoke(args=["audit", "verify"])
    assert answer.exit_code == 1 and "Event 4" in answer.output


def test_verify_holds_the_chain_against_what_was_mailed(events, app, tmp_path):
    mailed = tmp_path / "mailed.txt"
    runner = app.test_cli_runner()
    mailed.write_text(runner.invoke(args=["audit", "head"]).output)
    assert runner.invoke(args=["audit", "verify", "--anchors", str(mailed)]).exit_code == 0
    mailed.write_text(f"5 {'0' * 64}\n")
    assert runner.invoke(args=["audit", "verify", "--anchors", str(mailed)]).exit_code == 1
