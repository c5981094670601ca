"""Make two records of one person one, and two again.

Everything that points at the one points at the other: the tables are found by the database's own description,
so that a new one is not forgotten. Both histories stay. Of two open cases one goes on with all that is live;
the other closes as joined. What was changed is kept, so that it can be taken back row by row.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, func, or_, select

from app import clock
from app.database import db
from app.domain.case import OPEN, CaseAction, CaseStatus, ClosureReason, Subject, TransferStatus
from app.domain.errors import NotThereError, StaleError
from app.domain.merging_people import CHOICES, MergeRefusedError, WhyNot, goes_on
from app.domain.reaching import clean_reaching, empty_reaching, has_limits
from app.domain.roles import Permission
from app.domain.safer_reaching import safer
from app.domain.viewer import Viewer
from app.domain.waits import RANKS
from app.models.cases import Case, CaseTransfer, NoteDraft
from app.models.persons import EqualityAnswer, NotSamePerson, Person, PersonMerge
from app.models.plans import Plan
from app.models.visibility import visible_to
from app.operations import audit, case_steps, history, merge_record
from app.operations.case_opening import NO_RISKS
from app.operations.matching import note_person
from app.operations.merge_record import Kept

STAYS = frozenset(
    {
        ("person", "merged_into_id"),
        ("person_merge", "kept_id"),
        ("person_merge", "merged_id"),
        ("not_same_person", "first_id"),
        ("not_same_person", "second_id"),
        ("case_record", "previous_id"),
        ("case_transfer", "case_id"),
    }
)
"""Columns that name a person or a case and stay: they tell what was, or end with the case."""
BY_HAND = frozenset(
    {
        ("person_key", "person_id"),
        ("equality_answer", "person_id"),
        ("case_record", "person_id"),
        ("plan", "case_id"),
    }
)
"""Columns that move by rules of their own, below."""

MERGED, PARTED = "person-merged", "person-parted"


def merge(
    kept: Person,
    merged: Person,
    *,
    by: Viewer,
    reason: str,
    take: Collection[str] = (),
    versions_seen: tuple[int, int],
) -> PersonMerge:
    """The first goes on, with what the second had. `take`: names of CHOICES to take from the second.

    Raises: NotThereError, StaleError, MergeRefusedError.
    """
    kept, merged = hold(kept, merged)
    if (kept.version, merged.version) != versions_seen:
        raise StaleError
    if kept.id == merged.id or kept.merged_into_id or merged.merged_into_id:
        raise MergeRefusedError(WhyNot.ONE_ALREADY)
    if (kept.died_on is None) != (merged.died_on is None):
        raise MergeRefusedError(WhyNot.ONE_DIED)
    cases = open_cases(by, kept, merged)
    record = merge_record.empty()
    choose(record, kept, merged, take)
    if len(cases) == 2:
        join_cases(record, *cases, by=by)
    for column in pointing_at("person"):
        merge_record.move(record, column, merged.id, kept.id)
    for column in by_hand("case_record.person_id", "equality_answer.person_id"):
        merge_record.move(record, column, merged.id, kept.id, *not_twice(column, kept.id))
    merge_record.change(record, merge_record.table("person"), merged.id, merged_into_id=kept.id)
    made = PersonMerge(
        id=uuid.uuid4(),
        kept_id=kept.id,
        merged_id=merged.id,
        reason=reason,
        before=record,
        made_by=by.account_id,
        made_at=after_the_last(kept.id, merged.id),
    )
    db.session.add(made)
    settle(kept.id, merged.id, MERGED, made, by=by)
    return made


def undo(made: PersonMerge, *, by: Viewer) -> PersonMerge:
    """Two again, each with what it had. What was changed since stays where it is.

    Raises: NotThereError, MergeRefusedError, naming why.
    """
    kept, merged = hold(db.session.get(Person, made.kept_id), db.session.get(Person, made.merged_id))
    db.session.refresh(made)
    if made.undone_at is not None:
        raise MergeRefusedError(WhyNot.UNDONE)
    if later_merge(made) is not None:
        raise MergeRefusedError(WhyNot.LATER_MERGE)
    reopened = closed_by(made.before)
    merge_record.take_back(made.before)
    db.session.expire_all()
    for case_id in reopened:
        case = db.session.get_one(Case, case_id)
        if case.status is not CaseStatus.CLOSED:
            event(case, CaseAction.REOPEN, CaseStatus.CLOSED, by=by, merge_id=made.id)
    made.undone_by, made.undone_at = by.account_id, clock.now()
    settle(kept.id, merged.id, PARTED, made, by=by)
    return made


def say_different(one: Person, other: Person, *, by: Viewer) -> None:
    """Somebody looked: they are two people. The pair is not brought up again."""
    first, second = sorted((one.id, other.id))
    if db.session.get(NotSamePerson, (first, second)) is None:
        db.session.add(
            NotSamePerson(first_id=first, second_id=second, said_by=by.account_id, said_at=clock.now())
        )
        audit.record(by, "person.said-different", of=("person", first))
        db.session.flush()


def hold(one: Person | None, other: Person | None) -> tuple[Person, Person]:
    """Both, held in one order whoever comes first. Raises: NotThereError."""
    if one is None or other is None:
        raise NotThereError
    held = {id_: case_steps.held_person(id_) for id_ in sorted((one.id, other.id))}
    return held[one.id], held[other.id]


def open_cases(by: Viewer, kept: Person, merged: Person) -> list[Case]:
    """The open case of each, held. Raises: MergeRefusedError where one is out of the viewer's reach."""
    wanted = Case.person_id.in_((kept.id, merged.id)) & Case.status.in_(OPEN)
    reach = visible_to(Case, by, Permission.PERSON_MERGE)
    rows = db.session.execute(select(Case.id, reach.label("in_reach")).where(wanted).order_by(Case.id)).all()
    if not all(row.in_reach for row in rows):
        raise MergeRefusedError(WhyNot.OTHER_TEAM)
    return [case_steps.held_now(row.id) for row in rows]


