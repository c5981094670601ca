"""The people around somebody: who they are, whether they may be told, and whether a carer wants help too."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from app import clock
from app.database import db
from app.domain.errors import NeedsMoreError
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


def keep(case: Case, around: Around, *, by: Viewer, relation: Relation | None = None) -> Relation:
    """Add somebody, or change what is known of them. Without their own yes no number of theirs is kept.

    Raises: NeedsMoreError, naming `agrees`.
    """
    if around.phone and not around.agrees:
        raise NeedsMoreError(["agrees"])
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
