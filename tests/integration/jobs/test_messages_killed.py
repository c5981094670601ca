"""The mail server is away for a while, the sender is killed hard ten times: every message arrives once.

What nobody can rule out: a sender killed after the server took a letter and before it heard so. Such a letter
comes again, with the same Message-ID; only the last one taken before a kill can, once for each such kill.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from app import create_app
from app.database import db
from app.domain.messages import MessageKind
from app.models.messages import Message
from app.operations import outbox
from config import ROOT, TestConfig
from tests.mail_server import MailServer
from tests.served import environment
from tests.templates import close

MESSAGES = 80
KILLS = 10
AWAY_SECONDS = 1.5

SENDERS = """
import datetime as dt, os, sys, threading
from app import create_app
from app.jobs import messages
from app.operations import sending
from config import settings
sending.LEASE = dt.timedelta(seconds=1)
messages.PAUSE_SECONDS = messages.LONGEST_PAUSE_SECONDS = 0.1
app = create_app(settings())
for line in sys.stdin:
    child = os.fork()
    if not child:
        messages.run_for_ever(app, threading.Event())
    print(child, flush=True)
    os.waitpid(child, 0)
"""
"""A process that has read the code once, and makes a sender for each line it is given."""


@pytest.fixture
def folder(tmp_path):
    """A data folder with the secrets that tests use."""
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    for name in ("secret-key", "field-keys", "index-key", "audit-key"):
        (secrets / name).write_text("1:for tests only" if name == "field-keys" else "for tests only")
    return tmp_path


class Senders:
    def __init__(self, folder, url, server):
        more = server.environment() | {"GINNEL_PUBLIC_ADDRESS": "http://localhost"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SENDERS],
            cwd=ROOT,
            env=environment(folder, **more) | {"GINNEL_DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.sender = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self.process.communicate(timeout=10)

    def start(self):
        self.process.stdin.write("one more\n")
        self.process.stdin.flush()
        self.sender = int(self.process.stdout.readline())

    def kill(self):
        os.kill(self.sender, signal.SIGKILL)


def waiting(app):
    with app.app_context():
        return db.session.query(Message).filter(Message.sent_at.is_(None)).count()


def settle(server):
    """Wait until what had travelled before a kill is taken: nothing under way for a while, nothing new."""
    before, still = -1, 0
    while still < 5:
        time.sleep(0.05)
        still = still + 1 if not server.underway and len(server.letters) == before else 0
        before = len(server.letters)


def test_every_message_arrives_once_through_an_outage_and_ten_kills(folder, ready, capsys):
    url = ready.database.url
    app = create_app(TestConfig(url, folder))
    rolls, in_flight = random.Random(20), Counter()
    with app.app_context():
        for n in range(MESSAGES):
            outbox.tell(
                MessageKind.REPORT_RECEIVED,
                key=f"m{n}",
                to=f"p{n}@beckside.example",
                language="en",
                reason="time",
            )
        db.session.commit()
        ids = {f"<{one}@localhost>" for one in db.session.scalars(db.select(Message.id))}

    server = MailServer()
    server.slow = 0.02
    with Senders(folder, url, server) as senders:
        senders.start()
        time.sleep(AWAY_SECONDS)
        assert waiting(app) == MESSAGES and not server.letters, "nobody there: everything waits"
        with server:
            for _ in range(KILLS):
                before = len(server.letters)
                until = time.monotonic() + 30
                while len(server.letters) < before + 2 and time.monotonic() < until:
                    time.sleep(0.002)
                time.sleep(rolls.uniform(0, 0.1))
                senders.kill()
                settle(server)
                in_flight[str(server.letters[-1]["Message-ID"])] += 1
                senders.start()
            until = time.monotonic() + 60
            while waiting(app) and time.monotonic() < until:
                time.sleep(0.1)
    with app.app_context():
        states = db.session.query(Message.failed_at, Message.dropped_at, Message.sent_at, Message.tries).all()
        close(app)
    ready.restore()
    with capsys.disabled():
        sys.stdout.write(
            f"\n{ready.database.kind}: messages {MESSAGES}, kills {KILLS}, Message-IDs {len(server.by_id())},"
            f" raw deliveries {len(server.letters)}\n"
        )
    assert set(server.by_id()) == ids, "every message arrived, and nothing else"
    assert all(sent and not failed and not dropped and not tries for failed, dropped, sent, tries in states)
    assert all(times <= 1 + in_flight[one] for one, times in server.by_id().items())
