"""A referral or a note that was acknowledged is kept, whole and traced, whenever the server dies.

The real server is killed with `kill -9` while referrals are sent and contacts recorded, and started again;
what was not acknowledged is sent again. GINNEL_CRASH_ITEMS says how many of each (1000 is the full trial).
"""

from __future__ import annotations

import datetime as dt
import http.client
import os
import queue
import random
import threading
import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import clock
from app.database import db
from app.domain.case import CaseStatus
from app.domain.roles import Role
from app.domain.viewer import ANONYMOUS
from app.models.audit import AuditEvent
from app.models.cases import Case, CaseContact, CaseTask
from app.models.messages import Message
from app.models.persons import JourneyDraft, PersonKey
from app.models.referrals import HistoryEvent, Referral
from app.operations import journey_drafts, sessions
from app.queries import audit_chain
from app.web import tokens
from app.web.sessions import cookie_name
from tests.databases import TestDatabase
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory
from tests.integration.test_sent_once import ANSWERS, COOKIE
from tests.served import Served
from tests.templates import app_on, close

ITEMS = int(os.environ.get("GINNEL_CRASH_ITEMS") or 50)
SENDERS = 4
CASES = 5
A_SOURCE = 15
"""Referrals sent from one address: it may send twenty an hour."""
TESTS_KEYS = {"secret-key": "for tests only", "field-keys": "1:for tests only"}


@dataclass(frozen=True)
class Item:
    """One form, ready to be sent."""

    kind: str
    id: str
    """Of the referral, or the words of the note."""
    path: str
    token: str
    cookie: str
    source: str
    fields: dict[str, str | list[str]]

    def send(self, server: Served) -> bool:
        """Was it acknowledged? Raises: OSError or HTTPException when the server is gone."""
        answer = server.post(self.path, self.token, self.cookie, self.source, **self.fields)
        assert answer.status == 303, (self.kind, answer.status, answer.text[:2000])
        return True


def secrets_of(data: Path) -> None:
    """The server seals and signs with the keys of the tests."""
    folder = data / "secrets"
    folder.mkdir(parents=True, mode=0o700)
    for name in ("secret-key", "field-keys", "index-key", "audit-key"):
        (folder / name).write_text(TESTS_KEYS.get(name, "for tests only"))


def form_token(app: Flask, cookie: str = "") -> str:
    with app.test_request_context(headers={"Cookie": cookie} if cookie else {}):
        token = tokens.form_token()
    db.session.rollback()
    return token


def referrals(app: Flask) -> list[Item]:
    """Drafts that are answered to the last question."""
    token, made = form_token(app), []
    begun = {
        journey_drafts.token_hash(one): one
        for one in (
            journey_drafts.begin("get-help", ANSWERS, by=ANONYMOUS, language="en") for _ in range(ITEMS)
        )
    }
    for at, row in enumerate(db.session.scalars(sa.select(JourneyDraft)).all()):
        row.made_at -= dt.timedelta(hours=1)
        made.append(
            Item(
                "referral",
                str(row.id),
                "/get-help/send",
                token,
                f"{COOKIE}={begun[row.token_hash]}",
                f"127.0.1.{at // A_SOURCE + 1}",
                {"body": journey_drafts.body_of(row)},
            )
        )
    db.session.commit()
    return made


def notes(app: Flask) -> list[Item]:
    """Contacts of a few cases of one link worker, each with a next step."""
    team, now = TeamFactory().id, clock.local_now()
    worker = AccountFactory(role=Role.LINK_WORKER, role__team_id=team)
    cases = CaseFactory.create_batch(CASES, team_id=team, worker_id=worker.id)
    session = sessions.start_for_account(worker.id, roles=frozenset({Role.LINK_WORKER}))
    db.session.commit()
    cookie = f"{cookie_name()}={session}"
    token = form_token(app, cookie)
    yesterday, soon = (now + dt.timedelta(days=days) for days in (-1, 7))
    said = {
        **{"direction": "we-reached-out", "channel": "text", "result": "talked", "time": "2pm"},
        **{"minutes": "5", "needs_met": "yes", "next_step": "Ring the walking group"},
        "day": [str(yesterday.day), str(yesterday.month), str(yesterday.year)],
        "next_step_on": [str(soon.day), str(soon.month), str(soon.year)],
    }
    return [
        Item(
            "note",
            f"He told me, number {number}.",
            f"/cases/{cases[number % CASES].id}/contacts/new",
            token,
            cookie,
            "127.0.2.1",
            {**said, "note": f"He told me, number {number}.", "key": uuid.uuid4().hex},
        )
        for number in range(ITEMS)
    ]


