"""Stories ("How it feels for me"): somebody's account across services, and what they let us do with it.

What they agreed to stands in steps, each with its own yes or no, and can be taken back at any time: see
`allowed`. The last answer to a step holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class StoryTeller(StrEnum):
    """Who put it into words."""

    SELF = "self"
    HELPER = "helper"
    """Somebody typed for them, sitting with them."""
    CASE = "case"
    """Their link worker, with their yes."""


class StoryStatus(StrEnum):
    NEW = "new"
    READ = "read"
    WITHDRAWN = "withdrawn"
    """Taken back: nothing of it is shown to anybody, and the words are deleted."""


class StoryUse(StrEnum):
    """What somebody may let us do with their story, each for itself."""

    INSIDE = "inside"
    """People who plan services read it."""
    QUOTE = "quote"
    """Some of its words stand in a report."""
    PUBLISH = "publish"
    """The whole of it is published."""
    NAME = "name"
    """Their first name stands beside it."""


class StoryStage(StrEnum):
    """Where on the way through services a part of it happened."""

    HOME = "home"
    COMMUNITY = "community"
    GP = "gp"
    PHARMACY = "pharmacy"
    CALL = "call"
    """On the phone: 111, a helpline."""
    AMBULANCE = "ambulance"
    HOSPITAL = "hospital"
    MENTAL_HEALTH = "mental-health"
    SOCIAL_CARE = "social-care"
    WAITING = "waiting"
    AFTERWARDS = "afterwards"
    OTHER = "other"


NEEDS: Mapping[StoryUse, StoryUse] = {
    StoryUse.QUOTE: StoryUse.INSIDE,
    StoryUse.PUBLISH: StoryUse.QUOTE,
    StoryUse.NAME: StoryUse.QUOTE,
}
"""A step -> the one it builds on: without that it means nothing."""


def allowed(answers: Iterable[tuple[StoryUse, bool]], status: StoryStatus) -> frozenset[StoryUse]:
    """What may be done now. `answers`: oldest first; the last of each step holds."""
    if status is StoryStatus.WITHDRAWN:
        return frozenset()
    last = dict(answers)
    return frozenset(use for use in StoryUse if holds(use, last))


def holds(use: StoryUse, last: Mapping[StoryUse, bool]) -> bool:
    below = NEEDS.get(use)
    return last.get(use, False) and (below is None or holds(below, last))
