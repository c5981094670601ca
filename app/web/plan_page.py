"""A plan in the reader's words: its headings, its goals with where they stand, what two versions differ in.

What the person said stands as it was typed; only the fixed words are in the reader's language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.plan import ABOUT, ActionStatus, GoalStatus, OwnWords, PaidBy, PlanDocument, PlanList
from app.domain.plan_parts import Did, Difference, part_of
from app.web.filters import full_date, number
from app.web.labels import label, shape

HEADINGS: Mapping[str, str] = {
    "strengths": _l("What is strong"),
    "about.important": _l("What is most important to me"),
    "about.people": _l("People who are important to me"),
    "about.communicate": _l("How to communicate with me"),
    "about.wellness": _l("What I am like when I am well"),
    "about.do": _l("Please do"),
    "about.do_not": _l("Please do not"),
    "about.support": _l("How and when to support me"),
    "about.also": _l("Also worth knowing"),
    "about.written_with": _l("Who helped me to write this"),
    "contingency": _l("If things get worse"),
    "outcome": _l("What came of it"),
    "reviewer": _l("Who looks at the plan again"),
}
"""A part of the document -> its heading, as the person would say it."""

LISTS: Mapping[str, str] = {
    PlanList.GOALS.value: _lp("plan", "Goal"),
    PlanList.ACTIONS.value: _lp("plan", "Step"),
    PlanList.DECISIONS.value: _lp("plan", "Decision"),
    PlanList.PAYMENTS.value: _lp("plan", "How it is paid for"),
    "own_words": _lp("plan", "Their own words"),
}

FIELDS: Mapping[str, str] = {
    "need": _lp("plan", "Need or worry"),
    "words": _lp("plan", "Goal"),
    "importance": _lp("plan", "How important"),
    "status": _lp("plan", "Where it stands"),
    "outcome": _l("What came of it"),
    "what": _lp("plan", "What"),
    "who": _lp("plan", "Who"),
    "when": _lp("plan", "When"),
    "strategies": _lp("plan", "What helps"),
    "confidence": _lp("plan", "How sure"),
    "review_on": _lp("plan", "Look at it again"),
    "options": _l("What we talked through"),
    "mattered": _l("What mattered"),
    "decision": _lp("plan", "Decision"),
    "on": _lp("plan", "When"),
    "how": _lp("plan", "How it is paid for"),
    "amount": _lp("plan", "How much"),
    "note": _lp("plan", "Note"),
}
"""A field of a goal, step, decision or payment -> its name."""

STATUS_OF = {PlanList.GOALS.value: GoalStatus, PlanList.ACTIONS.value: ActionStatus}


@dataclass(frozen=True, slots=True)
class Said:
    """One part and what it says."""

    part: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownAction:
    id: str
    what: str
    who: str
    when: str
    strategies: str
    state: tuple[str, str]
    """Shape and words."""
    confidence: int | None
    review_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ShownGoal:
    id: str
    need: str
    words: str
    importance: int | None
    state: tuple[str, str]
    outcome: str
    actions: tuple[ShownAction, ...]


@dataclass(frozen=True, slots=True)
class ShownDecision:
    id: str
    options: str
    mattered: str
    decision: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class ShownPayment:
    id: str
    what: str
    how: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A whole version. Empty parts are not in `about`."""

    strengths: tuple[str, ...]
    about: tuple[Said, ...]
    goals: tuple[ShownGoal, ...]
    decisions: tuple[ShownDecision, ...]
    payments: tuple[ShownPayment, ...]
    contingency: str
    outcome: str
    reviewer: str
    own_words: tuple[tuple[str, dt.date | None], ...]

    @property
    def is_empty(self) -> bool:
        said = (self.strengths, self.about, self.goals, self.decisions, self.payments, self.own_words)
        return not any(said) and not (self.contingency or self.outcome)


def shown(document: PlanDocument) -> ShownPlan:
    return ShownPlan(
        strengths=tuple(document["strengths"]),
        about=tuple(said for said in about(document) if said.words),
        goals=tuple(goal(one) for one in document["goals"]),
        decisions=tuple(
            ShownDecision(one["id"], one["options"], one["mattered"], one["decision"], day(one["on"]))
            for one in document["decisions"]
        ),
        payments=tuple(
            ShownPayment(one["id"], one["what"], label(PaidBy(one["how"])), one["amount"], one["note"])
            for one in document["payments"]
        ),
        contingency=document["contingency"],
        outcome=document["outcome"],
        reviewer=document["reviewer"],
        own_words=tuple(own(one) for one in document["own_words"]),
    )


def about(document: PlanDocument) -> list[Said]:
    """Every heading about the person, also those that say nothing yet."""
    parts = [f"about.{key}" for key in ABOUT]
    return [Said(part, str(HEADINGS[part]), part_of(document, part)) for part in parts]


def goal(one: Mapping[str, Any]) -> ShownGoal:
    return ShownGoal(
        id=one["id"],
        need=one["need"],
        words=one["words"],
        importance=one["importance"],
        state=state(GoalStatus(one["status"])),
        outcome=one["outcome"],
        actions=tuple(
            ShownAction(
                id=action["id"],
                what=action["what"],
                who=action["who"],
                when=action["when"],
                strategies=action["strategies"],
                state=state(ActionStatus(action["status"])),
                confidence=action["confidence"],
                review_on=day(action["review_on"]),
            )
            for action in one["actions"]
        ),
    )


def own(one: OwnWords) -> tuple[str, dt.date | None]:
    return one["words"], day(one["on"])


def state(status: GoalStatus | ActionStatus) -> tuple[str, str]:
    return shape(status), label(status)


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class SaidChange:
    """One thing two versions say differently, in words."""

    did: str
    what: str
    before: str
    after: str


DID: Mapping[Did, str] = {
    Did.ADDED: _lp("plan", "New"),
    Did.REMOVED: _lp("plan", "Taken out"),
    Did.CHANGED: _lp("plan", "Changed"),
}


def said_changes(differences: list[Difference]) -> list[SaidChange]:
    return [
        SaidChange(str(DID[one.did]), what_of(one), said_value(one, one.before), said_value(one, one.after))
        for one in differences
    ]


def what_of(one: Difference) -> str:
    """Shape: `Goal "Walk to the market": How important`."""
    if one.part in HEADINGS:
        return str(HEADINGS[one.part])
    if not one.field:
        return str(LISTS[one.part])
    # Translators: the gaps are such as "Goal", "Walk to the market" and "How important".
    return _("%(kind)s “%(name)s”: %(field)s", kind=LISTS[one.part], name=one.name, field=FIELDS[one.field])


def said_value(one: Difference, value: Any) -> str:
    if value is None or value == "":
        return ""
    if one.field == "status":
        return label(STATUS_OF[one.part](value))
    if one.field == "how":
        return label(PaidBy(value))
    if one.field in {"on", "review_on"}:
        return full_date(dt.date.fromisoformat(value))
    if isinstance(value, int):
        return _("%(number)s out of 10", number=number(value))
    return str(value)
