"""The partnership's schedule: activities, for staff and for everybody, and the words that are used in it."""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from app import clock
from app.database import db
from app.domain.activity import Wanted, When
from app.domain.alike import Alike
from app.domain.engagement import ActivityKind, ActivityStatus, Influence, TagGroup
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.engagement import Activity, ActivityTag
from app.models.visibility import visible_to

Predicate = ColumnElement[bool]
PER_PAGE = 30
MOST_LISTED = 2_000
"""In one file or one month."""
SHOWN_TO_ALL = (
    ActivityStatus.PLANNED,
    ActivityStatus.RUNNING,
    ActivityStatus.DONE,
    ActivityStatus.CANCELLED,
)
"""An idea is not public yet. What was called off is, so that nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One activity in a list. Nobody's name or number is in it."""

    id: uuid.UUID
    name: str
    kind: ActivityKind
    status: ActivityStatus
    led_by: str
    venue: str
    starts_on: dt.date
    ends_on: dt.date
    about: str
    influence: Influence | None
    decision: str
    decide_by: dt.date | None
    found: str
    is_public: bool
    modified_at: dt.datetime
    version: int
    tags: dict[TagGroup, tuple[str, ...]] = field(default_factory=dict)

    def tagged(self, group: TagGroup) -> tuple[str, ...]:
        return self.tags.get(group, ())


COLUMNS = tuple(getattr(Activity, name) for name in Row.__dataclass_fields__ if name != "tags")


@dataclass(frozen=True, slots=True)
class Words:
    """What is used in the schedule, to suggest it and to match it."""

    tags: dict[TagGroup, tuple[str, ...]]
    leads: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None

    def of(self, group: TagGroup) -> tuple[str, ...]:
        return self.tags.get(group, ())


def seen_by(viewer: Viewer) -> Predicate:
    return visible_to(Activity, viewer, Permission.ENGAGEMENT_SEE)


def for_all() -> Predicate:
    """What stands on the public calendar."""
    return and_(Activity.is_public.is_(True), Activity.status.in_(SHOWN_TO_ALL))


def activity_for(
    viewer: Viewer, activity_id: uuid.UUID, permission: Permission = Permission.ENGAGEMENT_SEE
) -> Activity:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Activity)
        .options(selectinload(Activity.tags))
        .where(Activity.id == activity_id, visible_to(Activity, viewer, permission))
    )
    if found is None:
        raise NotThereError
    return found


def public_activity(activity_id: uuid.UUID) -> Row:
    """Raises: NotThereError for one that is not on the public calendar."""
    rows = with_tags(db.session.execute(select(*COLUMNS).where(Activity.id == activity_id, for_all())))
    if not rows:
        raise NotThereError
    return rows[0]


def row_of(activity: Activity) -> Row:
    """An activity that is opened, as a list has it."""
    tags: dict[TagGroup, tuple[str, ...]] = {}
    for tag in activity.tags:
        tags[tag.group] = (*tags.get(tag.group, ()), tag.value)
    return Row(**{column.key: getattr(activity, column.key) for column in COLUMNS}, tags=tags)


def words_used(within: Predicate) -> Words:
    """Three statements, whatever the schedule's size."""
    kept = select(ActivityTag.group, ActivityTag.value).join(Activity).where(within).distinct()
    tags: dict[TagGroup, list[str]] = defaultdict(list)
    for group, value in db.session.execute(kept):
        tags[group].append(value)
    leads = db.session.scalars(select(Activity.led_by).where(within, Activity.led_by != "").distinct())
    first, last = db.session.execute(
        select(func.min(Activity.starts_on), func.max(Activity.ends_on)).where(within)
    ).one()
    return Words(
        {group: tuple(sorted(values, key=str.casefold)) for group, values in tags.items()},
        tuple(sorted(leads, key=str.casefold)),
        first,
        last,
    )


