"""A link worker's day and a case, measured as ratios in one run: `python benchmarks/cases.py`, or --quick.

Makes one team whose link worker has 250 open cases, with 2,500 contacts and with 200,000, on each database,
asks both through the test client in turns, and writes its table into RESULTS.md. Contacts bring steps of the
history, tasks that are done and visits that are over with them. Units: CPU of ours and of the database.
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

from app.database import begin_writing, db  # noqa: E402
from app.domain.roles import Role  # noqa: E402
from app.extensions import limiter  # noqa: E402
from app.models.cases import Appointment, Case, CaseContact, CaseTask  # noqa: E402
from app.models.persons import Person  # noqa: E402
from app.models.plans import Plan  # noqa: E402
from app.models.referrals import HistoryEvent  # noqa: E402
from benchmarks.search import close, say, spent_on  # noqa: E402
from tests.databases import TestDatabase, count_statements  # noqa: E402
from tests.factories import AccountFactory, TeamFactory  # noqa: E402
from tests.factories_connect import reaching  # noqa: E402
from tests.people import let_in  # noqa: E402
from tests.templates import app_on  # noqa: E402

CASES = 250
SIZES = (2_500, 200_000)
QUICK = 20_000
DAYS = 10
"""Pages of the day in a round."""
BATCH = 5_000
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
MOST_STATEMENTS, MOST_TIMES = 12, 2.0
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
TITLE = "# A day and a case, measured"
SECTION = re.compile(rf"\n*{TITLE}\n.*?(?=\n# |\Z)", re.DOTALL)
HEAD = """{title}

{day}, Python {python}, {cores} cores shared with other work, median of {rounds} rounds, taking turns. Made by
`python benchmarks/cases.py`. {cases} open cases of one link worker, with {small:,} and with {large:,}
contacts and what comes with them. By the test client; CPU of ours and of the database together.

| database | page | statements | ms of CPU, {small:,} | ms of CPU, {large:,} | ratio | wanted |
| --- | --- | ---: | ---: | ---: | ---: | --- |
"""


@dataclass
class Made:
    """A filled database, and somebody who looks."""

    kind: str
    database: TestDatabase
    app: Flask
    client: FlaskClient
    pages: dict[str, list[str]]
    """What -> addresses that are asked for in a round."""


def made(kind: str, contacts: int) -> Made:
    started = time.monotonic()
    database = TestDatabase(kind, "place")
    app = app_on(database.url)
    with app.app_context():
        begin_writing()
        team = TeamFactory().id
        worker = AccountFactory(role=Role.LINK_WORKER, role__team_id=team)
        rng = random.Random(contacts)
        cases = [uuid.UUID(int=rng.getrandbits(128), version=4) for _ in range(CASES)]
        fill(rng, cases, contacts, worker.id, team)
        client = FlaskClient(app, app.response_class)
        let_in(client, worker, frozenset({Role.LINK_WORKER}))
        settle()
        close()
    say(f"   {kind}, {contacts:,} contacts in {time.monotonic() - started:.0f} s")
    chosen = [f"/cases/{one}" for one in cases[::25]]
    return Made(kind, database, app, client, {"the day": ["/today"] * DAYS, "a case": chosen})


def fill(
    rng: random.Random, cases: list[uuid.UUID], contacts: int, worker: uuid.UUID, team: uuid.UUID
) -> None:
    """Rows straight into their tables."""
    people = {case: uuid.UUID(int=rng.getrandbits(128), version=4) for case in cases}
    put(Person, (person(people[case], number) for number, case in enumerate(cases)))
    put(Case, (row_of(case, people[case], number, worker, team) for number, case in enumerate(cases)))
    put(Plan, (plan(rng, case, people[case]) for case in cases))
    each, whose = contacts // CASES, {"team_id": team, "worker_id": worker}
    hung: dict[type[Any], list[dict[str, Any]]] = {CaseTask: [], HistoryEvent: [], Appointment: []}
    for case in cases:
        hung[CaseTask].append(task(rng, case, whose, NOW.date(), None))
        put(CaseContact, (contact(rng, case, people[case], worker, number) for number in range(each)))
        for number in range(0, each, 10):
            day = NOW - dt.timedelta(days=1 + number % 700)
            hung[CaseTask].append(task(rng, case, whose, day.date(), day))
            hung[HistoryEvent].append(step(case, worker, day))
            hung[Appointment].append(visit(rng, case, worker, day))
    for table, rows in hung.items():
        put(table, rows)
    db.session.commit()


def put(table: type[Any], rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    held = list(rows)
    for start in range(0, len(held), BATCH):
        db.session.execute(insert(table), held[start : start + BATCH])


def made_id(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def person(id_: uuid.UUID, number: int) -> dict[str, Any]:
    return {
        **{"id": id_, "given_name": f"Marek{number}", "family_name": "Zielonka", "born_on": "1944-05-02"},
        **{"home": "given", "address": f"{number} Chapel Lane", "postcode": "LS9 7UF"},
        **{
            "phone": "07700 900417",
            "language": "en",
            "reaching": dict(reaching()),
            "about": {},
            "groups": [],
        },
        **{"created_at": NOW, "modified_at": NOW, "version": 1},
    }


def row_of(
    id_: uuid.UUID, person_id: uuid.UUID, number: int, worker: uuid.UUID, team: uuid.UUID
) -> dict[str, Any]:
    return {
        **{"id": id_, "number": 5000 + number, "person_id": person_id, "team_id": team, "worker_id": worker},
        **{"status": "active", "priority": "routine", "waiting_since": NOW, "opened_at": NOW, "version": 1},
        **{"allocated_at": NOW, "concerns": ["lonely"], "created_at": NOW, "modified_at": NOW},
    }


def plan(rng: random.Random, case: uuid.UUID, person_id: uuid.UUID) -> dict[str, Any]:
    goal = {"id": "0000000a", "words": "Walk to the market", "actions": [{"id": "0000000b", "what": "Ring"}]}
    return {
        **{"id": made_id(rng), "case_id": case, "person_id": person_id, "number": 1},
        **{"document": {"strengths": ["Mends clocks"], "goals": [goal]}, "made_at": NOW, "changed_at": NOW},
        "version": 1,
    }


def contact(
    rng: random.Random, case: uuid.UUID, person_id: uuid.UUID, worker: uuid.UUID, number: int
) -> dict[str, Any]:
    return {
        **{"id": made_id(rng), "case_id": case, "person_id": person_id, "direction": "we-reached-out"},
        **{"channel": "text", "result": "talked", "needs_met": "yes", "minutes": 5, "made_by": worker},
        **{"happened_at": NOW - dt.timedelta(hours=12 * number + 1), "version": 1},
        **{"note": "He would like to walk to the market. " * 5, "idempotency_key": f"{case}:{number}"},
        **{"created_at": NOW, "modified_at": NOW},
    }


def task(
    rng: random.Random, case: uuid.UUID, whose: dict[str, Any], due_on: dt.date, done_at: dt.datetime | None
) -> dict[str, Any]:
    id_ = made_id(rng)
    return {
        **{"id": id_, "case_id": case, "kind": "next-step", "for_lead": False, **whose},
        **{"key": f"next-step:{id_}", "due_on": due_on, "words": "Ring the walking group", "made_at": NOW},
        "done_at": done_at,
    }


def step(case: uuid.UUID, worker: uuid.UUID, at: dt.datetime) -> dict[str, Any]:
    return {
        **{"subject": "case", "subject_id": case, "case_id": case, "action": "hold", "start": "active"},
        **{"end": "on-hold", "reason": "away", "note": "Away for a week", "actor": "link-worker"},
        **{"actor_id": worker, "effective_at": at, "recorded_at": at},
    }


def visit(rng: random.Random, case: uuid.UUID, worker: uuid.UUID, at: dt.datetime) -> dict[str, Any]:
    return {
        **{"id": made_id(rng), "worker_id": worker, "case_id": case, "kind": "meeting", "status": "happened"},
        **{"starts_at": at, "what": "What matters", "place": "The library", "version": 1},
        **{"created_at": NOW, "modified_at": NOW},
    }


def settle() -> None:
    """Statistics, as a database makes them by itself in time."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as own:
        own.execute(text("ANALYZE"))


