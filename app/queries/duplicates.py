"""Listings that may be one: what is compared, the queue, a pair, and where merged ones lead."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.duplicates import Facts, plain_name, plain_phone, plain_web
from app.domain.errors import NotThereError
from app.domain.feeds.identity import beginning
from app.domain.listing import Status
from app.domain.roles import Permission
from app.domain.stewardship import PairStatus
from app.domain.viewer import Viewer
from app.models.directory import Address, Contact, Organization, Phone, Service, ServiceAtLocation
from app.models.stewardship import DuplicatePair, ListingCare, ListingMerge

MOST_STEPS = 20
"""From a merged listing to the one it ended up in."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair in the queue."""

    id: uuid.UUID
    first: str
    second: str
    score: float
    name: int
    reasons: tuple[str, ...]
    found_at: dt.datetime


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One merge that may be undone."""

    id: uuid.UUID
    kept: str
    kept_slug: str
    gone: str
    merged_at: dt.datetime
    undone_at: dt.datetime | None


def facts() -> list[Facts]:
    """Every listing that is there, as it is compared. Six statements."""
    there = [Service.deleted_at.is_(None), Service.status.in_((Status.ACTIVE, Status.TEMPORARILY_CLOSED))]
    postcodes = _by_service(
        select(ServiceAtLocation.service_id, Address.postal_code).join(
            Address, Address.location_id == ServiceAtLocation.location_id
        )
    )
    numbers = _by_service(select(Phone.service_id, Phone.number).where(Phone.service_id.is_not(None)))
    emails = _by_service(select(Contact.service_id, Contact.email).where(Contact.email != ""))
    rows = db.session.execute(
        select(Service.id, Service.name, Service.url, Service.email, Service.description, Organization.name)
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .where(*there)
        .order_by(Service.number)
    )
    return [
        Facts(
            id=id_,
            name=plain_name(name),
            organization=plain_name(organization or ""),
            postcodes=frozenset("".join(one.split()).upper() for one in postcodes[id_] if one),
            phones=frozenset(filter(None, map(plain_phone, numbers[id_]))),
            web=frozenset(filter(None, [plain_web(url)])),
            emails=frozenset(one.casefold() for one in (email, *emails[id_]) if one),
            words=beginning(description),
        )
        for id_, name, url, email, description, organization in rows
    ]


def _by_service(statement: Any) -> defaultdict[uuid.UUID, set[str]]:
    found: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for id_, value in db.session.execute(statement):
        found[id_].add(value)
    return found


def queue(viewer: Viewer, *, most: int = 50, start: int = 0) -> tuple[list[PairRow], int]:
    """Pairs nobody has decided about, the likeliest first; and how many there are."""
    _only(viewer)
    first, second = aliased(Service), aliased(Service)
    open_ = (
        select(DuplicatePair, first.name, second.name)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(
            DuplicatePair.status == PairStatus.OPEN,
            first.deleted_at.is_(None),
            second.deleted_at.is_(None),
        )
    )
    count = db.session.scalar(select(func.count()).select_from(open_.subquery())) or 0
    rows = db.session.execute(
        open_.order_by(DuplicatePair.score.desc(), DuplicatePair.id).limit(most).offset(start)
    )
    return [_row(pair, one, other) for pair, one, other in rows], count


def _row(pair: DuplicatePair, first: str, second: str) -> PairRow:
    reasons = pair.reasons.get("reasons")
    name = pair.reasons.get("name")
    return PairRow(
        id=pair.id,
        first=first,
        second=second,
        score=pair.score,
        name=name if isinstance(name, int) else 0,
        reasons=tuple(map(str, reasons)) if isinstance(reasons, list) else (),
        found_at=pair.found_at,
    )


def pair(viewer: Viewer, pair_id: uuid.UUID) -> DuplicatePair:
    """Raises: NotThereError, also where one of the two is gone."""
    _only(viewer)
    found = db.session.get(DuplicatePair, pair_id)
    if found is None:
        raise NotThereError
    return found


def pair_row(viewer: Viewer, found: DuplicatePair) -> PairRow:
    _only(viewer)
    first, second = (db.session.get_one(Service, id_) for id_ in (found.first_id, found.second_id))
    return _row(found, first.name, second.name)


def service(viewer: Viewer, service_id: uuid.UUID) -> Service:
    """Raises: NotThereError for one that is gone."""
    _only(viewer)
    found = db.session.get(Service, service_id, populate_existing=True)
    if found is None or found.deleted_at is not None:
        raise NotThereError
    return found


def merges(viewer: Viewer, *, most: int = 20) -> list[MergeRow]:
    """The latest merges, newest first."""
    _only(viewer)
    kept, gone = aliased(Service), aliased(Service)
    rows = db.session.execute(
        select(ListingMerge, kept.name, kept.slug, gone.name)
        .join(kept, kept.id == ListingMerge.kept_id)
        .join(gone, gone.id == ListingMerge.gone_id)
        .order_by(ListingMerge.merged_at.desc(), ListingMerge.id)
        .limit(most)
    )
    return [
        MergeRow(merge.id, name, slug, other, merge.merged_at, merge.undone_at)
        for merge, name, slug, other in rows
    ]


def merge_row(viewer: Viewer, found: ListingMerge) -> MergeRow:
    _only(viewer)
    kept, gone = (db.session.get_one(Service, id_) for id_ in (found.kept_id, found.gone_id))
    return MergeRow(found.id, kept.name, kept.slug, gone.name, found.merged_at, found.undone_at)


def merge(viewer: Viewer, merge_id: uuid.UUID) -> ListingMerge:
    """Raises: NotThereError."""
    _only(viewer)
    found = db.session.get(ListingMerge, merge_id)
    if found is None:
        raise NotThereError
    return found


def merged_into(name: str) -> str:
    """The short name of the listing that this one was merged into, in the end; empty for none."""
    try:
        where = Service.id == uuid.UUID(name) if len(name) in (32, 36) else Service.slug == name
    except ValueError:
        where = Service.slug == name
    at = db.session.scalar(select(Service.id).where(where))
    for _step in range(MOST_STEPS):
        into = db.session.scalar(select(ListingCare.merged_into_id).where(ListingCare.service_id == at))
        if into is None:
            break
        at = into
    found = db.session.execute(select(Service.slug, Service.deleted_at).where(Service.id == at)).one_or_none()
    return found.slug if found is not None and found.deleted_at is None and found.slug != name else ""


def _only(viewer: Viewer) -> None:
    """Raises: NotThereError for whoever may not merge."""
    if not viewer.may(Permission.LISTING_MERGE):
        raise NotThereError
