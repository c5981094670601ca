"""A plan as one plain dictionary: what is strong, what matters, where to, how, and what if. No words of ours.

`clean` makes a document of anything and never raises. The headings are those of the PRSB social prescribing
standard 1.1, complete: `HEADINGS` says where each stands. Source: referrals.md 5.1.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypedDict, cast

from app.domain.typed_text import clean_line, clean_lines

LONGEST_LINE = 300
LONGEST_PROSE = 4000
MOST_ITEMS = 30
LEAST, MOST = 1, 10
"""Of importance and confidence."""
ID_DIGITS = 8


class GoalStatus(StrEnum):
    """Goal status (SNOMED reference set 999000091000000107)."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    MET = "met"
    PARTLY_MET = "partly-met"
    NOT_MET = "not-met"
    DROPPED = "dropped"
    """It matters no more, or something else matters more."""


ENDED = frozenset({GoalStatus.MET, GoalStatus.PARTLY_MET, GoalStatus.NOT_MET, GoalStatus.DROPPED})
"""An outcome: every goal has one when a case closes."""


class ActionStatus(StrEnum):
    """Plan action status (SNOMED reference set 999000081000000105)."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DONE = "done"
    STOPPED = "stopped"


class PaidBy(StrEnum):
    """How something in the plan is paid for."""

    FREE = "free"
    SELF = "self"
    PERSONAL_BUDGET = "personal-budget"
    """From the council, for care and support."""
    PERSONAL_HEALTH_BUDGET = "personal-health-budget"
    """From the NHS."""
    GRANT = "grant"
    OTHER = "other"


class AgreedHow(StrEnum):
    SPOKEN = "spoken"
    WRITTEN = "written"
    ONLINE = "online"


class About(TypedDict):
    """About me, in the person's own words."""

    important: str
    people: str
    communicate: str
    wellness: str
    do: str
    do_not: str
    support: str
    also: str
    written_with: str


class Action(TypedDict):
    id: str
    what: str
    who: str
    when: str
    strategies: str
    """What helps to do it, and what to do if it gets hard."""
    status: str
    confidence: int | None
    review_on: str
    """ISO date or empty, as everywhere here."""


class Goal(TypedDict):
    id: str
    need: str
    """The need or worry it answers."""
    words: str
    importance: int | None
    status: str
    outcome: str
    actions: list[Action]


class Decision(TypedDict):
    """What was talked through and settled together."""

    id: str
    options: str
    mattered: str
    decision: str
    on: str


class Payment(TypedDict):
    id: str
    what: str
    how: str
    amount: str
    """In words: 40 pounds a month."""
    note: str


class OwnWords(TypedDict):
    """What the person added by themselves. Nobody else changes it."""

    id: str
    words: str
    on: str


class PlanDocument(TypedDict):
    strengths: list[str]
    about: About
    goals: list[Goal]
    decisions: list[Decision]
    payments: list[Payment]
    contingency: str
    """If things get worse: what tells us, whom to ring, what helps."""
    outcome: str
    """What came of it all."""
    reviewer: str
    """Who looks at it again with them."""
    own_words: list[OwnWords]


class PlanList(StrEnum):
    """The parts that are lists of things with an id."""

    GOALS = "goals"
    ACTIONS = "actions"
    """Inside their goals."""
    DECISIONS = "decisions"
    PAYMENTS = "payments"


HEADINGS: dict[str, str] = {
    "About me: what is most important to me": "about.important",
    "About me: people who are important to me": "about.people",
    "About me: how I communicate and how to communicate with me": "about.communicate",
    "About me: my wellness": "about.wellness",
    "About me: please do": "about.do",
    "About me: please don't": "about.do_not",
    "About me: how and when to support me": "about.support",
    "About me: also worth knowing about me": "about.also",
    "About me: supported to write this by": "about.written_with",
    "Strengths": "strengths",
    "Needs and concerns": "goals.need",
    "Goals and hopes": "goals.words",
    "Importance": "goals.importance",
    "Goal status": "goals.status",
    "Outcomes": "goals.outcome",
    "Actions: what": "goals.actions.what",
    "Actions: who": "goals.actions.who",
    "Actions: when": "goals.actions.when",
    "Actions: strategies": "goals.actions.strategies",
    "Actions: status": "goals.actions.status",
    "Actions: confidence": "goals.actions.confidence",
    "Actions: review date": "goals.actions.review_on",
    "Outcome of the plan": "outcome",
    "Contingency plan": "contingency",
    "Agreed with the person": "plan.agreed_on",
    "Last updated": "plan.changed_at",
    "Planned review date": "plan.review_on",
    "Who reviews": "reviewer",
}
"""Heading of PRSB 1.1 -> where it stands: in the document, or as a column of the plan."""

ABOUT = tuple(About.__annotations__)


def empty() -> PlanDocument:
    """A plan that says nothing yet."""
    return clean({})


