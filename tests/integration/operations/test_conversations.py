"""What comes in is kept once, version by version, and becomes a conversation with its points."""

import json
import uuid

import pytest

from app.database import db
from app.domain.conversation_document import digest_of, document_from, plain
from app.domain.engagement import CaptureWay, ConversationState
from app.domain.envelope import unpacked
from app.domain.errors import NotAllowedError, StaleError
from app.domain.viewer import SYSTEM
from app.gateways import event_keys
from app.models.conversations import CaptureRecord, Conversation, ErasedSubmission, Reflection
from app.operations import capture, conversations
from app.operations.capture import Came
from tests.factories_engagement import EventFactory


@pytest.fixture
def event(app):
    return EventFactory()


def said(words="The allotments", **more):
    return document_from({"answers": {"love": {"text": words}}, **more})


def kept(event, document, submission):
    receipt = capture.receive(
        event.id, submission, digest=digest_of(document), way=CaptureWay.FORM, is_unfinished=False
    )
    made = conversations.keep(
        event, document, record_id=receipt.record_id, submission_id=submission, way=CaptureWay.FORM
    )
    return receipt, made


def test_the_same_again_is_the_same_receipt(event):
    submission, document = uuid.uuid4(), said()
    first, _ = kept(event, document, submission)
    again = capture.receive(event.id, submission, digest=digest_of(document), way=CaptureWay.FORM)
    assert (first.came, again.came, again.record_id) == (Came.NEW, Came.SAME, first.record_id)


def test_other_words_are_a_second_version_that_waits_for_somebody(event):
    submission = uuid.uuid4()
    _, one = kept(event, said(), submission)
    receipt, other = kept(event, said("The buses"), submission)
    assert (receipt.came, receipt.number) == (Came.VERSION, 2)
    assert (one.state, other.state) == (ConversationState.KEPT, ConversationState.OTHER_VERSION)


def test_a_version_that_finds_its_number_taken_takes_the_next(event, monkeypatch):
    submission, looks = uuid.uuid4(), []
    for letter in "ab":
        capture.receive(event.id, submission, digest=letter * 64, way=CaptureWay.TABLET)
    held = capture.versions(event.id, submission)

    def a_moment_ago(*who):
        looks.append(who)
        return {"a" * 64: held["a" * 64]} if len(looks) == 1 else versions(*who)

    versions = capture.versions
    monkeypatch.setattr(capture, "versions", a_moment_ago)
    receipt = capture.receive(event.id, submission, digest="c" * 64, way=CaptureWay.TABLET)
    assert (receipt.came, receipt.number) == (Came.VERSION, 3)
    assert db.session.get(CaptureRecord, receipt.record_id) is not None


def test_its_own_author_mends_it(event):
    submission, first = uuid.uuid4(), said()
    _, one = kept(event, first, submission)
    _, mended = kept(event, said("The allotments, and the lettuce", replaces=digest_of(first)), submission)
    assert (one.state, mended.state) == (ConversationState.REPLACED, ConversationState.KEPT)


def test_what_was_erased_does_not_come_back(event):
    submission = uuid.uuid4()
    db.session.add(ErasedSubmission(event_id=event.id, submission_id=submission, erased_on=event.starts_at))
    db.session.flush()
    receipt = capture.receive(event.id, submission, digest="0" * 64, way=CaptureWay.TABLET)
    assert receipt.came is Came.ERASED and db.session.query(CaptureRecord).count() == 0


def test_points_follow_the_questions_and_a_reflection_is_kept_apart(event):
    document = document_from(
        {
            "answers": {"gone": "from another set", "better": "A bus after six", "love": "The allotments"},
            "reflection": "I did not know about the bus",
            "people": 3,
        }
    )
    _, made = kept(event, document, uuid.uuid4())
    db.session.expire_all()
    found = db.session.get(Conversation, made.id)
    assert [(point.question_key, point.question_id is None) for point in found.points] == [
        ("love", False),
        ("better", False),
        ("gone", True),
    ]
    assert found.people == 3 and db.session.query(Reflection).one().words == "I did not know about the bus"


def test_free_words_of_a_child_are_kept_only_where_somebody_switched_that_on(event):
    child = said(age="under-13")
    assert kept(event, child, uuid.uuid4())[1].points == []
    event.words_under_13 = True
    assert len(kept(event, child, uuid.uuid4())[1].points) == 1


def test_a_sealed_record_opens_for_its_own_submission_only(event):
    submission, document = uuid.uuid4(), json.dumps(plain(said())).encode()
    sealed = event_keys.sealed_for(event.public_key, document, event_id=event.id, submission_id=submission)
    opener = event_keys.Opener(event.private_key)
    again = unpacked(sealed.packed())
    assert opener.open(again, event_id=event.id, submission_id=submission) == document
    with pytest.raises(event_keys.CannotOpenError):
        opener.open(again, event_id=event.id, submission_id=uuid.uuid4())


def two_versions(event):
    submission = uuid.uuid4()
    return kept(event, said(), submission)[1], kept(event, said("The buses"), submission)[1]


def test_of_two_versions_somebody_chooses_the_one_that_counts(event):
    one, other = two_versions(event)
    conversations.choose_version(other, version=other.version, by=SYSTEM)
    assert (one.state, other.state) == (ConversationState.REPLACED, ConversationState.KEPT)
    with pytest.raises(NotAllowedError):
        conversations.choose_version(other, version=other.version, by=SYSTEM)


def test_two_conversations_under_one_id_both_count_where_somebody_says_so(event):
    one, other = two_versions(event)
    conversations.keep_all_versions(other, version=other.version, by=SYSTEM)
    assert (one.state, other.state) == (ConversationState.KEPT, ConversationState.KEPT)


def test_what_moved_on_since_is_not_decided_about(event):
    _, other = two_versions(event)
    with pytest.raises(StaleError):
        conversations.choose_version(other, version=other.version + 1, by=SYSTEM)
