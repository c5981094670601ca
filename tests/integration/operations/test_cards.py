"""Blocks of cards: numbers without gaps, a code for each, once, however many print at the same moment."""

import uuid

import pytest
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain import tear_off
from app.domain.cards import MOST_IN_BLOCK
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models import sealed
from app.models.audit import AuditEvent
from app.models.conversations import CardBlock, TearOffCode
from app.models.engagement import Event
from app.operations import cards
from app.queries.printed_cards import words_of
from tests.factories import AccountFactory
from tests.factories_engagement import EventFactory
from tests.together import at_once


@pytest.fixture
def event(app) -> Event:
    return EventFactory()


@pytest.fixture
def officer(app) -> Viewer:
    return Viewer(account_id=AccountFactory().id, grants=(Grant(Role.ENGAGEMENT_OFFICER),))


def codes_of(event) -> dict[int, str]:
    rows = db.session.scalars(select(TearOffCode).filter_by(event_id=event.id))
    return {row.card: row.words for row in rows}


def test_numbers_go_on_where_the_block_before_ended(event, officer):
    one, two = (cards.print_block(event, many, by=officer) for many in (20, 5))
    assert [(one.first, one.last), (two.first, two.last)] == [(1, 20), (21, 25)]
    assert sorted(codes_of(event)) == list(range(1, 26))


def test_each_event_counts_from_one(event, officer):
    cards.print_block(event, 3, by=officer)
    assert cards.print_block(EventFactory(), 3, by=officer).first == 1


def test_the_same_key_again_is_the_same_block(event, officer):
    key = uuid.uuid4()
    one, again = (cards.print_block(event, 4, by=officer, key=key) for _ in range(2))
    assert one is again and len(codes_of(event)) == 4


def test_the_key_of_another_event_is_not_there(event, officer):
    block = cards.print_block(event, 4, by=officer)
    with pytest.raises(NotThereError):
        cards.print_block(EventFactory(), 4, by=officer, key=block.id)


@pytest.mark.parametrize("how_many", [0, -1, MOST_IN_BLOCK + 1])
def test_none_or_too_many_are_not_printed(event, officer, how_many):
    with pytest.raises(NotAllowedError):
        cards.print_block(event, how_many, by=officer)


def test_words_that_another_card_has_are_stepped_over(event, officer):
    secret, other = sealed.keys().index, EventFactory()
    taken = tear_off.code_for(secret, event.id, 2)
    held = cards.print_block(other, 1, by=officer)
    db.session.add(TearOffCode(words=taken, event_id=other.id, block_id=held.id, card=99))
    db.session.flush()
    cards.print_block(event, 3, by=officer)
    codes = codes_of(event)
    assert sorted(codes) == [1, 2, 3] and codes[2] == tear_off.code_for(secret, event.id, 2, 1)


def test_printing_is_traced_with_who_and_how_many(event, officer):
    cards.print_block(event, 12, by=officer)
    db.session.commit()
    traced = db.session.scalars(select(AuditEvent).filter_by(action="cards.printed")).one()
    assert (traced.object_id, traced.actor_id) == (event.id, officer.account_id)
    assert traced.fields["count"] == 12


def test_blocks_printed_at_the_same_moment_neither_overlap_nor_leave_gaps(app, event, officer):
    db.session.commit()

    def press() -> None:
        with app.app_context():
            begin_writing()
            cards.print_block(db.session.get(Event, event.id), 10, by=officer)
            db.session.commit()

    at_once([press] * 6)
    db.session.expire_all()
    blocks = db.session.scalars(select(CardBlock).order_by(CardBlock.first)).all()
    assert [(block.first, block.last) for block in blocks] == [(at, at + 9) for at in range(1, 60, 10)]
    assert sorted(codes_of(event)) == list(range(1, 61))


def test_the_words_on_a_strip_do_not_tell_from_which_card_it_was_torn(event, officer):
    """Who finds a strip, and may look into the database, still does not find what its owner said."""
    block = cards.print_block(event, 60, by=officer)
    given = codes_of(event)
    printed = words_of(block)
    assert printed.keys() == given.keys() and sorted(printed.values()) == sorted(given.values())
    assert printed != given
