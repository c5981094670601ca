"""Make the address public that was kept secret: an editor asks, a second person agrees."""

from __future__ import annotations

import uuid

from app.domain.errors import NotAllowedError
from app.domain.people import TwoPersonAction
from app.domain.stewardship import ChangeSource
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.people import Approval
from app.operations import approvals, listings
from app.operations.index import Ground
from app.queries.listing_documents import document_of, service_with_all


def ask(service_id: uuid.UUID, *, reason: str, by: Viewer) -> Approval:
    """Ask for it. Raises: NotAllowedError where the listing keeps no place secret."""
    if not any(place["undisclosed"] for place in document_of(service_id)["places"]):
        raise NotAllowedError
    return approvals.ask(TwoPersonAction.DISCLOSE_PLACE, of=("listing", service_id), by=by, reason=reason)


@approvals.when_agreed(TwoPersonAction.DISCLOSE_PLACE)
def agreed(approval: Approval, by: Viewer, ground: Ground) -> None:
    """A second person agreed: every place of the listing is public from now on."""
    service: Service = service_with_all(approval.object_id)
    document = document_of(service.id)
    places = [{**place, "undisclosed": False} for place in document["places"]]
    listings.apply(
        service,
        {**document, "places": places},
        by=by,
        ground=ground,
        source=ChangeSource.EDITOR,
        disclosing=True,
        action="listing.disclosed",
    )
