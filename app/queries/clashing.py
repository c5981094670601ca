"""Other activities that ask the same people at the same time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.activity import Written
from app.domain.alike import Alike
from app.domain.clashes import Asking, Clash, grouped, window
from app.domain.engagement import ActivityStatus, TagGroup
from app.domain.viewer import Viewer
from app.models.engagement import Activity
from app.queries.activities import seen_by


@dataclass(frozen=True, slots=True)
class Clashing:
    """What others ask, with the activities themselves by id."""

    clashes: tuple[Clash, ...] = ()
    others: dict[uuid.UUID, Activity] | None = None

    def of(self, clash: Clash) -> list[Activity]:
        others = self.others or {}
        return [others[one.id] for one in clash.found if one.id in others]

    @property
    def ids(self) -> frozenset[uuid.UUID]:
        return frozenset(one.id for clash in self.clashes for one in clash.found if one.id)


def asking(written: Written, alike: Alike, activity_id: uuid.UUID | None = None) -> Asking:
    """A plan as the rule sees it."""
    tags = written.tags
    return Asking(
        led_by=written.led_by,
        starts_on=written.starts_on,
        ends_on=written.ends_on,
        communities=keys(tags.get(TagGroup.COMMUNITY, ()), alike),
        topics=keys(tags.get(TagGroup.TOPIC, ()), alike),
        areas=frozenset(tags.get(TagGroup.AREA, ())),
        id=activity_id,
    )


def asking_of(activity: Activity, alike: Alike) -> Asking:
    """What is kept, as the rule sees it."""
    values = {
        group: [tag.value for tag in activity.tags if tag.group is group]
        for group in (TagGroup.COMMUNITY, TagGroup.TOPIC, TagGroup.AREA)
    }
    return Asking(
        led_by=activity.led_by,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        communities=keys(values[TagGroup.COMMUNITY], alike),
        topics=keys(values[TagGroup.TOPIC], alike),
        areas=frozenset(values[TagGroup.AREA]),
        id=activity.id,
    )


def keys(values: Iterable[str], alike: Alike) -> frozenset[str]:
    return frozenset(key for value in values for key in alike.keys(value))


def clashing(viewer: Viewer, one: Asking, alike: Alike) -> Clashing:
    """Everything near in time that shares its people, or its area and topic. Two statements."""
    if not (one.communities or one.topics):
        return Clashing()
    first, last = window(one)
    near = db.session.scalars(
        select(Activity)
        .options(selectinload(Activity.tags))
        .where(
            seen_by(viewer),
            Activity.starts_on <= last,
            Activity.ends_on >= first,
            Activity.status != ActivityStatus.CANCELLED,
        )
        .order_by(Activity.starts_on, Activity.name, Activity.id)
    )
    others = {other.id: other for other in near if other.id != one.id}
    found = grouped(one, [asking_of(other, alike) for other in others.values()])
    return Clashing(tuple(found), others)
