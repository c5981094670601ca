"""How many of 10,000 posts from one source are taken, and are sixty people behind one address all heard?

Run: `.venv/bin/python benchmarks/said_online.py [--posts 10000]` (GINNEL_DATABASE_URL says where, else
SQLite). By the test client, on an empty database. Each post is a whole answer with an id of its own, as a
machine makes them that asks for a fresh page each time; the clock moves so that all fall in one window. Then
a new window begins, and sixty people behind the same address each read every page. Prints what was kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SECOND = dt.timedelta(seconds=1)
SOURCE = {"REMOTE_ADDR": "198.51.100.253"}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--posts", type=int, default=10_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GINNEL_DATA"] = folder
        os.environ["GINNEL_NOW"] = "2026-11-24T10:00:00"
        measure(given.posts)


def measure(posts: int) -> None:
    from flask_migrate import upgrade

    from app import create_app
    from app.database import db
    from app.domain.online_say import SENT
    from config import settings
    from tests.factories_engagement import EventFactory

    app = create_app(settings())
    logging.getLogger("ginnel").setLevel(logging.ERROR)
    with app.app_context():
        upgrade(directory=str(app.config["ROOT"] / "migrations"))
        event = EventFactory(is_online=True, slug="buses-after-six", asks__keys="love better matter")
        db.session.commit()
        event_id = str(event.id)
    answers = flood(app, event_id, posts, SENT.seconds)
    print(
        f"{posts} posts from one source in {SENT.seconds // 60} minutes: {kept(app)} kept, limit {SENT.times}"
    )
    print(f"answered: {answers}")
    before = kept(app)
    crowd(app, 60)
    print(f"60 people behind the same address in the next ten minutes: {kept(app) - before} kept")


def flood(app: Any, event_id: str, posts: int, seconds: int) -> dict[int, int]:
    """How often each status was answered."""
    from app import clock
    from app.web import tokens
    from app.web.carried_answers import minted, packed

    client, start = app.test_client(), clock.now()
    answers: dict[int, int] = {}
    for number in range(posts):
        os.environ["GINNEL_NOW"] = (start + (number / posts) * (seconds * SECOND)).isoformat()
        with app.test_request_context():
            carried = minted().with_answer("q-love", {"words": f"Cheap pills {number}"})
            data = {tokens.FIELD: tokens.form_token(), "carried": packed(event_id, carried)}
        answer = client.post(
            "/have-your-say/buses-after-six",
            data={**data, "step": "check", "do": "send"},
            environ_base=SOURCE,
        )
        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
    os.environ["GINNEL_NOW"] = (start + seconds * SECOND).isoformat()
    return answers


def crowd(app: Any, people: int) -> None:
    """Each reads every page and sends, ten seconds after the one before."""
    from app import clock
    from tests.saying_online import Answering

    class Buses:
        slug = "buses-after-six"

    for number in range(people):
        os.environ["GINNEL_NOW"] = (clock.now() + 10 * SECOND).isoformat()
        saying = Answering(app.test_client(), Buses, source=SOURCE["REMOTE_ADDR"])
        saying.to_the_end(love=f"The allotments, says number {number}").send()


def kept(app: Any) -> int:
    from sqlalchemy import func, select

    from app.database import db
    from app.models.conversations import Conversation

    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Conversation)) or 0


if __name__ == "__main__":
    main()
