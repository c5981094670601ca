"""Write an activity into the schedule, change it, end it. Every change leaves a trace."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.activity import MOVES, Move, Tags, Written
from app.domain.alike import plain
from app.domain.engagement import IN_WORDS
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.typed_text import clean_line
from app.domain.viewer import Viewer
from app.models.engagement import Activity, ActivityTag
from app.operations import audit

FIELDS = (
    "name",
    "kind",
    "led_by",
    "starts_on",
    "ends_on",
    "about",
    "lead_name",
    "lead_contact",
    "venue",
    "influence",
    "campaign_step",
    "equality_check",
    "equality_note",
    "decision",
    "decide_by",
    "knew_already",
    "clash_reason",
    "is_public",
)
LONGEST_TAG = 200


def plan(
    written: Written,
    *,
    by: Viewer,
    key: uuid.UUID | None = None,
    found: str = "",
    source: str = "",
    is_demo: bool = False,
) -> Activity:
    """Keep a new activity. `key` is its id: sent twice, it is kept once."""
    held = db.session.get(Activity, key) if key else None
    if held is not None:
        return held
    made = Activity(
        id=key or uuid.uuid4(),
        status=written.status,
        found=found,
        source=source,
        is_demo=is_demo,
        made_by=by.account_id,
        **{name: getattr(written, name) for name in FIELDS},
    )
    made.tags = list(tags_from(written.tags))
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.get_one(Activity, key)
    audit.record(by, "activity.planned", of=("activity", made.id))
    return made


def change(activity: Activity, written: Written, *, by: Viewer, version: int) -> None:
    """Write it anew. Raises: StaleError where somebody was quicker."""
    held = locked(activity, version)
    before = {name: getattr(held, name) for name in (*FIELDS, "status")}
    for name in FIELDS:
        setattr(held, name, getattr(written, name))
    if (held.status, Move.CANCEL) in MOVES:
        held.status = written.status
    changed = {name: (was, now) for name, was in before.items() if was != (now := getattr(held, name))}
    if retagged(held, written.tags):
        changed["tags"] = ("", "changed")
    held.modified_at = clock.now()
    db.session.flush()
    audit.record(by, "activity.changed", of=("activity", held.id), fields=changed)


def move(activity: Activity, what: Move, *, by: Viewer, version: int, found: str = "") -> None:
    """Finish it with what was learned, call it off, or plan it again.

    Raises: StaleError; NotAllowedError where it stands elsewhere.
    """
    held = locked(activity, version)
    after = MOVES.get((held.status, what))
    if after is None:
        raise NotAllowedError
    held.status = after
    if what is Move.FINISH:
        held.found = found
        held.ends_on = max(held.starts_on, min(held.ends_on, clock.today()))
    held.modified_at = clock.now()
    db.session.flush()
    audit.record(by, f"activity.{PAST[what]}", of=("activity", held.id))


PAST = {Move.FINISH: "finished", Move.CANCEL: "cancelled", Move.PLAN_AGAIN: "planned-again"}


def locked(activity: Activity, version: int) -> Activity:
    """The row, ours until the end. Raises: StaleError; NotThereError."""
    held = db.session.get(Activity, activity.id, with_for_update=True, populate_existing=True)
    if held is None:
        raise NotThereError
    if held.version != version:
        raise StaleError
    return held


def retagged(activity: Activity, tags: Tags) -> bool:
    """Make its tags these; has anything changed?"""
    wanted = {(tag.group, tag.value): tag for tag in tags_from(tags)}
    held = {(tag.group, tag.value): tag for tag in activity.tags}
    if wanted.keys() == held.keys():
        return False
    activity.tags = [held.get(key, tag) for key, tag in wanted.items()]
    return True


def tags_from(tags: Tags) -> Iterator[ActivityTag]:
    """Rows for tags: each word once, whatever its capitals and plural."""
    for group, values in tags.items():
        for value in once(values, in_words=group in IN_WORDS):
            yield ActivityTag(group=group, value=value)


def once(values: Iterable[str], *, in_words: bool) -> list[str]:
    kept: dict[str, str] = {}
    for value in values:
        if line := clean_line(value)[:LONGEST_TAG]:
            kept.setdefault(plain(line) if in_words else line, line)
    return list(kept.values())
