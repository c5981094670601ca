"""The people around somebody: who they are, whether they may be told, and whether a carer wants help too."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, fields

from app import clock
from app.database import db, held_row
from app.domain.case import OPEN
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.plan_parts import mark as mark_of_plain
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.persons import Relation
from app.operations import audit


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody, as the form says."""

    name: str
    relation: str
    phone: str = ""
    in_household: bool = False
    is_dependant: bool = False
    is_carer: bool = False
    is_emergency_contact: bool = False
    may_be_told: bool = False
    agrees: bool = False
    own_words: str = ""
    note: str = ""


FIELDS = tuple(field.name for field in fields(Around))


def mark_of(relation: Relation) -> str:
    """How what is known of somebody stands, for the form it is opened with."""
    return mark_of_plain({name: getattr(relation, name) or "" for name in FIELDS})


def keep(
    case: Case, around: Around, *, by: Viewer, relation: Relation | None = None, mark: str = ""
) -> Relation:
    """Add somebody, or change what is known of them. Without their own yes no number of theirs is kept.

    `mark`: of what is known of them, as it was shown. Twice the same is once.
    Raises: NeedsMoreError, naming `agrees`; StaleError; NotAllowedError for a case that is over.
    """
    if case.status not in OPEN:
        raise NotAllowedError
    if around.phone and not around.agrees:
        raise NeedsMoreError(["agrees"])
    if relation is not None:
        relation = held_row(Relation, relation.id) or relation
        said = mark_of_plain({name: value or "" for name, value in asdict(around).items()})
        if mark_of(relation) not in {mark, said}:
            raise StaleError
    held = relation or Relation(id=uuid.uuid4(), person_id=case.person_id)
    held.name, held.relation = around.name, around.relation
    for field in (
        "in_household",
        "is_dependant",
        "is_carer",
        "is_emergency_contact",
        "may_be_told",
        "agrees",
    ):
        setattr(held, field, getattr(around, field))
    held.phone, held.note = around.phone or None, around.note or None
    held.own_words = around.own_words or None
    if relation is None:
        db.session.add(held)
    audit.record(by, "relation.changed" if relation else "relation.added", of=("person", case.person_id))
    db.session.flush()
    return held


def offer_own_referral(relation: Relation, *, by: Viewer) -> None:
    """A carer was told that they can have a link worker of their own."""
    relation.offered_own_referral_at = relation.offered_own_referral_at or clock.now()
    audit.record(by, "relation.offered-own-referral", of=("person", relation.person_id))
    db.session.flush()


def end(relation: Relation, *, by: Viewer) -> None:
    """They are no longer around them. What was known stays in the record, out of sight."""
    relation.ended_at = relation.ended_at or clock.now()
    audit.record(by, "relation.ended", of=("person", relation.person_id))
    db.session.flush()
