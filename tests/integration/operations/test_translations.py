"""A translation never tells what was hidden after it was made."""

import datetime as dt

import pytest

from app import clock
from app.database import db
from app.domain.errors import StaleError
from app.domain.insight import RedactionReason as Why
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.insight import Coding, PointCheck, PointTranslation
from app.operations import originals, point_words, redactions, translations
from app.queries.shown_words import in_english, shown_words
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, PointTranslationFactory, RedactionFactory, frame_with
from tests.people import post

NAME = (5, 11)


@pytest.fixture
def by(db_session):
    return Viewer(account_id=AccountFactory().id, grants=(Grant(Role.ENGAGEMENT_OFFICER),))


@pytest.fixture
def on(app):
    return {"place": app.config["PLACE_DATA"]}


@pytest.fixture
def point(db_session):
    made = ConversationFactory(event_id=EventFactory().id, said={"love": "Pani Zykova pomaga mi"}).points[0]
    made.language = "pl"
    db.session.flush()
    return made


def version(point):
    return db.session.get(PointCheck, point.id, populate_existing=True).version


def test_hiding_words_takes_older_translations_and_the_codes_on_them(point, by, on):
    made = translations.write(point, "en", "Mrs Zykova helps me", version=0, by=by, **on)
    frame = frame_with("Buses")
    coding = CodingFactory(
        point_id=point.id,
        code_id=frame.entries[0].code_id,
        version_id=frame.id,
        translation_id=made.id,
        start=0,
        end=3,
    )
    db.session.flush()
    redactions.hide(point, [NAME], Why.NAME, by=by, version=version(point), **on)
    assert in_english([point.id]) == {}
    assert db.session.query(PointTranslation).count() == 0
    held = db.session.get(Coding, coding.id, populate_existing=True)
    assert held.ended_at is not None and held.start is None
    with pytest.raises(StaleError):
        translations.write(point, "en", "Mrs Zykova helps", version=1, by=by, **on)
    translations.write(point, "en", "Mrs ... helps me", version=0, by=by, **on)
    assert in_english([point.id]) == {point.id: "Mrs ... helps me"}


def test_a_translation_has_to_be_looked_at_like_the_words_themselves(point, by, on, as_role):
    redactions.say_nothing_tells(point, by=by, version=0, **on)
    translations.write(point, "en", "Ring Imran Hussain on 07700 900518", version=0, by=by, **on)
    check = db.session.get(PointCheck, point.id)
    assert check.likely and not shown_words([point])[point.id].is_looked_at
    db.session.commit()
    page = as_role(Role.ANALYST).get(f"/insight/points/{point.id}/hide").get_data(as_text=True)
    assert "Ring Imran Hussain" in page
    redactions.say_nothing_tells(point, by=by, version=version(point), **on)
    assert db.session.get(PointCheck, point.id, populate_existing=True).likely == 0


def test_an_older_translation_is_read_and_found_nowhere_and_is_not_kept(point, by, as_role):
    before = clock.now() - dt.timedelta(days=1)
    PointTranslationFactory(point_id=point.id, words="Mrs Zykova helps", made_at=before)
    RedactionFactory(point_id=point.id, start=5, end=11)
    db.session.flush()
    assert in_english([point.id]) == {}
    point_words.index([point])
    db.session.commit()
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    assert "Zykova" not in officer.get(f"/insight/points/{point.id}").get_data(as_text=True)
    assert str(point.id) not in officer.get("/insight/points?q=Zykova").get_data(as_text=True)
    originals.overwrite(point.conversation.event_id)
    assert db.session.query(PointTranslation).count() == 0


def test_putting_it_into_english_feeds_the_queue(point, by, as_role):
    db.session.commit()
    address = f"/insight/points/{point.id}/translation"
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    answer = post(officer, address, version="0", english="Ring Imran Hussain")
    assert answer.status_code == 303
    assert "Ring" in officer.get(f"/insight/points/{point.id}").get_data(as_text=True)
    assert db.session.get(PointCheck, point.id, populate_existing=True).likely
