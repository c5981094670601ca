"""What waits for the invented staff of a demonstration: changes to review, reports to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.domain.listing import ReportReason
from app.domain.listing_document import empty
from app.domain.stewardship import ChangeKind, ChangeSource
from app.domain.viewer import ANONYMOUS
from app.models.directory import ListingReport, Service
from app.models.sealed import keyed_hash
from app.models.stewardship import ListingChange
from app.operations import changes, reports
from app.operations.index import Ground
from app.queries.listing_documents import document_of

Toml = Mapping[str, Any]


def is_there() -> bool:
    """Does anything wait, or did anything ever?"""
    return any(
        db.session.scalar(select(func.count()).select_from(table)) for table in (ListingChange, ListingReport)
    )


def load(file: Toml, ground: Ground) -> int:
    """Put in what the file says; how many things that is. A listing that is not there is passed over."""
    done = 0
    for row in file.get("change", ()):
        done += add_change(row, ground)
    for row in file.get("report", ()):
        done += add_report(row, ground)
    db.session.flush()
    return done


def add_change(row: Toml, ground: Ground) -> bool:
    service = listing(row["slug"]) if "slug" in row else None
    if "slug" in row and service is None:
        return False
    document = {**(document_of(service.id) if service else empty()), **row["fields"]}
    if "schedule" in row:
        first, *others = document["schedules"]
        document["schedules"] = [{**first, **row["schedule"]}, *others]
    if row.get("stop"):
        document["status"] = "defunct"
    change = changes.suggest(
        document,
        by=ANONYMOUS,
        kind=ChangeKind.STOP if row.get("stop") else ChangeKind.EDIT if service else ChangeKind.NEW,
        source=ChangeSource(row["source"]),
        language="en",
        service=service,
        contact=row.get("contact"),
    )
    changes.send(change, by=ANONYMOUS, ground=ground)
    return True


def add_report(row: Toml, ground: Ground) -> bool:
    service = listing(row["slug"])
    if service is None:
        return False
    reports.report(
        service.id,
        reason=ReportReason(row["reason"]),
        words=row["words"],
        language="en",
        ground=ground,
        source=keyed_hash(row["reader"], of="demo reader"),
    )
    return True


def listing(slug: str) -> Service | None:
    return db.session.scalar(select(Service).where(Service.slug == slug))
