"""Feeds that are read now and then, files that are uploaded, and what is to become of what they hold."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.feeds import friendly
from app.domain.feeds.markup import clean_letters
from app.domain.feeds.sums import Why
from app.domain.stewardship import HowOften, PlanStatus
from app.domain.viewer import SYSTEM, Viewer
from app.gateways import kept_imports
from app.gateways.feed_documents import MEGABYTE, Bounds
from app.models.stewardship import ColumnMapping, Feed, ImportPlan
from app.operations import audit, import_report, work
from app.operations.import_plan import Plan

BOUNDS = Bounds(
    file_bytes=10 * MEGABYTE,
    page_bytes=10 * MEGABYTE,
    pages=1_000,
    seconds=420.0,
    answer_seconds=30.0,
    rows=20_000,
    columns=200,
    members=200,
    unpacked_bytes=40 * MEGABYTE,
    tags=3_000_000,
    containers=600_000,
)
"""How much is read for somebody at a page. A command reads more."""

READ_JOB = "read-import"
APPLY_JOB = "apply-import"
STEPS: Mapping[HowOften, dt.timedelta | None] = {
    HowOften.NEVER: None,
    HowOften.DAILY: dt.timedelta(days=1),
    HowOften.WEEKLY: dt.timedelta(days=7),
}
KEPT_FOR = dt.timedelta(days=14)
"""How long a file waits for somebody to decide."""
OPEN = (PlanStatus.WAITING, PlanStatus.READING, PlanStatus.READY)


def named(name: str, *, by: Viewer) -> Feed:
    """The feed of this name; a new one where there is none."""
    plain = " ".join(clean_letters(name).split())[:100]
    found = db.session.scalar(select(Feed).where(Feed.name == plain))
    if found is None:
        found = Feed(name=plain, made_by=by.account_id, made_at=clock.now())
        db.session.add(found)
        db.session.flush()
        audit.record(by, "feed.added", of=("feed", found.id))
    return found


def set_reading(
    feed: Feed, *, by: Viewer, address: str, how_often: HowOften, applies_itself: bool = False
) -> None:
    """Where a feed is read, how often, and whether somebody looks before it is done."""
    before = (feed.address, feed.how_often.value, feed.applies_itself)
    feed.address, feed.how_often, feed.applies_itself = address.strip(), how_often, applies_itself
    feed.stopped_at = None
    _plan_next(feed)
    after = (feed.address, feed.how_often.value, feed.applies_itself)
    names = ("address", "how_often", "applies_itself")
    pairs = zip(names, before, after, strict=True)
    audit.record(
        by,
        "feed.changed",
        of=("feed", feed.id),
        fields={name: (was, now) for name, was, now in pairs if was != now},
    )
    db.session.flush()


def stop(feed: Feed, *, by: Viewer) -> None:
    """Read it no more. What came from it stays."""
    feed.stopped_at, feed.next_at, feed.how_often = clock.now(), None, HowOften.NEVER
    audit.record(by, "feed.stopped", of=("feed", feed.id))
    db.session.flush()


def _plan_next(feed: Feed) -> None:
    """The day after today, or a week on: the job that looks for feeds runs once a day."""
    step = STEPS[feed.how_often]
    feed.next_at = clock.now() + step - dt.timedelta(hours=3) if step else None


def upload(feed: Feed, *, by: Viewer, data: Path, file_name: str, content: bytes) -> ImportPlan:
    """Keep a file, to be read once it is clear what its columns mean."""
    plan = _new_plan(feed, by)
    plan.file_name = clean_letters(file_name.replace("\\", "/").rpartition("/")[2])[:200]
    plan.file = kept_imports.keep_file(data, plan.id, plan.file_name, content)
    audit.record(by, "import.uploaded", of=("feed", feed.id))
    db.session.flush()
    return plan


def read_address(feed: Feed, *, by: Viewer = SYSTEM) -> ImportPlan:
    """Read the feed's address behind the page. Raises: NotAllowedError where it has none."""
    if not feed.address or feed.stopped_at is not None:
        raise NotAllowedError
    plan = _new_plan(feed, by)
    _enqueue(READ_JOB, plan)
    db.session.flush()
    return plan


def read_due() -> list[ImportPlan]:
    """Begin reading every feed whose time has come."""
    due = db.session.scalars(
        select(Feed)
        .where(Feed.next_at <= clock.now(), Feed.stopped_at.is_(None), Feed.address != "")
        .order_by(Feed.next_at, Feed.id)
    ).all()
    made = []
    for feed in due:
        _plan_next(feed)
        made.append(read_address(feed))
    return made


