"""Changes somebody would like: sent, asked about, decided. The states: domain/listing_change.py.

Whoever decides holds the change's row first, so of two who decide at once one wins and the other is told.
Raises throughout: NotThereError; NotAllowedError where its state does not allow it; StaleError where the
change is no longer as it was shown.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.listing_change import ChangeAction, after, kept_together
from app.domain.listing_document import (
    Document,
    Weight,
    clean,
    differing,
    empty,
    risk_of,
    taking,
)
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.roles import Permission
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.stewardship import ListingChange
from app.operations import access_links, audit, listings, outbox, trusted_organisers
from app.operations.index import Ground
from app.operations.trusted_organisers import OF, held_now
from app.queries.listing_documents import document_from, document_of, service_with_all


def suggest(
    document: Document,
    *,
    by: Viewer,
    kind: ChangeKind,
    source: ChangeSource,
    language: str,
    service: Service | None = None,
    base: Document | None = None,
    contact: str | None = None,
) -> ListingChange:
    """A draft. With a service and no base, it is based on the listing as it is now."""
    wanted = clean(document)
    if service is not None and base is None:
        base = document_of(service.id)
    change = ListingChange(
        id=uuid.uuid4(),
        service_id=service.id if service else None,
        organization_id=service.organization_id if service else None,
        kind=kind,
        source=source,
        status=ChangeStatus.DRAFT,
        made_by=by.account_id,
        link_id=by.link_id,
        contact=contact or None,
        language=language,
        made_at=clock.now(),
    )
    _fill(change, wanted, clean(base) if base is not None else None)
    db.session.add(change)
    db.session.flush()
    return change


def send(change: ListingChange, *, by: Viewer, ground: Ground) -> ListingChange:
    """Send a draft: to the queue, or straight to readers where the sender may.

    Raises: ListingConflictError where it would be published at once and somebody changed the same since.
    """
    held = held_now(change, None)
    _fill(held, clean(held.document), clean(held.base) if held.base is not None else None)
    if held.kind is not ChangeKind.NEW and not held.fields:
        raise NotAllowedError
    held.sent_at = clock.now()
    trusted = trusted_organisers.trusting(held, by)
    if trusted is None and not by.may(Permission.LISTING_REVIEW):
        held.status = after(held.status, ChangeAction.SEND)
        audit.record(by, "change.sent", of=(OF, held.id), scope=held.source.value)
        db.session.flush()
        return held
    published = after(held.status, ChangeAction.PUBLISH)
    _publish(held, held.fields, by=by, ground=ground)
    held.status, held.decided_at = published, held.sent_at
    if trusted is not None:
        trusted_organisers.sample(held, trusted)
    audit.record(by, "change.published", of=(OF, held.id), scope=held.source.value)
    db.session.flush()
    return held


def accept(
    change: ListingChange,
    *,
    by: Viewer,
    ground: Ground,
    fields: Collection[str] | None = None,
    reason: str = "",
    version: int | None = None,
    over: Collection[str] = (),
    seen: int | None = None,
) -> ListingChange:
    """Publish it, or some fields of it. `version`: of the change, as it was shown.

    `over` names fields to write although the listing moved since; `seen` is then the listing's version that
    was shown beside them. Raises: ListingConflictError (fields that moved and are not in `over`).
    """
    held = held_now(change, version)
    chosen = kept_together(fields if fields is not None else held.fields, clean(held.document))
    chosen &= frozenset(held.fields)
    if not chosen or (held.kind is ChangeKind.NEW and "name" not in chosen):
        raise NotAllowedError
    in_part = chosen != frozenset(held.fields)
    accepted = after(held.status, ChangeAction.ACCEPT_PART if in_part else ChangeAction.ACCEPT)
    _publish(held, chosen, by=by, ground=ground, over=over, seen=seen)
    held.status = accepted
    _decided(held, by, reason)
    audit.record(by, "change.accepted", of=(OF, held.id), scope="part" if in_part else "", count=len(chosen))
    _tell_decided(held, by)
    db.session.flush()
    return held


def refuse(change: ListingChange, *, by: Viewer, reason: str, version: int | None = None) -> ListingChange:
    """Leave the listing as it is, and say why."""
    held = held_now(change, version)
    held.status = after(held.status, ChangeAction.REFUSE)
    _decided(held, by, reason)
    audit.record(by, "change.refused", of=(OF, held.id))
    _tell_decided(held, by)
    db.session.flush()
    return held


def ask(change: ListingChange, question: str, *, by: Viewer, version: int | None = None) -> ListingChange:
    """Ask whoever sent it. Raises: NotAllowedError where they left no way to reach them."""
    held = held_now(change, version)
    if not can_be_asked(held):
        raise NotAllowedError
    held.status = after(held.status, ChangeAction.ASK)
    held.question, held.answer = question, None
    db.session.flush()
    outbox.tell(
        MessageKind.CHANGE_QUESTION,
        key=_key(held, MessageKind.CHANGE_QUESTION),
        to=None if held.made_by else held.contact,
        account=held.made_by,
        language=held.language,
        service=held.service_id,
        called=held.name,
        question=question,
        token=_link(held, by).token,
    )
    audit.record(by, "change.asked", of=(OF, held.id))
    db.session.flush()
    return held


def answer(change: ListingChange, words: str, *, by: Viewer) -> ListingChange:
    """What they answered; it is back in the queue."""
    held = held_now(change, None)
    held.status = after(held.status, ChangeAction.ANSWER)
    held.answer = words
    audit.record(by, "change.answered", of=(OF, held.id))
    db.session.flush()
    return held


def withdraw(change: ListingChange, *, by: Viewer) -> ListingChange:
    """Whoever sent it takes it back."""
    held = held_now(change, None)
    held.status = after(held.status, ChangeAction.WITHDRAW)
    held.decided_at = clock.now()
    audit.record(by, "change.withdrawn", of=(OF, held.id))
    db.session.flush()
    return held


def can_be_asked(change: ListingChange) -> bool:
    """Did they leave a way to reach them?"""
    return bool(change.contact or change.made_by)


def _fill(change: ListingChange, document: Document, base: Document | None) -> None:
    change.document, change.base = document, base
    change.fields = differing(base if base is not None else empty(), document)
    change.risk = risk_of(change.fields, base, document)
    if change.kind is not ChangeKind.EDIT:
        change.risk = max(change.risk, Weight.RISKY)
    change.name = document["name"] or (base or document)["name"]


def _publish(
    change: ListingChange,
    fields: Collection[str],
    *,
    by: Viewer,
    ground: Ground,
    over: Collection[str] = (),
    seen: int | None = None,
) -> None:
    document = clean(change.document)
    if change.kind is ChangeKind.NEW:
        made = taking(empty(), document, fields)
        if change.organization_id is not None and not made["organisation"]["id"]:
            made["organisation"] = {"id": str(change.organization_id), "name": made["organisation"]["name"]}
        service = listings.create(made, by=by, ground=ground, source=change.source, change_id=change.id)
        change.service_id = service.id
        return
    if change.service_id is None or change.base is None:
        raise NotThereError
    service = service_with_all(change.service_id, lock=True)
    base = clean(change.base)
    if over:
        if seen != service.version:
            raise StaleError
        base = taking(base, document_from(service), over)
    listings.apply(
        service,
        document,
        by=by,
        ground=ground,
        source=change.source,
        fields=fields,
        base=base,
        change_id=change.id,
    )


def _decided(change: ListingChange, by: Viewer, reason: str) -> None:
    change.decided_at, change.decided_by, change.reason = clock.now(), by.account_id, reason


def _tell_decided(change: ListingChange, by: Viewer) -> None:
    """Nobody is told of what they decided themselves."""
    if not can_be_asked(change) or (change.made_by and change.made_by == by.account_id):
        return
    outbox.tell(
        MessageKind.CHANGE_DECIDED,
        key=_key(change, MessageKind.CHANGE_DECIDED),
        to=None if change.made_by else change.contact,
        account=change.made_by,
        language=change.language,
        service=change.service_id,
        called=change.name,
        outcome=change.status.value,
        reason=change.reason,
        token=_link(change, by).token,
    )


def _link(change: ListingChange, by: Viewer) -> access_links.Made:
    return access_links.make(
        LinkPurpose.SUGGESTION, by=by.account_id, arguments={"change": str(change.id)}, uses=1
    )


def _key(change: ListingChange, kind: MessageKind) -> str:
    return f"{kind.value}:{change.id}:{change.version}"
