"""Teams: making and renaming them."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.viewer import Viewer
from app.models.people import Team
from app.operations import audit


class NameTakenError(NotAllowedError):
    """Another team is called so."""


def make(name: str, *, by: Viewer, organization: uuid.UUID | None = None) -> Team:
    """Raises: NameTakenError."""
    _check_free(name, None)
    made = Team(id=uuid.uuid4(), name=name, organization_id=organization)
    db.session.add(made)
    audit.record(by, "team.made", of=("team", made.id))
    db.session.flush()
    return made


def rename(team: Team, name: str, *, by: Viewer) -> None:
    """Raises: NameTakenError."""
    _check_free(name, team.id)
    audit.record(by, "team.renamed", of=("team", team.id), fields={"name": (team.name, name)})
    team.name = name
    db.session.flush()


def _check_free(name: str, own: uuid.UUID | None) -> None:
    if db.session.scalar(select(Team.id).where(Team.name == name, Team.id != own)):
        raise NameTakenError
