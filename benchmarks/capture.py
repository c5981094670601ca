"""What keeping a tablet's record costs, and two hundred tablets at once: `python benchmarks/capture.py`.

Against the real server on each database, one run: CPU of the server for a record that is kept for good, over
that of a bare committed insert of the same bytes on the same disk, taking turns; then two hundred tablets on
connections of their own, at a brisk human pace and as fast as they can. `--quick` writes no results.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import datetime as dt
import http.client
import json
import os
import platform
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402
import psycopg  # noqa: E402
from sqlalchemy import func, select  # noqa: E402
from sqlalchemy.engine import make_url  # noqa: E402

from app.database import db  # noqa: E402
from app.gateways import event_keys  # noqa: E402
from app.jobs import envelopes  # noqa: E402
from app.models.conversations import CaptureRecord, Conversation  # noqa: E402
from benchmarks.search import database_cpu, say, spent_between  # noqa: E402
from tests.databases import TestDatabase  # noqa: E402
from tests.factories_engagement import CaptureDeviceFactory, EventFactory  # noqa: E402
from tests.integration.test_crash_referrals import secrets_of  # noqa: E402
from tests.served import environment, free_port  # noqa: E402
from tests.templates import app_on, close  # noqa: E402

RECORDS, ROUNDS = 500, 7
"""Records of a round."""
TABLETS, PACE_SECONDS, PACE_EACH, RUSH_EACH = 200, 10.0, 3, 20
"""A chat every ten seconds is ten times what people manage."""
OPENING_SECONDS = 10.0
WORDS = "The allotments. You never get to the end of the path without a lettuce. " * 25
"""About 2 kB of answers."""
MOST = 15.0
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
TITLE = "# Keeping what a tablet sends, measured"
SECTION = re.compile(rf"\n*{TITLE}\n.*?(?=\n# |\Z)", re.DOTALL)
HEAD = """{title}

{day}, Python {python}, {cores} cores shared with other work and with the tablets themselves. Made by
`python benchmarks/capture.py`. One process of 4 threads, SQLite in WAL with FULL and PostgreSQL with its own
defaults. Ratio: CPU for a record of 3 kB that is kept for good, over that of a bare committed insert of the
same bytes on the same disk, median of {rounds} rounds taking turns. With what the database's own processes
spend on both sides, as SQLite is inside ours; "alone": without them, on neither.
Then {tablets} tablets, each on a connection of its own: one record every {pace:.0f} s each, and then {rush}
each as fast as they can.
Opening is done afterwards by a job: CPU for a record, with its points and its look for words of harm.

| database | kept | bare | ratio | wanted | alone | pace: p95, most | rush: p95 | records/s | opening |
| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |
"""


@dataclass
class Running:
    """A server on a filled database."""

    port: int
    process: psutil.Process
    path: str
    tokens: list[str]
    key: str
    event_id: uuid.UUID

    def cpu(self) -> float:
        """User and system, of the server and all it has started. Units: seconds."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(one.cpu_times()[:2]) for one in family)

    def body(self) -> bytes:
        submission = uuid.uuid4()
        document = json.dumps({"answers": {"love": {"text": WORDS}}, "people": 2}).encode()
        made = event_keys.sealed_for(self.key, document, event_id=self.event_id, submission_id=submission)
        parts = {name: base64.b64encode(getattr(made, name)).decode() for name in ("key", "iv", "data")}
        sent = {"submission": str(submission), "unfinished": False, "envelope": parts}
        return json.dumps(sent).encode()

    def headers(self, tablet: int) -> dict[str, str]:
        ours = f"http://127.0.0.1:{self.port}"
        return {
            **{"Authorization": f"Bearer {self.tokens[tablet]}", "Content-Type": "application/json"},
            **{"Origin": ours, "Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip, br"},
        }


@contextmanager
def running(kind: str, folder: Path) -> Iterator[tuple[Running, TestDatabase, Any]]:
    database = TestDatabase(kind, "place")
    secrets_of(folder)
    app = app_on(database.url)
    with app.app_context():
        event = EventFactory()
        tokens = [f"tablet {number}" for number in range(TABLETS)]
        for token in tokens:
            CaptureDeviceFactory(event_id=event.id, token=token)
        db.session.commit()
        port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(port), "--workers", "1", "--blocking-threads", "4"]
        command += ["--no-ws", "--log-level", "warning", "wsgi:app"]
        with (folder / "server.log").open("ab") as log:
            server = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(folder, GINNEL_DATABASE_URL=database.url, PORT=str(port)),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        made = Running(
            port,
            psutil.Process(server.pid),
            f"/capture/{event.slug}/records",
            tokens,
            event.public_key,
            event.id,
        )
        try:
            await_server(port)
            yield made, database, app
        finally:
            server.terminate()
            server.wait(30)
            close(app)
            database.drop()


def await_server(port: int) -> None:
    for _ in range(600):
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


# --- CPU ---


@dataclass(frozen=True)
class Spent:
    """CPU for one record. Units: seconds."""

    ours: float
    database: float

    @property
    def all(self) -> float:
        return self.ours + self.database


