"""Changes somebody would like: the queue, one of them, and those published at once that somebody looks at."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.errors import NotThereError
from app.domain.listing_change import OPEN
from app.domain.listing_document import Weight
from app.domain.roles import Permission
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.domain.viewer import Viewer
from app.models.directory import Organization, Service
from app.models.people import Account
from app.models.stewardship import ListingChange
from app.models.visibility import visible_to

A_PAGE = 20


class Shelf(StrEnum):
    """A part of the queue: a page of its own."""

    WAITING = "waiting"
    ASKED = "asked"
    SAMPLE = "sample"
    """Published at once; somebody looks whether all is well."""
    DECIDED = "decided"


SHELVES: dict[Shelf, ColumnElement[bool]] = {
    Shelf.WAITING: ListingChange.status == ChangeStatus.WAITING,
    Shelf.ASKED: ListingChange.status == ChangeStatus.ASKED,
    Shelf.SAMPLE: ListingChange.sampled.is_(True),
    Shelf.DECIDED: ListingChange.decided_at.is_not(None),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    id: uuid.UUID
    name: str
    kind: ChangeKind
    source: ChangeSource
    status: ChangeStatus
    risk: int
    fields: tuple[str, ...]
    sent_at: dt.datetime | None
    decided_at: dt.datetime | None
    made_by: str
    """The name of the account; empty where they have none."""
    decided_by: str
    organization: str
    slug: str
    has_answer: bool

    @property
    def is_risky(self) -> bool:
        return self.risk >= Weight.RISKY


@dataclass(frozen=True, slots=True)
class Queue:
    rows: tuple[ChangeRow, ...]
    total: int
    counts: dict[Shelf, int]
    risky: int
    """Of those that wait."""


_maker, _decider = aliased(Account), aliased(Account)


def queue(viewer: Viewer, shelf: Shelf, page: int) -> Queue:
    """A page of the changes this viewer decides: risky ones first, then the oldest. Two statements."""
    own = visible_to(ListingChange, viewer, Permission.LISTING_REVIEW)
    is_risky = ListingChange.risk >= Weight.RISKY
    sums = db.session.execute(
        select(
            *(func.count(case((where, 1))) for where in SHELVES.values()),
            func.count(case((SHELVES[Shelf.WAITING] & is_risky, 1))),
        ).where(own)
    ).one()
    counts = dict(zip(SHELVES, sums[:-1], strict=True))
    if shelf is Shelf.DECIDED:
        order = (ListingChange.decided_at.desc(), ListingChange.id)
    else:
        order = (case((is_risky, 0), else_=1), ListingChange.sent_at, ListingChange.id)  # type: ignore[assignment]
    rows = _rows(
        _columns().where(own, SHELVES[shelf]).order_by(*order).offset((page - 1) * A_PAGE).limit(A_PAGE)
    )
    return Queue(rows, counts[shelf], counts, sums[-1])


def mild_of(viewer: Viewer, ids: Collection[uuid.UUID]) -> tuple[ChangeRow, ...]:
    """Those of the changes that wait and could do little harm, in the order of the queue."""
    return _rows(
        _columns()
        .where(
            visible_to(ListingChange, viewer, Permission.LISTING_REVIEW),
            ListingChange.id.in_(ids),
            ListingChange.status == ChangeStatus.WAITING,
            ListingChange.risk < Weight.RISKY,
        )
        .order_by(ListingChange.sent_at, ListingChange.id)
    )


def change_for(viewer: Viewer, change_id: uuid.UUID) -> ListingChange:
    """A change this viewer decides. Raises: NotThereError."""
    change = db.session.scalar(
        select(ListingChange).where(
            ListingChange.id == change_id,
            ListingChange.status != ChangeStatus.DRAFT,
            visible_to(ListingChange, viewer, Permission.LISTING_REVIEW),
        )
    )
    if change is None:
        raise NotThereError
    return change


def row_of(viewer: Viewer, change_id: uuid.UUID) -> ChangeRow:
    """The same as the queue shows it. Raises: NotThereError."""
    found = _rows(
        _columns().where(
            ListingChange.id == change_id, visible_to(ListingChange, viewer, Permission.LISTING_REVIEW)
        )
    )
    if not found:
        raise NotThereError
    return found[0]


def change_of_link(change_id: uuid.UUID) -> ListingChange:
    """The change an access link is for. Raises: NotThereError."""
    change = db.session.get(ListingChange, change_id)
    if change is None:
        raise NotThereError
    return change


def others_waiting(change: ListingChange) -> int:
    """How many other changes of the same listing wait."""
    if change.service_id is None:
        return 0
    return (
        db.session.scalar(
            select(func.count()).where(
                ListingChange.service_id == change.service_id,
                ListingChange.id != change.id,
                ListingChange.status.in_(OPEN),
            )
        )
        or 0
    )


def _columns() -> Select[*tuple[Any, ...]]:
    """What a row shows; the sealed documents stay closed."""
    change = ListingChange
    return (
        select(
            *(change.id, change.name, change.kind, change.source, change.status, change.risk, change.fields),
            *(change.sent_at, change.decided_at, change.answer.is_not(None).label("has_answer")),
            _maker.name.label("made_by"),
            _decider.name.label("decided_by"),
            Organization.name.label("organization"),
            Service.slug,
        )
        .outerjoin(_maker, _maker.id == change.made_by)
        .outerjoin(_decider, _decider.id == change.decided_by)
        .outerjoin(Organization, Organization.id == change.organization_id)
        .outerjoin(Service, Service.id == change.service_id)
    )


def _rows(statement: Select[*tuple[Any, ...]]) -> tuple[ChangeRow, ...]:
    return tuple(
        ChangeRow(
            id=row.id,
            name=row.name,
            kind=row.kind,
            source=row.source,
            status=row.status,
            risk=row.risk,
            fields=tuple(row.fields),
            sent_at=row.sent_at,
            decided_at=row.decided_at,
            made_by=row.made_by or "",
            decided_by=row.decided_by or "",
            organization=row.organization or "",
            slug=row.slug or "",
            has_answer=row.has_answer,
        )
        for row in db.session.execute(statement)
    )


def new_ones_of(viewer: Viewer) -> tuple[ChangeRow, ...]:
    """New listings this viewer sent, or their organisation, that nobody has published yet."""
    if not viewer.is_signed_in:
        return ()
    own = visible_to(ListingChange, viewer, Permission.LISTING_EDIT)
    by_them = ListingChange.organization_id.in_(viewer.reach(Permission.LISTING_EDIT).organizations) | (
        ListingChange.made_by == viewer.account_id
    )
    return _rows(
        _columns()
        .where(own, by_them, ListingChange.service_id.is_(None), ListingChange.status.in_(OPEN))
        .order_by(ListingChange.sent_at, ListingChange.id)
        .limit(A_PAGE)
    )
