"""Hand-overs as their pages show them, and who could take one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission, Role
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseTransfer
from app.models.people import Account, RoleGrant, Team
from app.models.visibility import visible_to
from app.queries.workload import count_open


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody of a team, and how many people they have."""

    id: uuid.UUID
    name: str
    people: int


def transfer_for(viewer: Viewer, case_id: uuid.UUID, transfer_id: uuid.UUID) -> CaseTransfer:
    """A hand-over of a case within reach, or one the viewer is asked to take. Raises: NotThereError."""
    found = db.session.scalar(
        select(CaseTransfer).where(
            CaseTransfer.id == transfer_id,
            CaseTransfer.case_id == case_id,
            visible_to(CaseTransfer, viewer, Permission.CASE_READ),
        )
    )
    if found is None:
        raise NotThereError
    return found


def case_of(transfer: CaseTransfer) -> Case:
    return db.session.get_one(Case, transfer.case_id)


def workers_of(team_id: uuid.UUID | None) -> list[Worker]:
    """Link workers and leads of a team whose accounts are open, by name."""
    rows = db.session.execute(
        select(Account.id, Account.name, count_open(Account.id).label("people")).where(
            Account.disabled_at.is_(None),
            Account.id.in_(
                select(RoleGrant.account_id).where(
                    RoleGrant.team_id == team_id,
                    RoleGrant.role.in_([Role.LINK_WORKER, Role.TEAM_LEAD]),
                    RoleGrant.ended_at.is_(None),
                )
            ),
        )
    )
    return sorted((Worker(*row) for row in rows), key=lambda one: (one.name, one.id))


def other_teams(team_id: uuid.UUID | None) -> list[tuple[uuid.UUID, str]]:
    """Every team but one, by name."""
    rows = db.session.execute(
        select(Team.id, Team.name).where(Team.id.is_distinct_from(team_id)).order_by(Team.name)
    )
    return [(row.id, row.name) for row in rows]


def name_of(account_id: uuid.UUID | None) -> str:
    if account_id is None:
        return ""
    return db.session.scalar(select(Account.name).where(Account.id == account_id)) or ""


def team_name(team_id: uuid.UUID | None) -> str:
    if team_id is None:
        return ""
    return db.session.scalar(select(Team.name).where(Team.id == team_id)) or ""
