"""What was uploaded or read from a feed, kept beside the database until somebody has decided about it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.domain.feeds.sums import Refused, Why
from app.gateways import feeds
from app.gateways.feed_documents import Bounds, Document, Piece, Table

FOLDER = "imports"
READ = ".pieces"
"""How the name of what was read from an address ends."""


def keep_file(data: Path, id_: uuid.UUID, name: str, content: bytes) -> str:
    """Keep an upload under a name of ours; only the kind is taken from its own."""
    kind = re.search(r"\.[a-z]{2,7}\Z", name.lower())
    return _write(data, f"{id_.hex}{kind[0] if kind else ''}", content)


def keep_pieces(data: Path, id_: uuid.UUID, pieces: Iterable[Piece]) -> str:
    """Keep what was read from an address, one piece a line."""
    lines = (json.dumps(_as_data(piece), ensure_ascii=False) for piece in pieces)
    return _write(data, f"{id_.hex}{READ}", "\n".join(lines).encode("utf-8", "surrogatepass"))


def pieces(data: Path, file: str, shown: str, bounds: Bounds) -> Iterator[Piece]:
    """What was kept. `shown` is what the file is called in a report."""
    try:
        content = (data / FOLDER / Path(file).name).read_bytes()
    except OSError:
        yield Refused(shown, Why.CANNOT_OPEN)
        return
    if not file.endswith(READ):
        yield from feeds.pieces_of(content, shown, bounds)
        return
    for line in content.decode("utf-8", "surrogatepass").splitlines():
        yield _of_data(json.loads(line))


def forget(data: Path, file: str) -> None:
    if file:
        (data / FOLDER / Path(file).name).unlink(missing_ok=True)


def _write(data: Path, name: str, content: bytes) -> str:
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    path.touch(mode=0o600)
    path.write_bytes(content)
    return name


def _as_data(piece: Piece) -> list[object]:
    match piece:
        case Refused():
            return ["refused", piece.source, piece.why.value, piece.detail]
        case Table():
            return ["table", piece.source, piece.columns, piece.rows, piece.encoding, piece.delimiter]
        case Document():
            return ["document", piece.source, piece.data, piece.encoding]


def _of_data(given: list[object]) -> Piece:
    match given:
        case ["refused", str(source), str(why), str(detail)]:
            return Refused(source, Why(why), detail)
        case ["table", str(source), list(columns), list(rows), str(encoding), str(delimiter)]:
            numbered = tuple((int(number), dict(row)) for number, row in rows)
            return Table(source, tuple(columns), numbered, encoding, delimiter)
        case ["document", str(source), data, str(encoding)]:
            return Document(source, data, encoding)
        case _:
            return Refused("", Why.CANNOT_OPEN)
