"""A form whose button is pressed twice at the same moment is one thing, and nobody meets an error."""

import uuid

import pytest

from app.database import db
from app.domain.story import StoryTeller
from app.domain.story_document import told_from
from app.domain.viewer import SYSTEM
from app.models.engagement import Event, QuestionSet, Series
from app.models.panel import PanelDraw, Story, StoryAgreement
from app.operations import events, panel_draws, question_sets, series, stories
from app.operations.events import Planned
from tests.factories_engagement import EventFactory, pair
from tests.together import at_once

pytestmark = pytest.mark.postgresql  # SQLite lets one write at a time

KEY = uuid.uuid4()


def event():
    there = db.session.query(Event).filter(Event.id != KEY).one()
    planned = Planned(
        name="Market Hall",
        kind=there.kind,
        version_id=there.version_id,
        starts_at=there.starts_at,
        ends_at=there.ends_at,
    )
    return events.make(planned, pair=pair(), key=KEY, by=SYSTEM).id


def a_series():
    return series.make("Big Chat", about="", led_by="", key=KEY, by=SYSTEM).id


def question_set():
    made = question_sets.make("Three", about="", source="", for_children=False, key=KEY, by=SYSTEM)
    return made.question_set_id


def draw():
    return panel_draws.draw(KEY, "Buses", wanted=2, seed="spring", by=SYSTEM).id


def story():
    told = told_from({"title": "Four buses", "change": "A bus"})
    return stories.tell(KEY, told, {}, told_by=StoryTeller.SELF, by=SYSTEM).story.id


@pytest.mark.parametrize(
    ("make", "table"),
    [(event, Event), (a_series, Series), (question_set, QuestionSet), (draw, PanelDraw), (story, Story)],
)
def test_it_is_one(app, make, table):
    EventFactory()
    db.session.commit()

    def press():
        with app.app_context():
            made = make()
            db.session.commit()
            return made

    assert set(at_once([press] * 6)) == {KEY}
    assert db.session.query(table).filter_by(id=KEY).count() == 1
    assert table is not Story or db.session.query(StoryAgreement).count() == 4
