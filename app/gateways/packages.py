"""Files sent as one packed file while they are written, with a manifest of their sums as the last of them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.exporting import MANIFEST, FileSum

FIXED = (1980, 1, 1, 0, 0, 0)
LIGHT = 3
"""How hard it is packed: text shrinks well at once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its pieces, and how many rows it had once they are all taken."""

    name: str
    pieces: Iterable[bytes]
    rows: Callable[[], int | None] = lambda: None


class _Sink(io.RawIOBase):
    """Takes what the packer writes, until it is sent."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.held += data
        return len(data)

    def taken(self) -> bytes:
        data = bytes(self.held)
        self.held.clear()
        return data


def as_json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def packed(
    entries: Iterable[Entry], manifest: Callable[[list[FileSum]], Mapping[str, Any]]
) -> Iterator[bytes]:
    """The packed file in pieces; its memory does not grow with what is in it."""
    sink, sums = _Sink(), []
    with zipfile.ZipFile(sink, "w") as archive:
        for entry in entries:
            digest, size = hashlib.sha256(), 0
            with archive.open(_named(entry.name), "w", force_zip64=True) as file:
                for piece in entry.pieces:
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                    if sink.held:
                        yield sink.taken()
            sums.append(FileSum(entry.name, size, digest.hexdigest(), entry.rows()))
        with archive.open(_named(MANIFEST), "w") as file:
            file.write(as_json(manifest(sums)))
    yield sink.taken()


def _named(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = LIGHT  # type: ignore[attr-defined]  # the only way to say so for a stream
    entry.external_attr = 0o600 << 16
    return entry
