"""Who of those we know may be the person of a referral, by hashes alone, and masked.

Source: decisions.md 19. What triage sees of somebody it does not work with is enough to ask, and no more.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app.database import db
from app.domain.case import OPEN, CaseStatus
from app.domain.errors import NotThereError
from app.domain.matching import Facts, Match, MatchKey, facts_of, match, values
from app.domain.referral import ReferralStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.people import Account, Team
from app.models.persons import Person, PersonKey
from app.models.referrals import Referral
from app.models.sealed import keyed_hash
from app.models.visibility import visible_to

MOST = 8

Hashes = Mapping[MatchKey, frozenset[str]]
Agreed = dict[uuid.UUID, frozenset[MatchKey]]


@dataclass(frozen=True, slots=True)
class Masked:
    """Enough of somebody to tell them apart, and too little to know them."""

    initials: str
    born_in: str
    """The year, or empty."""
    phone_ends: str
    """The last three digits, or empty."""
    district: str
    """The outward part of the postcode, or empty. Not of a protected address."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody we know who may be the person of a referral."""

    person_id: uuid.UUID
    match: Match
    masked: Masked
    has_died: bool
    case_id: uuid.UUID | None
    """Their open case, where this viewer may open it."""
    case_status: CaseStatus | None
    """Where their open case stands; None where they have none."""
    team: str
    """The team of the open case, or empty."""
    in_reach: bool
    """May this viewer see them without breaking glass?"""


@dataclass(frozen=True, slots=True)
class OtherReferral:
    """Another referral, within the viewer's reach, that may be about the same person."""

    id: uuid.UUID
    reference: str
    status: ReferralStatus
    duplicate_of: uuid.UUID | None
    match: Match


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, opened with a reason: enough to know whether it is them."""

    name: str
    called: str
    born_on: str
    phone: str
    email: str
    address: str
    """Empty where it is protected."""
    is_protected: bool
    reaching: Mapping[str, object]
    language: str
    team: str
    worker: str
    """Whose open case it is, to talk with."""


def hashes(facts: Facts) -> dict[MatchKey, frozenset[str]]:
    """What somebody can be compared by, hashed."""
    return {
        kind: frozenset(keyed_hash(value, of=f"match.{kind.value}") for value in each)
        for kind, each in values(facts).items()
    }


def candidates(viewer: Viewer, referral: Referral) -> list[Candidate]:
    """Likeliest first, at most eight. Three statements."""
    agree = agreeing(hashes(facts_of(referral.document)), of_persons=True)
    found = scored(agree, MOST)
    if not found:
        return []
    people = {
        person.id: person
        for person in db.session.scalars(
            select(Person).where(Person.id.in_(found), Person.merged_into_id.is_(None))
        )
    }
    hidden = {id_: agree[id_] - {MatchKey.ADDRESS} for id_ in people if people[id_].is_address_protected}
    found = scored({**{id_: agree[id_] for id_ in people}, **hidden}, MOST)
    return candidates_with(viewer, people, found)


def candidates_with(
    viewer: Viewer, people: Mapping[uuid.UUID, Person], found: Mapping[uuid.UUID, Match]
) -> list[Candidate]:
    """Each with what we do with them now. That a house agrees is not said of a protected one."""
    reach = visible_to(Case, viewer, Permission.CASE_READ)
    rows = db.session.execute(
        select(Case.person_id, Case.id, Case.status, Team.name, reach.label("in_reach"))
        .outerjoin(Team, Team.id == Case.team_id)
        .where(Case.person_id.in_(found), Case.status != CaseStatus.IN_ERROR)
    ).all()
    cases = {row.person_id: row for row in rows if row.status in OPEN}
    reached = {row.person_id for row in rows if row.in_reach}
    return [
        Candidate(
            person_id=id_,
            match=how,
            masked=masked(people[id_]),
            has_died=people[id_].died_on is not None,
            case_id=cases[id_].id if id_ in cases and cases[id_].in_reach else None,
            case_status=cases[id_].status if id_ in cases else None,
            team=(cases[id_].name or "") if id_ in cases else "",
            in_reach=id_ in reached,
        )
        for id_, how in found.items()
    ]


def others(viewer: Viewer, referral: Referral) -> list[OtherReferral]:
    """Other referrals that may be about the same person. Two statements."""
    found = scored(agreeing(hashes(facts_of(referral.document)), of_persons=False), MOST + 1)
    found.pop(referral.id, None)
    if not found:
        return []
    rows = db.session.execute(
        select(Referral.id, Referral.reference, Referral.status, Referral.duplicate_of_id).where(
            Referral.id.in_(found), visible_to(Referral, viewer, Permission.REFERRAL_TRIAGE)
        )
    )
    seen = {row.id: row for row in rows}
    return [
        OtherReferral(id_, seen[id_].reference, seen[id_].status, seen[id_].duplicate_of_id, how)
        for id_, how in found.items()
        if id_ in seen
    ]


def identity(person_id: uuid.UUID) -> Identity:
    """Who they are. The caller has asked whether the viewer may. Raises: NotThereError."""
    row = db.session.execute(
        select(Person, Team.name, Account.name)
        .outerjoin(Case, (Case.person_id == Person.id) & Case.status.in_(OPEN))
        .outerjoin(Team, Team.id == Case.team_id)
        .outerjoin(Account, Account.id == Case.worker_id)
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise NotThereError
    person, team, worker = row
    hidden = person.is_address_protected
    parts = () if hidden else (person.address, person.postcode)
    return Identity(
        name=" ".join(name for name in (person.given_name, person.family_name) if name),
        called=person.preferred_name or person.given_name,
        born_on=person.born_on or "",
        phone=person.phone or "",
        email=person.email or "",
        address="\n".join(part for part in parts if part),
        is_protected=hidden,
        reaching=person.reaching,
        language=person.language,
        team=team or "",
        worker=worker or "",
    )


def agreeing(keys: Hashes, *, of_persons: bool) -> Agreed:
    """Who shares a key, and in which kinds. One statement, by the index of hashes."""
    whose = PersonKey.person_id if of_persons else PersonKey.referral_id
    if not keys:
        return {}
    shared: list[ColumnElement[bool]] = [
        and_(PersonKey.kind == kind, PersonKey.hash.in_(each)) for kind, each in keys.items()
    ]
    found: dict[uuid.UUID, set[MatchKey]] = defaultdict(set)
    for id_, kind in db.session.execute(select(whose, PersonKey.kind).where(or_(*shared))):
        if id_ is not None:
            found[id_].add(kind)
    return {id_: frozenset(kinds) for id_, kinds in found.items()}


def scored(found: Agreed, most: int) -> dict[uuid.UUID, Match]:
    """Those worth bringing up, likeliest first."""
    each = {id_: match(kinds) for id_, kinds in found.items()}
    worth = sorted(
        (item for item in each.items() if item[1].band), key=lambda item: (-item[1].score, item[0])
    )
    return dict(worth[:most])


def masked(person: Person) -> Masked:
    """Initials, year of birth, last digits, outward postcode."""
    names = (person.given_name, person.family_name)
    hidden = person.is_address_protected
    return Masked(
        initials=" ".join(f"{name.strip()[:1].upper()}." for name in names if name.strip()),
        born_in=(person.born_on or "")[:4],
        phone_ends="" if hidden else (person.phone_e164 or "")[-3:],
        district="" if hidden else district_of(person.postcode or ""),
    )


def district_of(postcode: str) -> str:
    code = "".join(postcode.upper().split())
    return code[:-3] if len(code) > 4 else code
