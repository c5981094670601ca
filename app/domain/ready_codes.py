"""A frame of codes written in a place folder: what it holds, and the ids its codes have everywhere."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

NAMESPACE = uuid.UUID("6f3e3c1a-6f0b-4f5e-9a3d-0d2c6d6b7c11")


@dataclass(frozen=True, slots=True)
class ReadyCode:
    key: str
    name: str
    under: str = ""
    """Key of the one it stands under; empty at the top."""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    colour: str = ""
    is_heading: bool = False
    theme: str = ""
    """What the demonstration's invented people talk about where it fits this code."""


@dataclass(frozen=True, slots=True)
class ReadyFrame:
    key: str
    name: str
    about: str
    note: str
    codes: tuple[ReadyCode, ...]

    def id_of(self, key: str) -> uuid.UUID:
        """The same in every installation, so that a code can be told by its key."""
        return uuid.uuid5(NAMESPACE, f"{self.key}/{key}")

    @property
    def themes(self) -> dict[str, uuid.UUID]:
        """Theme of the demonstration -> id of its code."""
        return {one.theme: self.id_of(one.key) for one in self.codes if one.theme}
