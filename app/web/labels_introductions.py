"""The words of introductions: where they stand, why not, what is shared, and what is missing in the city."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.introduction import (
    DeclineReason,
    Helped,
    IntroductionKind,
    IntroductionStatus,
    NotCompletedReason,
)
from app.domain.sharing import Block, Share, ShareChannel
from app.domain.unmet_needs import WhyUnmet

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    IntroductionKind: {
        IntroductionKind.SIGNPOST: _l("Details given"),
        # Translators: a link worker tells a group about somebody, so that they can meet.
        IntroductionKind.INTRODUCTION: _l("Introduction"),
    },
    IntroductionStatus: {
        IntroductionStatus.GIVEN: _lp("introduction", "Details given"),
        IntroductionStatus.DRAFT: _lp("introduction", "Not sent yet"),
        IntroductionStatus.SENT: _lp("introduction", "Sent, not opened yet"),
        IntroductionStatus.SEEN: _lp("introduction", "Opened, no answer yet"),
        IntroductionStatus.ACCEPTED: _lp("introduction", "They said yes"),
        IntroductionStatus.WAITLISTED: _lp("introduction", "On their waiting list"),
        IntroductionStatus.STARTED: _lp("introduction", "Started"),
        IntroductionStatus.COMPLETED: _lp("introduction", "Done"),
        IntroductionStatus.NOT_COMPLETED: _lp("introduction", "Did not work out"),
        IntroductionStatus.DECLINED: _lp("introduction", "They said no"),
        IntroductionStatus.CANCELLED: _lp("introduction", "Called off"),
        IntroductionStatus.IN_ERROR: _lp("introduction", "Made by mistake"),
    },
    DeclineReason: {
        DeclineReason.NO_CAPACITY: _l("We are full"),
        DeclineReason.LIST_CLOSED: _l("We are full, and so is our waiting list"),
        DeclineReason.NOT_ELIGIBLE: _l("It is not for people in their situation"),
        DeclineReason.OUTSIDE_AREA: _l("They live outside our area"),
        DeclineReason.ACCESS_NEED: _l("We cannot meet something they need to take part"),
        DeclineReason.NO_CONTACT: _l("We could not reach them"),
        DeclineReason.WRONG_SERVICE: _l("We do something else"),
        DeclineReason.OTHER: _lp("why not", "Another reason"),
    },
    NotCompletedReason: {
        NotCompletedReason.DID_NOT_COME: _l("They did not come"),
        NotCompletedReason.NO_CONTACT: _lp("came to nothing", "We could not reach them"),
        NotCompletedReason.STOPPED: _l("They chose to stop"),
        NotCompletedReason.SERVICE_ENDED: _l("The activity has ended"),
        NotCompletedReason.OTHER: _lp("came to nothing", "Another reason"),
    },
    Helped: {
        Helped.YES: _lp("did it help", "Yes"),
        Helped.PARTLY: _lp("did it help", "A bit"),
        Helped.NO: _lp("did it help", "No"),
        Helped.DID_NOT_GO: _lp("did it help", "I did not go"),
        Helped.RATHER_NOT_SAY: _lp("did it help", "I would rather not say"),
    },
    Share: {
        Share.FIRST_NAME: _l("First name"),
        Share.CONTACT: _l("A safe way to reach them"),
        Share.LANGUAGE: _l("The language they speak"),
        Share.NEEDS: _l("What they need to take part"),
        Share.START: _l("When they would like to start"),
        Share.COMPANION: _l("Who comes along the first time"),
        Share.WORDS: _l("What they want you to know"),
    },
    ShareChannel: {
        ShareChannel.PHONE: _lp("reach them", "By phone"),
        ShareChannel.TEXT: _lp("reach them", "By text message"),
        ShareChannel.EMAIL: _lp("reach them", "By e-mail"),
        ShareChannel.WORKER: _lp("reach them", "Through their link worker"),
    },
    Block: {
        Block.LISTING_GONE: _l("It is no longer listed. Choose something else, or ring them first."),
        Block.NO_ORGANIZATION: _l(
            "We do not know which organisation runs it, so nothing can be shared. You can still give the "
            "details."
        ),
        Block.NO_AGREEMENT: _l(
            "This organisation has no current agreement to keep what we share safe. You can still give the "
            "details."
        ),
        Block.NO_EMAIL: _l(
            "We hold no e-mail address for them, so we cannot write. Ring them, or give the details."
        ),
        Block.DIED: _l("Nothing is shared about somebody who has died."),
        Block.NO_CONSENT: _l(
            "There is no agreement from the person that holds today for this organisation. Ask them again."
        ),
        Block.CONSENT_NARROW: _l(
            "They agreed to share less than this. Take something out, or ask them again."
        ),
        Block.NOT_WHOLE: _l("An introduction needs a first name and one safe way to reach them."),
    },
    WhyUnmet: {
        WhyUnmet.NOTHING: _l("There is nothing like it"),
        WhyUnmet.TOO_FAR: _l("It is too far away"),
        WhyUnmet.CANNOT_GET_IN: _l("They cannot get in, or take part, because of an access need"),
        WhyUnmet.LANGUAGE: _l("Nobody there speaks their language"),
        WhyUnmet.COST: _l("It costs too much"),
        WhyUnmet.TIMES: _l("It is at the wrong time"),
        WhyUnmet.FULL: _l("Everything is full"),
        WhyUnmet.NOT_SAFE: _l("It does not feel safe or welcoming to them"),
        WhyUnmet.OTHER: _lp("why nothing fits", "Another reason"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    IntroductionStatus: {
        IntroductionStatus.GIVEN: "yes",
        IntroductionStatus.DRAFT: "todo",
        IntroductionStatus.SENT: "todo",
        IntroductionStatus.SEEN: "todo",
        IntroductionStatus.ACCEPTED: "yes",
        IntroductionStatus.WAITLISTED: "part",
        IntroductionStatus.STARTED: "yes",
        IntroductionStatus.COMPLETED: "yes",
        IntroductionStatus.NOT_COMPLETED: "no",
        IntroductionStatus.DECLINED: "no",
        IntroductionStatus.CANCELLED: "no",
        IntroductionStatus.IN_ERROR: "no",
    },
    Helped: {
        Helped.YES: "yes",
        Helped.PARTLY: "part",
        Helped.NO: "no",
        Helped.DID_NOT_GO: "unknown",
        Helped.RATHER_NOT_SAY: "unknown",
    },
}
