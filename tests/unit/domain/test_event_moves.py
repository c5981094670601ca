"""Where an event can go: every pair of a state and an action."""

from __future__ import annotations

import pytest

from app.domain.engagement import EventStatus
from app.domain.errors import NeedsMoreError, NotAllowedError
from app.domain.event_moves import TRANSITIONS, EventAction, EventNeed, after, open_actions


@pytest.mark.parametrize("status", EventStatus)
@pytest.mark.parametrize("action", EventAction)
def test_what_is_not_in_the_table_is_refused(status: EventStatus, action: EventAction) -> None:
    if (status, action) in TRANSITIONS:
        assert after(status, action, set(EventNeed)) is TRANSITIONS[status, action].end
        assert action in open_actions(status)
    else:
        assert action not in open_actions(status)
        with pytest.raises(NotAllowedError):
            after(status, action, set(EventNeed))


def test_what_is_missing_is_named() -> None:
    with pytest.raises(NeedsMoreError) as raised:
        after(EventStatus.DRAFT, EventAction.OPEN, {EventNeed.QUESTIONS, EventNeed.STILL_TO_COME})
    assert raised.value.missing == {EventNeed.ALERT_TO}


def test_nothing_leads_out_of_an_event_that_was_called_off() -> None:
    assert open_actions(EventStatus.CANCELLED) == ()
