"""A card is kept once; a second typing is compared; what is settled or mended replaces the first."""

import uuid

import pytest
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain.conversation_document import digest_of, document_from
from app.domain.engagement import CaptureWay, ConversationState, EventKind
from app.domain.errors import GoneError, NotAllowedError, NotThereError, StaleError
from app.domain.keying import submission_of
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.conversations import Conversation, ErasedSubmission, KeyedCard
from app.models.engagement import Event
from app.operations import cards, erasing_conversations, keying
from app.operations.keying import AlreadyKeyedError, NotPrintedError
from app.queries import keyed_cards as queries
from tests.factories import AccountFactory
from tests.factories_engagement import EventFactory
from tests.together import at_once


def person() -> Viewer:
    return Viewer(account_id=AccountFactory().id, grants=(Grant(Role.ENGAGEMENT_OFFICER),))


@pytest.fixture
def ann(app) -> Viewer:
    return person()


@pytest.fixture
def ben(app) -> Viewer:
    return person()


@pytest.fixture
def event(app, ann) -> Event:
    made = EventFactory()
    cards.print_block(made, 20, by=ann)
    return made


def said(words="The allotments", **more):
    return document_from({"answers": {"love": {"text": words}}, **more})


def counted(event, card):
    """What counts of a card."""
    rows = db.session.scalars(
        select(Conversation).filter_by(event_id=event.id, card=str(card), state=ConversationState.KEPT)
    ).all()
    return [[point.words for point in row.points] for row in rows]


def current(event, card):
    return queries.said(queries.current(queries.keyed(event, card)))


def test_a_card_becomes_a_conversation_on_paper_with_its_number(event, ann):
    keying.key(event, 7, said(people=3), by=ann)
    made = db.session.scalars(select(Conversation)).one()
    assert (made.card, made.way, made.people) == ("7", CaptureWay.PAPER, 3)
    assert made.submission_id == submission_of(event.id, 7)


def test_it_spoke_when_the_event_was_and_not_when_somebody_typed(event, ann, clock):
    clock.move(days=3)
    keying.key(event, 7, said(), by=ann)
    made = db.session.scalars(select(Conversation)).one()
    assert made.spoke_at == event.starts_at.replace(minute=0, second=0, microsecond=0)


def test_a_double_click_keeps_it_once(event, ann):
    for _ in range(2):
        keying.key(event, 7, said(), by=ann)
    assert counted(event, 7) == [["The allotments"]]


def test_a_number_that_is_typed_in_already_is_told_and_changes_nothing(event, ann, ben):
    keying.key(event, 7, said(), by=ann)
    with pytest.raises(AlreadyKeyedError) as told:
        keying.key(event, 7, said("The buses"), by=ben)
    assert told.value.held.answers["love"].text == "The allotments"
    assert counted(event, 7) == [["The allotments"]]


def test_a_number_that_was_never_printed_is_refused(event, ann):
    with pytest.raises(NotPrintedError):
        keying.key(event, 21, said(), by=ann)


def test_an_erased_card_does_not_come_back(event, ann):
    db.session.add(
        ErasedSubmission(
            event_id=event.id, submission_id=submission_of(event.id, 7), erased_on=event.starts_at
        )
    )
    db.session.flush()
    with pytest.raises(GoneError):
        keying.key(event, 7, said(), by=ann)


def test_free_words_of_a_child_are_nowhere_kept(event, ann):
    event.kind = EventKind.CHILDREN
    keying.key(event, 7, said(age="under-13"), by=ann)
    assert counted(event, 7) == [[]] and not current(event, 7).answers


def test_two_typings_that_say_the_same_settle_themselves(event, ann, ben):
    keying.key(event, 7, said("The allotments, mostly."), by=ann)
    assert keying.key_again(event, 7, said("the allotments mostly"), by=ben) == []
    assert queries.box_of(event).differing == []


def test_who_typed_a_card_first_does_not_type_it_again(event, ann, ben):
    keying.key(event, 7, said(), by=ann)
    keying.key(event, 8, said(), by=ben)
    with pytest.raises(NotAllowedError):
        keying.key_again(event, 7, said(), by=ann)


def test_the_only_person_may_type_their_own_again(event, ann):
    keying.key(event, 7, said(), by=ann)
    assert keying.key_again(event, 7, said("The allotment"), by=ann) == ["answer-love"]


def test_a_card_nobody_typed_has_no_second_time(event, ann):
    with pytest.raises(NotThereError):
        keying.key_again(event, 7, said(), by=ann)


@pytest.fixture
def apart(event, ann, ben) -> str:
    """Card 7, typed twice and not the same. By what it is known."""
    keying.key(event, 7, said("The alotments"), by=ann)
    assert keying.key_again(event, 7, said("The allotments"), by=ben) == ["answer-love"]
    return keying.print_of(queries.keyed(event, 7))