def choose(record: Kept, kept: Person, merged: Person, take: Collection[str]) -> None:
    """The fields chosen from the other, those we know nothing of, and what is put together of both."""
    values: dict[str, Any] = {}
    for name, columns in CHOICES.items():
        if name in take or not any(known(getattr(kept, column)) for column in columns):
            values |= {column: getattr(merged, column) for column in columns}
    held, other = (
        (merged.reaching, kept.reaching) if "reaching" in values else (kept.reaching, merged.reaching)
    )
    if has_limits(clean_reaching(other)):
        values["reaching"] = dict(safer(held, other))
    checked = [day for day in (kept.health_check_on, merged.health_check_on) if day]
    values |= {
        "is_address_protected": kept.is_address_protected or merged.is_address_protected,
        "protected_lead_id": kept.protected_lead_id or merged.protected_lead_id,
        "about": {**merged.about, **kept.about},
        "groups": sorted({*kept.groups, *merged.groups}),
        "health_check_on": max(checked, default=None),
    }
    if values["groups"] == sorted(kept.groups):
        values["groups"] = kept.groups
    merge_record.change(record, merge_record.table("person"), kept.id, **values)


def known(value: object) -> bool:
    """Does a column say anything?"""
    return bool(value) and value != empty_reaching()


def join_cases(record: Kept, one: Case, other: Case, *, by: Viewer) -> None:
    """One person has one open case: the other closes as joined, and all that hangs on it goes along."""
    first = goes_on((one.status, one.waiting_since), (other.status, other.waiting_since))
    stays, ends = (one, other) if first else (other, one)
    has_plan = db.session.scalar(select(Plan.id).where(Plan.case_id == stays.id).limit(1)) is not None
    for column in pointing_at("case_record"):
        merge_record.move(record, column, ends.id, stays.id)
    if not has_plan:
        merge_record.move(record, column_of("plan", "case_id"), ends.id, stays.id)
    drafts = column_of("note_draft", "about_id")
    merge_record.move(record, drafts, ends.id, stays.id, *no_draft_yet(stays.id))
    for transfer in db.session.scalars(
        select(CaseTransfer.id).where(
            CaseTransfer.case_id == ends.id, CaseTransfer.status == TransferStatus.REQUESTED
        )
    ).all():
        merge_record.change(
            record,
            merge_record.table("case_transfer"),
            transfer,
            status=TransferStatus.WITHDRAWN,
            decided_at=clock.now(),
        )
    cases = merge_record.table("case_record")
    hand_over_tasks(record, stays, ends)
    merge_record.change(record, cases, stays.id, **put_together(stays, ends))
    before = ends.status
    merge_record.change(
        record,
        cases,
        ends.id,
        status=CaseStatus.CLOSED,
        closure_reason=ClosureReason.TRANSFERRED,
        closed_at=clock.now(),
        hold_reason=None,
        hold_until=None,
        is_safeguarding_open=False,
        worker_id=stays.worker_id,
        team_id=stays.team_id,
    )
    record["joined"] = {"stays": str(stays.id), "ends": str(ends.id)}
    db.session.expire_all()
    event(ends, CaseAction.CLOSE, before, by=by, end=CaseStatus.CLOSED, joined=stays.id)


def hand_over_tasks(record: Kept, stays: Case, ends: Case) -> None:
    """What is live stands on the day of whoever has the case that goes on."""
    tasks = merge_record.table("case_task")
    moved = [one for one in record["moves"] if one["table"] == "case_task" and one["to"] == str(stays.id)]
    for id_ in (uuid.UUID(id_) for one in moved for id_ in one["ids"]):
        held = merge_record.values_of(tasks, id_, ("done_at", "cancelled_at", "for_lead"))
        if not held["done_at"] and not held["cancelled_at"]:
            worker = None if held["for_lead"] else stays.worker_id
            merge_record.change(record, tasks, id_, worker_id=worker, team_id=stays.team_id)


