"""What may be done with a change, and what becomes of it."""

from __future__ import annotations

import itertools

import pytest

from app.domain.errors import NotAllowedError
from app.domain.listing_change import (
    OPEN,
    SAMPLE_EVERY,
    TRANSITIONS,
    ChangeAction,
    after,
    colliding,
    is_sampled,
    kept_together,
    open_actions,
)
from app.domain.listing_document import clean, empty
from app.domain.stewardship import ChangeStatus

A, S = ChangeAction, ChangeStatus
DECIDE = {A.ACCEPT, A.ACCEPT_PART, A.REFUSE}
ALLOWED = {
    S.DRAFT: {A.SEND, A.PUBLISH, A.WITHDRAW},
    S.WAITING: {*DECIDE, A.ASK, A.WITHDRAW},
    S.ASKED: {*DECIDE, A.ASK, A.ANSWER, A.WITHDRAW},
}


@pytest.mark.parametrize(("status", "action"), list(itertools.product(ChangeStatus, ChangeAction)))
def test_every_pair_is_allowed_or_refused_as_written_here(status: ChangeStatus, action: ChangeAction) -> None:
    if action in ALLOWED.get(status, set()):
        assert action in open_actions(status)
        assert after(status, action) is TRANSITIONS[status, action]
    else:
        assert action not in open_actions(status)
        with pytest.raises(NotAllowedError):
            after(status, action)


def test_what_is_decided_stays_decided() -> None:
    for status in ChangeStatus:
        assert bool(open_actions(status)) is (status in OPEN or status is S.DRAFT)


@pytest.mark.parametrize(
    ("action", "status"),
    [(A.ACCEPT, S.ACCEPTED), (A.ACCEPT_PART, S.PART), (A.REFUSE, S.REFUSED), (A.WITHDRAW, S.WITHDRAWN)],
)
def test_every_decision_has_its_own_end(action: ChangeAction, status: ChangeStatus) -> None:
    assert after(S.WAITING, action) is after(S.ASKED, action) is status


def test_fields_both_changed_differently_collide() -> None:
    base = empty()
    mine = clean({**base, "summary": "a", "email": "x@y.example", "join": "ring"})
    now = clean({**base, "summary": "b", "email": "x@y.example", "quote": "q"})
    assert colliding(["summary", "email", "join"], base=base, mine=mine, now=now) == ["summary"]


def test_times_that_name_a_place_go_with_the_places() -> None:
    tied = clean({"schedules": [{"freq": "WEEKLY", "byday": "TU", "place": 0}]})
    assert kept_together(["places"], tied) == {"places", "schedules"}
    assert kept_together(["places"], empty()) == {"places"}
    assert kept_together(["name"], tied) == {"name"}


def test_every_fifth_and_every_risky_change_is_looked_at() -> None:
    assert [is_sampled(unseen, risky=False) for unseen in range(SAMPLE_EVERY)] == [False] * 4 + [True]
    assert is_sampled(0, risky=True)
