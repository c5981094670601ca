"""Can the clock tell a known account from an unknown one? Pairs of requests, taking turns, compared by rank.

Run: `.venv/bin/python benchmarks/sign_in.py [--pairs 400] [--cheap]` (GINNEL_DATABASE_URL says where). Cheap
hashes with 64 KiB once, so that the hash hides nothing; else at the cost of a real installation. Prints the
Mann-Whitney p of each page: above 0.01, nobody can tell.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

A_TURN = 8
"""Tries at one address: fewer than the limit, so that no answer is a wait."""

WARM_UP = 5
KINDS = ("known", "unknown", "shut")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pairs", type=int, default=400)
    asked.add_argument("--cheap", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GINNEL_DATA"] = folder
        measure(given.pairs, cheap=given.cheap)


def measure(pairs: int, *, cheap: bool) -> None:
    from flask_migrate import upgrade

    from app import create_app
    from app.database import db
    from config import settings

    config = settings()
    if cheap:
        config.PASSWORD_MEMORY, config.PASSWORD_TIMES = 64, 1
    app = create_app(config)
    with app.app_context():
        upgrade(directory=str(app.config["ROOT"] / "migrations"))
        fill(pairs)
        db.session.commit()
        db.session.remove()
    for page, fields in (("/sign-in", {"password": "not the password"}), ("/sign-in/forgotten", {})):
        tell(page, timed(app, page, fields, pairs, turn=A_TURN if page == "/sign-in" else 1))


def fill(pairs: int) -> None:
    from app import clock
    from app.database import db
    from app.gateways import password_hashing
    from app.models.people import Account
    from app.queries.accounts import email_hash

    kept = password_hashing.hashed("three words on a wall")
    for kind in ("known", "shut"):
        for number in range(pairs):
            email = address(kind, number)
            db.session.add(
                Account(
                    email=email,
                    email_hash=email_hash(email),
                    name="Bev",
                    password_hash=kept,
                    disabled_at=clock.now() if kind == "shut" else None,
                )
            )


def address(kind: str, number: int) -> str:
    """As long for each kind."""
    return f"{kind:x<7}{number:05}@beckside.example"


def timed(app: Any, page: str, fields: dict[str, str], pairs: int, *, turn: int) -> dict[str, list[float]]:
    """Milliseconds of each request, by kind. The kinds of a round are asked in an order of chance."""
    client = app.test_client()
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(page).text)
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    chance = random.Random(7)
    for number in range(-WARM_UP, pairs):
        place = number // turn if number >= 0 else 90_000 - number
        for kind in chance.sample(KINDS, len(KINDS)):
            data = {"form_token": token[1], "email": address(kind, place), **fields}  # type: ignore[index]
            source = {
                "REMOTE_ADDR": f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}"
            }
            started = time.perf_counter()
            answer = client.post(page, data=data, environ_base=source)
            took = (time.perf_counter() - started) * 1000
            if answer.status_code not in (303, 422):
                raise SystemExit(f"{page} answered {answer.status_code}")
            if number >= 0:
                found[kind].append(took)
    return found


def tell(page: str, found: dict[str, list[float]]) -> None:
    middle = {kind: statistics.median(times) for kind, times in found.items()}
    print(f"{page}: " + ", ".join(f"{kind} {median:.2f} ms" for kind, median in middle.items()))
    for kind in KINDS[1:]:
        p = mann_whitney(found["known"], found[kind])
        said = "can be told" if p < 0.01 else "cannot be told"
        print(f"   known or {kind}: p = {p:.3f} over {len(found[kind])} pairs, {said}")


def mann_whitney(one: list[float], other: list[float]) -> float:
    """How likely ranks as far apart as these are by chance, both sides; by the normal curve."""
    rank = {value: place for place, value in enumerate(sorted([*one, *other]), 1)}
    count, against = len(one), len(other)
    above = sum(rank[value] for value in one) - count * (count + 1) / 2
    spread = math.sqrt(count * against * (count + against + 1) / 12)
    return math.erfc(abs(above - count * against / 2) / spread / math.sqrt(2))


if __name__ == "__main__":
    main()
