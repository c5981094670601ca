"""My list: keep, order, note, name, share, copy, make one for somebody, forget.

The owner is whoever holds the key; only its hash is stored. The list row is locked first, so two tabs that
save at once lose nothing; every change sent twice gives what it gave once. Raises throughout:
NotThereError when the key opens no list or the item is not on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import CursorResult, delete, select

from app import clock
from app.database import db
from app.domain import saved_list as rules
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.listing import Status
from app.domain.saved_list import ListFullError
from app.domain.typed_text import clean_line, clean_lines
from app.models.directory import Service
from app.models.work import SavedItem, SavedList

ENDED = (Status.INACTIVE, Status.DEFUNCT)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of saving. `key` goes into the owner's cookie."""

    key: str
    is_new_list: bool
    was_there: bool
    for_somebody: bool


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of copying somebody's list: how many were added, and how many there was no room for."""

    key: str
    is_new_list: bool
    added: int
    left_out: int


def keep(slug: str, *, key: str | None, language: str) -> Kept:
    """Put a listing on the list that saves go to, making the list if there is none.

    Raises: NotThereError (no such listing now), ListFullError.
    """
    service = db.session.scalar(
        select(Service).where(
            Service.slug == slug, Service.deleted_at.is_(None), Service.status.not_in(ENDED)
        )
    )
    if service is None:
        raise NotThereError
    saved, key, is_new = _opened_or_new(key, language)
    added = _put(saved, service, note="")
    _touch(saved)
    return Kept(key=key, is_new_list=is_new, was_there=not added, for_somebody=saved.for_somebody)


def remove(item_id: int, *, key: str | None) -> None:
    """Take an item off. Its note and its place stay until the night, for an undo."""
    saved, item = _item_of(item_id, key)
    item.removed_at = item.removed_at or clock.now()
    _touch(saved)


def restore(item_id: int, *, key: str | None) -> None:
    """Undo a removal. Raises: ListFullError."""
    saved, item = _item_of(item_id, key)
    if item.removed_at is not None:
        _refuse_when_full(saved)
        item.removed_at = None
    _touch(saved)


def move(item_id: int, *, to: int, key: str | None) -> None:
    """Give an item its place in the order, counted from 0."""
    saved, item = _item_of(item_id, key)
    order = [one for one in saved.items if one.removed_at is None]
    if item in order:
        for position, one in enumerate(rules.moved(order, item, to)):
            one.position = position
    _touch(saved)


def write_note(item_id: int, note: str, *, key: str | None) -> None:
    """Keep a note on an item; an empty one takes it away."""
    saved, item = _item_of(item_id, key)
    item.note = clean_lines(note)[: rules.LONGEST_NOTE]
    _touch(saved)


def name(title: str, *, key: str | None) -> None:
    saved = _opened(key)
    saved.title = clean_line(title)[: rules.LONGEST_TITLE]
    _touch(saved)


def share(*, notes: bool, key: str | None) -> None:
    """Let whoever has the code read the list, with or without the notes."""
    saved = _opened(key)
    saved.shared, saved.notes_shared = True, notes
    _touch(saved)


def unshare(*, key: str | None) -> None:
    """End sharing for good: the old code opens nothing, ever; sharing again gives a new one."""
    saved = _opened(key)
    if saved.shared:
        saved.shared, saved.notes_shared, saved.code = False, False, rules.new_code()
    _touch(saved)


def copy(typed_code: str, *, key: str | None, language: str) -> Copied:
    """Put what a shared list holds after what is on mine, as far as there is room.

    Raises: NotThereError (no such list, or not shared).
    """
    code = rules.read_code(typed_code)
    theirs = db.session.scalar(select(SavedList).where(SavedList.code == code, SavedList.shared))
    if code is None or theirs is None:
        raise NotThereError
    wanted = [item for item in theirs.items if item.removed_at is None and item.service_id is not None]
    services = {
        service.id: service
        for service in db.session.scalars(
            select(Service).where(
                Service.id.in_([item.service_id for item in wanted]), Service.deleted_at.is_(None)
            )
        )
    }
    saved, key, is_new = _opened_or_new(key, language)
    added = left_out = 0
    for item in wanted:
        service = services.get(item.service_id) if item.service_id else None
        if service is None or saved.id == theirs.id:
            continue
        try:
            added += _put(saved, service, note=item.note if theirs.notes_shared else "")
        except ListFullError:
            left_out += 1
    _touch(saved)
    return Copied(key=key, is_new_list=is_new, added=added, left_out=left_out)