def put_together(stays: Case, ends: Case) -> dict[str, Any]:
    """What the case that goes on knows: the longer wait, the higher risk, the concerns of both."""
    risks = [risk for risk in (stays.risks, ends.risks) if risk and risk != NO_RISKS]
    return {
        "waiting_since": min(stays.waiting_since, ends.waiting_since),
        "priority": min(stays.priority, ends.priority, key=RANKS.__getitem__),
        "first_tried_at": earliest(stays.first_tried_at, ends.first_tried_at),
        "first_met_at": earliest(stays.first_met_at, ends.first_met_at),
        "last_contact_at": max(
            (at for at in (stays.last_contact_at, ends.last_contact_at) if at), default=None
        ),
        "contacts": stays.contacts + ends.contacts,
        "is_high_risk": stays.is_high_risk or ends.is_high_risk,
        "is_safeguarding_open": stays.is_safeguarding_open or ends.is_safeguarding_open,
        "is_restricted": stays.is_restricted or ends.is_restricted,
        "is_sampled": stays.is_sampled or ends.is_sampled,
        "risks": "\n".join(dict.fromkeys(risks)) or stays.risks or ends.risks,
        "concerns": sorted({*stays.concerns, *ends.concerns}),
        "previous_id": stays.previous_id or ends.id,
    }


def earliest(*moments: dt.datetime | None) -> dt.datetime | None:
    return min((at for at in moments if at), default=None)


def pointing_at(name: str) -> Iterator[Column[Any]]:
    """Every column of every table that names a row of this one, but for those with rules of their own."""
    for of in db.metadata.sorted_tables:
        for column in of.columns:
            if any(key.column.table.name == name for key in column.foreign_keys) and (
                (of.name, column.name) not in STAYS | BY_HAND
            ):
                yield column


def by_hand(*names: str) -> Iterator[Column[Any]]:
    for name in names:
        yield column_of(*name.split("."))


def column_of(table: str, column: str) -> Column[Any]:
    return merge_record.table(table).c[column]


def not_twice(column: Column[Any], kept_id: uuid.UUID) -> tuple[Any, ...]:
    """A question both have answered stays answered as the first says; the other answer stays where it is."""
    if column.table is not EqualityAnswer.__table__:
        return ()
    answered = list(
        db.session.scalars(select(EqualityAnswer.item).where(EqualityAnswer.person_id == kept_id))
    )
    return (EqualityAnswer.item.not_in(answered),)


def no_draft_yet(case_id: uuid.UUID) -> tuple[Any, ...]:
    """Whoever is typing about both keeps the draft of each."""
    typing = list(db.session.scalars(select(NoteDraft.account_id).where(NoteDraft.about_id == case_id)))
    return (NoteDraft.account_id.not_in(typing),)


def settle(kept_id: uuid.UUID, merged_id: uuid.UUID, what: str, made: PersonMerge, *, by: Viewer) -> None:
    """Keys, trace, and a line in the story of the case."""
    db.session.flush()
    db.session.expire_all()
    for id_ in (kept_id, merged_id):
        note_person(db.session.get_one(Person, id_))
        audit.record(by, f"person.{what.removeprefix('person-')}", of=("person", id_))
    case = db.session.scalar(select(Case).where(Case.person_id == kept_id, Case.status.in_(OPEN)))
    if case is not None:
        event(case, what, case.status, by=by, merge_id=made.id)
    db.session.flush()


def event(
    case: Case, action: str, start: CaseStatus, *, by: Viewer, end: CaseStatus | None = None, **about: object
) -> None:
    history.append(
        Subject.CASE,
        case.id,
        action=action,
        start=start,
        end=end or case.status,
        by=by,
        details={name: str(value) for name, value in about.items()},
    )


def closed_by(record: dict[str, Any]) -> list[uuid.UUID]:
    """The case a merge closed as joined."""
    joined = record.get("joined")
    return [uuid.UUID(joined["ends"])] if joined else []


def after_the_last(*people: uuid.UUID) -> dt.datetime:
    """Now, and after every merge of either, so that they are undone in order."""
    last = db.session.scalar(
        select(func.max(PersonMerge.made_at)).where(
            or_(PersonMerge.kept_id.in_(people), PersonMerge.merged_id.in_(people))
        )
    )
    return max(clock.now(), last + dt.timedelta(milliseconds=1)) if last else clock.now()


def later_merge(made: PersonMerge) -> PersonMerge | None:
    """A merge after this one that touches either of the two and stands: it has to be undone first."""
    both = (made.kept_id, made.merged_id)
    return db.session.scalar(
        select(PersonMerge)
        .where(
            PersonMerge.id != made.id,
            PersonMerge.undone_at.is_(None),
            PersonMerge.made_at > made.made_at,
            or_(PersonMerge.kept_id.in_(both), PersonMerge.merged_id.in_(both)),
        )
        .order_by(PersonMerge.made_at.desc(), PersonMerge.id)
        .limit(1)
    )
