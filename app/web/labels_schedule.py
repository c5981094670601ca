"""The words of the partnership's schedule of engagement."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.activity import Move, When
from app.domain.engagement import (
    ActivityKind,
    ActivityStatus,
    CampaignStep,
    EqualityCheck,
    Influence,
    TagGroup,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ActivityKind: {
        ActivityKind.LISTENING_EVENT: _l("Listening event"),
        ActivityKind.SURVEY: _l("Survey"),
        ActivityKind.INTERVIEWS: _l("Talks with people one by one"),
        ActivityKind.FOCUS_GROUPS: _l("Small groups that talk together"),
        ActivityKind.JOINING_EVENTS: _l("Joining other people's events"),
        ActivityKind.THROUGH_GROUPS: _l("Through community groups"),
        ActivityKind.CO_DESIGN: _l("Designing it together"),
        ActivityKind.CAMPAIGN: _l("Campaign"),
        ActivityKind.CONSULTATION: _l("Formal consultation"),
        ActivityKind.OTHER: _l("Another way"),
    },
    Influence: {
        # Translators: how much what people say can change. From the least to the most.
        Influence.INFORM: _l("We tell people"),
        Influence.CONSULT: _l("We ask people"),
        Influence.INVOLVE: _l("We work with people"),
        Influence.COLLABORATE: _l("We decide together"),
        Influence.EMPOWER: _l("People decide"),
    },
    CampaignStep: {
        CampaignStep.SCOPING: _l("1. Scoping and insight"),
        CampaignStep.DIAGNOSIS: _l("2. Diagnosis and design"),
        CampaignStep.IMPLEMENTATION: _l("3. Putting it into practice"),
        CampaignStep.EVALUATION: _l("4. Seeing what it did"),
    },
    ActivityStatus: {
        ActivityStatus.IDEA: _lp("activity", "An idea"),
        ActivityStatus.PLANNED: _lp("activity", "Planned"),
        ActivityStatus.RUNNING: _lp("activity", "Under way"),
        ActivityStatus.DONE: _lp("activity", "Done"),
        ActivityStatus.CANCELLED: _lp("activity", "Called off"),
    },
    EqualityCheck: {
        EqualityCheck.NOT_YET: _lp("equality check", "Not done yet"),
        EqualityCheck.DONE: _lp("equality check", "Done"),
        EqualityCheck.NOT_NEEDED: _lp("equality check", "Not needed"),
    },
    TagGroup: {
        TagGroup.COMMUNITY: _l("With whom"),
        TagGroup.TOPIC: _l("About what"),
        TagGroup.AREA: _l("Where"),
        TagGroup.PARTNER: _l("Who helps"),
        TagGroup.PRIORITY: _l("Priorities"),
        TagGroup.STRATEGY: _l("Strategies"),
        TagGroup.FOCUS: _l("Areas of focus"),
        TagGroup.PRINCIPLE: _l("Principles agreed"),
    },
    When: {
        When.COMING: _lp("activities", "Coming"),
        When.PAST: _lp("activities", "Past"),
        When.ALL: _lp("activities", "All"),
    },
    Move: {
        Move.FINISH: _l("Say what was learned"),
        Move.CANCEL: _l("Call it off"),
        Move.PLAN_AGAIN: _l("Plan it again"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ActivityStatus: {
        ActivityStatus.IDEA: "unknown",
        ActivityStatus.PLANNED: "todo",
        ActivityStatus.RUNNING: "part",
        ActivityStatus.DONE: "yes",
        ActivityStatus.CANCELLED: "no",
    },
    EqualityCheck: {
        EqualityCheck.NOT_YET: "todo",
        EqualityCheck.DONE: "yes",
        EqualityCheck.NOT_NEEDED: "no",
    },
}

INFLUENCE: Mapping[Influence, str] = {
    Influence.INFORM: _l("We say what is happening and why. What people say does not change it."),
    Influence.CONSULT: _l("We listen before we decide, and say what became of it. We decide."),
    Influence.INVOLVE: _l("People help us to see the problem and what could be done. We decide."),
    Influence.COLLABORATE: _l("People and we find the answer side by side, and agree on it."),
    Influence.EMPOWER: _l("People make the decision. We do what they decide."),
}
"""What each level means. Source: the five levels of public participation (IAP2), in our words."""
