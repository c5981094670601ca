"""Every test starts from the same database, whatever the one before it did."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from app.database import db
from app.models.directory import Service
from app.models.places import TermTime
from tests.factories import JobFactory, LocationFactory, ServiceFactory


def services():
    return db.session.scalar(select(func.count()).select_from(Service))


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_committed_is_gone_in_the_next(app, turn):
    assert services() == 0
    ServiceFactory(at=LocationFactory(), on={"byday": "WE"}, terms=["need:lonely"])
    db.session.commit()
    assert services() == 1


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_table_made_by_a_test_is_gone_in_the_next(app, turn):
    db.session.execute(text("CREATE TABLE left_behind (id INTEGER)"))
    db.session.commit()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_demo_listing_deleted_with_all_that_hangs_on_it_is_back_in_the_next(demo_app, turn):
    before = {
        table: db.session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("service", "schedule")
    }
    assert all(count > 100 for count in before.values()), before
    db.session.execute(text("DELETE FROM service"))
    db.session.commit()


def test_requests_see_what_the_test_has_made_and_share_nothing_else(client, db_session):
    from flask import g

    g.left = "here"
    JobFactory(kind="nothing")
    client.get("/healthz")
    assert g.left == "here"
    with db_session.bind.connect() if db_session.bind else db.engine.connect() as other:
        assert other.scalar(text("SELECT count(*) FROM job")) == 1


def test_a_get_that_writes_is_seen(app, monkeypatch):
    def healthz():
        JobFactory()
        db.session.commit()
        return ""

    healthz.access = "public"
    monkeypatch.setitem(app.view_functions, "health.healthz", healthz)
    with pytest.raises(AssertionError, match="GET /healthz writes to job"):
        app.test_client().get("/healthz")


def test_statements_are_counted(app, count_statements):
    with count_statements() as seen:
        services()
        db.session.scalar(select(func.count()).select_from(TermTime))
    assert len(seen) == 2


def test_the_clock_stands_still(clock):
    from app import clock as source

    assert source.now() == source.now()
    clock.set("2026-07-01T09:00")
    clock.move(hours=20)
    assert source.today().isoformat() == "2026-07-02"


@pytest.mark.sqlite
def test_a_test_of_sqlite_runs_there(app, database_kind):
    assert database_kind == db.engine.dialect.name == "sqlite"


@pytest.mark.postgresql
def test_a_test_of_postgresql_runs_there(app, database_kind):
    assert database_kind == db.engine.dialect.name == "postgresql"


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_hangs_on_a_row_that_was_changed_stays(demo_app, turn):
    assert db.session.scalar(text("SELECT count(*) FROM schedule")) > 100
    db.session.execute(text("UPDATE service SET name = name || '.'"))
    db.session.commit()


def test_rows_are_held_together_again_after_a_restore_that_failed(demo_ready, monkeypatch):
    database = demo_ready.database
    database.written.add("service")
    monkeypatch.setitem(database.few, "service", [{"nowhere": 1}])
    with pytest.raises(SQLAlchemyError):
        demo_ready.restore()
    monkeypatch.undo()
    with demo_ready.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("UPDATE schedule SET service_id = :one"), {"one": "0" * 32})
    demo_ready.restore()
