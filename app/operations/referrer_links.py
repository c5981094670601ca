"""Links by which somebody at work refers without an account: sent to them, opened, and taken back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from app.database import begin_writing, db
from app.domain import throttle
from app.domain.errors import GoneError
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.models.people import AccessLink
from app.operations import access_links, audit, outbox, throttles

USES = 50
"""Referrals that one link begins, in the four weeks it works."""
INVITED = "refer-link"
"""What the trace calls one."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody whom a link lets refer."""

    viewer: Viewer
    name: str = ""
    service: str = ""
    email: str = ""
    organization_id: uuid.UUID | None = None


def invite(email: str, *, name: str, service: str, by: Viewer, language: str) -> access_links.Made:
    """Send a link to refer. The address is known as theirs from then on. Raises: TooManyTriesError."""
    throttles.count(((throttle.INVITATIONS, str(by.account_id)),))
    begin_writing()
    made = access_links.make(
        LinkPurpose.REFER,
        organization=next((one.organization_id for one in by.grants if one.organization_id), None),
        arguments={"email": email.strip(), "name": name, "service": service},
        by=by.account_id,
        uses=USES,
    )
    audit.record(by, "refer-link.sent", of=(INVITED, made.link.id), fields={"email": (None, email)})
    outbox.tell(
        MessageKind.REFER_INVITED,
        key=f"refer-invited:{made.link.id}",
        to=email.strip(),
        language=language,
        token=made.token,
        by=by.name,
    )
    db.session.flush()
    return made


def first_answer(link: AccessLink) -> dict[str, str]:
    """What the journey knows before its first question."""
    said = link.arguments or {}
    known = {"name": str(said.get("name") or ""), "service": str(said.get("service") or "")}
    return {"link": str(link.id), **known}


def invited(link_id: str) -> Invited:
    """Who refers, by the link that began it. A link that ran out since still does; one taken back does not.

    Raises: GoneError.
    """
    link = db.session.get(AccessLink, uuid.UUID(link_id)) if link_id else None
    if link is None or link.withdrawn_at is not None:
        raise GoneError(LinkPurpose.REFER)
    said = link.arguments or {}
    return Invited(
        viewer=Viewer(link_id=link.id, name=str(said.get("name") or "")),
        name=str(said.get("name") or ""),
        service=str(said.get("service") or ""),
        email=str(said.get("email") or ""),
        organization_id=link.organization_id,
    )
