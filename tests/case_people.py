"""A team with its lead and link workers as viewers, for tests of cases."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.cases import Case
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory


def somebody(
    role: Role, *, team_id: uuid.UUID | None = None, organization_id: uuid.UUID | None = None
) -> Viewer:
    """An account with one role, as it asks."""
    account = AccountFactory(role=role, role__team_id=team_id, role__organization_id=organization_id)
    return Viewer(account_id=account.id, name=account.name, grants=(Grant(role, organization_id, team_id),))


@dataclass
class CaseTeam:
    """A team: somebody who has the case, a colleague, the lead."""

    id: uuid.UUID = field(default_factory=lambda: TeamFactory().id)

    def __post_init__(self) -> None:
        self.worker = somebody(Role.LINK_WORKER, team_id=self.id)
        self.colleague = somebody(Role.LINK_WORKER, team_id=self.id)
        self.lead = somebody(Role.TEAM_LEAD, team_id=self.id)

    def case(self, status: str = "allocated", **values: object) -> Case:
        """A case of the worker's, or waiting."""
        owner = None if status == "waiting" else self.worker.account_id
        case: Case = CaseFactory(team_id=self.id, **{"worker_id": owner, "status": status, **values})
        return case
