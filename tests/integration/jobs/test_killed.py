"""A worker that is killed in the middle of a job: its work is undone, and done after its lease by another."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from config import ROOT
from tests.served import data_folder, environment

pytestmark = pytest.mark.sqlite

DIES = """
import time
from app import create_app
from app.jobs import HANDLERS, runner
from config import settings

def half_done(kind, work):
    def run(arguments):
        work(arguments)
        db.session.execute(text("UPDATE job SET error = 'half done'"))
        print(kind, flush=True)
        time.sleep(600)
    return run

from sqlalchemy import text
from app.database import db
for kind, work in list(HANDLERS.items()):
    HANDLERS[kind] = half_done(kind, work)
with create_app(settings()).app_context():
    runner.run_due("dies")
"""
JOBS = "SELECT kind, tries, finished_at IS NOT NULL, error FROM job ORDER BY run_at, id"


def rows(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(JOBS).fetchall()


def run_jobs(data, now):
    """What `flask jobs run --once` says at this time."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "run", "--once"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(data, GINNEL_NOW=now), capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_job_of_a_killed_process_is_undone_and_then_done_after_its_lease(tmp_path, database_kind):
    data = data_folder(tmp_path, "place")
    path = data / "ginnel.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", DIES],
        cwd=ROOT,
        env=environment(data, GINNEL_NOW="2026-11-24T10:00"),
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        kind = worker.stdout.readline().strip()
        os.kill(worker.pid, signal.SIGKILL)
    assert rows(path)[0] == (kind, 1, 0, "")

    others = len(rows(path)) - 1
    assert run_jobs(data, "2026-11-24T10:05") == f"Jobs done: {others}", "its lease has not ended"
    assert run_jobs(data, "2026-11-24T10:11") == "Jobs done: 1"
    assert rows(path)[0] == (kind, 2, 1, "")
    assert run_jobs(data, "2026-11-24T10:30") == "Jobs done: 0"
