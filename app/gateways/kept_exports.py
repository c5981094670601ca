"""Exports that wait to be taken: encrypted under our own names in the data folder, for a few days."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

from app import clock
from app.models.sealed import seal, unseal

FOLDER = "exports"
WHERE = "data_export"


def keep(data: Path, export_id: uuid.UUID, pieces: Iterable[bytes]) -> str:
    """Keep it whole on the disk before anything says so; the name it has there."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{export_id.hex}.sealed"
    made = path.with_suffix(".new")
    made.touch(mode=0o600)
    with made.open("wb") as file:
        file.write(seal(b"".join(pieces), where=f"{WHERE}:{export_id}"))
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)
    return path.name


def read(data: Path, export_id: uuid.UUID, kept: str) -> bytes:
    """Raises: OSError where it is not there; InvalidTag where it was changed or stands for another."""
    return unseal((data / FOLDER / Path(kept).name).read_bytes(), where=f"{WHERE}:{export_id}")


def forget(data: Path, kept: str) -> None:
    (data / FOLDER / Path(kept).name).unlink(missing_ok=True)


def sweep(data: Path, *, older_than: float) -> None:
    """Clear away what a killed process left half made. `older_than`: seconds since it was touched."""
    for path in (data / FOLDER).glob(".making-*"):
        if clock.now().timestamp() - path.stat().st_mtime > older_than:
            shutil.rmtree(path, ignore_errors=True)
    for path in (data / FOLDER).glob("*.new"):
        if clock.now().timestamp() - path.stat().st_mtime > older_than:
            path.unlink(missing_ok=True)