# --- pages ---


def asked(which: Made, page: str) -> None:
    for address in which.pages[page]:
        answer = which.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)


def statements(which: Made, page: str) -> int:
    """Of one page, once what is kept between requests is there."""
    address = which.pages[page][0]
    which.client.get(address)
    with count_statements() as seen:
        which.client.get(address)
    return len(seen)


def measured(kind: str, sizes: tuple[int, int], rounds: int) -> Iterator[str]:
    both = [made(kind, size) for size in sizes]
    try:
        for page in both[0].pages:
            counts = [statements(which, page) for which in both]
            taken: list[list[float]] = [[], []]
            for _ in range(rounds):
                for which, times in zip(both, taken, strict=True):
                    spent = spent_on(which.database.url, partial(asked, which, page))
                    times.append(spent / len(which.pages[page]) * 1000)
            small, large = map(statistics.median, taken)
            ratio = statistics.median(b / a for a, b in zip(*taken, strict=True))
            number = str(counts[0]) if counts[0] == counts[1] else f"{counts[0]} and {counts[1]}"
            yield (
                f"| {kind} | {page} | {number} | {small:.1f} | {large:.1f} | {ratio:.2f}"
                f" | <= {MOST_STATEMENTS} statements, the same; ratio <= {MOST_TIMES:.0f} |"
            )
    finally:
        for which in both:
            with which.app.app_context():
                close()
            which.database.drop()


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help=f"{QUICK:,} contacts, and no results written")
    wanted.add_argument("--only", choices=("sqlite", "postgresql"))
    options = wanted.parse_args()
    limiter.enabled = False
    logging.disable(logging.CRITICAL)
    rounds = 3 if options.quick else 7
    sizes = (SIZES[0], QUICK if options.quick else SIZES[1])
    kinds = [options.only] if options.only else ["sqlite", "postgresql"]
    rows = [row for kind in kinds for row in measured(kind, sizes, rounds)]
    head = HEAD.format(
        title=TITLE,
        day=dt.datetime.now(dt.UTC).date().isoformat(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        rounds=rounds,
        cases=CASES,
        small=sizes[0],
        large=sizes[1],
    )
    result = head + "\n".join(rows) + "\n"
    say(result)
    if not (options.quick or options.only):
        before = SECTION.sub("", RESULTS.read_text()) if RESULTS.exists() else ""
        RESULTS.write_text(f"{before.rstrip()}\n\n{result}".lstrip())


if __name__ == "__main__":
    main()
