"""Somebody suggests something good: a draft behind a cookie, sent once, and answered through its own link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.listing import Kind
from app.domain.listing_document import clean, differing, empty, risk_of
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.domain.suggestion import QUICKEST, usual_ways
from app.domain.viewer import Viewer
from app.models.directory import Organization
from app.models.stewardship import ListingChange
from app.operations import access_links, changes
from app.operations.index import Ground


class TooQuickError(NotAllowedError):
    """Nobody writes so fast."""


def begin(kind: Kind, *, by: Viewer, language: str) -> str:
    """A draft of something new; the token by which its writer comes back to it."""
    made = access_links.make(LinkPurpose.SUGGESTION)
    organization = _organization(by)
    document = {
        **empty(),
        "kind": kind.value,
        "ways": usual_ways(kind),
        "language": language,
        "organisation": {"id": str(organization.id), "name": organization.name} if organization else {},
    }
    change = changes.suggest(document, by=by, kind=ChangeKind.NEW, source=_source(by), language=language)
    change.link_id = made.link.id
    change.organization_id = organization.id if organization else None
    made.link.arguments = {"change": str(change.id)}
    db.session.flush()
    return made.token


def write(change: ListingChange, values: Mapping[str, Any]) -> None:
    """Put answers into the draft. Raises: NotAllowedError once it was sent."""
    if change.status is not ChangeStatus.DRAFT:
        raise NotAllowedError
    change.document = clean({**change.document, **values})
    change.fields = differing(empty(), change.document)
    change.risk = risk_of(change.fields, None, change.document)
    change.name = str(change.document["name"])
    db.session.flush()


def say_who(change: ListingChange, *, email: str, phone: str) -> None:
    """Where we may answer to. Sealed; forgotten after the decision."""
    change.contact = email or None
    change.answer = phone or None
    db.session.flush()


def send(change: ListingChange, *, by: Viewer, ground: Ground) -> bool:
    """Send it; False where it was sent before: the draft is one, however often the button is pressed.

    Raises: TooQuickError.
    """
    if change.status is not ChangeStatus.DRAFT:
        return False
    took = clock.now() - change.made_at
    if dt.timedelta(0) < took < QUICKEST:  # a clock that stands still tells nothing
        raise TooQuickError
    changes.send(change, by=by, ground=ground)
    return True


def forget(change: ListingChange) -> None:
    """Whoever wrote it throws the draft away. Raises: NotAllowedError once it was sent."""
    if change.status is not ChangeStatus.DRAFT:
        raise NotAllowedError
    db.session.delete(change)
    db.session.flush()


def _source(by: Viewer) -> ChangeSource:
    if Role.DIRECTORY_EDITOR in by.roles:
        return ChangeSource.EDITOR
    return ChangeSource.ORGANISER if Role.PROVIDER in by.roles else ChangeSource.PUBLIC


def _organization(by: Viewer) -> Organization | None:
    """The organisation of somebody who looks after one."""
    held = [grant.organization_id for grant in by.grants if grant.role is Role.PROVIDER]
    return db.session.get(Organization, held[0]) if held and held[0] else None
