"""What waits for the invented staff of a demonstration: changes to review, and what readers tell us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.listing import ReportReason
from app.domain.listing_document import empty
from app.domain.page_problems import ProblemOutcome, ProblemReason, WayOfReading
from app.domain.reports import promised_by
from app.domain.stewardship import ChangeKind, ChangeSource
from app.domain.viewer import ANONYMOUS, SYSTEM
from app.models.directory import ListingReport, Service
from app.models.page_problems import PageProblem
from app.models.sealed import keyed_hash
from app.models.stewardship import ListingChange
from app.operations import changes, page_problems, reports
from app.operations.demo import demo_id
from app.operations.index import Ground
from app.operations.page_problems import Answered, Told
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
    for row in file.get("page_problem", ()):
        done += add_page_problem(row, ground)
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


def add_page_problem(row: Toml, ground: Ground) -> bool:
    """What was told so many days ago, and what was answered, where the file says so."""
    problem_id = demo_id("page-problem", row["words"])
    told = Told(row["page"], ProblemReason(row["reason"]), row["words"], WayOfReading(row["reading"]))
    page_problems.tell(problem_id, told, holidays=ground.place.bank_holidays)
    made = db.session.get_one(PageProblem, problem_id)
    days = dt.timedelta(days=row["days_ago"])
    made.is_demo, made.reported_at = True, clock.now() - days
    made.due_on = promised_by(clock.today() - days, ground.place.bank_holidays)
    db.session.flush()
    if "outcome" in row:
        given = Answered(ProblemOutcome(row["outcome"]), row["answer"], changed=row["changed"])
        page_problems.answer(problem_id, given, version=made.version, by=SYSTEM)
    return True


def listing(slug: str) -> Service | None:
    return db.session.scalar(select(Service).where(Service.slug == slug))
