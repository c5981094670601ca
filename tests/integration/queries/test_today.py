"""What waits for those who listen: counted for whoever may see it, and for nobody else."""

import datetime as dt

import pytest

from app import clock as clocks
from app.domain.engagement import AlertState, ConversationState
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.queries.today import Need, waiting
from tests.factories import AccountFactory
from tests.factories_engagement import (
    CaptureDeviceFactory,
    ConversationFactory,
    EventFactory,
    EventMemberFactory,
    HarmAlertFactory,
    StoryFactory,
)


def viewer(role):
    return Viewer(account_id=AccountFactory(role=role).id, grants=(Grant(role),))


@pytest.fixture
def over(app, clock):
    """An event of yesterday, with what it left."""
    event = EventFactory(
        starts_at=clocks.now() - dt.timedelta(days=1, hours=6), ends_at=clocks.now() - dt.timedelta(days=1)
    )
    for state in (ConversationState.WAITING, ConversationState.OTHER_VERSION, ConversationState.KEPT):
        said = ConversationFactory(event_id=event.id, state=state)
    HarmAlertFactory(event_id=event.id, conversation_id=said.id)
    HarmAlertFactory(event_id=event.id, conversation_id=said.id, state=AlertState.DONE)
    CaptureDeviceFactory(event_id=event.id, unsent=3)
    CaptureDeviceFactory(event_id=event.id, unsent=0)
    StoryFactory()
    StoryFactory(uses="")
    return event


def test_an_officer_sees_what_waits(over):
    assert waiting(viewer(Role.ENGAGEMENT_OFFICER)) == {
        Need.WORRIES: 1,
        Need.ON_TABLETS: 1,
        Need.TO_READ: 2,
        Need.STORIES: 1,
    }


def test_a_facilitator_sees_the_tablets_of_their_own_event_only(over):
    mine, other = viewer(Role.FACILITATOR), viewer(Role.FACILITATOR)
    EventMemberFactory(event=over, account_id=mine.account_id)
    assert waiting(mine) == {Need.ON_TABLETS: 1} and waiting(other) == {}


def test_tablets_that_can_send_no_more_are_not_asked_for(over, clock):
    clock.move(days=8)
    assert Need.ON_TABLETS not in waiting(viewer(Role.ENGAGEMENT_OFFICER))
