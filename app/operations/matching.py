"""The keys by which somebody in a referral can be compared with people we know. Source: decisions.md 19."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select

from app.database import db
from app.domain.matching import Facts, facts_of
from app.models.persons import Person, PersonKey
from app.queries.matching import hashes


def note_keys(
    *,
    person_id: uuid.UUID | None = None,
    referral_id: uuid.UUID | None = None,
    document: Mapping[str, object],
    also: Iterable[Mapping[str, object]] = (),
) -> int:
    """Keep what somebody can be compared by, in place of what was kept; how many keys.

    `document`: a referral's, or anything with the same names; `also`: other records of the same person.
    Exactly one of the two ids is given.
    """
    if (person_id is None) == (referral_id is None):
        raise ValueError("a person or a referral")
    of_whom = PersonKey.person_id == person_id if person_id else PersonKey.referral_id == referral_id
    db.session.execute(delete(PersonKey).where(of_whom).execution_options(synchronize_session=False))
    each = {
        (kind, hashed)
        for one in (document, *also)
        for kind, found in hashes(facts_of(one)).items()
        for hashed in found
    }
    if each:
        db.session.execute(
            insert(PersonKey),
            [
                {
                    "id": uuid.uuid4(),
                    "person_id": person_id,
                    "referral_id": referral_id,
                    "kind": kind,
                    "hash": hashed,
                }
                for kind, hashed in sorted(each)
            ],
        )
    db.session.flush()
    return len(each)


def note_person(person: Person) -> int:
    """The same, of a person as their record stands: after a name, a date, a number or a home changed.

    Under what was merged into them they are found too; what was merged is not found by itself.
    """
    if person.merged_into_id is not None:
        return note_keys(person_id=person.id, document={})
    records = [document_of(one) for one in merged_into(person)]
    return note_keys(person_id=person.id, document=document_of(person), also=records)


def document_of(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in Facts.__slots__}


def merged_into(person: Person) -> list[Person]:
    """Every record that was merged into this one, and into those."""
    found: list[Person] = []
    edge = [person.id]
    while edge:
        more = db.session.scalars(select(Person).where(Person.merged_into_id.in_(edge))).all()
        found += more
        edge = [one.id for one in more]
    return found
