"""Words that were shown once are gone from every public page as soon as they may not be shown any more."""

import pytest

from app import clock
from app.database import db
from app.domain.engagement import ConversationState
from app.domain.insight import RedactionReason as Why
from app.domain.insight import StatementStatus
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.answers import Report, ReportQuote, StatementQuote
from app.models.audit import AuditEvent
from app.models.insight import PointCheck, QuoteMark
from app.operations import redactions
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import ReleaseFactory, StatementFactory, frame_with, release_document

OFFICER = Viewer(account_id=None, grants=(Grant(Role.ENGAGEMENT_OFFICER),))
WORDS = "Imran drives the 49 bus"


@pytest.fixture
def point(db_session):
    version = frame_with("Buses")
    event = EventFactory()
    made = ConversationFactory(event_id=event.id, may_quote="yes", said={"love": WORDS}).points[0]
    db.session.add(QuoteMark(point_id=made.id, marked_at=clock.now()))
    db.session.add(PointCheck(point_id=made.id, decided=[], first_at=clock.now(), second_at=clock.now()))
    release = ReleaseFactory(event_id=event.id, frame_version_id=version.id, document=release_document())
    statement = StatementFactory(slug="buses")
    db.session.flush()
    report = Report(
        slug="buses",
        release_id=release.id,
        title="Buses",
        parts={"summary": "Buses", "shown": []},
        status=StatementStatus.PUBLISHED,
        published_at=clock.now(),
    )
    db.session.add(report)
    db.session.flush()
    quote = {"point_id": made.id, "words": WORDS, "language": "en", "said_where": event.name}
    db.session.add(StatementQuote(statement_id=statement.id, made_at=clock.now(), **quote))
    db.session.add(ReportQuote(report_id=report.id, **quote))
    db.session.commit()
    return made


def shown_on(client):
    pages = ("/you-said/buses", "/you-said/buses/sheet", "/findings/buses", "/you-said/buses/feed")
    return [page for page in pages if "Imran" in client.get(page).get_data(as_text=True)]


def hide(point, place):
    redactions.hide(point, [(0, 5)], Why.NAME, by=OFFICER, version=1, place=place)


def no_permission(point, place):
    point.conversation.may_quote = "no"


def taken_back(point, place):
    point.conversation.state = ConversationState.TAKEN_BACK


def too_few(point, place):
    release = db.session.query(Report).one().release_id
    db.session.get(type(ReleaseFactory.build()), release).document = release_document(conversations=None)


def unchecked(point, place):
    db.session.get(PointCheck, point.id).second_at = None


@pytest.mark.parametrize("happens", [hide, no_permission, taken_back, too_few, unchecked])
def test_words_that_may_not_be_shown_any_more_are_on_no_public_page(app, client, point, happens):
    assert len(shown_on(client)) == 3
    happens(db.session.merge(point), app.config["PLACE_DATA"])
    db.session.commit()
    assert shown_on(client) == []


def test_hiding_takes_the_quotes_off_for_good_and_leaves_a_trace(app, point):
    hide(point, app.config["PLACE_DATA"])
    db.session.commit()
    assert db.session.query(StatementQuote).count() == db.session.query(ReportQuote).count() == 0
    actions = {one.action for one in db.session.query(AuditEvent)}
    assert {"statement.quote-removed", "report.quote-removed"} <= actions


def test_hiding_other_words_leaves_a_quote_of_the_rest(app, client, point):
    quote = db.session.query(StatementQuote).one()
    quote.words = "drives the 49 bus"
    db.session.commit()
    hide(point, app.config["PLACE_DATA"])
    db.session.commit()
    assert "drives the 49 bus" in client.get("/you-said/buses").get_data(as_text=True)
