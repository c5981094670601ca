"""What people keep of a listing goes along when it becomes part of another, and comes back."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.database import Base, db
from app.domain.stewardship import ChangeStatus
from app.models.directory import ListingReport
from app.models.people import AccessLink
from app.models.stewardship import ListingChange, ListingView
from app.models.work import SavedItem
from app.operations.listing_snapshot import of_plain

MOVED: tuple[tuple[str, type[Base]], ...] = (
    ("reports", ListingReport),
    ("changes", ListingChange),
    ("links", AccessLink),
)
"""Rows that simply belong to the other listing from now on."""
DECIDED = (ChangeStatus.ACCEPTED, ChangeStatus.PART, ChangeStatus.REFUSED, ChangeStatus.WITHDRAWN)

Moved = dict[str, Any]
_VIEW, _ITEM = ListingView.__table__, SavedItem.__table__


def move(kept: uuid.UUID, gone: uuid.UUID) -> Moved:
    """Move everything; what was moved, to be kept."""
    moved: Moved = {}
    for name, model in MOVED:
        table = Base.metadata.tables[model.__tablename__]
        where = table.c.service_id == gone
        if model is ListingChange:  # what is decided is history, and history stays where it happened
            where &= table.c.status.not_in(DECIDED)
        moved[name] = list(db.session.scalars(select(table.c.id).where(where)))
        db.session.execute(update(table).where(table.c.id.in_(moved[name])).values(service_id=kept))
    moved["views"] = _move_views(kept, gone)
    return moved | _move_saved(kept, gone)


def _move_views(kept: uuid.UUID, gone: uuid.UUID) -> list[list[Any]]:
    """Looks at the other count as looks at this one."""
    rows = db.session.execute(
        select(ListingView.week, ListingView.times).where(ListingView.service_id == gone)
    ).all()
    for week, times in rows:
        _add_views(kept, week, times)
    db.session.execute(delete(ListingView).where(ListingView.service_id == gone))
    return [[week, times] for week, times in rows]


def _add_views(service_id: uuid.UUID, week: Any, times: int) -> None:
    found = db.session.get(ListingView, (service_id, week), populate_existing=True)
    if found is None:
        db.session.add(ListingView(service_id=service_id, week=week, times=max(0, times)))
    else:
        found.times = max(0, found.times + times)
    db.session.flush()


def _move_saved(kept: uuid.UUID, gone: uuid.UUID) -> Moved:
    """Lists that had both keep the one that stays, with the note of either."""
    have = {
        item.list_id: item
        for item in db.session.scalars(select(SavedItem).where(SavedItem.service_id == kept))
    }
    moved, dropped, noted = [], [], []
    for item in db.session.scalars(select(SavedItem).where(SavedItem.service_id == gone)):
        other = have.get(item.list_id)
        if other is None:
            item.service_id = kept
            moved.append(item.id)
            continue
        dropped.append({column.name: getattr(item, column.name) for column in _ITEM.columns})
        if item.note and not other.note:
            other.note = item.note
            noted.append([other.id, item.note])
        if item.removed_at is None and other.removed_at is not None:
            other.removed_at = None
        db.session.delete(item)
    db.session.flush()
    return {"saved": moved, "dropped": dropped, "noted": noted}


def move_back(kept: uuid.UUID, gone: uuid.UUID, moved: Moved) -> None:
    """Give back what went along, as far as it is still there."""
    for name, model in MOVED:
        table = Base.metadata.tables[model.__tablename__]
        ids = [uuid.UUID(one) for one in moved.get(name, ())]
        db.session.execute(
            update(table).where(table.c.id.in_(ids), table.c.service_id == kept).values(service_id=gone)
        )
    table = Base.metadata.tables[ListingView.__tablename__]
    for week, times in moved.get("views", ()):
        day = of_plain(table, {"week": week})["week"]
        _add_views(kept, day, -times)
        _add_views(gone, day, times)
    saved = Base.metadata.tables[SavedItem.__tablename__]
    db.session.execute(
        update(saved)
        .where(saved.c.id.in_(moved.get("saved", ())), saved.c.service_id == kept)
        .values(service_id=gone)
    )
    for id_, note in moved.get("noted", ()):
        db.session.execute(update(saved).where(saved.c.id == id_, saved.c.note == note).values(note=""))
    for row in moved.get("dropped", ()):
        _put_back_saved(of_plain(saved, row))
    db.session.flush()


def _put_back_saved(row: dict[str, Any]) -> None:
    """A saved item that was one too many; its list may be gone by now."""
    lists = Base.metadata.tables["saved_list"]
    saved = Base.metadata.tables[SavedItem.__tablename__]
    is_there = db.session.scalar(select(lists.c.id).where(lists.c.id == row["list_id"]))
    taken = db.session.scalar(
        select(saved.c.id).where(saved.c.list_id == row["list_id"], saved.c.service_id == row["service_id"])
    )
    if is_there is not None and taken is None:
        db.session.execute(insert(saved).values(**{k: v for k, v in row.items() if k != "id"}))