def listed(
    within: Predicate, wanted: Wanted, words: Words, alike: Alike, page: int, *, size: int = PER_PAGE
) -> tuple[list[Row], int]:
    """One page, and how many there are in all. Three statements. Soonest first; past: latest."""
    narrowed = and_(within, *conditions(wanted, words, alike))
    total = db.session.scalar(select(func.count()).select_from(Activity).where(narrowed)) or 0
    order = (
        (Activity.ends_on.desc(), Activity.name, Activity.id)
        if wanted.when is When.PAST and not wanted.month
        else (Activity.starts_on, Activity.name, Activity.id)
    )
    last = max(1, -(-total // size))
    found = select(*COLUMNS).where(narrowed).order_by(*order)
    found = found.limit(size).offset((min(page, last) - 1) * size)
    return with_tags(db.session.execute(found)), total


def all_of(within: Predicate, wanted: Wanted, words: Words, alike: Alike) -> list[Row]:
    """Every one that a list has, for a file or a month."""
    found = select(*COLUMNS).where(within, *conditions(wanted, words, alike))
    ordered = found.order_by(Activity.starts_on, Activity.name, Activity.id).limit(MOST_LISTED)
    return with_tags(db.session.execute(ordered))


def conditions(wanted: Wanted, words: Words, alike: Alike) -> list[Predicate]:
    made: list[Predicate] = []
    if wanted.month:
        days = calendar.monthrange(wanted.month.year, wanted.month.month)[1]
        made += [Activity.starts_on <= wanted.month.replace(day=days), Activity.ends_on >= wanted.month]
    elif wanted.when is When.COMING:
        made.append(Activity.ends_on >= clock.today())
    elif wanted.when is When.PAST:
        made.append(Activity.ends_on < clock.today())
    made.append(Activity.status == wanted.status if wanted.status else not_called_off(wanted))
    for group, typed in ((TagGroup.COMMUNITY, wanted.community), (TagGroup.TOPIC, wanted.topic)):
        if typed:
            made.append(tagged_with(group, meeting(words.of(group), typed, alike)))
    if wanted.partner:
        leads = meeting(words.leads, wanted.partner, alike)
        helps = meeting(words.of(TagGroup.PARTNER), wanted.partner, alike)
        made.append(or_(Activity.led_by.in_(leads), tagged_with(TagGroup.PARTNER, helps)))
    if wanted.area:
        made.append(tagged_with(TagGroup.AREA, [wanted.area]))
    return made


def not_called_off(wanted: Wanted) -> Predicate:
    """Nobody waits for what was called off; a month shows it, so that a gap is explained."""
    return Activity.id.is_not(None) if wanted.month else Activity.status != ActivityStatus.CANCELLED


def meeting(values: Sequence[str], typed: str, alike: Alike) -> list[str]:
    """Those that mean what was typed, or hold it as a part of their words."""
    asked = alike.keys(typed)
    part = typed.casefold().strip()
    return [value for value in values if alike.keys(value) & asked or part in value.casefold()]


def tagged_with(group: TagGroup, values: Iterable[str]) -> Predicate:
    return Activity.id.in_(
        select(ActivityTag.activity_id).where(ActivityTag.group == group, ActivityTag.value.in_(list(values)))
    )


def with_tags(found: Iterable[Any]) -> list[Row]:
    """Rows with their tags: one statement more."""
    rows = [one._asdict() for one in found]
    tags = tags_of([row["id"] for row in rows])
    return [Row(**row, tags=tags.get(row["id"], {})) for row in rows]


def tags_of(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[TagGroup, tuple[str, ...]]]:
    if not ids:
        return {}
    found: dict[uuid.UUID, dict[TagGroup, tuple[str, ...]]] = defaultdict(dict)
    wanted = (
        select(ActivityTag.activity_id, ActivityTag.group, ActivityTag.value)
        .where(ActivityTag.activity_id.in_(ids))
        .order_by(ActivityTag.value)
    )
    for row in db.session.execute(wanted):
        found[row.activity_id][row.group] = (*found[row.activity_id].get(row.group, ()), row.value)
    return found


def held_among(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these are here already."""
    return set(db.session.scalars(select(Activity.id).where(Activity.id.in_(ids)))) if ids else set()
