"""Make two records of one person one, and two again.

Everything that points at the one points at the other: the tables are found by the database's own description,
so that a new one is not forgotten. Both histories stay. Of two open cases one goes on with all that is live;
the other closes as joined. What was changed is kept, so that it can be taken back row by row.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, func, or_, select

from app import clock
from app.database import db
from app.domain.case import OPEN, CaseAction, CaseStatus
from app.domain.errors import NotThereError, StaleError
from app.domain.merging_people import CHOICES, MergeRefusedError, WhyNot
from app.domain.reaching import clean_reaching, empty_reaching, has_limits
from app.domain.roles import Permission
from app.domain.safer_reaching import safer
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.persons import EqualityAnswer, NotSamePerson, Person, PersonMerge
from app.models.visibility import visible_to
from app.operations import audit, case_steps, merge_record
from app.operations.joining_cases import event, join_cases
from app.operations.matching import note_person
from app.operations.merge_columns import by_hand, pointing_at
from app.operations.merge_record import Kept

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


def not_twice(column: Column[Any], kept_id: uuid.UUID) -> tuple[Any, ...]:
    """A question both have answered stays answered as the first says; the other answer stays where it is."""
    if column.table is not EqualityAnswer.__table__:
        return ()
    answered = list(
        db.session.scalars(select(EqualityAnswer.item).where(EqualityAnswer.person_id == kept_id))
    )
    return (EqualityAnswer.item.not_in(answered),)


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
