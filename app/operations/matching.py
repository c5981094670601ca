"""The keys by which somebody in a referral can be compared with people we know. Source: decisions.md 19."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import delete, insert

from app.database import db
from app.domain.matching import Facts, facts_of
from app.models.persons import Person, PersonKey
from app.queries.matching import hashes


def note_keys(
    *,
    person_id: uuid.UUID | None = None,
    referral_id: uuid.UUID | None = None,
    document: Mapping[str, object],
) -> int:
    """Keep what somebody can be compared by, in place of what was kept; how many keys.

    `document`: a referral's, or anything with the same names. Exactly one of the two ids is given.
    """
    if (person_id is None) == (referral_id is None):
        raise ValueError("a person or a referral")
    of_whom = PersonKey.person_id == person_id if person_id else PersonKey.referral_id == referral_id
    db.session.execute(delete(PersonKey).where(of_whom).execution_options(synchronize_session=False))
    rows = [
        {"id": uuid.uuid4(), "person_id": person_id, "referral_id": referral_id, "kind": kind, "hash": hashed}
        for kind, each in hashes(facts_of(document)).items()
        for hashed in sorted(each)
    ]
    if rows:
        db.session.execute(insert(PersonKey), rows)
    db.session.flush()
    return len(rows)


def note_person(person: Person) -> int:
    """The same, of a person as their record stands: after a name, a date, a number or a home changed."""
    return note_keys(person_id=person.id, document={name: getattr(person, name) for name in Facts.__slots__})
