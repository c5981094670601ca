"""Somebody of the viewer's team, each look traced."""

from __future__ import annotations

import uuid

from app.models.persons import Person
from app.queries import people as queries
from app.web.opening import opened
from app.web.viewer import viewer


def opened_person(person_id: uuid.UUID) -> Person:
    """Under the record that stands. Raises: NotThereError."""
    return opened("person", person_id, lambda: queries.person_for(viewer(), person_id))
