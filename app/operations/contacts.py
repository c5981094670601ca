"""Recording what happened between a link worker and somebody: one contact, what it starts, and what is next.

A contact is never deleted. Its author may put it right; what it said before stays in the history.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from sqlalchemy import case as when
from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db, held_row
from app.domain.attempts import is_two_way
from app.domain.case import OPEN
from app.domain.contact_log import Attendance, ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.reaching import clean_reaching, judge
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseContact, CaseTask
from app.operations import audit, case_moves, case_tasks
from app.operations.case_steps import held_now, noted

UNSAFE_WHY = "unsafe_why"
"""What is missing where a way was used that is not safe or not what they need."""
NEXT_STEP_ON = "next_step_on"

MET_BY = (
    ContactChannel.FACE_TO_FACE,
    ContactChannel.HOME_VISIT,
    ContactChannel.VIDEO,
    ContactChannel.GROUP,
)
TICKED_OFF = (TaskKind.NEXT_STEP, TaskKind.FOLLOW_UP, TaskKind.TELL_BY_HAND, TaskKind.RETURN_DATE)
"""What one may say is done by this contact."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says happened."""

    direction: Direction
    channel: ContactChannel
    result: ContactResult
    happened_at: dt.datetime
    attendance: Attendance | None = None
    minutes: int | None = None
    present: str = ""
    interpreter: str = ""
    """`used`, `not-available`, `not-needed` or empty."""
    note: str = ""
    needs_met: NeedsMet = NeedsMet.NONE_KNOWN
    needs_unmet: str = ""
    unsafe_why: str = ""
    next_step: str = ""
    next_step_on: dt.date | None = None


FIELDS = tuple(field.name for field in fields(Told))
SEALED_AS_NONE = ("present", "note", "needs_unmet", "unsafe_why", "next_step")


def record(case: Case, told: Told, *, by: Viewer, key: str, done: Iterable[uuid.UUID] = ()) -> CaseContact:
    """Keep a contact, once. `done`: the tasks of this case it settles.

    The first contact both ways starts the case.
    Raises: StaleError where the same form said something else; NotAllowedError where the case is over;
    NeedsMoreError.
    """
    if (before := _kept(case, key, told, by)) is not None:
        return before
    held = held_now(case.id)
    if held.status not in OPEN:
        raise NotAllowedError
    check(held, told)
    made = _insert(held, told, by=by, key=key)
    if made is None:
        again = _kept(held, key, told, by)
        if again is None:
            raise StaleError
        return again
    recount(held)
    if is_two_way(told.direction, told.result):
        case_moves.start(held, by=by, at=told.happened_at)
        case_tasks.settle_all(held, [TaskKind.FIRST_CONTACT], by=by)
    case_tasks.settle_all(held, [TaskKind.NEW_TO_ME], by=by)
    _tick_off(held, done, by=by)
    _ask_next(held, made)
    audit.record(by, "contact.recorded", of=("case", held.id), scope="contacts")
    db.session.flush()
    return made


