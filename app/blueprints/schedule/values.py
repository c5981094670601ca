"""An activity that is kept, as the form shows it."""

from __future__ import annotations

from typing import Any

from app.domain.engagement import TagGroup
from app.models.engagement import Activity
from app.web.activity_words import area_words


def values_of(activity: Activity) -> dict[str, Any]:
    """An activity as the form shows it."""
    tags: dict[TagGroup, list[str]] = {group: [] for group in TagGroup}
    for tag in activity.tags:
        tags[tag.group].append(tag.value)
    same = (
        "name about kind led_by venue starts_on decision decide_by equality_check equality_note "
        "lead_name lead_contact status is_public knew_already clash_reason version"
    )
    return {
        **{name: getattr(activity, name) for name in same.split()},
        "ends_on": activity.ends_on if activity.ends_on != activity.starts_on else None,
        "influence": activity.influence or "",
        "campaign_step": activity.campaign_step or "",
        "partners": tags[TagGroup.PARTNER],
        "communities": tags[TagGroup.COMMUNITY],
        "topics": tags[TagGroup.TOPIC],
        "areas": area_words(tags[TagGroup.AREA]),
        "principles": tags[TagGroup.PRINCIPLE],
        "focus": tags[TagGroup.FOCUS],
        "priorities": tags[TagGroup.PRIORITY],
        "strategies": tags[TagGroup.STRATEGY],
    }
