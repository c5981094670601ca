"""A link worker gives details of a listing, or introduces somebody to whoever runs it.

Source: referrals.md 4.2 C. Consent and the sharing agreement are asked at the moment of sending.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.case import OPEN, Subject
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.introduction import Helped, IntroductionAction, IntroductionKind, IntroductionStatus
from app.domain.machine import Actor
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.sharing import WORDING, Block, NotSharedError, Shared, kept, read
from app.domain.tasks import AppointmentKind, AppointmentStatus, TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Appointment, Case
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.people import AccessLink
from app.models.persons import Consent
from app.operations import access_links, audit, case_tasks, history, outbox
from app.operations.introduction_steps import case_of, check, held, move, settle
from app.queries import sharing
from app.queries.introductions import first_visit_of

A, S = IntroductionAction, IntroductionStatus
HELPED_KINDS = (TaskKind.DID_IT_HELP,)


@dataclass(frozen=True, slots=True)
class Agreed:
    """They agreed to a share just now."""

    how: ConsentHow
    given_by: str
    until: dt.date
    note: str = ""


def signpost(
    case: Case, service_id: uuid.UUID, *, key: uuid.UUID, by: Viewer, says: str = "", goal: uuid.UUID | None
) -> Introduction:
    """Details of a listing were given to them; nothing about them was told to anybody. Once for a key.

    Raises: NotAllowedError for a case that is over; NotThereError for a listing that is gone.
    """
    made, is_new = _made(case, service_id, IntroductionKind.SIGNPOST, key=key, by=by, says=says, goal=goal)
    if is_new:
        made.status = S.GIVEN
        db.session.flush()
        _begin(made, by)
        audit.record(by, "introduction.details-given", of=("introduction", made.id))
    return made


def draft(
    case: Case,
    service_id: uuid.UUID,
    shared: Shared,
    *,
    key: uuid.UUID,
    by: Viewer,
    says: str = "",
    goal: uuid.UUID | None,
) -> Introduction:
    """What would be told to a provider, to look at with them before it goes. Once for a key.

    Raises: NotSharedError where it could not be sent; NotAllowedError for a case that is over.
    """
    if blocked := sharing.block_of(sharing.receiver(service_id), case.person):
        raise NotSharedError(blocked)
    made, is_new = _made(
        case, service_id, IntroductionKind.INTRODUCTION, key=key, by=by, says=says, goal=goal
    )
    if is_new:
        _begin(made, by)
        audit.record(by, "introduction.drafted", of=("introduction", made.id))
    if made.status is not S.DRAFT:
        raise NotAllowedError
    _tell(made, shared)
    return made


def change(introduction_id: uuid.UUID, shared: Shared, *, by: Viewer, says: str, version: int) -> None:
    """Tell something else, before it goes. Raises: NotAllowedError once it has gone; StaleError."""
    introduction = held(introduction_id, version=version)
    if introduction.status is not S.DRAFT:
        raise NotAllowedError
    introduction.what_person_says = says or None
    _tell(introduction, shared)
    audit.record(by, "introduction.redrafted", of=("introduction", introduction.id))


def send(introduction_id: uuid.UUID, *, by: Viewer, version: int, agreed: Agreed | None) -> None:
    """Tell the provider. `agreed`: what they agreed to just now; None where an earlier consent carries it.

    Raises: NotSharedError, with nothing sent and no consent kept; NotAllowedError; StaleError.
    """
    introduction = held(introduction_id, version=version)
    case = case_of(introduction)
    shared = read(introduction.shared)
    if case.status not in OPEN or introduction.status is not S.DRAFT:
        raise NotAllowedError
    if not shared.is_whole:
        raise NotSharedError(Block.NOT_WHOLE)
    if introduction.service_id is None:
        raise NotSharedError(Block.LISTING_GONE)
    to = sharing.receiver(introduction.service_id)
    if blocked := sharing.block_of(to, case.person):
        raise NotSharedError(blocked)
    assert to.organization_id is not None
    introduction.organization_id = to.organization_id
    consent = sharing.consent_for(case.person_id, to.organization_id)
    if agreed is not None:
        consent = _consent(case, to, shared, agreed, by)
    if blocked := sharing.consent_block(consent, shared):
        raise NotSharedError(blocked)
    assert consent is not None
    introduction.consent_id, introduction.sent_to = consent.id, to.email
    introduction.sent_at = clock.now()
    move(introduction, A.SEND, by=by, details={"fields": shared.fields})
    link = access_links.make(LinkPurpose.INTRODUCTION, introduction=introduction.id, by=by.account_id)
    outbox.tell(
        MessageKind.INTRODUCTION_SENT,
        key=f"introduction-sent:{introduction.id}",
        to=to.email,
        language=to.language,
        service=to.service_id,
        person=case.person_id,
        token=link.token,
    )


def cancel(introduction_id: uuid.UUID, reason: str, *, by: Viewer, version: int) -> None:
    """It will not happen. The provider is told so, without a word about anybody. Raises: NotAllowedError."""
    introduction = held(introduction_id, version=version)
    check(introduction, A.CANCEL, history.actor_of(by))
    was_sent = introduction.sent_at is not None
    introduction.cancel_reason = reason
    move(introduction, A.CANCEL, by=by, note=reason)
    _over(introduction, by, tell=was_sent and not _is_unsent(introduction))


def mark_error(introduction_id: uuid.UUID, reason: str, *, by: Viewer, version: int) -> None:
    """It should never have been made. It counts nowhere and stays in the trace. Raises: NotAllowedError."""
    introduction = held(introduction_id, version=version)
    was_open = introduction.sent_at is not None and introduction.ended_at is None
    move(introduction, A.MARK_ERROR, by=by, note=reason)
    _over(introduction, by, tell=was_open and not _is_unsent(introduction))


def plan_first_visit(
    introduction_id: uuid.UUID,
    *,
    at: dt.datetime,
    place: str,
    goes_along: str,
    in_diary: bool,
    by: Viewer,
    version: int,
) -> None:
    """When they go the first time, and who goes along. `in_diary`: the link worker does.

    Raises: NotAllowedError for one that has ended; StaleError.
    """
    introduction = held(introduction_id, version=version)
    case = case_of(introduction)
    if introduction.ended_at is not None or case.status not in OPEN:
        raise NotAllowedError
    introduction.first_at, introduction.first_place = at, place or None
    introduction.goes_along = goes_along or None
    entry = first_visit_of(introduction)
    if entry is not None:
        entry.status = AppointmentStatus.CANCELLED
    if in_diary and (case.worker_id or by.account_id):
        if entry is None:
            entry = Appointment(
                id=uuid.uuid4(),
                worker_id=case.worker_id or by.account_id,
                case_id=case.id,
                introduction_id=introduction.id,
                kind=AppointmentKind.GOING_ALONG,
            )
            db.session.add(entry)
        entry.status, entry.starts_at = AppointmentStatus.PLANNED, at
        entry.minutes, entry.what, entry.place = 60, introduction.service_name, place or None
    db.session.flush()
    audit.record(by, "introduction.visit-planned", of=("introduction", introduction.id))


def say_helped(
    introduction_id: uuid.UUID, helped: Helped, words: str, *, by: Viewer, actor: Actor = Actor.LINK_WORKER
) -> None:
    """The person's own answer, whatever the provider says. A later one takes the place of an earlier."""
    introduction = held(introduction_id)
    if introduction.status in {S.DRAFT, S.IN_ERROR, S.CANCELLED}:
        raise NotAllowedError
    introduction.helped, introduction.helped_words = helped, words or None
    introduction.helped_at = clock.now()
    db.session.flush()
    history.append(
        Subject.INTRODUCTION,
        introduction.id,
        action="say-helped",
        start=introduction.status.value,
        end=introduction.status.value,
        by=by,
        case_id=introduction.case_id,
        actor=actor,
        reason=helped.value,
    )
    case_tasks.settle_all(case_of(introduction), HELPED_KINDS, by=by, about=introduction.id)
    audit.record(by, "introduction.helped-said", of=("introduction", introduction.id))


