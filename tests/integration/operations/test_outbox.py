import pytest
from sqlalchemy import select, text

from app.database import begin_writing, db
from app.domain.messages import MessageKind, MessageStateError
from app.models.messages import Message
from app.operations import outbox


def tell(**more: object) -> bool:
    given = {"to": "pat@beckside.example", "language": "en", "reason": "time", "key": "one"} | more
    return outbox.tell(MessageKind.REPORT_RECEIVED, **given)


def test_same_intent_told_twice_is_kept_once(app) -> None:
    assert (tell(), tell(), tell(key="two")) == (True, False, True)
    assert len(db.session.scalars(select(Message)).all()) == 2


def test_message_of_a_change_that_is_undone_is_never_kept(app) -> None:
    begin_writing()
    tell()
    db.session.rollback()
    assert db.session.scalars(select(Message)).all() == []


def test_address_and_words_are_sealed_in_the_database(app) -> None:
    tell(to="sentinel@beckside.example", reason="closed")
    row = db.session.execute(text("SELECT recipient, parameters FROM message")).one()
    assert b"sentinel" not in bytes(row.recipient) and b"closed" not in bytes(row.parameters)
    held = db.session.scalars(select(Message)).one()
    assert (held.recipient, held.parameters) == ("sentinel@beckside.example", {"reason": "closed"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": None},
        {"surname": "Sykes"},
        {"reason": ["a", "list"]},
        {"to": None},
    ],
    ids=["of another type", "unknown to its words", "a list", "to nobody"],
)
def test_message_its_words_cannot_say_is_refused_at_once(app, wrong) -> None:
    with pytest.raises(MessageStateError) as refused:
        tell(**wrong)
    assert "Sykes" not in str(refused.value)


def test_message_with_too_little_is_refused_at_once(app) -> None:
    with pytest.raises(MessageStateError, match="token"):
        outbox.tell(MessageKind.NEW_PASSWORD, key="x", to="pat@beckside.example", language="en")
