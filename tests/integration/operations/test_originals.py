"""What is hidden is overwritten on its day and not before; nothing shifts, and again finds nothing."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.engagement import ConversationState, EventStatus
from app.models.conversations import KeyedCard
from app.models.insight import PointCheck, Redaction
from app.operations import audit, looking, originals
from app.queries.shown_words import shown_words
from tests.factories_engagement import ConversationFactory, EventFactory, KeyedCardFactory
from tests.factories_insight import RedactionFactory

WORDS = "\U0001f600 Dave helps\r\nme"
DAY = dt.date(2027, 11, 24)


@pytest.fixture
def point(db_session):
    event = EventFactory(originals_until=DAY)
    talk = ConversationFactory(event_id=event.id, said={"love": WORDS}, card="7")
    RedactionFactory(point_id=talk.points[0].id, start=2, end=6)
    RedactionFactory(point_id=talk.points[0].id, start=0, end=1, ended_at=clock.now())
    KeyedCardFactory(event_id=event.id, card="7")
    KeyedCardFactory(event_id=event.id, card="8")
    db.session.flush()
    return talk.points[0]


def test_nothing_is_overwritten_before_its_day(point):
    assert originals.overwrite_due(DAY) == 0
    assert point.words == WORDS


def test_on_the_day_after_only_what_is_hidden_is_overwritten(point):
    before = shown_words([point])[point.id].plain()
    assert originals.overwrite_due(DAY + dt.timedelta(days=1)) == 1
    db.session.expire_all()
    assert point.words == "\U0001f600 \u2588\u2588\u2588\u2588 helps\r\nme"
    assert shown_words([point])[point.id].plain() == before
    note = audit.held()[-1]
    assert (note.action, note.fields) == ("originals.overwritten", {"count": 1})
    assert db.session.scalars(select(KeyedCard.card)).all() == ["8"]
    made = db.session.scalars(select(Redaction).where(Redaction.ended_at.is_(None))).one()
    assert made.overwritten_at is not None


def test_again_finds_nothing(point):
    originals.overwrite_due(DAY + dt.timedelta(days=1))
    notes = len(audit.held())
    assert originals.overwrite_due(DAY + dt.timedelta(days=2)) == 0
    assert len(audit.held()) == notes


def test_an_event_that_is_over_gets_its_day(db_session):
    now = clock.now()
    over = EventFactory(starts_at=now - dt.timedelta(days=3), ends_at=now - dt.timedelta(days=2))
    closed, open_one = EventFactory(status=EventStatus.CLOSED), EventFactory()
    assert originals.set_dates(clock.today(), kept_days=365) == 2
    assert over.originals_until == over.ends_at.date() + dt.timedelta(days=365)
    assert closed.originals_until and open_one.originals_until is None


def test_what_came_in_is_looked_through_once(db_session, app):
    event = EventFactory()
    for words in ("Imran Hussain helped me", "More benches"):
        ConversationFactory(event_id=event.id, said={"love": words})
    ConversationFactory(event_id=event.id).points[0].words = None
    db.session.commit()
    assert looking.look_through_new(app.config["PLACE_DATA"]) == 2
    assert looking.look_through_new(app.config["PLACE_DATA"]) == 0
    assert db.session.scalar(select(func.sum(PointCheck.likely))) == 1


def test_all_words_of_what_does_not_count_are_overwritten_and_what_waits_is_left_and_counted(db_session):
    event = EventFactory(originals_until=DAY)
    said = {
        state: ConversationFactory(event_id=event.id, state=state, said={"love": "Ask Dave"}).points[0]
        for state in ConversationState
    }
    assert originals.overwrite_due(DAY) == 0
    later = DAY + dt.timedelta(days=1)
    assert originals.overwrite_due(later) == len(said) - 2
    for state, point in said.items():
        is_left = state in (ConversationState.KEPT, ConversationState.WAITING)
        assert point.words == ("Ask Dave" if is_left else "\u2588" * 8)
    notes = [(note.action, note.fields) for note in audit.held()]
    assert ("originals.overwritten", {"count": 4}) in notes
    assert notes[-1] == ("originals.left-waiting", {"count": 1})
    assert originals.overwrite_due(later) == 0
