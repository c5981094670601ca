"""From what came in to a conversation with its points: one way for tablets, forms, cards and online."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.domain.conversation_document import Answer, Document
from app.domain.engagement import AgeBand, CaptureWay, ConversationState, QuestionKind, to_the_hour
from app.domain.errors import NotAllowedError, StaleError
from app.domain.personal_data import find
from app.domain.viewer import Viewer
from app.models.conversations import CaptureRecord, Conversation, Point, Reflection
from app.models.engagement import Event, Question
from app.operations import audit, harm_alerts, point_words

LIVE = (ConversationState.KEPT, ConversationState.WAITING)


def keep(
    event: Event,
    document: Document,
    *,
    record_id: uuid.UUID,
    submission_id: uuid.UUID,
    way: CaptureWay,
    state: ConversationState = ConversationState.KEPT,
    card: str = "",
    clock_ahead: int = 0,
) -> Conversation:
    """The conversation of one record. `clock_ahead`: of the device, in seconds.

    A second version by its own author (it names the digest it replaces) takes the place of the first; any
    other second version waits for somebody to choose.
    """
    state = state_beside_others(event.id, submission_id, document, state)
    if document.is_empty and document.replaces and state is ConversationState.KEPT:
        state = ConversationState.TAKEN_BACK  # undone on the tablet, with nothing in its place
    conversation = Conversation(
        id=uuid.uuid4(),
        event_id=event.id,
        submission_id=submission_id,
        state=state,
        way=way,
        language=document.language,
        people=document.people,
        area_code=document.area or event.area_code,
        community=document.community or event.community,
        age=document.age,
        is_helped=document.is_helped,
        is_unfinished=document.is_unfinished,
        may_quote=document.may_quote,
        card=card,
        chat_maker=document.chat_maker or None,
        decision_maker=document.decision_maker or None,
        spoke_at=spoke_at(event, document, clock_ahead),
        points=list(points(event, document)),
    )
    db.session.add(conversation)
    if document.reflection:
        db.session.add(
            Reflection(
                id=uuid.uuid4(),
                event_id=event.id,
                conversation_id=conversation.id,
                words=document.reflection,
            )
        )
    db.session.flush()
    db.session.execute(
        update(CaptureRecord)
        .where(CaptureRecord.id == record_id)
        .values(conversation_id=conversation.id, envelope=None, trouble=None)
    )
    point_words.index(conversation.points)
    harm_alerts.raise_for(event, conversation, said(document))
    return conversation


def said(document: Document) -> list[str]:
    """Everything in it that somebody put into words, also what is not kept as a point."""
    return [*(answer.text for answer in document.answers.values()), document.reflection]


def state_beside_others(
    event_id: uuid.UUID, submission_id: uuid.UUID, document: Document, state: ConversationState
) -> ConversationState:
    """What this version is, where others of the same submission are there already."""
    others = db.session.execute(
        select(Conversation, CaptureRecord.digest)
        .join(CaptureRecord, CaptureRecord.conversation_id == Conversation.id)
        .where(
            Conversation.event_id == event_id,
            Conversation.submission_id == submission_id,
            Conversation.state.in_(LIVE),
        )
    ).all()
    if not others:
        return state
    mended = [held for held, digest in others if digest == document.replaces]
    for held in mended:
        held.state = ConversationState.REPLACED
    return state if len(mended) == len(others) else ConversationState.OTHER_VERSION


def points(event: Event, document: Document) -> list[Point]:
    """One for each answer, in the order of the questions; answers to questions we do not know come last."""
    asked = {question.key: question for question in event.asks.questions}
    order = [key for key in asked if key in document.answers]
    order += [key for key in document.answers if key not in asked]
    made = []
    for at, key in enumerate(order):
        question, answer = asked.get(key), document.answers[key]
        if is_allowed(event, document, question, answer):
            made.append(point(at, key, question, answer, document))
    return made


def is_allowed(event: Event, document: Document, question: Question | None, answer: Answer) -> bool:
    """Free words of children under 13 are kept only where somebody switched that on."""
    is_words = question is None or question.kind is QuestionKind.OPEN
    return not (is_words and document.age is AgeBand.UNDER_13 and not event.words_under_13)


def point(at: int, key: str, question: Question | None, answer: Answer, document: Document) -> Point:
    return Point(
        id=uuid.uuid4(),
        question_id=question.id if question else None,
        question_key=key,
        position=at,
        words=answer.text or None,
        choice=answer.choice,
        scale=answer.scale,
        language=document.language,
        doubts=doubts(document, answer),
    )


def doubts(document: Document, answer: Answer) -> list[str]:
    """What its author chose to keep, and what nobody was asked about: a tablet's rules may be old."""
    return sorted({*document.kept, *(found.kind.value for found in find(answer.text))})


def spoke_at(event: Event, document: Document, clock_ahead: int) -> dt.datetime:
    """To the hour, by our clock; now where the device did not say, or says what cannot be."""
    if document.captured_at is None:
        return to_the_hour(clock.now())
    moment = document.captured_at - dt.timedelta(seconds=clock_ahead)
    return to_the_hour(min(max(moment, event.starts_at - dt.timedelta(days=1)), clock.now()))


def choose_version(chosen: Conversation, *, version: int, by: Viewer) -> None:
    """Of all versions of one submission, this is the one that counts.

    `version`: of the row, as whoever chose saw it. Raises: StaleError, NotAllowedError where nothing is open.
    """
    for other in open_versions(chosen, version):
        other.state = ConversationState.REPLACED
    chosen.state = ConversationState.KEPT
    audit.record(by, "conversation.version-chosen", of=("conversation", chosen.id))
    db.session.flush()


def keep_all_versions(chosen: Conversation, *, version: int, by: Viewer) -> None:
    """They are different conversations, sent under one id by a slip: all of them count.

    Raises: StaleError, NotAllowedError.
    """
    for other in (chosen, *open_versions(chosen, version)):
        if other.state is ConversationState.OTHER_VERSION:
            other.state = ConversationState.KEPT
    audit.record(by, "conversation.versions-kept", of=("conversation", chosen.id))
    db.session.flush()


def open_versions(chosen: Conversation, version: int) -> list[Conversation]:
    """The others of its submission, where somebody has to choose. Raises: StaleError, NotAllowedError."""
    if chosen.version != version:
        raise StaleError
    held = db.session.scalars(
        select(Conversation).where(
            Conversation.event_id == chosen.event_id,
            Conversation.submission_id == chosen.submission_id,
            Conversation.state.in_((*LIVE, ConversationState.OTHER_VERSION)),
        )
    ).all()
    is_open = any(one.state is ConversationState.OTHER_VERSION for one in held)
    if chosen not in held or not is_open:
        raise NotAllowedError
    return [one for one in held if one is not chosen]
