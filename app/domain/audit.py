"""What a trace may say, and how its rows are chained."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    ALLOWED = "allowed"
    REFUSED = "refused"


class Break(StrEnum):
    """How a chain can be broken."""

    CHANGED = "changed"
    """A row is not what was chained, or stands in another place."""
    MISSING = "missing"
    """A number is left out."""
    CUT = "cut"
    """Rows are missing at the end, or the end is not signed by us."""
    FORGED = "forged"
    """A hash we sent out of the machine is not in the chain."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain is broken."""

    kind: Break
    seq: int


@dataclass(frozen=True, slots=True)
class Head:
    seq: int
    hash: str
    mac: str = ""


def chained(key: bytes, before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row that follows another. Shape: 64 hex digits."""
    said = {name: value for name, value in row.items() if name != "hash"}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), default=in_words, ensure_ascii=False)
    return hmac.new(key, before.encode() + canonical.encode(), hashlib.sha256).hexdigest()


def in_words(value: object) -> str:
    """A moment, an id: the same before it is stored and after it is read."""
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else str(value)


def mac_of(key: bytes, seq: int, last: str) -> str:
    """Signs where the chain ends."""
    return hmac.new(key, f"head|{seq}|{last}".encode(), hashlib.sha256).hexdigest()


def faults(
    key: bytes, rows: Iterable[Mapping[str, Any]], head: Head | None, anchors: Mapping[int, str] | None = None
) -> list[Fault]:
    """Everything that is wrong with a chain: the first broken row, and an end that does not fit.

    `rows` come in the order of their numbers. `anchors`: number -> hash, as sent out of the machine.
    """
    found: list[Fault] = []
    before, last, wanted = "", 0, dict(anchors or {})
    for row in rows:
        if row["seq"] != last + 1:
            found.append(Fault(Break.MISSING, last + 1))
            break
        if not hmac.compare_digest(chained(key, before, row), row["hash"]):
            found.append(Fault(Break.CHANGED, row["seq"]))
            break
        before, last = row["hash"], row["seq"]
        if wanted.pop(last, before) != before:
            found.append(Fault(Break.FORGED, last))
    else:
        end = head or Head(0, "")
        signed = end.seq == 0 or hmac.compare_digest(mac_of(key, end.seq, end.hash), end.mac)
        if (end.seq, end.hash) != (last, before) or not signed:
            found.append(Fault(Break.CUT, last))
        found += [Fault(Break.CUT, seq) for seq in sorted(wanted) if seq > last]
    return found
