"""The reading room, measured as ratios in one run: `python benchmarks/reading.py`, or --only sqlite.

Makes one event with 2,000 points and one with 20,000 on each database, two in three coded, and asks both
through the test client in turns. Writes its table into RESULTS.md. Units: CPU of ours and of the database.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import platform
import random
import re
import statistics
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["GINNEL_NOW"] = "2026-11-24T10:00"

from flask import Flask  # noqa: E402
from flask.testing import FlaskClient  # noqa: E402
from sqlalchemy import insert, text  # noqa: E402

from app.blueprints.insight import counts  # noqa: E402
from app.database import begin_writing, db  # noqa: E402
from app.domain.roles import Role  # noqa: E402
from app.extensions import limiter  # noqa: E402
from app.models.conversations import Conversation, Point  # noqa: E402
from app.models.insight import Coding, PointRead  # noqa: E402
from app.operations import point_words  # noqa: E402
from benchmarks.search import close, say, spent_on  # noqa: E402
from tests.databases import TestDatabase, count_statements  # noqa: E402
from tests.factories import AccountFactory  # noqa: E402
from tests.factories_engagement import EventFactory  # noqa: E402
from tests.factories_insight import frame_with  # noqa: E402
from tests.people import let_in  # noqa: E402
from tests.templates import app_on  # noqa: E402

SIZES = (2_000, 20_000)
ANEW = "the list, its counts made anew (at most every 15 s)"
EACH = 5
"""How often a page is asked for in a round."""
BATCH = 5_000
CODES = tuple(f"Code number {number}" for number in range(30))
WORDS = (
    "bus after six because the last one goes at half past five taxi costs my doctor hold park dark brew chat"
)
SAID = tuple(WORDS.split())
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
MOST_TIMES = 2.0
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
TITLE = "# The reading room, measured"
SECTION = re.compile(rf"\n*{TITLE}\n.*?(?=\n# |\Z)", re.DOTALL)
HEAD = """{title}

{day}, Python {python}, {cores} cores shared with other work, median of {rounds} rounds, taking turns. Made by
`python benchmarks/reading.py`. One event with {small:,} points and one with {large:,}, two in three of them
coded; 50 points a page. By the test client; CPU of ours and of the database together.

