"""A record that was acknowledged to a tablet is kept, once, whenever the server dies.

The real server is killed with `kill -9` while tablets send, and started again; what was not acknowledged is
sent again, and so is some of what was. GINNEL_CRASH_ITEMS says how many records (1000 is the full trial).
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import queue
import random
import threading
import uuid
from collections import Counter
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from app.database import db
from app.gateways import event_keys
from app.jobs import envelopes
from app.models.conversations import CaptureRecord, Conversation, Point
from tests.databases import TestDatabase
from tests.factories_engagement import CaptureDeviceFactory, EventFactory
from tests.integration.test_crash_referrals import secrets_of
from tests.served import Served
from tests.templates import app_on, close

ITEMS = int(os.environ.get("GINNEL_CRASH_ITEMS") or 100)
SENDERS = 4
TOKEN = "what the tablet carries"
TWICE = 0.1
"""Of what was acknowledged, so much is sent again: its reply was lost on the way."""
A_MOMENT = 0.02
"""Between two records of one tablet. Units: seconds."""


@dataclass(frozen=True)
class Item:
    """One sealed record, and what it says."""

    submission: uuid.UUID
    digest: str
    words: str
    body: bytes


def items(event):
    return [item(event, f"Number {number}") for number in range(ITEMS)]


def item(event, words):
    submission = uuid.uuid4()
    document = json.dumps({"answers": {"love": {"text": words}}}).encode()
    envelope = event_keys.sealed_for(event.public_key, document, event_id=event.id, submission_id=submission)
    parts = {name: base64.b64encode(getattr(envelope, name)).decode() for name in ("key", "iv", "data")}
    body = json.dumps({"submission": str(submission), "unfinished": False, "envelope": parts})
    return Item(submission, envelope.digest, words, body.encode())


class Trial:
    """What is still to be sent, and what was acknowledged."""

    def __init__(self, event, items, luck):
        self.path = f"/capture/{event.slug}/records"
        self.waiting = queue.SimpleQueue()
        for one in items:
            self.waiting.put(one)
        self.luck = luck
        self.told = []
        self.wrong = []

    def sender(self, server, is_over):
        """Sends until nothing is left or the server is gone."""
        while not is_over.is_set():
            try:
                item = self.waiting.get_nowait()
            except queue.Empty:
                return
            try:
                self.send(server, item)
            except (OSError, http.client.HTTPException):
                self.waiting.put(item)
                return
            except BaseException as error:
                self.wrong.append(error)
                return
            is_over.wait(A_MOMENT)

    def send(self, server, item):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        try:
            connection.request("POST", self.path, item.body, {"Authorization": f"Bearer {TOKEN}"})
            answer = connection.getresponse()
            said = json.loads(answer.read())
        finally:
            connection.close()
        assert answer.status in (200, 201), (answer.status, said)
        assert said["digest"] == item.digest
        self.told.append(item)
        if self.luck.random() < TWICE:
            self.waiting.put(item)

    def turn(self, server, kill_after):
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


def lost(trial):
    """Acknowledged, and not there."""
    kept = set(db.session.scalars(sa.select(CaptureRecord.digest)))
    return [item.words for item in trial.told if item.digest not in kept]


def doubled():
    """There more than once."""
    records = Counter(db.session.scalars(sa.select(CaptureRecord.submission_id)))
    conversations = Counter(db.session.scalars(sa.select(Conversation.submission_id)))
    return [one for held in (records, conversations) for one, many in held.items() if many > 1]


@pytest.fixture
def served(tmp_path, database_kind):
    database = TestDatabase(database_kind, "place")
    secrets_of(tmp_path)
    app = app_on(database.url)
    with app.app_context():
        yield lambda: Served(tmp_path, GINNEL_DATABASE_URL=database.url)
        close(app)
    database.drop()


def test_what_was_acknowledged_is_kept_once(served):
    event = EventFactory()
    CaptureDeviceFactory(event_id=event.id, token=TOKEN)
    db.session.commit()
    luck = random.Random(20261124)
    made = items(event)
    db.session.rollback()
    trial, kills = Trial(event, made, luck), 0
    while not trial.waiting.empty():
        with served() as server:
            is_last = kills >= max(1, ITEMS // 50 - 1)
            trial.turn(server, None if is_last else luck.uniform(0.1, 0.8))
            kills += not is_last
        db.session.rollback()
        assert (lost(trial), doubled()) == ([], []), f"after kill {kills}"
    assert kills
    envelopes.run({})
    db.session.rollback()
    words = db.session.scalars(sa.select(Point.words).join(Conversation)).all()
    assert sorted(words) == sorted(one.words for one in made) and doubled() == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CaptureRecord)) == ITEMS