class Trial:
    """What is still to be sent, and what was acknowledged."""

    def __init__(self, items: list[Item]) -> None:
        self.waiting: queue.SimpleQueue[Item] = queue.SimpleQueue()
        for item in items:
            self.waiting.put(item)
        self.told: list[Item] = []
        self.cut: list[Item] = []
        self.wrong: list[BaseException] = []

    def sender(self, server: Served, is_over: threading.Event) -> None:
        """Sends until nothing is left or the server is gone."""
        while not is_over.is_set():
            try:
                item = self.waiting.get_nowait()
            except queue.Empty:
                return
            try:
                item.send(server)
                self.told.append(item)
            except (OSError, http.client.HTTPException):
                self.cut.append(item)
                return
            except BaseException as error:
                self.wrong.append(error)
                return

    def turn(self, server: Served, kill_after: float | None) -> None:
        """Send with several at once; kill the server so many seconds in, or let them end."""
        is_over = threading.Event()
        senders = [threading.Thread(target=self.sender, args=(server, is_over)) for _ in range(SENDERS)]
        for one in senders:
            one.start()
        if kill_after is not None:
            is_over.wait(kill_after)
            server.kill()
            is_over.set()
        for one in senders:
            one.join()
        assert self.wrong == []
        for item in self.cut:
            self.waiting.put(item)
        self.cut.clear()


def counts(column: sa.ColumnElement[object], *where: sa.ColumnElement[bool]) -> Counter[object]:
    rows = db.session.execute(sa.select(column, sa.func.count()).where(*where).group_by(column)).all()
    return Counter(dict(map(tuple, rows)))


def lost(trial: Trial) -> list[str]:
    """Acknowledged, and not there."""
    kept = {str(one) for one in db.session.scalars(sa.select(Referral.id))}
    kept |= set(db.session.scalars(sa.select(CaseContact.note)))
    return [item.id for item in trial.told if item.id not in kept]


def half_written() -> list[str]:
    """Whatever is there without what belongs to it, or more than once."""
    found = []
    once = dict.fromkeys(db.session.scalars(sa.select(Referral.id)), 1)
    drafts = counts(JourneyDraft.referral_id, JourneyDraft.referral_id.is_not(None))
    found += ["a draft and its referral"] if drafts != once else []
    history = counts(HistoryEvent.subject_id, HistoryEvent.subject == "referral")
    found += ["the history of a referral"] if history != once else []
    traced = counts(AuditEvent.object_id, AuditEvent.action == "referral.received")
    found += ["the trace of a referral"] if traced != once else []
    told = counts(Message.key, Message.kind == "referral-received")
    found += ["an acknowledgement"] if told != {f"referral-received:{one}:person": 1 for one in once} else []
    found += ["the keys of a referral"] if set(counts(PersonKey.referral_id)) - {None} != set(once) else []
    contacts = counts(CaseContact.case_id)
    found += (
        ["a note twice"]
        if [many for many in counts(CaseContact.idempotency_key).values() if many > 1]
        else []
    )
    noted = counts(AuditEvent.object_id, AuditEvent.action == "contact.recorded")
    found += ["the trace of a note"] if noted != contacts else []
    steps = counts(CaseTask.case_id, CaseTask.kind == "next-step")
    found += ["the next step of a note"] if steps != contacts else []
    started = counts(HistoryEvent.case_id, HistoryEvent.action == "start")
    found += ["the start of a case"] if started != dict.fromkeys(contacts, 1) else []
    cases = db.session.execute(sa.select(Case.id, Case.contacts, Case.status)).all()
    found += [
        f"case {id_}: {many} contacts, {status}"
        for id_, many, status in cases
        if many != contacts[id_] or (status == CaseStatus.ACTIVE) != (contacts[id_] > 0)
    ]
    return found


@pytest.fixture
def served(tmp_path, database_kind):
    """An application for looking, on a database of its own, and how to start the server on it."""
    database = TestDatabase(database_kind, "place")
    secrets_of(tmp_path)
    app = app_on(database.url)
    with app.app_context():
        yield app, lambda: Served(tmp_path, GINNEL_DATABASE_URL=database.url)
        close(app)
    database.drop()


def test_what_was_acknowledged_is_kept_whole_and_traced(served):
    app, start = served
    luck = random.Random(20261124)
    items = [*referrals(app), *notes(app)]
    luck.shuffle(items)
    trial, kills = Trial(items), 0
    while not trial.waiting.empty():
        with start() as server:
            is_last = kills >= max(1, ITEMS // 50)
            trial.turn(server, None if is_last else luck.uniform(0.1, 1.5))
            if not is_last:
                kills += 1
        db.session.rollback()
        assert (lost(trial), half_written()) == ([], []), f"after kill {kills}"
    assert kills
    assert len({item.id for item in trial.told}) == len(items)
    assert sum(counts(Referral.id).values()) == sum(counts(CaseContact.id).values()) == ITEMS
    assert audit_chain.broken() == []
