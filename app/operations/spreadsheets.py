"""A spreadsheet's rows as drafts, which are the dry run; sending them all is one step more."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from app.database import db
from app.domain.listing_change import TAKEN, ListingConflictError
from app.domain.listing_document import Document, with_secrets
from app.domain.stewardship import ChangeKind, ChangeSource
from app.domain.viewer import Viewer
from app.models.directory import Organization, Service
from app.operations import audit, changes
from app.operations.index import Ground
from app.queries import organisation_listings as queries
from app.queries.listing_documents import document_of

MOST_CHANGED = 500


@dataclass(frozen=True)
class Row:
    """A row that would change something. Without a listing it would be a new one."""

    service_id: uuid.UUID | None
    document: Document


@dataclass(frozen=True)
class Sent:
    waiting: int
    at_once: int
    conflicts: tuple[str, ...]
    """Names of listings that somebody else changed meanwhile; their drafts stay."""


def keep_dry_run(rows: Iterable[Row], *, organization: Organization, by: Viewer, language: str) -> None:
    """These rows are this person's dry run from now on; an earlier one is forgotten."""
    throw_away(by=by)
    for row in rows:
        service = db.session.get(Service, row.service_id) if row.service_id else None
        base = document_of(service.id) if service else None
        document = with_secrets(row.document, base) if base is not None else row.document
        if service is None:
            document = {
                **document,
                "organisation": {"id": str(organization.id), "name": organization.name},
            }
        change = changes.suggest(
            document,
            by=by,
            kind=ChangeKind.EDIT if service else ChangeKind.NEW,
            source=ChangeSource.SPREADSHEET,
            language=language,
            service=service,
            base=base,
        )
        change.organization_id = organization.id
    db.session.flush()


def throw_away(*, by: Viewer) -> None:
    for change in queries.dry_run(by):
        db.session.delete(change)
    db.session.flush()


def send(*, by: Viewer, ground: Ground) -> Sent:
    """Send all of the dry run. What somebody else changed meanwhile stays behind, and is named."""
    waiting = at_once = 0
    conflicts = []
    for change in queries.dry_run(by):
        try:
            with db.session.begin_nested():
                sent = changes.send(change, by=by, ground=ground)
        except ListingConflictError:
            conflicts.append(change.name)
            continue
        if sent.status in TAKEN:
            at_once += 1
        else:
            waiting += 1
    audit.record(by, "spreadsheet.sent", count=waiting + at_once)
    db.session.flush()
    return Sent(waiting, at_once, tuple(conflicts))
