"""The words of what agrees between two people, of what they agreed to, and of the parts of the queue."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.matching import Band, MatchKey
from app.queries.triage import Part

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Band: {
        Band.SAME: _lp("how sure", "Almost surely the same person"),
        Band.LIKELY: _lp("how sure", "Probably the same person"),
        Band.POSSIBLE: _lp("how sure", "Perhaps the same person"),
    },
    MatchKey: {
        MatchKey.NHS_NUMBER: _lp("agrees", "the same NHS number"),
        MatchKey.NAME_BORN: _lp("agrees", "the same name and date of birth"),
        MatchKey.SOUND_BORN: _lp("agrees", "a last name that sounds alike, and the same date of birth"),
        MatchKey.GIVEN_BORN: _lp("agrees", "the same first name and date of birth"),
        MatchKey.NAME_YEAR: _lp("agrees", "the same name, and part of the date of birth"),
        MatchKey.PHONE: _lp("agrees", "the same phone number"),
        MatchKey.ADDRESS: _lp("agrees", "the same house"),
        MatchKey.EMAIL: _lp("agrees", "the same e-mail address"),
    },
    ConsentPurpose: {
        ConsentPurpose.CONTACT: _lp("agreed to", "That we get in touch"),
        ConsentPurpose.RECORD: _lp("agreed to", "That we write things down"),
        ConsentPurpose.TELL_REFERRER: _lp("agreed to", "That whoever referred them hears how it ended"),
        ConsentPurpose.SHARE_WITH_PROVIDER: _lp("agreed to", "That we tell an organisation about them"),
        ConsentPurpose.TEAM_DISCUSSION: _lp("agreed to", "That the team talks about how to help"),
        ConsentPurpose.TALK_WITH_FAMILY: _lp("agreed to", "That we talk with people around them"),
        ConsentPurpose.STORY: _lp("agreed to", "That we tell their story without their name"),
        ConsentPurpose.FEEDBACK: _lp("agreed to", "That we ask later how it was"),
    },
    ConsentHow: {
        ConsentHow.SPOKEN: _lp("how they agreed", "Said so"),
        ConsentHow.WRITTEN: _lp("how they agreed", "In writing"),
        ConsentHow.ONLINE: _lp("how they agreed", "On our pages"),
        ConsentHow.BEST_INTERESTS: _lp("how they agreed", "Decided in their best interests"),
    },
    Part: {
        Part.OPEN: _l("To decide"),
        Part.MINE: _l("I am reading"),
        Part.NEW: _l("Nobody has read"),
        Part.ASKED: _l("We asked the referrer"),
        Part.LEAD: _l("For a lead to agree"),
        Part.UNROUTED: _l("No team yet"),
        Part.DECIDED: _l("Decided"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Band: {Band.SAME: "yes", Band.LIKELY: "part", Band.POSSIBLE: "todo"}
}
