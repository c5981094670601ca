"""The words of plans and measures: where goals stand, how things are paid for, how somebody was asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.measures import AskedHow, Band, MeasureKind, MeasureMoment, NoNumber
from app.domain.plan import ActionStatus, AgreedHow, GoalStatus, PaidBy

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    GoalStatus: {
        GoalStatus.NOT_STARTED: _lp("goal", "Not started"),
        GoalStatus.UNDER_WAY: _lp("goal", "On the way"),
        GoalStatus.MET: _lp("goal", "Got there"),
        GoalStatus.PARTLY_MET: _lp("goal", "Got part of the way"),
        GoalStatus.NOT_MET: _lp("goal", "Did not get there"),
        GoalStatus.DROPPED: _lp("goal", "Let go: something else matters more"),
    },
    ActionStatus: {
        ActionStatus.PLANNED: _lp("action", "Planned"),
        ActionStatus.UNDER_WAY: _lp("action", "Doing it"),
        ActionStatus.DONE: _lp("action", "Done"),
        ActionStatus.STOPPED: _lp("action", "Stopped"),
    },
    PaidBy: {
        PaidBy.FREE: _lp("paid for", "It is free"),
        PaidBy.SELF: _lp("paid for", "They pay for it"),
        # Translators: money from the council that somebody who needs care can spend on support.
        PaidBy.PERSONAL_BUDGET: _lp("paid for", "Personal budget, from the council"),
        # Translators: money from the NHS that somebody with a long illness can spend on support.
        PaidBy.PERSONAL_HEALTH_BUDGET: _lp("paid for", "Personal health budget, from the NHS"),
        PaidBy.GRANT: _lp("paid for", "A grant or a charity"),
        PaidBy.OTHER: _lp("paid for", "In another way"),
    },
    AgreedHow: {
        AgreedHow.SPOKEN: _lp("agreed", "They said yes"),
        AgreedHow.WRITTEN: _lp("agreed", "They signed it"),
        AgreedHow.ONLINE: _lp("agreed", "On their own page"),
    },
    MeasureKind: {
        MeasureKind.ONS4: _l("How life is: four questions"),
        MeasureKind.LONELINESS: _l("Being lonely: four questions"),
        MeasureKind.GOALS: _l("How far with their goals"),
        MeasureKind.LICENSED: _l("Another measure, with a licence"),
        MeasureKind.SERVICE: _l("Whether we were any use"),
    },
    MeasureMoment: {
        MeasureMoment.START: _lp("measure", "At the start"),
        MeasureMoment.REVIEW: _lp("measure", "At a review"),
        MeasureMoment.END: _lp("measure", "At the end"),
    },
    AskedHow: {
        AskedHow.WORKER: _lp("asked", "Asked by a worker"),
        AskedHow.PAPER: _lp("asked", "On paper"),
        AskedHow.OWN_LINK: _lp("asked", "By their own link"),
    },
    NoNumber: {
        NoNumber.DONT_KNOW: _l("Do not know"),
        NoNumber.NOT_SAID: _l("Prefer not to say"),
    },
    # As the Office for National Statistics calls them.
    Band: {
        Band.VERY_LOW: _lp("band", "very low"),
        Band.LOW: _lp("band", "low"),
        Band.MEDIUM: _lp("band", "medium"),
        Band.HIGH: _lp("band", "high"),
        Band.VERY_HIGH: _lp("band", "very high"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    GoalStatus: {
        GoalStatus.NOT_STARTED: "todo",
        GoalStatus.UNDER_WAY: "part",
        GoalStatus.MET: "yes",
        GoalStatus.PARTLY_MET: "part",
        GoalStatus.NOT_MET: "no",
        GoalStatus.DROPPED: "no",
    },
    ActionStatus: {
        ActionStatus.PLANNED: "todo",
        ActionStatus.UNDER_WAY: "part",
        ActionStatus.DONE: "yes",
        ActionStatus.STOPPED: "no",
    },
}
