"""What tests keep between runs, outside the checkout, and how processes share it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import ROOT

KEPT = Path(tempfile.gettempdir()) / f"ginnel-tests-{hashlib.sha1(str(ROOT).encode()).hexdigest()[:10]}"
"""Templates outlive the run, named by what they were made of. Deleting the folder is always safe."""


AN_HOUR = 60 * 60
"""Units: seconds."""


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time in here."""
    KEPT.mkdir(parents=True, exist_ok=True, mode=0o755)
    with (KEPT / f"{name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def is_old(path: Path) -> bool:
    """Has nobody used this template for an hour?"""
    return not path.exists() or time.time() - path.stat().st_mtime > AN_HOUR
