"""Imports at the same moment, and imports that die."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.database import db
from app.gateways.feed_documents import Document
from app.models.directory import Service
from app.operations import imports, index
from config import ROOT
from tests.fixtures.feeds import council
from tests.served import data_folder, environment

SIZE = 40


def test_two_imports_at_once_share_no_number(app: Flask) -> None:
    app_ = app
    ground = index.ground(app.config["PLACE_DATA"], app.config["ROOT"])
    db.session.commit()
    ready = threading.Barrier(2)
    faults: list[BaseException] = []

    def run(feed: str, seed: int) -> None:
        try:
            with app_.app_context():
                given: Any = council.feed(SIZE, seed=seed)
                standing = imports.standing()
                made = imports.plan([Document("f", given)], feed=feed, ground=ground)
                db.session.rollback()
                ready.wait(30)
                imports.begin()
                if imports.standing() != standing:
                    made = imports.plan([Document("f", given)], feed=feed, ground=ground)
                imports.apply(made, ground)
                db.session.commit()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(f"feed {n}", n)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    numbers = list(db.session.scalars(sa.select(Service.number)))
    assert len(numbers) == len(set(numbers)) > SIZE
    assert len(set(db.session.scalars(sa.select(Service.slug)))) == len(numbers)


DIES = """
import sys, time
from app import create_app
from app.database import db
from app.gateways.feed_documents import Document
from app.operations import imports, index
from config import settings
from tests.fixtures.feeds import council

with create_app(settings()).app_context() as context:
    config = context.app.config
    ground = index.ground(config["PLACE_DATA"], config["ROOT"])
    imports.begin()
    made = imports.plan([Document("f", council.feed(60, seed=4))], feed="f", ground=ground)
    def say(step, done, of):
        if step == sys.argv[1] and done > 3:
            print(step, flush=True)
            time.sleep(600)
    imports.apply(made, ground, say)
"""


@pytest.mark.sqlite
@pytest.mark.parametrize("step", ["Writing", "Indexing"])
def test_import_killed_half_way_leaves_nothing(tmp_path: Path, step: str, database_kind: str) -> None:
    data = data_folder(tmp_path, "place")
    with subprocess.Popen(
        [sys.executable, "-c", DIES, step], cwd=ROOT, env=environment(data), stdout=subprocess.PIPE, text=True
    ) as importer:
        assert importer.stdout is not None
        assert importer.stdout.readline().strip() == step
        os.kill(importer.pid, signal.SIGKILL)
    with closing(sqlite3.connect(data / "ginnel.sqlite")) as connection:
        for table in ("service", "organization", "location", "search_document", "import_run"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
