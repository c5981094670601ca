"""What hangs on an undisclosed place stays with it: its telephone, its people, the words about its times.

A number can be looked up, and a note may name the street. What hangs on the listing itself is public.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.domain.schedule import Rule
from app.domain.schedule_parsing import rule_from_row
from app.models.directory import Schedule, Service

Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True)
class Hidden:
    """The undisclosed places of a listing, and the rows that join it to them."""

    locations: frozenset[uuid.UUID]
    joined: frozenset[uuid.UUID]

    def has(self, row: Any) -> bool:
        """Does the row hang on one of them?"""
        return (
            getattr(row, "location_id", None) in self.locations
            or getattr(row, "service_at_location_id", None) in self.joined
        )

    def open(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that hang on none of them."""
        return [row for row in rows if not self.has(row)]

    def rule(self, schedule: Schedule) -> Rule:
        """When it happens; at an undisclosed place without anybody's words about it."""
        rule = rule_from_row(schedule)
        return replace(rule, notes="") if self.has(schedule) else rule


def hidden_places(service: Service) -> Hidden:
    of = [joined for joined in service.at_locations if joined.location.undisclosed]
    return Hidden(frozenset(one.location_id for one in of), frozenset(one.id for one in of))