| database | page | statements | ms of CPU, {small:,} | ms of CPU, {large:,} | ratio | wanted |
| --- | --- | ---: | ---: | ---: | ---: | --- |
"""


@dataclass
class Made:
    """A filled database, and somebody who reads."""

    database: TestDatabase
    app: Flask
    client: FlaskClient
    pages: dict[str, str]


def made(kind: str, size: int) -> Made:
    started = time.monotonic()
    database = TestDatabase(kind, "place")
    app = app_on(database.url)
    with app.app_context():
        begin_writing()
        event = EventFactory(name="Big chat in the hall").id
        reader = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
        rng = random.Random(size)
        points = fill(rng, event, size, reader.id)
        indexing = time.monotonic()
        point_words.index_missing()
        indexed = time.monotonic() - indexing
        db.session.commit()
        middle = sorted(points)[size // 2]
        client = FlaskClient(app, app.response_class)
        let_in(client, reader, frozenset({Role.ENGAGEMENT_OFFICER}))
        settle()
        close()
    say(f"   {kind}, {size:,} points in {time.monotonic() - started:.0f} s, {indexed:.1f} s of it for words")
    here = f"/insight/events/{event}"
    return Made(
        database,
        app,
        client,
        {
            "the list": here,
            ANEW: here,
            "the list, not coded": f"{here}?which=open",
            "the list, from the middle": f"{here}?after={middle[1]}",
            "the list, three words": f"{here}?q=bus+taxi+brew",
            "one point of those not coded": f"/insight/points/{middle[1]}?event={event}&which=open",
        },
    )


def fill(
    rng: random.Random, event: uuid.UUID, size: int, reader: uuid.UUID
) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Rows straight into their tables; the points as (conversation, point)."""
    version = frame_with(*CODES)
    codes = [entry.code_id for entry in version.entries]
    talks = [made_id(rng) for _ in range(size // 3 + 1)]
    put(Conversation, (talk(one, event) for one in talks))
    points = [(talks[number // 3], made_id(rng)) for number in range(size)]
    put(Point, (point(rng, *one, number % 3) for number, one in enumerate(points)))
    coded = [one for number, (_talk, one) in enumerate(points) if number % 3]
    put(
        Coding,
        (
            {
                **{"id": made_id(rng), "point_id": one, "code_id": rng.choice(codes), "layer": "plain"},
                **{"version_id": version.id, "source": "human", "coder_id": reader, "coded_at": NOW},
            }
            for one in coded
        ),
    )
    put(
        PointRead,
        ({"point_id": one, "frame_id": version.frame_id, "read_by": reader, "read_at": NOW} for one in coded),
    )
    return points


def talk(id_: uuid.UUID, event: uuid.UUID) -> dict[str, Any]:
    return {
        **{"id": id_, "event_id": event, "submission_id": id_, "state": "kept", "way": "form"},
        **{"age": "not-asked", "may_quote": "yes", "spoke_at": NOW, "version": 1},
    }


def point(rng: random.Random, talk_id: uuid.UUID, id_: uuid.UUID, position: int) -> dict[str, Any]:
    return {
        **{"id": id_, "conversation_id": talk_id, "question_key": ("love", "better", "matter")[position]},
        **{"position": position, "words": " ".join(rng.choices(SAID, k=18)), "doubts": []},
        "language": "pl" if position == 2 and rng.random() < 0.3 else "en",
    }


def put(table: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    held = list(rows)
    for start in range(0, len(held), BATCH):
        db.session.execute(insert(table), held[start : start + BATCH])


def made_id(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def settle() -> None:
    """Statistics, as a database makes them by itself in time."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as own:
        own.execute(text("ANALYZE"))


def asked(which: Made, page: str) -> None:
    for _ in range(EACH):
        if page == ANEW:
            which.app.extensions.pop(counts.STORE, None)
        answer = which.client.get(which.pages[page])
        assert answer.status_code == 200, (page, answer.status_code)


def statements(which: Made, page: str) -> int:
    which.client.get(which.pages[page])
    with count_statements() as seen:
        which.client.get(which.pages[page])
    return len(seen)


def measured(kind: str, rounds: int) -> Iterator[str]:
    both = [made(kind, size) for size in SIZES]
    try:
        for page in both[0].pages:
            counts = [statements(which, page) for which in both]
            taken: list[list[float]] = [[], []]
            for _ in range(rounds):
                for which, times in zip(both, taken, strict=True):
                    times.append(spent_on(which.database.url, partial(asked, which, page)) / EACH * 1000)
            small, large = map(statistics.median, taken)
            ratio = statistics.median(b / a for a, b in zip(*taken, strict=True))
            number = str(counts[0]) if counts[0] == counts[1] else f"{counts[0]} and {counts[1]}"
            row = (
                f"| {kind} | {page} | {number} | {small:.1f} | {large:.1f} | {ratio:.2f}"
                f" | {'' if page == ANEW else f'the same statements; ratio <= {MOST_TIMES:.0f}'} |"
            )
            say(row)
            yield row
    finally:
        for which in both:
            with which.app.app_context():
                close()
            which.database.drop()


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--only", choices=("sqlite", "postgresql"), help="and no results written")
    wanted.add_argument("--rounds", type=int, default=5)
    options = wanted.parse_args()
    limiter.enabled = False
    logging.disable(logging.CRITICAL)
    kinds = [options.only] if options.only else ["sqlite", "postgresql"]
    rows = [row for kind in kinds for row in measured(kind, options.rounds)]
    result = (
        HEAD.format(
            title=TITLE,
            day=dt.datetime.now(dt.UTC).date().isoformat(),
            python=platform.python_version(),
            cores=os.cpu_count(),
            rounds=options.rounds,
            small=SIZES[0],
            large=SIZES[1],
        )
        + "\n".join(rows)
        + "\n"
    )
    if not options.only:
        before = SECTION.sub("", RESULTS.read_text()) if RESULTS.exists() else ""
        RESULTS.write_text(f"{before.rstrip()}\n\n{result}".lstrip())


if __name__ == "__main__":
    main()
