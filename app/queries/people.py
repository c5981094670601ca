"""People who may be one: pairs that look alike within reach, what was merged, and which record stands."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.case import CaseStatus
from app.domain.errors import NotThereError
from app.domain.matching import Match, MatchKey, match
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.people import Account
from app.models.persons import NotSamePerson, Person, PersonKey, PersonMerge, Practice
from app.models.visibility import visible_to

P = Permission
MOST_IN_BLOCK = 40
"""A key that more people share says nothing about any two: a hostel's house, a helper's phone."""
ALONE = frozenset(MatchKey) - {MatchKey.ADDRESS}
"""Kinds that bring two people up by themselves."""

Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two people who look alike, the smaller id first."""

    first_id: uuid.UUID
    second_id: uuid.UUID
    first: str
    second: str
    match: Match


@dataclass(frozen=True, slots=True)
class MergeRow:
    id: uuid.UUID
    kept_id: uuid.UUID
    kept: str
    merged: str
    reason: str
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None
    undone_by: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: uuid.UUID
    number: int
    status: CaseStatus
    opened_at: dt.datetime


def person_for(viewer: Viewer, person_id: uuid.UUID) -> Person:
    """Somebody of the viewer's team, under the record that stands. Raises: NotThereError."""
    found = standing(person_id)
    reach = visible_to(Person, viewer, P.PERSON_MERGE)
    if db.session.scalar(select(Person.id).where(Person.id == found.id, reach)) is None:
        raise NotThereError
    return found


def standing(person_id: uuid.UUID) -> Person:
    """The record that stands for somebody, whatever was merged into it. Raises: NotThereError."""
    found = db.session.get(Person, person_id)
    while found is not None and found.merged_into_id is not None:
        found = db.session.get(Person, found.merged_into_id)
    if found is None:
        raise NotThereError
    return found


def pairs(viewer: Viewer) -> list[PairRow]:
    """Those of the viewer's team who look alike, the likeliest first. Three statements."""
    alike = alike_within(viewer)
    different = said_different({id_ for pair in alike for id_ in pair})
    shown = {pair: how for pair, how in alike.items() if pair not in different}
    names = names_of({id_ for pair in shown for id_ in pair})
    rows = [
        PairRow(first, second, names[first], names[second], how)
        for (first, second), how in shown.items()
        if first in names and second in names
    ]
    return sorted(rows, key=lambda row: (-row.match.score, row.first_id, row.second_id))


def alike_within(viewer: Viewer) -> dict[Pair, Match]:
    """Every pair worth a look, by hashes. That a protected house agrees is not told."""
    blocks: dict[tuple[MatchKey, str], set[uuid.UUID]] = defaultdict(set)
    for id_, kind, hashed, hidden in db.session.execute(
        select(Person.id, PersonKey.kind, PersonKey.hash, Person.is_address_protected)
        .join(PersonKey, PersonKey.person_id == Person.id)
        .where(visible_to(Person, viewer, P.PERSON_MERGE), Person.merged_into_id.is_(None))
    ):
        if not (hidden and kind is MatchKey.ADDRESS):
            blocks[kind, hashed].add(id_)
    agree: dict[Pair, set[MatchKey]] = defaultdict(set)
    for (kind, _), people in blocks.items():
        if 1 < len(people) <= MOST_IN_BLOCK:
            for first, second in combinations(sorted(people), 2):
                agree[first, second].add(kind)
    found = {pair: match(kinds) for pair, kinds in agree.items() if kinds & ALONE}
    return {pair: how for pair, how in found.items() if how.band}


def said_different(people: set[uuid.UUID]) -> set[Pair]:
    """Pairs somebody looked at, also under records that were merged since."""
    if not people:
        return set()
    rows = db.session.execute(select(NotSamePerson.first_id, NotSamePerson.second_id)).all()
    merged = dict(
        db.session.execute(
            select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None))
        ).all()
        if rows
        else ()
    )

    def stands(id_: uuid.UUID) -> uuid.UUID:
        while id_ in merged and merged[id_] is not None:
            id_ = merged[id_]  # type: ignore[assignment]  # seen not to be empty
        return id_

    return {tuple(sorted((stands(first), stands(second)))) for first, second in rows}  # type: ignore[misc]  # two


def names_of(people: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = db.session.execute(
        select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(people))
    )
    return {row.id: " ".join(name for name in (row.given_name, row.family_name) if name) for row in rows}


def merges(viewer: Viewer, *, of: uuid.UUID | None = None, most: int = 20) -> list[MergeRow]:
    """What was merged within reach, the newest first. One statement."""
    kept, merged, by, undone = aliased(Person), aliased(Person), aliased(Account), aliased(Account)
    wanted = [visible_to(PersonMerge, viewer, P.PERSON_MERGE)]
    if of is not None:
        wanted.append(or_(PersonMerge.kept_id == of, PersonMerge.merged_id == of))
    rows = db.session.execute(
        select(PersonMerge, kept, merged, by.name, undone.name)
        .join(kept, kept.id == PersonMerge.kept_id)
        .join(merged, merged.id == PersonMerge.merged_id)
        .outerjoin(by, by.id == PersonMerge.made_by)
        .outerjoin(undone, undone.id == PersonMerge.undone_by)
        .where(*wanted)
        .order_by(PersonMerge.made_at.desc(), PersonMerge.id)
        .limit(most)
    )
    return [merge_row(*row) for row in rows]


def merge_row(
    made: PersonMerge, kept: Person, merged: Person, by: str | None, undone_by: str | None
) -> MergeRow:
    return MergeRow(
        id=made.id,
        kept_id=kept.id,
        kept=f"{kept.given_name} {kept.family_name}".strip(),
        merged=f"{merged.given_name} {merged.family_name}".strip(),
        reason=made.reason,
        made_at=made.made_at,
        made_by=by or "",
        undone_at=made.undone_at,
        undone_by=undone_by or "",
    )


def merge_for(viewer: Viewer, merge_id: uuid.UUID) -> PersonMerge:
    """One merge within reach. Raises: NotThereError."""
    found = db.session.get(PersonMerge, merge_id)
    if found is None:
        raise NotThereError
    person_for(viewer, found.kept_id)
    return found


def merge_shown(made: PersonMerge) -> MergeRow:
    """As its page says it. The caller has asked whether the viewer may."""
    people = {id_: db.session.get_one(Person, id_) for id_ in (made.kept_id, made.merged_id)}
    who = [made.made_by, made.undone_by]
    names = {
        row.id: row.name
        for row in db.session.execute(
            select(Account.id, Account.name).where(Account.id.in_(filter(None, who)))
        )
    }
    by, undone = (names.get(id_) if id_ else None for id_ in who)
    return merge_row(made, people[made.kept_id], people[made.merged_id], by, undone)


def cases_of(viewer: Viewer, person_id: uuid.UUID) -> list[CaseRow]:
    """Their cases the viewer may open, the newest first."""
    rows = db.session.execute(
        select(Case.id, Case.number, Case.status, Case.opened_at)
        .where(Case.person_id == person_id, visible_to(Case, viewer, P.CASE_READ))
        .order_by(Case.opened_at.desc(), Case.id)
    )
    return [CaseRow(*row) for row in rows]


def practice_names(people: list[Person]) -> dict[uuid.UUID, str]:
    wanted = [person.practice_id for person in people if person.practice_id]
    rows = db.session.execute(select(Practice.id, Practice.name).where(Practice.id.in_(wanted)))
    return {row.id: row.name for row in rows}
