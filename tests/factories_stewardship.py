"""Changes to listings, for tests."""

from __future__ import annotations

from typing import Any

from app.database import db
from app.domain.listing_document import clean, empty
from app.domain.stewardship import ChangeKind, ChangeSource
from app.domain.viewer import ANONYMOUS, Viewer
from app.models.directory import Service
from app.models.stewardship import ListingChange
from app.operations import changes
from app.queries.listing_documents import document_of
from app.web.ground import ground


def drafted(service: Service | None, *, by: Viewer = ANONYMOUS, **values: Any) -> ListingChange:
    """A draft that would change these fields; without a listing, of a new one."""
    more = {
        name: values.pop(name) for name in ("kind", "source", "contact", "base", "language") if name in values
    }
    base = document_of(service.id) if service else empty()
    return changes.suggest(
        clean({**base, **values}),
        by=by,
        service=service,
        **{
            "kind": ChangeKind.EDIT if service else ChangeKind.NEW,
            "source": ChangeSource.PUBLIC,
            "language": "en",
            **more,
        },
    )


def sent(service: Service | None, *, by: Viewer = ANONYMOUS, **values: Any) -> ListingChange:
    """The same, sent: it waits, or is on the page where the sender may do that. Commits."""
    change = changes.send(drafted(service, by=by, **values), by=by, ground=ground())
    db.session.commit()
    return change
