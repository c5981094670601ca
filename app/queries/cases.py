"""One case, for somebody who may open it. Lists of cases are with the pages they serve."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.domain.case import OPEN
from app.domain.errors import NotThereError
from app.domain.protection import sees_address
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.visibility import visible_to


def case_for(viewer: Viewer, case_id: uuid.UUID, permission: Permission) -> Case:
    """The case with its person. Raises: NotThereError, also for one out of reach."""
    found = db.session.scalar(
        select(Case)
        .options(joinedload(Case.person))
        .where(Case.id == case_id, visible_to(Case, viewer, permission))
    )
    if found is None:
        raise NotThereError
    return found


def sees_address_of(viewer: Viewer, case: Case) -> bool:
    """May they see where the person of this case lives: address, postcode and ward?

    Every page, list, print and file that shows one of these asks here. Whoever had a case that is over does
    not see where they live now.
    """
    person = case.person
    return sees_address(
        viewer.account_id,
        worker=case.worker_id if case.status in OPEN else None,
        lead=person.protected_lead_id,
        protected=person.is_address_protected,
    )
