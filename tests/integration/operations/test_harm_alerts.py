"""Words of harm make somebody look the same day, say nothing of what was said, and decide nothing."""

import datetime as dt
import json
import uuid

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.conversation_document import digest_of, document_from
from app.domain.engagement import AlertState, CaptureWay, ConversationState
from app.domain.errors import NotAllowedError, StaleError
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.jobs import harm_alerts as job
from app.models.conversations import HarmAlert
from app.models.messages import Message
from app.operations import capture, conversations, harm_alerts
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory, HarmAlertFactory

pytestmark = pytest.mark.usefixtures("clock")

WORDS = "I want to end my life."


@pytest.fixture
def officer(app):
    return AccountFactory(role=Role.ENGAGEMENT_OFFICER)


def hear(event, words=WORDS, submission=None, **more):
    """A conversation that came in with these words."""
    document = document_from({"answers": {"love": {"text": words}}, **more})
    submission = submission or uuid.uuid4()
    receipt = capture.receive(event.id, submission, digest=digest_of(document), way=CaptureWay.FORM)
    made = conversations.keep(
        event, document, record_id=receipt.record_id, submission_id=submission, way=CaptureWay.FORM
    )
    return made, digest_of(document)


def alerts():
    return db.session.scalars(select(HarmAlert)).all()


def told():
    return db.session.scalars(select(Message).where(Message.kind == MessageKind.HARM_RAISED)).all()


def test_ordinary_words_raise_nothing(app, officer):
    hear(EventFactory(), "I could kill for a brew, the buses are murder")
    assert alerts() == [] and told() == []


def test_the_named_person_is_told_and_nothing_of_what_was_said(app, officer):
    AccountFactory(role=Role.ENGAGEMENT_OFFICER)
    made, _ = hear(EventFactory(alert_to_id=officer.id))
    (alert,), (message,) = alerts(), told()
    assert (alert.kinds, alert.state, alert.for_id) == (["self-harm"], AlertState.OPEN, officer.id)
    assert message.account_id == officer.id
    assert "life" not in json.dumps(message.parameters) and str(made.id) not in message.key
    assert (alert.raised_at.minute, alert.raised_at.second) == (0, 0)
    assert made.state is ConversationState.KEPT and made.points[0].words == WORDS


@pytest.mark.parametrize("role", [Role.FACILITATOR, None])
def test_where_the_named_person_may_not_look_the_organiser_does(app, officer, role):
    named = AccountFactory(role=role) if role else AccountFactory(disabled_at=dt.datetime.now(dt.UTC))
    hear(EventFactory(alert_to_id=named.id, organiser_id=officer.id))
    assert [message.account_id for message in told()] == [officer.id]


def test_where_nobody_is_named_everybody_who_runs_engagement_is_told(app, officer):
    other = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
    AccountFactory(role=Role.ENGAGEMENT_OFFICER, disabled_at=dt.datetime.now(dt.UTC))
    hear(EventFactory())
    assert {message.account_id for message in told()} == {officer.id, other.id}
    assert alerts()[0].for_id is None


def test_a_mended_conversation_is_the_same_worry(app, officer):
    event, submission = EventFactory(), uuid.uuid4()
    _, first = hear(event, submission=submission)
    made, _ = hear(event, WORDS + " He hits me.", submission, replaces=first)
    (alert,) = alerts()
    assert (alert.conversation_id, alert.kinds) == (made.id, ["abuse", "self-harm"])
    assert len(told()) == 1


def test_other_words_of_harm_after_it_was_answered_are_a_new_worry(app, officer):
    event, submission, by = EventFactory(), uuid.uuid4(), Viewer(account_id=officer.id)
    _, first = hear(event, submission=submission)
    (alert,) = alerts()
    harm_alerts.finish(alert, "We rang the GP", by=by, version=alert.version)
    _, second = hear(event, WORDS + " Truly.", submission, replaces=first)
    assert len(alerts()) == len(told()) == 1, "the same again was looked at"
    hear(event, WORDS + " He hits me.", submission, replaces=second)
    assert sorted((one.state, one.kinds) for one in alerts()) == [
        (AlertState.DONE, ["self-harm"]),
        (AlertState.OPEN, ["abuse", "self-harm"]),
    ]
    assert len(told()) == 2


def test_words_of_a_child_that_are_not_kept_still_count(app, officer):
    made, _ = hear(EventFactory(), "My dad hits me", age="under-13")
    assert made.points == [] and len(alerts()) == 1


def test_a_reflection_counts_too(app, officer):
    hear(EventFactory(), "The parks", reflection="She said she is self-harming")
    assert len(alerts()) == 1


def test_what_nobody_was_asked_about_is_marked_on_its_point(app):
    made, _ = hear(EventFactory(), "Ring my daughter on 07700 900518", kept=["name"])
    assert made.points[0].doubts == ["name", "phone"]


def raised(**more):
    event = EventFactory()
    return HarmAlertFactory(
        event_id=event.id, conversation_id=ConversationFactory(event_id=event.id).id, **more
    )


def test_one_takes_it_and_finishes_it(app, officer):
    alert, by = raised(), Viewer(account_id=officer.id)
    harm_alerts.take(alert, by=by, version=1)
    assert (alert.state, alert.seen_by) == (AlertState.SEEN, officer.id)
    harm_alerts.finish(alert, "Told the safeguarding lead at 3pm.", by=by, version=2)
    assert (alert.state, alert.note) == (AlertState.DONE, "Told the safeguarding lead at 3pm.")


def test_what_moved_on_is_not_taken_over(app, officer):
    alert, by = raised(), Viewer(account_id=officer.id)
    harm_alerts.take(alert, by=by, version=1)
    with pytest.raises(StaleError):
        harm_alerts.finish(alert, "Nothing", by=by, version=1)
    with pytest.raises(NotAllowedError):
        harm_alerts.take(alert, by=by, version=2)


def test_the_next_morning_everybody_hears_of_it_once_unless_somebody_looked(app, officer, clock):
    other = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
    hear(EventFactory(alert_to_id=officer.id))
    raised(state=AlertState.SEEN)
    job.run({})
    assert len(told()) == 1, "the same day is soon enough"
    clock.move(days=1)
    job.run({})
    clock.move(days=1)
    job.run({})
    again = [message for message in told() if message.key.endswith(":again")]
    assert {message.account_id for message in again} == {officer.id, other.id} and len(again) == 2
    assert all(message.send_at.hour == 7 for message in again), "not in the night"