def kept(server: Running, url: str, bodies: list[bytes]) -> Spent:
    """What the server spends on a record."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    before, database = server.cpu(), database_cpu(url)
    for body in bodies:
        connection.request("POST", server.path, body, server.headers(0))
        answer = connection.getresponse()
        assert answer.status == 201, answer.read()
        answer.read()
    ours, theirs = server.cpu() - before, spent_between(database, database_cpu(url))
    return Spent(ours / len(bodies), theirs / len(bodies))


def bare(url: str, size: int, many: int) -> Spent:
    """What this process spends on an insert of so many bytes, committed."""
    rows = [(uuid.uuid4().hex, os.urandom(size)) for _ in range(many)]
    if url.startswith("sqlite"):
        return bare_sqlite(url.removeprefix("sqlite:///"), rows)
    return bare_postgresql(url, rows)


def bare_sqlite(path: str, rows: list[tuple[str, bytes]]) -> Spent:
    connection = sqlite3.connect(f"{path}.bare", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS bare (id TEXT PRIMARY KEY, data BLOB)")
    before = time.process_time()
    for row in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare VALUES (?, ?)", row)
        connection.execute("COMMIT")
    spent = time.process_time() - before
    connection.close()
    return Spent(spent / len(rows), 0.0)


def bare_postgresql(url: str, rows: list[tuple[str, bytes]]) -> Spent:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare (id text PRIMARY KEY, data bytea)")
        connection.commit()
        database, before = database_cpu(url), time.process_time()
        for row in rows:
            connection.execute("INSERT INTO bare VALUES (%s, %s)", row)
            connection.commit()
        spent = time.process_time() - before
        theirs = spent_between(database, database_cpu(url))
    return Spent(spent / len(rows), theirs / len(rows))


# --- many at once ---


async def tablet(server: Running, number: int, bodies: list[bytes], pace: float, took: list[float]) -> None:
    """Sends its records, each after the answer to the one before and no faster than its pace."""
    luck = random.Random(number)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await asyncio.sleep(luck.random() * pace)
    for body in bodies:
        lines = [f"POST {server.path} HTTP/1.1", f"Host: 127.0.0.1:{server.port}"]
        lines += [f"{name}: {value}" for name, value in server.headers(number).items()]
        started = time.monotonic()
        writer.write("\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        said = await reader.readexactly(int(length[1]) if length else 0)
        assert b" 201 " in head.split(b"\r\n")[0], (head, said)
        took.append(time.monotonic() - started)
        await asyncio.sleep(max(0.0, pace - took[-1]))
    writer.close()


async def together(server: Running, each: int, pace: float) -> tuple[list[float], float]:
    """How long each answer took, and how long all of it."""
    bodies = [[server.body() for _ in range(each)] for _ in range(TABLETS)]
    took: list[float] = []
    started = time.monotonic()
    await asyncio.gather(*(tablet(server, n, bodies[n], pace, took) for n in range(TABLETS)))
    return took, time.monotonic() - started


def p95(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


def opened() -> float:
    """CPU of opening one record, by the job. Units: seconds."""
    before, many = time.process_time(), db.session.scalar(select(func.count()).select_from(Conversation)) or 0
    db.session.rollback()
    envelopes.LONGEST_SECONDS = OPENING_SECONDS
    envelopes.run({})
    now = db.session.scalar(select(func.count()).select_from(Conversation)) or 0
    spent = time.process_time() - before
    db.session.rollback()
    return spent / max(now - many, 1)


def measured(kind: str, rounds: int) -> str:
    with tempfile.TemporaryDirectory() as name, running(kind, Path(name)) as (server, database, _):
        bodies = [[server.body() for _ in range(RECORDS)] for _ in range(rounds + 1)]
        size = len(bodies[0][0])
        kept(server, database.url, bodies.pop())
        bare(database.url, size, 50)
        ours, plain = [], []
        for round_ in bodies:
            plain.append(bare(database.url, size, RECORDS))
            ours.append(kept(server, database.url, round_))
            say(f"   {kind}: {ours[-1].all * 1e6:.0f} over {plain[-1].all * 1e6:.0f} µs")
        pairs = list(zip(ours, plain, strict=True))
        ratio = statistics.median(one.all / other.all for one, other in pairs)
        alone = statistics.median(one.ours / other.ours for one, other in pairs)
        paced, _ = asyncio.run(together(server, PACE_EACH, PACE_SECONDS))
        say(f"   {kind}, paced: p95 {p95(paced) * 1000:.0f} ms")
        rushed, lasted = asyncio.run(together(server, RUSH_EACH, 0.0))
        sent = (rounds + 1) * RECORDS + TABLETS * (PACE_EACH + RUSH_EACH)
        there = db.session.scalar(select(func.count()).select_from(CaptureRecord))
        db.session.rollback()
        assert there == sent, (there, sent)
        cpu, base = (statistics.median(one.all for one in them) * 1e6 for them in (ours, plain))
        return (
            f"| {kind} | {cpu:.0f} µs | {base:.0f} µs | {ratio:.1f} | <= {MOST:.0f} | {alone:.1f}"
            f" | {p95(paced) * 1000:.0f} ms, {max(paced) * 1000:.0f} ms | {p95(rushed) * 1000:.0f} ms"
            f" | {len(rushed) / lasted:.0f} | {opened() * 1e6:.0f} µs |"
        )


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="fewer rounds, and no results written")
    wanted.add_argument("--only", choices=("sqlite", "postgresql"))
    options = wanted.parse_args()
    rounds = 2 if options.quick else ROUNDS
    kinds = [options.only] if options.only else ["sqlite", "postgresql"]
    rows = [measured(kind, rounds) for kind in kinds]
    head = HEAD.format(
        title=TITLE,
        day=dt.datetime.now(dt.UTC).date().isoformat(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        rounds=rounds,
        tablets=TABLETS,
        pace=PACE_SECONDS,
        rush=RUSH_EACH,
    )
    result = head + "\n".join(rows) + "\n"
    say(result)
    if not (options.quick or options.only):
        before = SECTION.sub("", RESULTS.read_text()) if RESULTS.exists() else ""
        RESULTS.write_text(f"{before.rstrip()}\n\n{result}".lstrip())


if __name__ == "__main__":
    main()
