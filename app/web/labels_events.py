"""The words of events, questions, and what comes in from them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.engagement import (
    AgeBand,
    CaptureWay,
    ConversationState,
    EventKind,
    EventPart,
    EventStatus,
    QuestionKind,
    RecordTrouble,
    SetStatus,
)
from app.domain.insight import QuotePermission

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    QuestionKind: {
        QuestionKind.OPEN: _l("In their own words"),
        QuestionKind.CHOICE: _l("One from a list"),
        QuestionKind.SCALE: _l("A number on a scale"),
    },
    SetStatus: {
        SetStatus.DRAFT: _lp("questions", "Being written"),
        SetStatus.PUBLISHED: _lp("questions", "Ready to ask"),
        SetStatus.RETIRED: _lp("questions", "No longer asked"),
    },
    EventKind: {
        EventKind.LOCAL: _l("In a place, for people who live near it"),
        EventKind.COMMUNITY: _l("With one community"),
        EventKind.ONLINE: _lp("event", "Online"),
        EventKind.CHILDREN: _l("With children"),
        EventKind.HOSTED: _l("Run by a community group"),
        EventKind.ELSEWHERE: _l("Said elsewhere"),
    },
    EventStatus: {
        EventStatus.DRAFT: _lp("event", "Being planned"),
        EventStatus.OPEN: _lp("event", "Open"),
        EventStatus.CLOSED: _lp("event", "Closed"),
        EventStatus.CANCELLED: _lp("event", "Cancelled"),
    },
    EventPart: {
        # Translators: the person who plans an event and answers for it.
        EventPart.ORGANISER: _lp("event", "Plans it"),
        # Translators: a person who talks with people at an event and writes down what they say.
        EventPart.FACILITATOR: _lp("event", "Listens there"),
    },
    CaptureWay: {
        CaptureWay.TABLET: _l("On a tablet"),
        CaptureWay.FORM: _l("On the plain form"),
        CaptureWay.PAPER: _l("On a paper card"),
        CaptureWay.ONLINE: _lp("how it came to us", "Online"),
        CaptureWay.FILE: _l("From a file"),
        CaptureWay.PHONE: _lp("how it came to us", "On the telephone"),
    },
    RecordTrouble: {
        RecordTrouble.CANNOT_OPEN: _l("We cannot open it"),
        RecordTrouble.NOT_UNDERSTOOD: _l("We opened it, and it is not a conversation"),
    },
    ConversationState: {
        ConversationState.KEPT: _lp("conversation", "Kept"),
        ConversationState.WAITING: _lp("conversation", "Waits to be read first"),
        ConversationState.OTHER_VERSION: _lp("conversation", "Sent again with other words"),
        ConversationState.REPLACED: _lp("conversation", "Replaced by a newer one"),
        ConversationState.TAKEN_BACK: _lp("conversation", "Taken back"),
        ConversationState.REFUSED: _lp("conversation", "Not used"),
    },
    AgeBand: {
        AgeBand.UNDER_13: _l("Under 13"),
        AgeBand.TEENAGER: _l("13 to 17"),
        AgeBand.ADULT: _l("18 or over"),
        AgeBand.NOT_ASKED: _lp("age", "Not asked"),
    },
    QuotePermission: {
        QuotePermission.YES: _lp("show words", "Yes"),
        QuotePermission.NO: _lp("show words", "No"),
        QuotePermission.NOT_ASKED: _lp("show words", "Not asked"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    SetStatus: {
        SetStatus.DRAFT: "todo",
        SetStatus.PUBLISHED: "yes",
        SetStatus.RETIRED: "no",
    },
    EventStatus: {
        EventStatus.DRAFT: "todo",
        EventStatus.OPEN: "yes",
        EventStatus.CLOSED: "no",
        EventStatus.CANCELLED: "cannot",
    },
    ConversationState: {
        ConversationState.KEPT: "yes",
        ConversationState.WAITING: "todo",
        ConversationState.OTHER_VERSION: "part",
        ConversationState.REPLACED: "no",
        ConversationState.TAKEN_BACK: "no",
        ConversationState.REFUSED: "cannot",
    },
}