def _new_plan(feed: Feed, by: Viewer) -> ImportPlan:
    """A new plan; those of the feed that nobody has decided about are out of date by that."""
    db.session.execute(
        update(ImportPlan)
        .where(ImportPlan.feed_id == feed.id, ImportPlan.status.in_(OPEN))
        .values(status=PlanStatus.OUTDATED)
    )
    plan = ImportPlan(
        id=uuid.uuid4(),
        feed_id=feed.id,
        status=PlanStatus.WAITING,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def start_reading(plan: ImportPlan, *, by: Viewer, mapping: Mapping[str, str] | None = None) -> None:
    """Read a kept file with these columns, and remember them for the next of its kind.

    Raises: NotAllowedError where the plan is past that.
    """
    if plan.status not in OPEN:
        raise NotAllowedError
    if mapping:
        plan.mapping = dict(mapping)
        feed = db.session.get_one(Feed, plan.feed_id)
        feed.mapping = dict(mapping)
        _remember(mapping)
    plan.status, plan.choices = PlanStatus.WAITING, {}
    _enqueue(READ_JOB, plan)
    db.session.flush()


def _remember(mapping: Mapping[str, str]) -> None:
    key = friendly.signature(mapping)
    row = db.session.get(ColumnMapping, key)
    if row is None:
        row = ColumnMapping(signature=key, mapping={}, used_at=clock.now())
        db.session.add(row)
    row.mapping, row.used_at = dict(mapping), clock.now()


def choose(plan: ImportPlan, choices: Mapping[str, list[str]], *, by: Viewer) -> None:
    """Take theirs for these fields of these listings, and see again what that would do."""
    if plan.status is not PlanStatus.READY:
        raise NotAllowedError
    offered = _offered(plan)
    plan.choices = {
        id_: kept
        for id_, fields in choices.items()
        if (kept := sorted(offered.get(id_, set()) & set(fields)))
    }
    plan.status = PlanStatus.WAITING
    _enqueue(READ_JOB, plan)
    db.session.flush()


def _offered(plan: ImportPlan) -> dict[str, set[str]]:
    """Listing -> the fields that are ours, or were until theirs was chosen."""
    made: dict[str, set[str]] = {str(id_): set(fields) for id_, fields in choices_of(plan).items()}
    kept = plan.report.get("kept")
    for one in kept if isinstance(kept, list) else ():
        made.setdefault(one["id"], set()).update(field["field"] for field in one["fields"])
    return made


def begin_applying(plan: ImportPlan, *, by: Viewer) -> None:
    """Do it, behind the page. Raises: NotAllowedError where it is not ready, or not any more."""
    if plan.status is not PlanStatus.READY or not plan.report.get("rows"):
        raise NotAllowedError
    plan.status, plan.made_by = PlanStatus.APPLYING, by.account_id
    plan.doing, plan.done, plan.out_of = "", 0, None
    _enqueue(APPLY_JOB, plan)
    audit.record(by, "import.asked-for", of=("import-plan", plan.id))
    db.session.flush()


def throw_away(plan: ImportPlan, *, by: Viewer, data: Path) -> None:
    if plan.status in (PlanStatus.APPLYING, PlanStatus.APPLIED):
        raise NotAllowedError
    plan.status = PlanStatus.THROWN_AWAY
    kept_imports.forget(data, plan.file)
    plan.file = ""
    audit.record(by, "import.thrown-away", of=("import-plan", plan.id))
    db.session.flush()


def _enqueue(kind: str, plan: ImportPlan) -> None:
    plan.doing, plan.done, plan.out_of, plan.error = "", 0, None, ""
    work.enqueue(kind, plan=str(plan.id))


def choices_of(plan: ImportPlan) -> dict[uuid.UUID, frozenset[str]]:
    return {
        uuid.UUID(id_): frozenset(map(str, fields))
        for id_, fields in plan.choices.items()
        if isinstance(fields, list)
    }


def mapping_of(plan: ImportPlan) -> dict[str, str]:
    return {heading: str(field) for heading, field in plan.mapping.items()}


def keep_plan(plan: ImportPlan, made: Plan, *, standing: str) -> bool:
    """What was found, for somebody to look at. Is there anything to do?"""
    report = import_report.of(made)
    before = plan.report.get("mark")
    report["mark"] = import_report.mark(report)
    report["again"] = plan.status is PlanStatus.APPLYING and before != report["mark"]
    plan.report, plan.standing = report, standing
    if not made.is_readable:
        plan.status = PlanStatus.FAILED
        plan.error = made.refused[0].why.value if made.refused else Why.EMPTY.value
    elif made.difference.rows or made.choices:
        plan.status = PlanStatus.READY
    else:  # the directory says all of this already
        plan.status, plan.applied_at = PlanStatus.APPLIED, clock.now()
    db.session.flush()
    return plan.status is PlanStatus.READY


def keep_failure(plan: ImportPlan, error: str) -> None:
    plan.status, plan.error = PlanStatus.FAILED, error[:255]
    db.session.flush()


def keep_applied(plan: ImportPlan, made: Plan, *, by: Viewer, data: Path) -> None:
    """It is done. The file is no longer needed."""
    report = import_report.of(made)
    plan.report = {**report, "mark": import_report.mark(report), "again": False}
    plan.status, plan.applied_at, plan.run_id = PlanStatus.APPLIED, clock.now(), made.run_id
    kept_imports.forget(data, plan.file)
    plan.file = ""
    audit.record(by, "import.applied", of=("import-plan", plan.id), count=made.sum.new + made.sum.changed)
    db.session.flush()


def forget_old(data: Path) -> int:
    """Let go of files that nobody decided about; how many."""
    old = db.session.scalars(
        select(ImportPlan).where(ImportPlan.file != "", ImportPlan.made_at < clock.now() - KEPT_FOR)
    ).all()
    for plan in old:
        kept_imports.forget(data, plan.file)
        plan.file = ""
        if plan.status in OPEN:
            plan.status = PlanStatus.OUTDATED
    db.session.flush()
    return len(old)
