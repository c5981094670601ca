"""Words are hidden, shown again and looked at twice; each press once, and nothing on a stale page."""

import dataclasses
import uuid

import pytest
from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.insight import RedactionReason as Why
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.insight import OriginalLook, PointCheck, Redaction
from app.operations import audit, redactions
from app.queries.shown_words import shown_words
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory

WORDS = "Thanks to Imran Hussain \U0001f600 on reception. Tel 07700 900518"
NAME, PHONE = (10, 23), (WORDS.index("07700"), len(WORDS))


def officer():
    return Viewer(account_id=AccountFactory().id, grants=(Grant(Role.ENGAGEMENT_OFFICER),))


@pytest.fixture
def by(db_session):
    return officer()


@pytest.fixture
def point(db_session):
    return ConversationFactory(event_id=EventFactory().id, said={"love": WORDS}).points[0]


@pytest.fixture
def on(app):
    return {"place": app.config["PLACE_DATA"]}


def version(point):
    return db.session.scalar(select(PointCheck.version).where(PointCheck.point_id == point.id)) or 0


def likely(point):
    return db.session.scalar(select(PointCheck.likely).where(PointCheck.point_id == point.id))


def plain(point):
    return shown_words([point])[point.id].plain()


def test_hidden_words_are_read_by_nobody_and_the_original_stays(point, by, on):
    redactions.hide(point, [NAME], Why.NAME, by=by, version=0, **on)
    assert plain(point) == "Thanks to \u2026 \U0001f600 on reception. Tel 07700 900518"
    assert point.words == WORDS
    assert likely(point) == 1
    assert [note.action for note in audit.held()][-1] == "redaction.made"


def test_a_second_press_changes_nothing(point, by, on):
    for _press in range(2):
        redactions.hide(point, [NAME], Why.NAME, by=by, version=0, **on)
        redactions.dismiss(point, PHONE, by=by, version=1, **on)
        redactions.say_nothing_tells(point, by=by, version=2, **on)
    assert db.session.scalar(select(func.count(Redaction.id))) == 1
    assert (version(point), likely(point)) == (3, 0)


def test_a_stale_page_changes_nothing(point, by, on):
    redactions.hide(point, [NAME], Why.NAME, by=by, version=0, **on)
    with pytest.raises(StaleError):
        redactions.hide(point, [PHONE], Why.CONTACT, by=by, version=0, **on)
    with pytest.raises(StaleError):
        redactions.say_nothing_tells(point, by=officer(), version=0, **on)
    assert "07700" in plain(point)


@pytest.mark.parametrize("ends", [(-1, 3), (3, 3), (50, 99), (5, 2)])
def test_a_place_outside_the_words_is_refused(point, by, on, ends):
    with pytest.raises(NotAllowedError):
        redactions.hide(point, [ends], Why.NAME, by=by, version=0, **on)


def test_only_another_person_looks_again(point, by, on):
    redactions.say_nothing_tells(point, by=by, version=0, **on)
    assert not shown_words([point])[point.id].is_checked
    with pytest.raises(NotAllowedError):
        redactions.say_again(point, by=by, version=1)
    redactions.say_again(point, by=officer(), version=1)
    shown = shown_words([point])[point.id]
    assert shown.is_looked_at and shown.is_checked and not shown.likely


def test_nobody_looks_again_where_something_is_open(point, by, on):
    with pytest.raises(NotAllowedError):
        redactions.say_again(point, by=by, version=0)


def test_what_is_shown_again_has_to_be_looked_at_anew(point, by, on):
    redactions.hide(point, [NAME], Why.NAME, by=by, version=0, **on)
    redactions.say_nothing_tells(point, by=by, version=1, **on)
    redactions.say_again(point, by=officer(), version=2)
    made = db.session.scalars(select(Redaction)).one()
    redactions.show_again(point, made.id, "A mistake", by=by, version=3, **on)
    shown = shown_words([point])[point.id]
    assert shown.plain() == WORDS
    assert (shown.is_looked_at, shown.is_checked, shown.likely) == (False, False, 1)


def test_what_is_overwritten_cannot_be_shown_again(point, by, on):
    redactions.hide(point, [NAME], Why.NAME, by=by, version=0, **on)
    made = db.session.scalars(select(Redaction)).one()
    made.overwritten_at = clock.now()
    with pytest.raises(NotAllowedError):
        redactions.show_again(point, made.id, "A mistake", by=by, version=1, **on)


def test_a_redaction_of_another_point_is_not_touched(point, by, on):
    with pytest.raises(StaleError):
        redactions.show_again(point, uuid.uuid4(), "A mistake", by=by, version=0, **on)


def test_a_finding_that_is_none_is_not_pointed_out_again(point, by, on):
    redactions.dismiss(point, NAME, by=by, version=0, **on)
    assert likely(point) == 1
    with pytest.raises(StaleError):
        redactions.dismiss(point, (0, 3), by=by, version=1, **on)


def test_a_look_beneath_keeps_its_reason_and_is_traced(point, by):
    redactions.look_beneath(point, "A worry about safety", by=by)
    kept = db.session.scalars(select(OriginalLook)).one()
    assert (kept.why, kept.looked_by) == ("A worry about safety", by.account_id)
    assert dataclasses.asdict(audit.held()[-1])["action"] == "original.seen"
