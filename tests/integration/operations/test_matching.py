"""Somebody in a referral is compared with people we know, by hashes."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import asdict, replace

import pytest
from sqlalchemy import insert, select

from app.database import db
from app.domain.feeds.fields import names
from app.domain.matching import Band, Facts, MatchKey
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.persons import Person, PersonKey
from app.operations.matching import note_keys, note_person
from app.queries.matching import agreeing, candidates, hashes, masked, others, scored
from tests.databases import count_statements
from tests.factories import TeamFactory
from tests.factories_connect import CaseFactory, PersonFactory, ReferralFactory, document

pytestmark = pytest.mark.usefixtures("db_session")


def lead(team_id: uuid.UUID | None = None) -> Viewer:
    return Viewer(account_id=uuid.uuid4(), grants=(Grant(Role.TEAM_LEAD, None, team_id or TeamFactory().id),))


def known(**values: object) -> Person:
    person = PersonFactory(**{"given_name": "Marek", "family_name": "Zielonka", **values})
    note_person(person)
    return person


def test_keys_are_hashes_and_are_replaced_when_noted_again() -> None:
    person = known(email="marek@example.org")
    first = set(db.session.scalars(select(PersonKey.hash).where(PersonKey.person_id == person.id)))
    person.family_name = "Kowal"

    note_person(person)

    rows = db.session.scalars(select(PersonKey).where(PersonKey.person_id == person.id)).all()
    assert all(len(row.hash) == 64 and row.hash.isalnum() for row in rows)
    assert {row.kind for row in rows} >= {MatchKey.NAME_BORN, MatchKey.PHONE, MatchKey.EMAIL}
    assert first - {row.hash for row in rows}


def test_a_key_is_of_a_person_or_of_a_referral() -> None:
    with pytest.raises(ValueError, match="a person or a referral"):
        note_keys(document={})


def test_somebody_we_know_is_found_masked_with_their_team() -> None:
    team = TeamFactory(name="East team")
    case = CaseFactory(person=known(), team_id=team.id)

    (found,) = candidates(lead(), ReferralFactory(document=document(family_name="Żelonka")))

    assert (found.person_id, found.team, found.match.band) == (case.person_id, "East team", Band.LIKELY)
    assert asdict(found.masked) == {
        "initials": "M. Z.",
        "born_in": "1944",
        "phone_ends": "417",
        "district": "LS9",
    }
    assert (found.case_id, found.in_reach) == (None, False)
    assert candidates(lead(team.id), ReferralFactory(document=document()))[0].case_id == case.id


def test_where_somebody_protected_lives_is_not_even_hinted_at() -> None:
    seen = masked(known(is_address_protected=True))

    assert (seen.district, seen.phone_ends) == ("", "")


@pytest.mark.parametrize("is_protected", [True, False])
def test_that_a_protected_house_agrees_is_not_told(*, is_protected: bool) -> None:
    known(address="12 Chapel Lane", is_address_protected=is_protected)

    (found,) = candidates(lead(), ReferralFactory())

    assert (MatchKey.ADDRESS in found.match.why) is not is_protected


def test_another_referral_about_the_same_person_is_found_within_reach() -> None:
    team = TeamFactory()
    one, other = (ReferralFactory(team_id=team.id, document=document()) for _ in range(2))
    for referral in (one, other):
        note_keys(referral_id=referral.id, document=referral.document)

    assert [row.id for row in others(lead(team.id), one)] == [other.id]
    assert others(lead(), one) == []


def test_candidates_take_three_statements_however_many_there_are() -> None:
    team = TeamFactory()
    for _ in range(6):
        CaseFactory(person=known(), team_id=team.id)
    referral, viewer = ReferralFactory(document=document()), lead(team.id)
    db.session.flush()

    with count_statements() as statements:
        assert len(candidates(viewer, referral)) == 6

    assert len(statements) <= 4


GIVEN = names("Anna Marek Piotr Fatima Omar Chen Grace John Mary Susan David Aisha Olu Jean Tommy Parveen")
FAMILY = names(
    "Thompson Akhtar Kowalska Smith Hussain Clarke Stephens Leigh Obrien Singh Wright Chaudhry Philips "
    "Macdonald Begum Patel Iqbal Zielonka Osei Appleyard"
)


def somebody(draw: random.Random) -> Facts:
    return Facts(
        given_name=draw.choice(sorted(GIVEN)),
        family_name=draw.choice(sorted(FAMILY)) + draw.choice(["", "", "son", "ley", "ski", "worth"]),
        born_on=f"{draw.randint(1930, 2005)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
        phone=f"07700 9{draw.randint(0, 99999):05}",
        address=f"{draw.randint(1, 90)} Chapel Lane",
        postcode=f"LS{draw.randint(1, 29)} {draw.randint(1, 9)}AB",
    )


def slip(draw: random.Random, word: str) -> str:
    at = draw.randrange(1, len(word))
    kinds: list[Callable[[], str]] = [
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        lambda: word[:at] + draw.choice("aeinrst") + word[at + 1 :],
    ]
    return draw.choice(kinds)()


def test_mistyped_people_are_found_again_among_many() -> None:
    """The full measure is of 10,000; here 1,500. A slip in one field, and no phone or address that agrees."""
    draw = random.Random(4)
    people = {uuid.uuid4(): somebody(draw) for _ in range(1_500)}
    db.session.execute(
        insert(Person),
        [{"id": id_, "given_name": "-", "family_name": "-", "reaching": {}, "about": {}} for id_ in people],
    )
    db.session.execute(
        insert(PersonKey),
        [
            {"id": uuid.uuid4(), "person_id": id_, "kind": kind, "hash": one}
            for id_, facts in people.items()
            for kind, each in hashes(facts).items()
            for one in each
        ],
    )
    found = 0
    for id_, facts in draw.sample(sorted(people.items()), 150):
        other = replace(facts, family_name=slip(draw, facts.family_name), phone="", address="", postcode="")
        found += id_ in scored(agreeing(hashes(other), of_persons=True), 8)

    assert found / 150 >= 0.95
