"""Films and recordings in the data folder, named by what they hold: whole on the disk, or not there."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app import clock
from app.domain.recordings import (
    HEAD_BYTES,
    MOST_BYTES,
    TOO_BIG,
    MediaType,
    RecordingKind,
    RecordingRefusedError,
    media_type,
)

FOLDER = "recordings"
PIECE = 1 << 18
"""Units: bytes read at once."""
UNFINISHED = ".new"


@dataclass(frozen=True, slots=True)
class KeptFile:
    media: MediaType
    sha256: str
    bytes: int


def path_of(data: Path, sha256: str, media: MediaType) -> Path:
    return data / FOLDER / f"{sha256}.{media.value}"


def keep(data: Path, kind: RecordingKind, sent: IO[bytes]) -> KeptFile:
    """Keep what was sent, a piece at a time; the same file twice is there once.

    Raises: RecordingRefusedError.
    """
    head = sent.read(HEAD_BYTES)
    media = media_type(head, kind)
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = folder / f"{uuid.uuid4().hex}{UNFINISHED}"
    made.touch(mode=0o600)
    try:
        digest, many = _written(made, head, sent, MOST_BYTES[kind])
        if many > MOST_BYTES[kind]:
            raise RecordingRefusedError(TOO_BIG[kind])
        path = path_of(data, digest, media)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    _touch(path)
    _to_disk(folder)
    return KeptFile(media, digest, many)


def _written(path: Path, head: bytes, sent: IO[bytes], most: int) -> tuple[str, int]:
    """What was written, as its digest and how many bytes; it stops where that is too many."""
    digest, many, piece = hashlib.sha256(), 0, head
    with path.open("wb") as file:
        while piece and many <= most:
            digest.update(piece)
            file.write(piece)
            many += len(piece)
            piece = sent.read(PIECE)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), many


def _touch(path: Path) -> None:
    """By our own clock, so that `sweep` leaves it while its row is being written."""
    now = clock.now().timestamp()
    os.utime(path, (now, now))


def _to_disk(folder: Path) -> None:
    """The new name too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(data: Path, wanted: Collection[str], *, older_than: float) -> int:
    """Delete files that no row names, and what a killed process left; how many.

    `wanted`: names of files. `older_than`: seconds since a file was put there.
    """
    gone = 0
    for path in (data / FOLDER).glob("*.*"):
        if path.name not in wanted and _age(path) > older_than:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _age(path: Path) -> float:
    """Seconds since it was put there; none for one that has just got its name, or gone."""
    try:
        return clock.now().timestamp() - path.stat().st_mtime
    except FileNotFoundError:
        return 0
