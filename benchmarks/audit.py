"""How long the trace takes: 100,000 events chained, then verified (GINNEL_DATABASE_URL says where).

Run: `.venv/bin/python benchmarks/audit.py [--events 100000]`. Prints seconds, and both as ratios of hashing
the same rows bare, in the same run.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

A_COMMIT = 1_000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=100_000)
    events = asked.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GINNEL_DATA"] = folder
        measure(events)


def measure(events: int) -> None:
    from flask_migrate import upgrade

    from app import create_app
    from app.database import begin_writing, db
    from app.domain.audit import chained
    from app.domain.viewer import SYSTEM
    from app.models.sealed import keys
    from app.operations import audit
    from app.queries import audit_chain
    from config import settings

    app = create_app(settings())
    with app.app_context():
        upgrade(directory=str(app.config["ROOT"] / "migrations"))
        started = time.perf_counter()
        for start in range(0, events, A_COMMIT):
            begin_writing()
            for number in range(start, min(start + A_COMMIT, events)):
                audit.record(SYSTEM, "tried.done", of=("listing", uuid.UUID(int=number)), count=number)
            db.session.commit()
        built = time.perf_counter() - started
        started = time.perf_counter()
        faults = audit_chain.broken()
        verified = time.perf_counter() - started
        rows = list(audit_chain.rows())
        started, before = time.perf_counter(), ""
        for row in rows:
            before = chained(keys().audit, before, row)
        bare = time.perf_counter() - started
        print(f"{events:,} events, {db.engine.dialect.name}: faults {len(faults)}")
        print(f"chained in {built:.1f} s ({built / bare:.1f} times hashing them bare)")
        print(f"verified in {verified:.1f} s ({verified / bare:.1f} times hashing them bare, {bare:.1f} s)")


if __name__ == "__main__":
    main()
