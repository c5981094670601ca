"""What tablets sealed is opened soon, once, and one that cannot be opened holds up no other."""

import datetime as dt
import json
import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from app.database import db
from app.domain.engagement import CaptureWay, ConversationState, RecordTrouble
from app.gateways import event_keys
from app.jobs import envelopes, runner
from app.models.conversations import CaptureRecord, Conversation
from app.models.engagement import Event
from app.operations import capture, conversations, opening_envelopes
from tests.factories_engagement import CaptureDeviceFactory, EventFactory


@pytest.fixture
def event(app):
    return EventFactory()


def sent(event, words="The allotments", submission=None, device=None, sealed_for=None, raw=None, **more):
    """One record as a tablet sends it."""
    submission = submission or uuid.uuid4()
    document = raw or json.dumps({"answers": {"love": {"text": words}}, **more}).encode()
    envelope = event_keys.sealed_for(
        event.public_key, document, event_id=event.id, submission_id=sealed_for or submission
    )
    capture.receive(
        event.id,
        submission,
        digest=envelope.digest,
        way=CaptureWay.TABLET,
        envelope=envelope.packed(),
        device_id=device.id if device else None,
    )
    db.session.commit()
    return envelope.digest


def run():
    envelopes.run({})
    db.session.expire_all()


def words():
    return sorted(point.words for one in db.session.query(Conversation) for point in one.points)


def test_each_is_opened_once_and_its_envelope_goes(event):
    for number in range(3):
        sent(event, f"Number {number}")
    run()
    run()
    assert words() == ["Number 0", "Number 1", "Number 2"]
    assert {one.envelope for one in db.session.query(CaptureRecord)} == {None}


def test_more_than_fit_in_one_transaction_are_all_opened(event, monkeypatch):
    monkeypatch.setattr(envelopes, "TOGETHER", 2)
    for number in range(5):
        sent(event, str(number))
    run()
    assert words() == list("01234")


def test_what_cannot_be_opened_is_marked_and_kept_and_holds_up_nobody(event):
    sent(event, "first")
    sent(event, "of another", sealed_for=uuid.uuid4())
    sent(event, raw=b"not JSON")
    sent(event, raw=b"[1]")
    sent(event, "last")
    run()
    assert words() == ["first", "last"]
    troubled = db.session.query(CaptureRecord).where(CaptureRecord.trouble.is_not(None)).all()
    assert sorted(one.trouble for one in troubled) == [
        RecordTrouble.CANNOT_OPEN,
        RecordTrouble.NOT_UNDERSTOOD,
        RecordTrouble.NOT_UNDERSTOOD,
    ]
    assert all(one.envelope for one in troubled) and not envelopes.is_needed()


def test_an_event_whose_key_is_gone_holds_up_no_other(event):
    broken = EventFactory(private_key="gone")
    sent(broken, "sealed for good")
    sent(event, "The allotments")
    run()
    assert words() == ["The allotments"]
    assert db.session.query(CaptureRecord.trouble).filter_by(event_id=broken.id).scalar()


def test_what_goes_wrong_while_it_is_kept_holds_up_no_other(event, monkeypatch):
    sent(event, "breaks")
    sent(event, "The allotments")
    keep = conversations.keep

    def breaking(event, document, **more):
        if document.answers["love"].text == "breaks":
            raise RuntimeError
        return keep(event, document, **more)

    monkeypatch.setattr(conversations, "keep", breaking)
    run()
    assert words() == ["The allotments"]


def test_a_clock_that_is_a_day_ahead_is_put_right(event):
    tablet = CaptureDeviceFactory(event_id=event.id, clock_ahead=24 * 60 * 60)
    spoke = event.starts_at + dt.timedelta(minutes=30)
    sent(event, device=tablet, captured_at=(spoke + dt.timedelta(days=1)).isoformat())
    run()
    assert db.session.query(Conversation).one().spoke_at == spoke.replace(minute=0, second=0, microsecond=0)


def test_versions_are_opened_in_their_order(event):
    submission = uuid.uuid4()
    first = sent(event, "The alotments", submission)
    sent(event, "The allotments", submission, replaces=first)
    sent(event, "Something else", submission)
    run()
    assert {one.points[0].words: one.state for one in db.session.query(Conversation)} == {
        "The alotments": ConversationState.REPLACED,
        "The allotments": ConversationState.KEPT,
        "Something else": ConversationState.OTHER_VERSION,
    }


def test_a_worker_finds_what_waits_by_itself(event):
    sent(event)
    assert runner.run_due("worker") > 0
    db.session.expire_all()
    assert words() == ["The allotments"]


def test_what_was_erased_while_it_was_open_stays_erased(event, monkeypatch):
    sent(event)
    opened = envelopes.opening_envelopes.opened

    def erased_meanwhile(record, opener):
        db.session.query(CaptureRecord).delete()
        db.session.commit()
        return opened(record, opener)

    monkeypatch.setattr(envelopes.opening_envelopes, "opened", erased_meanwhile)
    run()
    assert words() == [] and db.session.query(Event).count() == 1


@pytest.mark.postgresql
def test_a_version_waits_while_another_worker_opens_the_one_before_it(event):
    """Else neither would see the other, and both would count."""
    submission = uuid.uuid4()
    first = sent(event, "The alotments", submission)
    with db.engine.connect() as other:
        other.execute(select(CaptureRecord.id).with_for_update())
        sent(event, "The allotments", submission, replaces=first)
        sent(event, "The parks")
        run()
        assert words() == ["The parks"]
        db.session.rollback()
    run()
    counting = db.session.query(Conversation).filter_by(submission_id=submission, state="kept")
    assert [one.points[0].words for one in counting] == ["The allotments"]


def test_what_somebody_changed_meanwhile_is_tried_again_and_is_no_fault_of_the_record(event, monkeypatch):
    sent(event)

    def moved_on(*given, **more):
        raise StaleDataError

    with monkeypatch.context() as patched:
        patched.setattr(conversations, "keep", moved_on)
        with pytest.raises(StaleDataError):
            run()
    db.session.rollback()
    run()
    assert words() == ["The allotments"]


@pytest.mark.parametrize(("letters", "together"), [(9_000, [2, 1]), (10, [3])])
def test_records_that_take_long_to_look_through_are_kept_by_themselves(event, monkeypatch, letters, together):
    """Whoever joined may send such; nobody else who writes waits for many of them."""
    kept = opening_envelopes.keep
    sizes = []
    monkeypatch.setattr(opening_envelopes, "keep", lambda these: sizes.append(len(these)) or kept(these))
    for number in range(3):
        sent(event, answers={f"{number}-{at}": {"text": "a" * letters} for at in range(3)})
    run()
    assert sizes == together and db.session.query(Conversation).count() == 3