def test_the_second_typing_counts_for_nothing_until_somebody_settles_it(event, apart):
    assert counted(event, 7) == [["The alotments"]] and queries.box_of(event).differing == [7]


def test_what_is_settled_takes_the_place_of_the_first(event, ann, apart):
    keying.settle(event, 7, said("The allotments"), by=ann, seen=apart)
    assert counted(event, 7) == [["The allotments"]]
    assert queries.box_of(event).differing == []
    states = db.session.scalars(select(Conversation.state).filter_by(card="7")).all()
    assert sorted(states) == [ConversationState.KEPT, ConversationState.REPLACED]


def test_where_the_first_was_right_no_new_version_is_made(event, ann, apart):
    keying.settle(event, 7, said("The alotments"), by=ann, seen=apart)
    assert len(db.session.scalars(select(Conversation).filter_by(card="7")).all()) == 1
    assert queries.quality_of(event).wrong == 0


def test_settling_twice_is_told(event, ann, apart):
    keying.settle(event, 7, said("The allotments"), by=ann, seen=apart)
    with pytest.raises(StaleError):
        keying.settle(event, 7, said("Lettuce"), by=ann, seen=apart)


def test_settling_what_was_mended_meanwhile_is_told(event, ann, apart):
    keying.mend(event, 7, said("Allotments"), by=ann, seen=digest_of(current(event, 7)))
    with pytest.raises(StaleError):
        keying.settle(event, 7, said("The allotments"), by=ann, seen=apart)


def test_the_error_rate_counts_what_the_first_typing_got_wrong(event, ann, ben, apart):
    keying.settle(event, 7, said("The allotments"), by=ann, seen=apart)
    keying.key(event, 8, said(), by=ann)
    keying.key_again(event, 8, said(), by=ben)
    found = queries.quality_of(event)
    # Each card says a language, how many were talking, and one answer.
    assert (found.cards, found.answers, found.wrong, found.in_hundred) == (2, 6, 1, 17)


def test_a_mended_card_takes_the_place_of_what_was_typed(event, ann):
    keying.key(event, 7, said("The alotments"), by=ann)
    keying.mend(event, 7, said("The allotments"), by=ann, seen=digest_of(current(event, 7)))
    assert counted(event, 7) == [["The allotments"]]
    keying.mend(event, 7, said("The alotments"), by=ann, seen=digest_of(current(event, 7)))
    assert counted(event, 7) == [["The alotments"]]


def test_mending_what_somebody_else_mended_is_told(event, ann):
    keying.key(event, 7, said(), by=ann)
    seen = digest_of(current(event, 7))
    keying.mend(event, 7, said("The buses"), by=ann, seen=seen)
    with pytest.raises(StaleError):
        keying.mend(event, 7, said("The trees"), by=ann, seen=seen)


def test_a_card_taken_back_frees_its_number_even_for_the_same_words(event, ann):
    keying.key(event, 7, said(), by=ann)
    keying.take_back(event, 7, by=ann, seen=digest_of(current(event, 7)))
    assert counted(event, 7) == [] and not db.session.scalars(select(KeyedCard)).all()
    keying.key(event, 7, said(), by=ann)
    assert counted(event, 7) == [["The allotments"]]


def test_what_was_typed_is_sealed(event, ann):
    keying.key(event, 7, said("Lettuce at the end of the path"), by=ann)
    db.session.commit()
    raw = db.session.connection().exec_driver_sql("select document from keyed_card").scalar_one()
    assert b"Lettuce" not in bytes(raw)


def test_one_card_sent_at_the_same_moment_is_one(app, event, ann):
    db.session.commit()

    def press() -> None:
        with app.app_context():
            begin_writing()
            keying.key(db.session.get(Event, event.id), 7, said(), by=ann)
            db.session.commit()

    at_once([press] * 4)
    db.session.expire_all()
    assert counted(event, 7) == [["The allotments"]]


def test_a_guessed_box_is_not_listed(event, ann):
    stranger = Viewer(account_id=uuid.uuid4(), grants=(Grant(Role.FACILITATOR),))
    assert queries.boxes(stranger) == [] and [row.name for row in queries.boxes(ann)] == [event.name]


def test_a_card_that_is_erased_on_request_leaves_none_of_its_typings(app, event, ann, ben):
    keying.key(event, 1, said(), by=ann)
    keying.key_again(event, 1, said("The alotments"), by=ben)
    keying.key(event, 2, said("The parks"), by=ann)
    erasing_conversations.erase(event.id, submission_of(event.id, 1), by=ann, data=app.config["DATA"])
    assert [row.card for row in db.session.scalars(select(KeyedCard))] == ["2"]
    with pytest.raises(GoneError):
        keying.key(event, 1, said(), by=ann)
