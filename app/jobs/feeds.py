"""Reads feeds and files, and applies what somebody has looked at. Others may write while it reads."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Mapping

from flask import current_app
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from app.database import begin_writing, db, writing_aside
from app.domain.stewardship import PlanStatus
from app.domain.viewer import SYSTEM, Viewer
from app.gateways import feeds as gateway
from app.gateways import kept_imports
from app.gateways.feed_documents import Bounds, Deadline, Piece
from app.models.stewardship import Feed, ImportPlan
from app.operations import feeds, import_report, imports, index
from app.operations.import_plan import Plan
from app.queries import feeds as queries

log = logging.getLogger("ginnel")

READ, APPLY = feeds.READ_JOB, feeds.APPLY_JOB
DUE = "read-feeds"
PATIENCE = 1.0
"""Seconds between two sayings of how far it is."""
TRIES = 3
"""How often a plan is made again because the directory changed meanwhile."""


def due(arguments: Mapping[str, object]) -> None:
    """Each day: begin reading the feeds whose time has come, and let go of old files."""
    feeds.read_due()
    feeds.forget_old(current_app.config["DATA"])


def read(arguments: Mapping[str, object]) -> None:
    """Find out what an import would do."""
    plan = _plan_of(arguments)
    if plan is None or plan.status is not PlanStatus.WAITING:
        return
    id_, file, address = plan.id, plan.file, db.session.get_one(Feed, plan.feed_id).address
    db.session.rollback()
    try:
        if not file:
            found = list(gateway.read(address, _bounds(), _Progress(id_).fetching))
            file = kept_imports.keep_pieces(current_app.config["DATA"], id_, found)
            _put_aside(id_, file=file)
        made, standing = _planned(id_)
    except Exception as error:
        log.exception("import", extra={"plan": str(id_)})
        _fail(id_, type(error).__name__)
        return
    begin_writing()
    kept = queries.plan_for_work(id_)
    if kept is None or kept.status not in (PlanStatus.WAITING, PlanStatus.READING):
        return  # somebody threw it away meanwhile
    is_ready = feeds.keep_plan(kept, made, standing=standing)
    feed = db.session.get_one(Feed, kept.feed_id)
    if is_ready and feed.applies_itself and kept.made_by is None and made.is_whole:
        feeds.begin_applying(kept, by=SYSTEM)
    db.session.commit()


def apply(arguments: Mapping[str, object]) -> None:
    """Do what somebody looked at, if it would still do the same; else say so."""
    plan = _plan_of(arguments)
    if plan is None or plan.status is not PlanStatus.APPLYING:
        return
    id_, seen = plan.id, plan.report.get("mark")
    by = Viewer(account_id=plan.made_by) if plan.made_by else SYSTEM
    db.session.rollback()
    try:
        for _ in range(TRIES):
            made, standing = _planned(id_)
            if import_report.mark(import_report.of(made)) != seen:
                break
            imports.begin()
            if imports.standing() == standing:
                imports.apply(made, _ground(), _Progress(id_, aside=False).say, by=by)
                kept = queries.plan_for_work(id_)
                if kept is not None:
                    feeds.keep_applied(kept, made, by=by, data=current_app.config["DATA"])
                db.session.commit()
                return
            db.session.rollback()
    except Exception as error:
        log.exception("import", extra={"plan": str(id_)})
        _fail(id_, type(error).__name__)
        return
    begin_writing()
    kept = queries.plan_for_work(id_)
    if kept is not None:
        feeds.keep_plan(kept, made, standing=standing)
    db.session.commit()


def _plan_of(arguments: Mapping[str, object]) -> ImportPlan | None:
    try:
        return queries.plan_for_work(uuid.UUID(str(arguments.get("plan"))))
    except ValueError:
        return None


def _planned(id_: uuid.UUID) -> tuple[Plan, str]:
    """What the kept file would do to the directory as it stands, and how it stands."""
    plan = queries.plan_for_work(id_)
    if plan is None:
        raise LookupError
    feed = db.session.get_one(Feed, plan.feed_id)
    bounds = _bounds()
    progress = _Progress(id_)
    pieces: list[Piece] = list(
        kept_imports.pieces(current_app.config["DATA"], plan.file, plan.file_name or feed.name, bounds)
    )
    standing = imports.standing()
    made = imports.plan(
        pieces,
        feed=feed.name,
        ground=_ground(),
        deadline=Deadline(bounds.seconds),
        say=progress.say,
        choices=feeds.choices_of(plan),
        mapping=feeds.mapping_of(plan),
    )
    db.session.rollback()
    return made, standing


def _bounds() -> Bounds:
    given = current_app.config.get("IMPORT_PAGE_BOUNDS")
    return given if isinstance(given, Bounds) else feeds.BOUNDS


def _ground() -> index.Ground:
    return index.ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])


def _fail(id_: uuid.UUID, error: str) -> None:
    db.session.rollback()
    begin_writing()
    plan = queries.plan_for_work(id_)
    if plan is not None:
        feeds.keep_failure(plan, error)
    db.session.commit()


def _put_aside(id_: uuid.UUID, **values: object) -> None:
    """Write on the plan in a transaction of its own."""
    db.session.rollback()
    begin_writing()
    db.session.execute(update(ImportPlan).where(ImportPlan.id == id_).values(**values))
    db.session.commit()


class _Progress:
    """How far the work has come, for whoever looks. It never holds the work up."""

    def __init__(self, id_: uuid.UUID, *, aside: bool = True) -> None:
        self.id = id_
        self.aside = aside
        self.last = 0.0

    def fetching(self, done: int, of: int | None) -> None:
        self.say("Fetching", done, of)

    def say(self, doing: str, done: int, of: int | None) -> None:
        now = time.monotonic()
        if not self.aside or now - self.last < PATIENCE:
            return
        self.last = now
        try:
            with writing_aside() as connection:
                connection.execute(
                    update(ImportPlan)
                    .where(ImportPlan.id == self.id)
                    .values(doing=doing, done=done, out_of=of)
                )
        except OperationalError:
            pass  # somebody else is writing; there will be a next time