def read_answer(introduction_id: uuid.UUID, *, by: Viewer) -> None:
    """The link worker has read what the provider answered."""
    introduction = held(introduction_id)
    settle(introduction, by=by)
    audit.record(by, "introduction.answer-read", of=("introduction", introduction.id))


def withdraw_links(introduction: Introduction) -> None:
    """Its links work no more."""
    db.session.execute(
        update(AccessLink)
        .where(
            AccessLink.introduction_id == introduction.id,
            AccessLink.purpose == LinkPurpose.INTRODUCTION,
            AccessLink.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def _is_unsent(introduction: Introduction) -> bool:
    """Does the first letter still wait? Then the provider never heard, and it is dropped with its link."""
    letter = select(Message.id).where(
        Message.key == f"introduction-sent:{introduction.id}",
        Message.sent_at.is_(None),
        Message.leased_until.is_(None),
    )
    return db.session.scalar(letter) is not None


def _made(
    case: Case,
    service_id: uuid.UUID,
    kind: IntroductionKind,
    *,
    key: uuid.UUID,
    by: Viewer,
    says: str,
    goal: uuid.UUID | None,
) -> tuple[Introduction, bool]:
    """The row of a form, made once however often it is sent."""
    before = db.session.scalar(select(Introduction).where(Introduction.id == key).with_for_update())
    if before is not None:
        if before.case_id != case.id or before.service_id != service_id or before.kind is not kind:
            raise NotAllowedError
        return before, False
    if case.status not in OPEN:
        raise NotAllowedError
    to = sharing.receiver(service_id)
    if not to.is_there:
        raise NotThereError
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    is_new = db.session.execute(
        insert(Introduction)
        .values(
            id=key,
            case_id=case.id,
            person_id=case.person_id,
            kind=kind,
            status=S.DRAFT,
            service_id=service_id,
            organization_id=to.organization_id,
            service_name=to.name,
            what_person_says=says or None,
            goal_id=goal,
            made_by=by.account_id,
            is_demo=case.is_demo,
        )
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Introduction.id)
    ).one_or_none()
    return held(key), is_new is not None


def _begin(made: Introduction, by: Viewer) -> None:
    history.append(
        Subject.INTRODUCTION,
        made.id,
        action="begin",
        start="",
        end=made.status.value,
        by=by,
        case_id=made.case_id,
    )


def _tell(introduction: Introduction, shared: Shared) -> None:
    introduction.shared, introduction.shared_fields = kept(shared), shared.fields
    db.session.flush()


def _consent(case: Case, to: sharing.Receiver, shared: Shared, agreed: Agreed, by: Viewer) -> Consent:
    """What they agreed to just now: this organisation, these things, until that day."""
    now = clock.now()
    made = Consent(
        id=uuid.uuid4(),
        person_id=case.person_id,
        purpose=ConsentPurpose.SHARE_WITH_PROVIDER,
        given=True,
        organization_id=to.organization_id,
        named=to.organization,
        data=shared.fields,
        how=agreed.how,
        given_by=agreed.given_by,
        recorded_by=by.account_id,
        wording=WORDING,
        language=case.person.language,
        note=agreed.note or None,
        starts_at=now,
        ends_on=agreed.until,
        recorded_at=now,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "consent.given", of=("consent", made.id))
    return made


def _over(introduction: Introduction, by: Viewer, *, tell: bool) -> None:
    """Nobody outside sees anything of it any more, and what was planned is called off."""
    withdraw_links(introduction)
    settle(introduction, by=by)
    entry = first_visit_of(introduction)
    if entry is not None and entry.status is AppointmentStatus.PLANNED and entry.starts_at > clock.now():
        entry.status = AppointmentStatus.CANCELLED
    db.session.flush()
    if tell and introduction.sent_to:
        to = sharing.receiver(introduction.service_id) if introduction.service_id else None
        outbox.tell(
            MessageKind.INTRODUCTION_OVER,
            key=f"introduction-over:{introduction.id}",
            to=introduction.sent_to,
            language=to.language if to else "en",
            service=introduction.service_id,
        )
