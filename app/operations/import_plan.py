"""What an import would do, whole."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.feeds import friendly, shapes
from app.domain.feeds.joining import Joined
from app.domain.feeds.ledger import Ledger
from app.domain.feeds.local import Kept
from app.domain.feeds.sums import Refused, Sum
from app.operations.import_difference import Difference
from app.operations.import_local import Choices


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing in a report."""

    name: str
    id: uuid.UUID
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptListing:
    """A listing some of whose fields were changed here."""

    name: str
    id: uuid.UUID
    fields: tuple[Kept, ...]


@dataclass
class Plan:
    """What an import would do, whole."""

    feed: str
    sum: Sum
    new: list[Entry]
    changed: list[Entry]
    joined: list[Joined]
    refused: list[Refused]
    gone: list[Entry]
    """Known from this feed, and no longer in it. They are left as they are."""
    ledger: Ledger
    others: Mapping[shapes.Other, int]
    standards: Mapping[str, int]
    encodings: frozenset[str]
    notes: tuple[friendly.ColumnNote, ...]
    is_whole: bool
    """False when some page or file could not be read: then nothing is said to be gone."""
    kept: list[KeptListing]
    """Listings where people here changed something that the feed says otherwise: ours stays."""
    choices: Choices
    run_id: uuid.UUID | None = field(default=None, init=False)
    """The run that applied it."""
    difference: Difference = field(repr=False)

    @property
    def is_readable(self) -> bool:
        return bool(self.sum.taken or self.others)
