"""Once results are published: those who left an e-mail address hear of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from app.database import db
from app.domain.replies import TELL
from app.models.engagement import Event
from app.operations import replies

KIND = TELL


def run(arguments: Mapping[str, object]) -> None:
    event = db.session.get(Event, uuid.UUID(str(arguments["event"])))
    if event is not None:
        replies.tell(event)
