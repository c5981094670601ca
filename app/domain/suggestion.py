"""Suggesting something good: which questions each kind of it asks, and how a machine gives itself away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from app.domain.listing import Channel, Kind
from app.domain.listing_document import Document

LASTS = dt.timedelta(days=30)
"""How long a browser keeps the way to what somebody has begun."""
QUICKEST = dt.timedelta(seconds=8)
"""Nobody answers all the questions in less."""


class Step(StrEnum):
    """A question, and what it is called in its address."""

    KIND = "kind"
    NAME = "name"
    WHERE = "where"
    AREA = "area"
    """Only the neighbourhood: nobody's home address is asked."""
    WHEN = "when"
    WHEN_WORDS = "when-words"
    COST = "cost"
    WHO = "who"
    CONTACT = "contact"
    YOU = "you"


_USUAL = (Step.KIND, Step.NAME, Step.WHERE, Step.WHEN, Step.COST, Step.CONTACT, Step.YOU)

STEPS: Mapping[Kind, tuple[Step, ...]] = {
    Kind.ACTIVITY: _USUAL,
    Kind.GROUP: _USUAL,
    Kind.SERVICE: _USUAL,
    Kind.PLACE: _USUAL,
    Kind.ROOM: _USUAL,
    Kind.VOLUNTEERING: (Step.KIND, Step.NAME, Step.WHERE, Step.WHEN, Step.CONTACT, Step.YOU),
    Kind.FUND: (Step.KIND, Step.NAME, Step.WHO, Step.CONTACT, Step.YOU),
    Kind.APP: (Step.KIND, Step.NAME, Step.COST, Step.CONTACT, Step.YOU),
    Kind.SKILL: (Step.KIND, Step.NAME, Step.AREA, Step.WHEN_WORDS, Step.YOU),
}


def steps(document: Document) -> tuple[Step, ...]:
    """The questions for what this is."""
    return STEPS[Kind(document["kind"])]


def after(step: Step, document: Document) -> Step | None:
    """The next question; None when it is time to look at the answers."""
    asked = steps(document)
    at = asked.index(step) + 1 if step in asked else len(asked)
    return asked[at] if at < len(asked) else None


def before(step: Step, document: Document) -> Step | None:
    asked = steps(document)
    at = asked.index(step) if step in asked else 0
    return asked[at - 1] if at > 0 else None


def first_open(document: Document) -> Step | None:
    """The first question that must be answered and is not."""
    if not document["name"] or not document["summary"]:
        return Step.NAME
    has_place = document["places"] or document["ways"] or document["citywide"]
    if Step.WHERE in steps(document) and not has_place:
        return Step.WHERE
    reach = ("phones", "email", "website", "join")
    if Step.CONTACT in steps(document) and not any(document[name] for name in reach):
        return Step.CONTACT
    return None


def is_person(document: Document) -> bool:
    """Is it somebody's own skill? Then people get in touch through us."""
    return bool(document["kind"] == Kind.SKILL)


def usual_ways(kind: Kind) -> list[str]:
    """How people take part, where the kind says it already."""
    if kind is Kind.APP:
        return [Channel.ONLINE.value]
    return []


def reference(change_id: object) -> str:
    """By which somebody can ask about it on the phone. Shape: `4F9A-22C1`."""
    start = str(change_id).replace("-", "")[:8].upper()
    return f"{start[:4]}-{start[4:]}"
