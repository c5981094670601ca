"""Files for everybody to take away, in the data folder: written whole or not at all, then named in one list.

A file's name holds what is in it, so that whoever is reading one while it is renewed reads it to its end.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

LIST = "files.json"
STORED = re.compile(r"[a-z-]+\.[0-9a-f]{16}\.[a-z]+")
PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """One file as it is served. `name` never changes, `stored` does with what is in it."""

    name: str
    stored: str
    size: int
    digest: str
    made_at: str
    """When what is in it was read, as ISO 8601."""
    records: int


def folder(data: Path) -> Path:
    return data / "downloads"


def held(data: Path) -> dict[str, Kept]:
    """The files there are, by name; none before the first time."""
    try:
        listed = json.loads((folder(data) / LIST).read_text("utf-8"))
        return {one["name"]: Kept(**one) for one in listed}
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return {}


@contextmanager
def workplace(data: Path) -> Iterator[Path]:
    """A folder beside them to write in; it goes away, whatever happens."""
    home = folder(data)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=home) as place:
        yield Path(place)


def keep(data: Path, written: Iterable[tuple[Path, int]], made_at: str) -> list[Kept]:
    """Put new files in the place of the old: first the files, then the list, then away with what is too old.

    `written`: each with how many records are in it.
    """
    home = folder(data)
    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when it is closed
        before = held(data)
        kept = [put(home, path, records, made_at) for path, records in written]
        replace(home / LIST, [asdict(one) for one in kept])
        wanted = {one.stored for one in (*kept, *before.values())}
        for path in home.iterdir():
            if STORED.fullmatch(path.name) and path.name not in wanted:
                path.unlink()
    return kept


def put(home: Path, path: Path, records: int, made_at: str) -> Kept:
    """Move a file written elsewhere in under the name that says what is in it."""
    digest = digest_of(path)
    stem, _, ending = path.name.partition(".")
    stored = f"{stem}.{digest[:16]}.{ending}"
    os.replace(path, home / stored)
    return Kept(path.name, stored, (home / stored).stat().st_size, digest, made_at, records)


def replace(path: Path, data: Any) -> None:
    """Write JSON beside the file, then put it in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def read(path: Path) -> Any:
    """What a file of JSON says; None where there is none."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opened(data: Path, kept: Kept) -> Iterator[bytes]:
    """The pieces of a file, which is open from now on, so that its renewal does not touch it.

    Raises: FileNotFoundError.
    """
    return pieces((folder(data) / kept.stored).open("rb"))


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The file piece by piece, closed at its end or when nobody reads on."""
    with file:
        while piece := file.read(PIECE):
            yield piece
