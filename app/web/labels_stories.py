"""The words of stories and of the people's panel."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.panel import AccessNeed, Interest, PanelAnswer, PanelStatus, PanelWay, QuotaBy
from app.domain.story import StoryStage, StoryStatus, StoryTeller, StoryUse

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    StoryTeller: {
        StoryTeller.SELF: _lp("story", "By the person"),
        StoryTeller.HELPER: _lp("story", "Somebody typed for them"),
        StoryTeller.CASE: _lp("story", "With their link worker"),
    },
    StoryStatus: {
        StoryStatus.NEW: _lp("story", "Not read yet"),
        StoryStatus.READ: _lp("story", "Read"),
        StoryStatus.WITHDRAWN: _lp("story", "Taken back"),
    },
    StoryUse: {
        StoryUse.INSIDE: _lp("story", "People who plan services may read it"),
        StoryUse.QUOTE: _lp("story", "Some of its words may stand in a report"),
        StoryUse.PUBLISH: _lp("story", "All of it may be published"),
        StoryUse.NAME: _lp("story", "The first name may stand beside it"),
    },
    StoryStage: {
        StoryStage.HOME: _lp("stage", "At home"),
        StoryStage.COMMUNITY: _lp("stage", "In a group or near home"),
        StoryStage.GP: _lp("stage", "At the GP surgery"),
        StoryStage.PHARMACY: _lp("stage", "At the pharmacy"),
        StoryStage.CALL: _lp("stage", "On the phone, such as 111"),
        StoryStage.AMBULANCE: _lp("stage", "With the ambulance"),
        StoryStage.HOSPITAL: _lp("stage", "In hospital"),
        StoryStage.MENTAL_HEALTH: _lp("stage", "With a mental health team"),
        StoryStage.SOCIAL_CARE: _lp("stage", "With a social worker or carers"),
        StoryStage.WAITING: _lp("stage", "While waiting"),
        StoryStage.AFTERWARDS: _lp("stage", "Afterwards"),
        StoryStage.OTHER: _lp("stage", "Somewhere else"),
    },
    PanelStatus: {
        PanelStatus.WAITING: _lp("panel", "Not confirmed yet"),
        PanelStatus.ACTIVE: _lp("panel", "On the panel"),
        PanelStatus.PAUSED: _lp("panel", "Taking a break"),
        PanelStatus.LEFT: _lp("panel", "Has left"),
    },
    PanelWay: {
        PanelWay.EMAIL: _lp("panel", "By e-mail"),
        PanelWay.PHONE: _lp("panel", "By phone"),
        PanelWay.TEXT: _lp("panel", "By text message"),
        PanelWay.POST: _lp("panel", "By letter"),
    },
    PanelAnswer: {PanelAnswer.YES: _lp("panel", "Said yes"), PanelAnswer.NO: _lp("panel", "Said no")},
    AccessNeed: {
        AccessNeed.LARGE_PRINT: _l("Large print"),
        AccessNeed.EASY_READ: _l("Easy Read"),
        AccessNeed.BSL: _l("British Sign Language"),
        AccessNeed.INTERPRETER: _l("An interpreter"),
        AccessNeed.STEP_FREE: _l("No steps"),
        AccessNeed.HEARING_LOOP: _l("A hearing loop"),
        AccessNeed.QUIET_SPACE: _l("A quiet space"),
        AccessNeed.CHILDCARE: _l("Somebody to look after children"),
        AccessNeed.TRAVEL_COSTS: _l("Help with the fare"),
        AccessNeed.PHONE_ONLY: _l("To take part by phone, without the internet"),
    },
    Interest: {
        Interest.GP_AND_HOSPITAL: _lp("interest", "Seeing a GP, and hospitals"),
        Interest.MENTAL_HEALTH: _lp("interest", "Mental health"),
        Interest.GETTING_ABOUT: _lp("interest", "Buses, walking and getting about"),
        Interest.HOMES: _lp("interest", "Homes and heating"),
        Interest.GREEN_SPACES: _lp("interest", "Parks and green spaces"),
        Interest.FOOD: _lp("interest", "Food"),
        Interest.MONEY: _lp("interest", "Money and work"),
        Interest.CHILDREN: _lp("interest", "Children and young people"),
        Interest.OLDER_PEOPLE: _lp("interest", "Getting older"),
        Interest.DISABILITY: _lp("interest", "Being disabled"),
        Interest.CARERS: _lp("interest", "Looking after somebody"),
        Interest.DIGITAL: _lp("interest", "Phones and the internet"),
        Interest.SAFETY: _lp("interest", "Feeling safe"),
    },
    QuotaBy: {
        QuotaBy.AREA: _lp("quota", "Wards"),
        QuotaBy.DEPRIVATION: _lp("quota", "How poor the neighbourhood is"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    StoryStatus: {StoryStatus.NEW: "new", StoryStatus.READ: "yes", StoryStatus.WITHDRAWN: "no"},
    PanelStatus: {
        PanelStatus.WAITING: "todo",
        PanelStatus.ACTIVE: "yes",
        PanelStatus.PAUSED: "part",
        PanelStatus.LEFT: "no",
    },
    PanelAnswer: {PanelAnswer.YES: "yes", PanelAnswer.NO: "no"},
}
