"""Where a referral stands, as whoever made it reads it: status and a short outcome, nothing of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.case import CaseStatus, ClosureReason
from app.domain.referral import ReferralStatus
from app.web.labels import label, shape

S, C, W = ReferralStatus, CaseStatus, ClosureReason


@dataclass(frozen=True, slots=True)
class Standing:
    """A word with its shape, and one or two sentences."""

    shape: str
    state: str
    words: str


IN_WORDS: Mapping[ReferralStatus, str] = {
    S.DRAFT: _l("It is not sent yet."),
    S.RECEIVED: _l("Nobody has read it yet."),
    S.IN_TRIAGE: _l("Somebody in the team is reading it."),
    S.INFO_NEEDED: _l("We need to know one more thing before we can go on."),
    S.AWAITING_LEAD: _l("Somebody has read it, and a lead of the team decides."),
    S.ACCEPTED: _l("We took it on."),
    S.NOT_ACCEPTED: _l("We could not take it on."),
    S.REDIRECTED: _l("Another service can help better. With the person’s agreement we sent it there."),
    S.DECLINED_BY_PERSON: _l("The person does not want a link worker now. They can ask again at any time."),
    S.COULD_NOT_CONTACT: _l(
        "We tried several times, in the ways you told us, and could not reach them. If you know another safe "
        "way, refer them again or ring us."
    ),
    S.WITHDRAWN: _l("It goes no further."),
    S.DUPLICATE: _l("Somebody else had referred them too. We go on with that referral; nothing is lost."),
    S.PERSON_DIED: _l("We were told that the person has died. We are sorry."),
    S.IN_ERROR: _l("It was made by mistake and goes no further."),
}

IN_CASE: Mapping[CaseStatus, str] = {
    C.WAITING: _l("They are on the waiting list. A link worker gets in touch when it is their turn."),
    C.ALLOCATED: _l("They have a link worker, who is about to get in touch."),
    C.ACTIVE: _l("A link worker and the person are working together."),
    C.ON_HOLD: _l("The person and the link worker are having a break. They go on at an agreed day."),
    C.CLOSING: _l("A link worker and the person are working together, and coming to an end."),
    C.AWAITING_LEAD: _l("A link worker and the person are working together, and coming to an end."),
    C.CLOSED: _l("The work with the link worker has ended."),
    C.IN_ERROR: _l("It was made by mistake and goes no further."),
}

ENDINGS: Mapping[ClosureReason, str] = {
    W.GOALS_MET: _l("They reached what they wanted."),
    W.PARTLY_MET: _l("They reached part of what they wanted, and are content."),
    W.OTHER_SUPPORT: _l("They have other support now."),
    W.STOPPED: _l("They chose to stop."),
    W.NO_CONTACT: _l("We could not reach them any more."),
    W.MISSED: _l("They did not come to several meetings."),
    W.MOVED: _l("They have moved away."),
}
"""What a referrer hears of the end, where the person agreed. Other reasons are not told."""


def state_of(status: ReferralStatus, case: CaseStatus | None, *, may_hear_the_end: bool = False) -> Standing:
    """For a list: the word, its shape, and where it stands in a sentence."""
    if status is S.ACCEPTED and case is not None and (may_hear_the_end or case is not C.CLOSED):
        ended = case is C.CLOSED
        return Standing(
            "no" if ended else shape(status), _("Ended") if ended else label(status), str(IN_CASE[case])
        )
    return Standing(shape(status), label(status), str(IN_WORDS[status]))


def ending(reason: ClosureReason | None) -> str:
    """How it ended, in a sentence; empty where that is not told."""
    return str(ENDINGS[reason]) if reason is not None and reason in ENDINGS else ""
