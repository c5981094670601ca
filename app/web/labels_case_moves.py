"""The words of how a case rests, ends and changes hands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_pgettext as _lp

from app.domain.case import ClosureReason, HoldReason, TransferStatus
from app.domain.closing import LetterHow

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ClosureReason: {
        ClosureReason.GOALS_MET: _lp("why closed", "They got where they wanted to get"),
        ClosureReason.PARTLY_MET: _lp("why closed", "Part of the way, and they are happy with it"),
        ClosureReason.OTHER_SUPPORT: _lp("why closed", "Somebody else helps them now"),
        ClosureReason.STOPPED: _lp("why closed", "They chose to stop"),
        ClosureReason.NO_CONTACT: _lp("why closed", "We could not reach them any more"),
        ClosureReason.MISSED: _lp("why closed", "They did not come, several times"),
        ClosureReason.MOVED: _lp("why closed", "They moved away"),
        ClosureReason.HOSPITAL_OR_CARE: _lp("why closed", "They went into hospital or care"),
        ClosureReason.DIED: _lp("why closed", "They have died"),
        ClosureReason.TRANSFERRED: _lp("why closed", "Another team works with them now"),
        ClosureReason.NOT_SUITABLE: _lp("why closed", "A link worker is not the right help"),
        ClosureReason.IN_ERROR: _lp("why closed", "Opened by mistake"),
    },
    HoldReason: {
        HoldReason.HOSPITAL: _lp("why on hold", "They are in hospital"),
        HoldReason.AWAY: _lp("why on hold", "They are away"),
        HoldReason.WAITING_FOR_SOMETHING: _lp("why on hold", "We wait for something to happen first"),
        HoldReason.ASKED: _lp("why on hold", "They asked for a break"),
        HoldReason.OTHER: _lp("why on hold", "Something else"),
    },
    TransferStatus: {
        TransferStatus.REQUESTED: _lp("hand-over", "Waiting for an answer"),
        TransferStatus.ACCEPTED: _lp("hand-over", "Taken over"),
        TransferStatus.DECLINED: _lp("hand-over", "Not taken"),
        TransferStatus.WITHDRAWN: _lp("hand-over", "Taken back"),
        TransferStatus.EXPIRED: _lp("hand-over", "Nobody answered in time"),
    },
    LetterHow: {
        LetterHow.EMAIL: _lp("closing letter", "By e-mail, and on their own page"),
        LetterHow.BY_HAND: _lp("closing letter", "On paper, or read out to them"),
        LetterHow.DECLINED: _lp("closing letter", "They do not want a letter"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    TransferStatus: {
        TransferStatus.REQUESTED: "todo",
        TransferStatus.ACCEPTED: "yes",
        TransferStatus.DECLINED: "no",
        TransferStatus.WITHDRAWN: "no",
        TransferStatus.EXPIRED: "late",
    },
}