def correct(contact: CaseContact, told: Told, *, by: Viewer, version: int) -> CaseContact:
    """Put right what one recorded oneself. What it said before stays in the history.

    Raises: NotThereError for anybody but its author; StaleError; NotAllowedError; NeedsMoreError.
    """
    if contact.made_by is None or contact.made_by != by.account_id:
        raise NotThereError
    held = held_now(contact.case_id)
    held_row(CaseContact, contact.id)
    if contact.version != version:
        raise StaleError
    if held.status not in OPEN:
        raise NotAllowedError
    check(held, told)
    before, after = as_kept(contact), _plain(told)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if not changed:
        return contact
    for name in changed:
        value = getattr(told, name)
        setattr(contact, name, value or None if name in SEALED_AS_NONE else value)
    db.session.flush()
    noted(
        held,
        "contact-corrected",
        by=by,
        contact=str(contact.id),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    recount(held)
    if is_two_way(told.direction, told.result):
        case_moves.start(held, by=by, at=told.happened_at)
    if {"next_step", "next_step_on"} & set(changed):
        _ask_next(held, contact)
    audit.record(
        by,
        "contact.corrected",
        of=("case", held.id),
        scope="contacts",
        fields={name: (before[name], after[name]) for name in changed},
    )
    db.session.flush()
    return contact


def check(case: Case, told: Told) -> None:
    """Raises: NeedsMoreError, naming the field: why a way was used that is not safe; the next step's day."""
    missing = []
    verdict = judge(clean_reaching(case.person.reaching), told.channel)
    if told.direction is Direction.WE and verdict.needs_reason and not told.unsafe_why:
        missing.append(UNSAFE_WHY)
    if told.next_step and told.next_step_on is None:
        missing.append(NEXT_STEP_ON)
    if missing:
        raise NeedsMoreError(missing)


def recount(held: Case) -> None:
    """What the case says of its contacts, from the contacts themselves."""
    happened = CaseContact.happened_at
    talked = (CaseContact.direction == Direction.THEY) | (CaseContact.result == ContactResult.TALKED)
    counted, tried, met, last = db.session.execute(
        select(
            func.count(),
            func.min(when((CaseContact.direction == Direction.WE, happened))),
            func.min(when((CaseContact.channel.in_(MET_BY) & talked, happened))),
            func.max(happened),
        ).where(CaseContact.case_id == held.id)
    ).one()
    held.contacts, held.first_tried_at = counted, tried
    held.first_met_at, held.last_contact_at = met, last
    db.session.flush()


def as_kept(contact: CaseContact) -> dict[str, object]:
    """A contact as plain values, empty text for nothing."""
    return _plain(told_by(contact))


def told_by(contact: CaseContact) -> Told:
    """What a contact says, to be put right."""
    held = {name: getattr(contact, name) for name in FIELDS}
    return Told(**held | {name: held[name] or "" for name in SEALED_AS_NONE})


def _plain(told: Told) -> dict[str, object]:
    made: dict[str, object] = asdict(told)
    made["happened_at"] = told.happened_at.astimezone(dt.UTC).isoformat()
    made["next_step_on"] = told.next_step_on.isoformat() if told.next_step_on else None
    return made


def _insert(held: Case, told: Told, *, by: Viewer, key: str) -> CaseContact | None:
    """The new row; None where the same key came in between."""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    values = {name: getattr(told, name) for name in FIELDS}
    values |= {name: values[name] or None for name in SEALED_AS_NONE}
    now = clock.now()
    made = db.session.scalar(
        insert(CaseContact)
        .values(
            id=uuid.uuid4(),
            case_id=held.id,
            person_id=held.person_id,
            idempotency_key=key,
            made_by=by.account_id,
            created_at=now,
            modified_at=now,
            version=1,
            **values,
        )
        .on_conflict_do_nothing(index_elements=["idempotency_key"])
        .returning(CaseContact.id)
    )
    return db.session.get_one(CaseContact, made) if made else None


def _kept(case: Case, key: str, told: Told, by: Viewer) -> CaseContact | None:
    """What this form said before. Raises: StaleError where it said something else."""
    found = db.session.scalar(select(CaseContact).where(CaseContact.idempotency_key == key))
    if found is None:
        return None
    same = found.case_id == case.id and found.made_by == by.account_id and as_kept(found) == _plain(told)
    if not same:
        raise StaleError
    return found


def _tick_off(held: Case, done: Iterable[uuid.UUID], *, by: Viewer) -> None:
    keys = db.session.scalars(
        select(CaseTask.key).where(
            CaseTask.case_id == held.id, CaseTask.id.in_(list(done)), CaseTask.kind.in_(TICKED_OFF)
        )
    ).all()
    for key in keys:
        case_tasks.settle(key, by=by)


def _ask_next(held: Case, contact: CaseContact) -> None:
    """The next step stands on the worker's day; where it was put right, the day and the words follow.

    One that was a mistake leaves the day.
    """
    key = f"next-step:{contact.id}"
    if not contact.next_step or contact.next_step_on is None:
        db.session.execute(
            update(CaseTask)
            .where(CaseTask.key == key, *case_tasks.LIVE)
            .values(cancelled_at=clock.now())
            .execution_options(synchronize_session=False)
        )
        return
    asked = case_tasks.ask(
        TaskKind.NEXT_STEP,
        key=key,
        case=held,
        due_on=contact.next_step_on,
        words=contact.next_step,
        about=contact.id,
    )
    if not asked:
        db.session.execute(
            update(CaseTask)
            .where(CaseTask.key == key, CaseTask.done_at.is_(None))
            .values(due_on=contact.next_step_on, words=contact.next_step, cancelled_at=None)
            .execution_options(synchronize_session=False)
        )