def clean(source: Mapping[str, Any]) -> PlanDocument:
    """The document in `source`: every part in its shape; what makes no sense is left out."""
    about = source.get("about")
    said = about if isinstance(about, Mapping) else {}
    strengths = [line(one) for one in items(source.get("strengths"))]
    return {
        "strengths": [one for one in strengths if one],
        "about": cast("About", {key: prose(said.get(key)) for key in ABOUT}),
        "goals": records(source.get("goals"), clean_goal),
        "decisions": records(source.get("decisions"), clean_decision),
        "payments": records(source.get("payments"), clean_payment),
        "contingency": prose(source.get("contingency")),
        "outcome": prose(source.get("outcome")),
        "reviewer": line(source.get("reviewer")),
        "own_words": records(source.get("own_words"), clean_own_words),
    }


def clean_goal(raw: Mapping[str, Any]) -> Goal | None:
    goal: Goal = {
        "id": id_of(raw),
        "need": prose(raw.get("need")),
        "words": prose(raw.get("words")),
        "importance": one_to_ten(raw.get("importance")),
        "status": one_of(GoalStatus, raw.get("status"), GoalStatus.NOT_STARTED),
        "outcome": prose(raw.get("outcome")),
        "actions": records(raw.get("actions"), clean_action),
    }
    return goal if goal["words"] else None


def clean_action(raw: Mapping[str, Any]) -> Action | None:
    action: Action = {
        "id": id_of(raw),
        "what": prose(raw.get("what")),
        "who": line(raw.get("who")),
        "when": line(raw.get("when")),
        "strategies": prose(raw.get("strategies")),
        "status": one_of(ActionStatus, raw.get("status"), ActionStatus.PLANNED),
        "confidence": one_to_ten(raw.get("confidence")),
        "review_on": day(raw.get("review_on")),
    }
    return action if action["what"] else None


def clean_decision(raw: Mapping[str, Any]) -> Decision | None:
    decision: Decision = {
        "id": id_of(raw),
        "options": prose(raw.get("options")),
        "mattered": prose(raw.get("mattered")),
        "decision": prose(raw.get("decision")),
        "on": day(raw.get("on")),
    }
    return decision if decision["options"] or decision["decision"] else None


def clean_payment(raw: Mapping[str, Any]) -> Payment | None:
    payment: Payment = {
        "id": id_of(raw),
        "what": line(raw.get("what")),
        "how": one_of(PaidBy, raw.get("how"), PaidBy.OTHER),
        "amount": line(raw.get("amount")),
        "note": prose(raw.get("note")),
    }
    return payment if payment["what"] else None


def clean_own_words(raw: Mapping[str, Any]) -> OwnWords | None:
    said: OwnWords = {"id": id_of(raw), "words": prose(raw.get("words")), "on": day(raw.get("on"))}
    return said if said["words"] else None


def goals_set(document: PlanDocument) -> int:
    """How many goals count: those that still matter or came to an end."""
    return sum(goal["status"] != GoalStatus.DROPPED for goal in document["goals"])


def goals_met(document: PlanDocument) -> int:
    return sum(goal["status"] == GoalStatus.MET for goal in document["goals"])


def goals_without_outcome(document: PlanDocument) -> list[Goal]:
    """What closing still asks about."""
    return [goal for goal in document["goals"] if goal["status"] not in ENDED]


def goal_of(document: PlanDocument, action_id: str) -> Goal | None:
    """The goal an action serves."""
    return next(
        (goal for goal in document["goals"] if any(one["id"] == action_id for one in goal["actions"])), None
    )


def new_id() -> str:
    return uuid.uuid4().hex[:ID_DIGITS]


def id_of(raw: Mapping[str, Any]) -> str:
    """The id it has, or a new one."""
    given = raw.get("id")
    return given if isinstance(given, str) and is_id(given) else new_id()


def is_id(text: str) -> bool:
    return len(text) == ID_DIGITS and all(letter in "0123456789abcdef" for letter in text)


def items(value: object) -> list[Any]:
    return list(value)[:MOST_ITEMS] if isinstance(value, list | tuple) else []


def records(value: object, shaped: Callable[[Mapping[str, Any]], Any]) -> list[Any]:
    """Each record in its shape, no two with one id."""
    made = (shaped(raw) for raw in items(value) if isinstance(raw, Mapping))
    return list({one["id"]: one for one in made if one is not None}.values())


def line(value: object) -> str:
    return clean_line(value)[:LONGEST_LINE] if isinstance(value, str) else ""


def prose(value: object) -> str:
    return clean_lines(value)[:LONGEST_PROSE] if isinstance(value, str) else ""


def day(value: object) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""


def one_to_ten(value: object) -> int | None:
    """A whole number from 1 to 10; None for anything else."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return cast("int", value) if is_number and LEAST <= cast("int", value) <= MOST else None


def one_of(choices: Iterable[StrEnum], value: object, otherwise: StrEnum) -> str:
    return value if isinstance(value, str) and value in {one.value for one in choices} else otherwise.value
