"""The life of a change somebody would like: what may be done with it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.domain.errors import NotAllowedError, StaleError
from app.domain.listing_document import Document, same
from app.domain.stewardship import ChangeStatus


class ChangeAction(StrEnum):
    SEND = "send"
    PUBLISH = "publish"
    """Send it and have it accepted at once, by somebody we trust."""
    ACCEPT = "accept"
    ACCEPT_PART = "accept-part"
    ASK = "ask"
    ANSWER = "answer"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


_A, _S = ChangeAction, ChangeStatus

TRANSITIONS: Mapping[tuple[ChangeStatus, ChangeAction], ChangeStatus] = {
    (_S.DRAFT, _A.SEND): _S.WAITING,
    (_S.DRAFT, _A.PUBLISH): _S.ACCEPTED,
    (_S.DRAFT, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.WAITING, _A.ACCEPT): _S.ACCEPTED,
    (_S.WAITING, _A.ACCEPT_PART): _S.PART,
    (_S.WAITING, _A.ASK): _S.ASKED,
    (_S.WAITING, _A.REFUSE): _S.REFUSED,
    (_S.WAITING, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.ASKED, _A.ANSWER): _S.WAITING,
    (_S.ASKED, _A.ACCEPT): _S.ACCEPTED,
    (_S.ASKED, _A.ACCEPT_PART): _S.PART,
    (_S.ASKED, _A.ASK): _S.ASKED,
    (_S.ASKED, _A.REFUSE): _S.REFUSED,
    (_S.ASKED, _A.WITHDRAW): _S.WITHDRAWN,
}

OPEN = frozenset({_S.WAITING, _S.ASKED})
"""In the queue."""
TAKEN = frozenset({_S.ACCEPTED, _S.PART})

SAMPLE_EVERY = 5
"""One in this many changes published at once is looked at afterwards, and every risky one."""
NEVER_AT_ONCE = frozenset({"organisation"})
"""Fields that nobody publishes without a second person."""


class ListingConflictError(StaleError):
    """Somebody else changed the same fields since; `fields` says which."""

    def __init__(self, fields: Iterable[str]) -> None:
        super().__init__()
        self.fields = tuple(fields)


def open_actions(status: ChangeStatus) -> frozenset[ChangeAction]:
    return frozenset(action for (at, action) in TRANSITIONS if at is status)


def after(status: ChangeStatus, action: ChangeAction) -> ChangeStatus:
    """Raises: NotAllowedError."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise NotAllowedError from None


def colliding(fields: Iterable[str], *, base: Document, mine: Document, now: Document) -> list[str]:
    """Fields that both this change and somebody else moved since `base`, to different values."""
    return [
        key for key in fields if not same(key, base[key], now[key]) and not same(key, mine[key], now[key])
    ]


def kept_together(fields: Iterable[str], *documents: Document) -> frozenset[str]:
    """The fields, with places and times both or neither where times name the place they are held at."""
    chosen = frozenset(fields)
    tied = {"places", "schedules"}
    if chosen & tied and any("place" in one for document in documents for one in document["schedules"]):
        return chosen | tied
    return chosen


def is_sampled(unseen: int, *, risky: bool) -> bool:
    """Should this change be looked at afterwards? `unseen`: those published at once since the last look."""
    return risky or unseen + 1 >= SAMPLE_EVERY
