"""Cards typed in: once each, a sample of them twice, and settled where the two differ.

There is no trace of single cards besides the sealed typings themselves: see decisions.md 16.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.conversation_document import Document, digest_of, plain
from app.domain.engagement import AgeBand, CaptureWay, ConversationState, QuestionKind, to_the_hour
from app.domain.errors import GoneError, NotAllowedError, NotThereError, StaleError
from app.domain.keying import FIRST, SECOND, SETTLED, differing, submission_of
from app.domain.viewer import Viewer
from app.models.conversations import CaptureRecord, Conversation, KeyedCard
from app.models.engagement import Event
from app.operations import audit, capture, conversations
from app.operations.capture import Came
from app.queries import keyed_cards as queries


class NotPrintedError(NotThereError):
    """No card with this number was printed for the event."""


class AlreadyKeyedError(NotAllowedError):
    """Somebody typed this card in before."""

    def __init__(self, held: Document) -> None:
        super().__init__()
        self.held = held


def key(event: Event, card: int, document: Document, *, by: Viewer) -> None:
    """Keep a card. The same again from the same person changes nothing.

    Raises: NotPrintedError, AlreadyKeyedError, GoneError where it was erased on request.
    """
    if not queries.is_printed(event, card):
        raise NotPrintedError
    document = as_written(event, document)
    if not add(event, card, FIRST, document, by=by):
        held = queries.rounds_of(event, card)
        if held[FIRST].keyed_by == by.account_id and queries.said(held[FIRST]) == document:
            return
        raise AlreadyKeyedError(queries.said(queries.current(held)))
    keep(event, card, document)


def key_again(event: Event, card: int, document: Document, *, by: Viewer) -> list[str]:
    """Keep a second typing beside the first. Returns the fields in which the two differ.

    Raises: NotThereError before the first, NotAllowedError for who typed that, AlreadyKeyedError.
    """
    rounds, document = queries.keyed(event, card), as_written(event, document)
    if not queries.box_of(event).may_type_again(card, by.account_id):
        raise NotAllowedError
    first = queries.said(queries.current(rounds))
    apart = differing(first, document)
    if not add(event, card, SECOND, document, by=by, is_settled=not apart):
        second = queries.said(queries.rounds_of(event, card)[SECOND])
        if second == document:
            return differing(first, second)
        raise AlreadyKeyedError(second)
    return apart


def settle(event: Event, card: int, document: Document, *, by: Viewer, seen: str) -> None:
    """What the card really says. It becomes what counts where the first typing was wrong.

    `seen`: `print_of` the two that were compared. Raises: NotThereError, StaleError.
    """
    rounds = queries.keyed(event, card)
    if SECOND not in rounds:
        raise NotThereError
    if rounds[SECOND].settled_at or print_of(rounds) != seen:
        raise StaleError
    now = queries.said(queries.current(rounds))
    rounds[SECOND].settled_at = clock.now()
    if differing(now, document):
        mended = replace(as_written(event, document), replaces=digest_of(now))
        if SETTLED in rounds:
            rounds[SETTLED].document = plain(mended)
        else:
            add(event, card, SETTLED, mended, by=by)
        keep(event, card, mended)
    audit.record(by, "cards.settled", of=("event", event.id))
    db.session.flush()


def mend(event: Event, card: int, document: Document, *, by: Viewer, seen: str) -> None:
    """Put right what was typed. `seen`: digest of what was mended. Raises: NotThereError, StaleError."""
    rounds = queries.keyed(event, card)
    row = queries.current(rounds)
    now = queries.said(row)
    if digest_of(now) != seen:
        raise StaleError
    mended = replace(as_written(event, document), replaces=seen)
    if replace(mended, replaces=now.replaces) == now:
        return
    row.document = plain(mended)
    second = rounds.get(SECOND)
    if second and not second.settled_at and not differing(mended, queries.said(second)):
        second.settled_at = clock.now()
    keep(event, card, mended)
    audit.record(by, "cards.mended", of=("event", event.id))
    db.session.flush()


def take_back(event: Event, card: int, *, by: Viewer, seen: str) -> None:
    """It was another card's: it no longer counts, and its number is free.

    Raises: NotThereError, StaleError.
    """
    rounds = queries.keyed(event, card)
    if digest_of(queries.said(queries.current(rounds))) != seen:
        raise StaleError
    submission = submission_of(event.id, card)
    for held in db.session.scalars(
        select(Conversation).filter_by(event_id=event.id, submission_id=submission)
    ):
        if held.state in (ConversationState.KEPT, ConversationState.OTHER_VERSION):
            held.state = ConversationState.TAKEN_BACK
    db.session.execute(delete(KeyedCard).filter_by(event_id=event.id, card=str(card)))
    audit.record(by, "cards.taken-back", of=("event", event.id))
    db.session.flush()


def print_of(rounds: dict[int, KeyedCard]) -> str:
    """By which two typings are known to be those somebody compared."""
    return ".".join(digest_of(queries.said(row))[:16] for row in (queries.current(rounds), rounds[SECOND]))


def as_written(event: Event, document: Document) -> Document:
    """As the card was written: at the event. Free words of a child under 13 are not kept, here either."""
    answers = dict(document.answers)
    if document.age is AgeBand.UNDER_13 and not event.words_under_13:
        closed = {one.key for one in event.asks.questions if one.kind is not QuestionKind.OPEN}
        answers = {name: answer for name, answer in answers.items() if name in closed}
    return replace(document, answers=answers, captured_at=event.starts_at)


def add(
    event: Event, card: int, number: int, document: Document, *, by: Viewer, is_settled: bool = False
) -> bool:
    """One typing, unless the card has one of this round."""
    made = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    kept = db.session.scalars(
        made(KeyedCard)
        .values(
            id=uuid.uuid4(),
            event_id=event.id,
            card=str(card),
            round=number,
            keyed_by=by.account_id,
            keyed_at=to_the_hour(clock.now()),
            document=plain(document),
            settled_at=clock.now() if is_settled else None,
        )
        .on_conflict_do_nothing()
        .returning(KeyedCard.id)
    )
    return kept.first() is not None


def keep(event: Event, card: int, document: Document) -> None:
    """The conversation of a card. Raises: GoneError."""
    submission = submission_of(event.id, card)
    receipt = capture.receive(
        event.id, submission, digest=digest_of(document), way=CaptureWay.PAPER, is_unfinished=False
    )
    if receipt.came is Came.ERASED or receipt.record_id is None:
        raise GoneError("card")
    if receipt.came is Came.SAME:
        bring_back(receipt.record_id)
        return
    conversations.keep(
        event,
        document,
        record_id=receipt.record_id,
        submission_id=submission,
        way=CaptureWay.PAPER,
        card=str(card),
    )


def bring_back(record_id: uuid.UUID) -> None:
    """It was taken back, and is typed in once more, word for word."""
    held = db.session.scalar(
        select(Conversation)
        .join(CaptureRecord, CaptureRecord.conversation_id == Conversation.id)
        .where(CaptureRecord.id == record_id)
    )
    if held and held.state is ConversationState.TAKEN_BACK:
        held.state = ConversationState.KEPT
