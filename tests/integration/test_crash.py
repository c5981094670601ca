"""What was acknowledged is kept, whenever the server dies.

The real server on a database of its own is killed with `kill -9` in the middle of people's changes, and
started again. GINNEL_CRASH_ROUNDS says how often (50 is the full trial).
"""

from __future__ import annotations

import http.client
import os
import random
import sqlite3
import threading
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.saved_list import MOST_ITEMS, key_hash
from tests.served import Served, data_folder

ROUNDS = int(os.environ.get("GINNEL_CRASH_ROUNDS") or 2)
PEOPLE = 3
REPORTS_EACH = 6
"""One address may send twenty an hour; a server that starts again has forgotten them."""

pytestmark = pytest.mark.sqlite


@dataclass
class Told:
    """What the server has said it keeps."""

    words: set[str] = field(default_factory=set)
    saved: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Cookie of a list -> slugs on it."""
    enough: threading.Event = field(default_factory=threading.Event)
    target: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    many: int = 0

    def note(self) -> None:
        with self.lock:
            self.many += 1
            if self.many >= self.target:
                self.enough.set()


def change_things(server: Served, told: Told, slugs: list[str], name: str) -> None:
    """One person, who saves and reports until the server is gone."""
    cookie, reports = "", 0
    try:
        token = server.token(f"/activities/{slugs[0]}")
        for number, slug in enumerate(slugs[:MOST_ITEMS]):
            answer = server.post("/my-list/add", token, cookie, listing=slug, next="/my-list")
            if answer.status == 303:
                cookie = answer.cookie or cookie
                told.saved[cookie].add(slug)
                told.note()
            if reports < REPORTS_EACH:
                words = f"{name}, number {number}: the bus has gone"
                reports += 1
                answer = server.post(f"/activities/{slug}/right", token, reason="other", words=words)
                if answer.status == 303:
                    told.words.add(words)
                    told.note()
    except (OSError, http.client.HTTPException):
        pass  # it was killed


def kept_words(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [words for (words,) in connection.execute("SELECT words FROM listing_report")]


def kept_slugs(path: Path, cookie: str) -> set[str]:
    key = cookie.partition("=")[2]
    with closing(sqlite3.connect(path)) as connection:
        return {
            slug
            for (slug,) in connection.execute(
                "SELECT slug FROM saved_list JOIN saved_item ON list_id = saved_list.id"
                " JOIN service ON service_id = service.id WHERE key_hash = ?",
                [key_hash(key)],
            )
        }


def faults(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall()
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [row for row in whole if row != ("ok",)] + loose


def test_what_was_acknowledged_outlives_kill_9(tmp_path, database_kind):
    data = data_folder(tmp_path / "data")
    path = data / "ginnel.sqlite"
    luck = random.Random(20261122)
    with closing(sqlite3.connect(path)) as connection:
        slugs = [
            slug
            for (slug,) in connection.execute(
                "SELECT slug FROM service WHERE status = 'active' AND deleted_at IS NULL ORDER BY slug"
            )
        ]
    told = Told()
    for turn in range(ROUNDS):
        told.enough.clear()
        told.target = told.many + luck.randint(8, 30)
        with Served(data) as server:
            people = [
                threading.Thread(
                    target=change_things,
                    args=(server, told, luck.sample(slugs, len(slugs)), f"turn {turn} person {person}"),
                )
                for person in range(PEOPLE)
            ]
            for person in people:
                person.start()
            assert told.enough.wait(60), f"only {told.many} of {told.target} changes in a minute"
            server.kill()
            for person in people:
                person.join()
        assert faults(path) == []
        words = kept_words(path)
        assert told.words - set(words) == set(), f"lost in turn {turn}"
        assert len(words) == len(set(words)) <= len(told.words) + PEOPLE * (turn + 1)
        lost = {cookie: wanted - kept_slugs(path, cookie) for cookie, wanted in told.saved.items()}
        assert {cookie: slugs for cookie, slugs in lost.items() if slugs} == {}

    with Served(data) as server:
        addresses = ["/", "/activities?near=LS9&q=tea", "/my-list"]
        assert {address: server.get(address).status for address in addresses} == dict.fromkeys(addresses, 200)
        cookie, wanted = next(iter(told.saved.items()))
        mine = server.get("/my-list", cookie).text
        assert [slug for slug in wanted if f"/activities/{slug}" not in mine] == []
        token = server.token(f"/activities/{slugs[0]}")
        assert server.post(f"/activities/{slugs[0]}/right", token, reason="other").status == 303
    assert faults(path) == []