def start_for_somebody(*, key: str | None, language: str) -> str:
    """Start an empty list for somebody else beside the device's own; saves go to it until it is handed over.

    Gives the key for the cookie. One that is started already goes on.
    """
    _lists_of(key)  # locked; read again below, for what another tab has just started
    held = _lists_of(key)
    if key and any(saved.for_somebody for saved in held):
        return key
    key = key if key and held else rules.new_key()
    _new_list(key, language, for_somebody=True)
    db.session.flush()
    return key


def hand_over(*, key: str | None) -> str:
    """Finish the list for somebody: it belongs to no device now, and whoever has its code may read it.

    Gives the code. Raises: NotAllowedError when nothing is on it.
    """
    saved = _for_somebody(key)
    for item in [item for item in saved.items if item.removed_at is not None]:
        saved.items.remove(item)
    if not saved.items:
        raise NotAllowedError
    saved.key_hash, saved.shared, saved.notes_shared = None, True, True
    _touch(saved)
    return saved.code


def throw_away(*, key: str | None) -> None:
    """Delete the list for somebody without handing it over."""
    db.session.delete(_for_somebody(key))
    db.session.flush()


def forget(*, key: str | None) -> None:
    """Delete every list of this device, shared or not."""
    for saved in _lists_of(key):
        db.session.delete(saved)
    db.session.flush()


def leave(*, key: str | None) -> None:
    """Nothing leads from this device to its lists any more. What is shared stays for whoever has its code."""
    for saved in _lists_of(key):
        if saved.shared:
            saved.key_hash = None
        else:
            db.session.delete(saved)
    db.session.flush()


def delete_unused(*, now: dt.datetime) -> int:
    """Delete lists that nobody has changed for too long; how many there were."""
    return _deleted(delete(SavedList).where(SavedList.used_at < now - rules.UNUSED_AFTER))


def delete_removed(*, now: dt.datetime) -> int:
    """Delete what was taken off lists a day ago or longer: the undo is over."""
    return _deleted(delete(SavedItem).where(SavedItem.removed_at < now - dt.timedelta(days=1)))


def _deleted(statement: object) -> int:
    result = db.session.execute(
        statement,  # type: ignore[call-overload]
        execution_options={"synchronize_session": False},
    )
    return cast("CursorResult[object]", result).rowcount


def _lists_of(key: str | None) -> Sequence[SavedList]:
    """The device's lists, locked, the one saves go to first.

    Locked in the order they were made: whoever waits for the first holds no later one that another waits for.
    """
    if key is None:
        return ()
    held = db.session.scalars(
        select(SavedList)
        .where(SavedList.key_hash == rules.key_hash(key))
        .order_by(SavedList.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return sorted(held, key=lambda saved: not saved.for_somebody)


def _opened(key: str | None) -> SavedList:
    held = _lists_of(key)
    if not held:
        raise NotThereError
    return held[0]


def _for_somebody(key: str | None) -> SavedList:
    saved = _opened(key)
    if not saved.for_somebody:
        raise NotThereError
    return saved


def _opened_or_new(key: str | None, language: str) -> tuple[SavedList, str, bool]:
    """A key that opens no list is never taken over: somebody else may have put it there."""
    held = _lists_of(key)
    if key and held:
        return held[0], key, False
    key = rules.new_key()
    return _new_list(key, language), key, True


def _new_list(key: str, language: str, *, for_somebody: bool = False) -> SavedList:
    now = clock.now()
    saved = SavedList(
        key_hash=rules.key_hash(key),
        for_somebody=for_somebody,
        code=rules.new_code(),
        language=language,
        made_at=now,
        used_at=now,
        items=[],
    )
    db.session.add(saved)
    return saved


def _item_of(item_id: int, key: str | None) -> tuple[SavedList, SavedItem]:
    saved = _opened(key)
    item = next((one for one in saved.items if one.id == item_id), None)
    if item is None:
        raise NotThereError
    return saved, item


def _put(saved: SavedList, service: Service, *, note: str) -> bool:
    """Put a listing last. False when it was there. Raises: ListFullError."""
    item = next((one for one in saved.items if one.service_id == service.id), None)
    if item is not None and item.removed_at is None:
        return False
    _refuse_when_full(saved)
    if item is None:
        item = SavedItem(service_id=service.id, note=note)
        saved.items.append(item)
    item.name, item.near, item.removed_at = service.name, _near(service), None
    item.position = 1 + max((one.position or 0 for one in saved.items if one is not item), default=-1)
    return True


def _refuse_when_full(saved: SavedList) -> None:
    if sum(item.removed_at is None for item in saved.items) >= rules.MOST_ITEMS:
        raise ListFullError


def _near(service: Service) -> str:
    """The neighbourhood of the first place that may be named."""
    places = (at.location for at in service.at_locations)
    return next((place.locality for place in places if place.locality and not place.undisclosed), "")


def _touch(saved: SavedList) -> None:
    saved.used_at = clock.now()
    db.session.flush()
