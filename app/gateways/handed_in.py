"""Notes on this machine of which letters the mail server has taken, until the database says so too.

A process that is killed between the server's "taken" and our commit leaves its note behind: the letter is not
sent again. Writing one waits for nobody, while a commit may wait for another writer.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Notes:
    """One empty file for each letter, named by its id."""

    folder: Path

    def ready(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def add(self, message: uuid.UUID) -> None:
        (self.folder / str(message)).touch(mode=0o600)

    def has(self, message: uuid.UUID) -> bool:
        return (self.folder / str(message)).exists()

    def all(self) -> list[uuid.UUID]:
        """Every letter there is a note of."""
        return [uuid.UUID(path.name) for path in self.folder.iterdir()] if self.folder.exists() else []

    def drop(self, message: uuid.UUID) -> None:
        (self.folder / str(message)).unlink(missing_ok=True)
