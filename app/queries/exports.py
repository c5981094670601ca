"""The list of exports made, and the pieces of analysis that take extracts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.answers import Export, ExtractProject
from app.models.people import Account

PAGE = 30


@dataclass(frozen=True, slots=True)
class Made:
    """An export, and who made it."""

    export: Export
    by: str
    project: str


def listed(viewer: Viewer, page: int) -> tuple[list[Made], int]:
    """One page of them, the newest first, and how many there are."""
    if not viewer.may(Permission.FEEDBACK_EXPORT):
        return [], 0
    total = db.session.scalar(select(func.count()).select_from(Export)) or 0
    rows = db.session.execute(_asked().limit(PAGE).offset((page - 1) * PAGE))
    return [Made(row[0], row[1] or "", row[2] or "") for row in rows], total


def made_for(viewer: Viewer, export_id: uuid.UUID) -> Made:
    """Raises: NotThereError."""
    row = db.session.execute(_asked().where(Export.id == export_id)).one_or_none()
    if row is None or not viewer.may(Permission.FEEDBACK_EXPORT):
        raise NotThereError
    if row[0].project_id is not None and not viewer.may(Permission.EXTRACT_TAKE):
        raise NotThereError
    return Made(row[0], row[1] or "", row[2] or "")


def made_by_id(export_id: uuid.UUID) -> Made | None:
    """For the job that makes it."""
    row = db.session.execute(_asked().where(Export.id == export_id)).one_or_none()
    return None if row is None else Made(row[0], row[1] or "", row[2] or "")


def projects(viewer: Viewer) -> list[ExtractProject]:
    """Those still open first."""
    if not viewer.may(Permission.EXTRACT_TAKE):
        return []
    return list(
        db.session.scalars(
            select(ExtractProject).order_by(
                ExtractProject.destroyed_at.is_not(None), ExtractProject.made_at.desc(), ExtractProject.id
            )
        )
    )


def project_for(viewer: Viewer, project_id: uuid.UUID) -> ExtractProject:
    """Raises: NotThereError."""
    found = db.session.get(ExtractProject, project_id)
    if found is None or not viewer.may(Permission.EXTRACT_TAKE):
        raise NotThereError
    return found


def _asked() -> Select[Export, str, str]:
    return (
        select(Export, Account.name, ExtractProject.name)
        .outerjoin(Account, Account.id == Export.made_by)
        .outerjoin(ExtractProject, ExtractProject.id == Export.project_id)
        .order_by(Export.made_at.desc(), Export.id)
    )
