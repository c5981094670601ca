"""The invented activities of the partnership's schedule, with a clash among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from app import clock
from app.domain.activity import Written
from app.domain.engagement import (
    ActivityKind,
    ActivityStatus,
    CampaignStep,
    EqualityCheck,
    Influence,
    TagGroup,
)
from app.domain.viewer import SYSTEM
from app.models.engagement import Activity
from app.operations import activities
from app.operations.demo import demo_id
from app.operations.demo_said_events import Staged
from app.operations.demo_said_stage import SaidFaultError, Stage, Toml

TAGS = {
    "communities": TagGroup.COMMUNITY,
    "topics": TagGroup.TOPIC,
    "wards": TagGroup.AREA,
    "partners": TagGroup.PARTNER,
    "priorities": TagGroup.PRIORITY,
    "strategies": TagGroup.STRATEGY,
    "focus": TagGroup.FOCUS,
    "principles": TagGroup.PRINCIPLE,
}
PLAIN = ("about", "venue", "equality_note", "decision", "knew_already", "is_public")


def add(stage: Stage, held: Sequence[Staged]) -> int:
    """Every activity of the file, and which events belong to it; how many."""
    rows = stage.files["activities"]["activity"]
    for row in rows:
        made = activities.plan(
            written(stage, row),
            by=SYSTEM,
            key=demo_id("activity", row["name"]),
            found=row.get("found", ""),
            is_demo=True,
        )
        for staged in belonging(held, row):
            staged.event.activity_id = made.id
        dated(made)
    return len(rows)


def dated(made: Activity) -> None:
    """As if it had been written down when it was planned."""
    planned = clock.midnight(made.starts_on) - dt.timedelta(days=40)
    made.created_at = min(planned, clock.now() - dt.timedelta(days=3))


def written(stage: Stage, row: Toml) -> Written:
    """Raises: SaidFaultError for a word of state or a ward nobody knows."""
    today = clock.local_day(stage.now)
    starts = today + dt.timedelta(days=row["starts"])
    ends = starts + dt.timedelta(days=row["lasts"] - 1)
    ended = ActivityStatus.DONE if ends < today else ActivityStatus.PLANNED
    try:
        return Written(
            name=row["name"],
            kind=ActivityKind(row["kind"]),
            led_by=row["led_by"],
            starts_on=starts,
            ends_on=ends,
            status=ActivityStatus(row.get("status", ended)),
            influence=Influence(row["influence"]),
            campaign_step=CampaignStep(row["campaign_step"]) if "campaign_step" in row else None,
            equality_check=EqualityCheck(row.get("equality_check", "not-yet")),
            decide_by=today + dt.timedelta(days=row["decide_by"]) if "decide_by" in row else None,
            tags={group: tuple(values(stage, row, name)) for name, group in TAGS.items() if name in row},
            **{name: row[name] for name in PLAIN if name in row},
        )
    except (KeyError, ValueError) as error:
        raise SaidFaultError(f"{row['name']}: {error}") from error


def values(stage: Stage, row: Any, name: str) -> Iterator[str]:
    """A ward by its code, everything else as it stands."""
    for value in row[name]:
        yield stage.wards[value].code if name == "wards" else value


def belonging(held: Sequence[Staged], row: Toml) -> Iterator[Staged]:
    """Events that began between so many days ago and so many: of the series, or outside it."""
    first, last = row.get("events", (0, 1))
    for staged in held:
        is_in_series = staged.event.series is not None
        if last <= staged.row["days_ago"] <= first and is_in_series is row.get("series", True):
            yield staged
