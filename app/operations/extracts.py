"""Extracts under pseudonyms, with a key for each piece of analysis that is destroyed when it ends.

Source: security.md 5.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import uuid
from pathlib import Path

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import GoneError
from app.domain.viewer import SYSTEM, Viewer
from app.gateways import kept_exports
from app.models.answers import Export, ExtractProject
from app.operations import audit
from app.queries.export_plan import Pseudonyms

KEY_BYTES = 32
LONGEST = dt.timedelta(days=3 * 365)


def start(project_id: uuid.UUID, name: str, purpose: str, ends_on: dt.date, *, by: Viewer) -> ExtractProject:
    """A new piece of analysis with a key of its own. Asked twice, it is one."""
    if (before := db.session.get(ExtractProject, project_id)) is not None:
        return before
    project = ExtractProject(
        id=project_id,
        name=name.strip(),
        purpose=purpose.strip(),
        key=secrets.token_hex(KEY_BYTES),
        ends_on=ends_on,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(project)
    audit.record(by, "extract.started", of=("extract", project_id))
    db.session.flush()
    return project


def pseudonyms(project: ExtractProject) -> Pseudonyms:
    """The names things have in its extracts. Raises: GoneError once the key is destroyed."""
    if project.key is None:
        raise GoneError
    key = bytes.fromhex(project.key)

    def named(kind: str, identifier: uuid.UUID) -> str:
        return hmac.new(key, f"{kind}:{identifier}".encode(), hashlib.sha256).hexdigest()[:20]

    return named


def end(project: ExtractProject, *, by: Viewer, data: Path) -> None:
    """Destroy the key, and what still waits to be taken. Its extracts can be joined to nothing any more."""
    if project.key is None:
        return
    project.key, project.destroyed_at = None, clock.now()
    for export in db.session.scalars(
        select(Export).where(Export.project_id == project.id, Export.kept != "")
    ):
        kept_exports.forget(data, export.kept)
        export.kept = ""
    audit.record(by, "extract.ended", of=("extract", project.id))
    db.session.flush()


def end_those_over(data: Path) -> int:
    """End every piece of analysis whose last day is past; how many."""
    over = db.session.scalars(
        select(ExtractProject).where(ExtractProject.key.is_not(None), ExtractProject.ends_on < clock.today())
    ).all()
    for project in over:
        end(project, by=SYSTEM, data=data)
    return len(over)
