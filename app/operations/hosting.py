"""A community group runs an event by itself: the link to its pack, its count and its results."""

from __future__ import annotations

import uuid

from app import clock
from app.domain.errors import GoneError, NotThereError
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.models.engagement import Event
from app.models.people import AccessLink
from app.models.sealed import keyed_hash
from app.operations import access_links, audit, outbox


def invite(event: Event, *, email: str, language: str, by: Viewer) -> bool:
    """Send the link. False where the same address was sent one today."""
    address = keyed_hash(email.strip().casefold(), of="host-invited")[:32]
    key = f"host-invited:{event.id}:{address}:{clock.today().isoformat()}"
    if outbox.is_told(key):
        return False
    made = access_links.make(LinkPurpose.HOST, arguments={"event": str(event.id)}, by=by.account_id)
    outbox.tell(
        MessageKind.HOST_INVITED,
        key=key,
        to=email.strip(),
        language=language,
        token=made.token,
        event=event.name,
    )
    audit.record(by, "event.host-invited", of=("event", event.id))
    return True


def event_of(token: str) -> tuple[AccessLink, uuid.UUID]:
    """The link, as often as it is opened, and its event. Raises: NotThereError, GoneError."""
    link = access_links.find(LinkPurpose.HOST, token, used_too=True)
    try:
        return link, uuid.UUID(str((link.arguments or {}).get("event")))
    except ValueError:
        raise GoneError(LinkPurpose.HOST) from NotThereError()
