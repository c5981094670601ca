"""A database that is locked for too long, or full: nothing half done, and nothing typed is lost."""

import html
import re
import sqlite3
import time
from contextlib import closing

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from app import create_app
from app.database import db
from app.models.directory import ListingReport, Service
from app.web import tokens
from config import TestConfig
from tests import templates
from tests.conftest import Client
from tests.served import data_folder

pytestmark = pytest.mark.sqlite

WORDS = "The door is round the back & the bell is broken <now>"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def busy(tmp_path, database_kind):
    """The app on a file of its own, with little patience."""
    data = data_folder(tmp_path)
    config = TestConfig(f"sqlite:///{data / 'ginnel.sqlite'}", data)
    config.BUSY_SECONDS = 0.05
    app = create_app(config)
    app.test_client_class = Client
    with app.app_context():
        yield app
        templates.close(app)


@pytest.fixture
def page(busy):
    """The address of a form."""
    slug = db.session.scalars(sa.select(Service.slug).order_by(Service.slug)).first()
    db.session.rollback()
    return f"/activities/{slug}/right"


@pytest.fixture
def lock(busy, tmp_path):
    """Another connection in the middle of a change."""
    with closing(sqlite3.connect(tmp_path / "ginnel.sqlite", isolation_level=None)) as other:
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def report(client, page, **more):
    return client.post(
        page, data={tokens.FIELD: tokens.form_token(), "reason": "other", "words": WORDS, **more}
    )


def reports():
    db.session.rollback()
    return db.session.scalars(sa.select(ListingReport.words)).all()


def test_change_that_waited_too_long_asks_to_be_sent_again_and_then_is_done_once(busy, page, lock):
    lock.execute("BEGIN IMMEDIATE")
    client = busy.test_client()
    answer = report(client, page)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Nothing of what you typed is lost" in answer.text
    assert reports() == []

    lock.execute("ROLLBACK")
    again = {name: html.unescape(value) for name, value in HIDDEN.findall(answer.text)}
    assert again["words"] == WORDS
    assert client.post(page, data=again).status_code == 303
    assert reports() == [WORDS]


@pytest.mark.parametrize("language", ["/pl", "/ar"])
def test_busy_page_speaks_the_readers_language(busy, page, lock, language):
    lock.execute("BEGIN IMMEDIATE")
    answer = report(busy.test_client(), language + page)
    assert answer.status_code == 503
    assert f'action="{language}{page}"' in answer.text
    assert "Nothing of what you typed" not in answer.text


def test_pages_are_read_while_somebody_writes(busy, page, lock):
    lock.execute("BEGIN IMMEDIATE")
    client = busy.test_client()
    addresses = ["/", "/activities?near=LS9", "/activities?q=zzzz", page.removesuffix("/right"), "/my-list"]
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_a_page_that_was_only_read_offers_nothing_to_send(busy, page, lock):
    templates.close(busy)
    lock.execute("PRAGMA locking_mode=EXCLUSIVE")
    lock.execute("PRAGMA journal_mode=DELETE")
    lock.execute("BEGIN EXCLUSIVE")
    answer = busy.test_client().get(page)
    assert answer.status_code == 503
    assert "Nothing of what you typed" not in answer.text


def test_full_disk_asks_to_be_sent_again_and_keeps_the_database_whole(busy, page):
    @event.listens_for(db.engine, "connect")
    def no_more_room(connection, record):
        connection.execute("PRAGMA max_page_count=1")  # SQLite makes it the pages there are

    templates.close(busy)
    client = busy.test_client()
    kept = 0
    for _number in range(200):
        answer = report(client, page, words=WORDS * 15)
        if answer.status_code != 303:
            break
        kept += 1
    assert answer.status_code == 503
    assert "Nothing of what you typed is lost" in answer.text
    assert len(reports()) == kept
    assert db.session.execute(sa.text("PRAGMA integrity_check")).scalar() == "ok"
    db.session.rollback()
    assert client.get(page).status_code == 200


def test_a_search_in_vain_does_not_wait_to_be_counted(busy, lock):
    @event.listens_for(db.engine, "connect")
    def be_patient(connection, record):
        connection.execute("PRAGMA busy_timeout=60000")

    templates.close(busy)
    lock.execute("BEGIN IMMEDIATE")
    before = time.monotonic()
    assert busy.test_client().get("/activities?q=xqzzyv").status_code == 200
    assert time.monotonic() - before < 20
    with db.engine.connect() as one, db.engine.connect() as other:
        waits = [held.exec_driver_sql("PRAGMA busy_timeout").scalar() for held in (one, other)]
    assert waits == [60_000, 60_000]
