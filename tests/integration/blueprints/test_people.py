"""Two records side by side, made one and two again, on the pages."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.roles import Role
from app.models.cases import Case
from app.models.persons import NotSamePerson, Person, PersonMerge
from app.operations.matching import note_person
from tests.factories import TeamFactory
from tests.factories_connect import CaseFactory, PersonFactory
from tests.people import post

AsRole = Callable[..., FlaskClient]


@pytest.fixture
def team() -> uuid.UUID:
    found: uuid.UUID = TeamFactory().id
    return found


@pytest.fixture
def lead(as_role: AsRole, team: uuid.UUID) -> FlaskClient:
    return as_role(Role.TEAM_LEAD, team_id=team)


def alike(team: uuid.UUID, **values: object) -> tuple[Person, Person]:
    """Marek twice, once heard wrongly, each with an open case."""
    people = []
    for family in ("Zielonka", "Żelonka"):
        person = PersonFactory(**{"given_name": "Marek", "family_name": family, **values})
        CaseFactory(person=person, team_id=team)
        note_person(person)
        people.append(person)
    return people[0], people[1]


def address_of(first: Person, second: Person) -> str:
    return f"/people/{first.id}/merge/{second.id}"


def versions(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(first_version|second_version)" value="(\d+)"', page))


def test_pairs_of_ones_own_team_are_listed_with_why(lead: FlaskClient, team: uuid.UUID) -> None:
    alike(team)
    alike(TeamFactory().id, given_name="Jean")

    page = lead.get("/people/duplicates").text

    assert "1 pair looks alike" in page
    assert "Żelonka" in page
    assert "a last name that sounds alike" in page
    assert "Jean" not in page


def test_merge_and_undo(lead: FlaskClient, team: uuid.UUID) -> None:
    first, second = alike(team)
    first.phone = "0113 249 6015"
    address = address_of(first, second)
    page = lead.get(address).text
    assert "0113 249 6015" in page

    assert post(lead, address, **versions(page)).status_code == 422
    kept = {"reason": "He told us.", "stays": "first", "field-phone": "second"}
    done = post(lead, address, **versions(page), **kept)

    assert done.status_code == 303
    assert set(db.session.scalars(select(Case.person_id))) == {first.id}
    assert first.phone == "07700 900417"
    assert lead.get(f"/people/{second.id}").location == f"/people/{first.id}"
    merged = lead.get(done.location).text
    assert "They are one person now" in merged
    assert "He told us." in merged

    undone = post(lead, f"{done.location}/undo")
    assert undone.status_code == 303
    assert "They are two people again" in lead.get(done.location).text
    assert set(db.session.scalars(select(Case.person_id))) == {first.id, second.id}
    again = post(lead, f"{done.location}/undo")
    assert (again.status_code, "It was undone already." in again.text) == (409, True)


def test_the_second_record_can_be_the_one_that_stays(lead: FlaskClient, team: uuid.UUID) -> None:
    first, second = alike(team)
    first.email = "marek@example.org"
    address = address_of(first, second)
    page = lead.get(address).text

    post(lead, address, **versions(page), reason="He told us.", stays="second")

    assert db.session.scalars(select(PersonMerge.kept_id)).one() == second.id
    assert second.email == "marek@example.org"


def test_a_stale_page_merges_nothing_and_keeps_what_was_typed(lead: FlaskClient, team: uuid.UUID) -> None:
    first, second = alike(team)
    page = lead.get(address_of(first, second)).text
    first.phone = "0113 249 0000"
    db.session.commit()

    late = post(lead, address_of(first, second), **versions(page), reason="He told us.")

    assert late.status_code == 409
    assert "He told us." in late.text
    assert db.session.scalars(select(PersonMerge)).all() == []


def test_two_people_are_not_brought_up_again(lead: FlaskClient, team: uuid.UUID) -> None:
    first, second = alike(team)
    lead.get("/people/duplicates")

    assert post(lead, f"{address_of(first, second)}/different").status_code == 303

    assert "No two people" in lead.get("/people/duplicates").text
    assert len(db.session.scalars(select(NotSamePerson)).all()) == 1


def test_a_protected_address_is_shown_to_its_named_lead_only(lead: FlaskClient, team: uuid.UUID) -> None:
    first, second = alike(team)
    first.address, first.is_address_protected = "77 Secret Street", True

    assert "Secret Street" not in lead.get(address_of(first, second)).text
    first.protected_lead_id = lead.account.id  # type: ignore[attr-defined]
    assert "Secret Street" in lead.get(address_of(first, second)).text


def test_people_of_another_team_are_not_there(lead: FlaskClient, as_role: AsRole, team: uuid.UUID) -> None:
    first, second = alike(TeamFactory().id)
    mine, _ = alike(team)
    theirs = as_role(
        Role.TEAM_LEAD, team_id=db.session.scalar(select(Case.team_id).where(Case.person_id == first.id))
    )
    page = theirs.get(address_of(first, second)).text
    made = post(theirs, address_of(first, second), **versions(page), reason="He told us.").location

    for address in (address_of(mine, first), f"/people/{first.id}", made):
        assert lead.get(address).status_code == 404
    assert post(lead, f"{made}/undo").status_code == 404
