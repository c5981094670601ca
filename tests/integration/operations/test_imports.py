"""Whole imports on a real database: the sum, twice is once, nothing lost."""

from __future__ import annotations

import copy
import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.database import Base, begin_writing, db
from app.domain.feeds.ledger import Healing
from app.domain.listing import CheckedBy, SaidBy, Status, VenueFact
from app.gateways import feeds
from app.gateways.feed_documents import Bounds, Document, Piece
from app.models.directory import (
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    VenueFactRow,
)
from app.models.search import ListingProjection
from app.operations import imports, index
from app.operations.import_plan import Plan
from tests.fixtures.feeds import council
from tests.fixtures.feeds.trees import NAMES, TREES

SHARED = Path(__file__).parents[4] / "shared" / "openreferral"
NOT_COMPARED = {"import_run", "search_version", "search_bitmap"}


@pytest.fixture
def ground(app: Flask) -> index.Ground:
    return index.ground(app.config["PLACE_DATA"], app.config["ROOT"])


@pytest.fixture
def bring(ground: index.Ground) -> Callable[..., Plan]:
    """Imports and commits, as the command does."""

    def run(given: Any, feed: str = "test", *, apply: bool = True) -> Plan:
        pieces: Iterable[Piece] = (
            given if isinstance(given, list) and _pieces(given) else [Document("f", given)]
        )
        db.session.commit()
        begin_writing()
        plan = imports.plan(copy.deepcopy(list(pieces)), feed=feed, ground=ground)
        if apply:
            imports.apply(plan, ground)
        db.session.commit()
        db.session.expire_all()
        return plan

    return run


def _pieces(given: list[Any]) -> bool:
    return bool(given) and isinstance(given[0], Piece)  # type: ignore[arg-type]


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that an import may write, as it stands."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if not table.name.startswith(("postcode", "area", "deprivation", "locality", "ward")):
            rows = db.session.execute(sa.select(table)).all()
            found[table.name] = sorted((tuple(map(str, row)) for row in rows), key=str)
    return found


def the(name: str) -> Service:
    return db.session.scalars(sa.select(Service).where(Service.name == name)).one()


def a_service(**more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, str(more.get("name", "")))),
        "name": "Puff and natter",
        "description": "Gentle breathing and a brew.",
        "status": "active",
        "organization": {"id": str(uuid.UUID(int=2**96 + 77)), "name": "Beckside Neighbours"},
        "service_at_locations": [
            {
                "location": {
                    "name": "Beckside Hall",
                    "addresses": [{"address_1": "1 Street", "postal_code": "LS9 7UF"}],
                }
            }
        ],
        **more,
    }


def test_new_service_is_stored_and_found_by_search(bring: Callable[..., Plan]) -> None:
    plan = bring([a_service()])
    assert (plan.sum.given, plan.sum.new) == (1, 1)
    service = the("Puff and natter")
    assert service.slug == "puff-and-natter"
    assert service.organization is not None and service.organization.name == "Beckside Neighbours"
    assert db.session.scalars(sa.select(ListingProjection.is_listed)).one()


def test_plan_alone_changes_nothing(bring: Callable[..., Plan]) -> None:
    before = dump()
    plan = bring([a_service()], apply=False)
    assert plan.sum.new == 1
    assert dump() == before


@pytest.mark.parametrize("size", [council.BRISK, council.CALM])
def test_feed_as_faulty_as_the_real_ones_comes_in_whole(bring: Callable[..., Plan], size: int) -> None:
    plan = bring(council.feed(size, seed=size))
    assert plan.sum.given == size
    assert plan.sum.refused == 0
    assert plan.sum.new + plan.sum.joined == size
    stored = db.session.scalar(sa.select(sa.func.count()).select_from(Service))
    assert stored == plan.sum.new


def test_nastier_feed_comes_in_whole(bring: Callable[..., Plan]) -> None:
    given = json.loads(json.dumps(council.feed(200, seed=5, nasty=True)))
    plan = bring(given)
    assert plan.sum.given == len(given["contents"])
    assert plan.sum.refused == 0


@pytest.mark.parametrize("nasty", [False, True])
def test_twice_is_the_same_as_once(bring: Callable[..., Plan], nasty: bool) -> None:
    given = council.feed(150, seed=9, nasty=nasty)
    first = bring(given)
    before = dump()
    second = bring(given)
    assert second.sum.unchanged == first.sum.new
    assert (second.sum.new, second.sum.changed) == (0, 0)
    assert second.difference.rows == 0
    assert dump() == before


def test_one_changed_word_changes_one_row(bring: Callable[..., Plan]) -> None:
    given = council.feed(60, seed=3)
    bring(given)
    before = dump()
    given["contents"][30]["fees"] = "£7 per session"
    plan = bring(given)
    assert (plan.sum.changed, plan.sum.unchanged) == (1, 60 - 1 - plan.sum.joined)
    after = dump()
    changed = {name for name in after if after[name] != before[name]} - NOT_COMPARED
    assert changed <= {
        "listing_version",
        "service",
        "listing_projection",
        "search_document",
        "search_term",
        "search_word",
    }
    assert len(set(after["service"]) - set(before["service"])) == 1


def test_changed_place_changes_every_service_there(bring: Callable[..., Plan]) -> None:
    place = {"id": str(uuid.UUID(int=2**100 + 5)), "name": "Hall", "addresses": [{"postal_code": "LS9 7UF"}]}
    two = [a_service(name=name, service_at_locations=[{"location": place}]) for name in ("One", "Two")]
    bring(two)
    place["name"] = "New Hall"
    plan = bring(two)
    assert plan.sum.changed == 2
    assert [row.name for row in db.session.scalars(sa.select(Location))] == ["New Hall"]


def test_one_service_in_two_places_is_joined(bring: Callable[..., Plan]) -> None:
    there = {
        "location": {"name": "Library", "addresses": [{"address_1": "2 Road", "postal_code": "LS8 4HS"}]}
    }
    other = a_service(id=str(uuid.UUID(int=2**100 + 9)), service_at_locations=[there])
    plan = bring([a_service(), other])
    assert (plan.sum.given, plan.sum.new, plan.sum.joined) == (2, 1, 1)
    assert plan.joined[0].into == "Puff and natter"
    assert plan.joined[0].places == 1
    assert [one.location.name for one in the("Puff and natter").at_locations] == ["Beckside Hall", "Library"]


def test_same_name_of_two_organizations_stays_two(bring: Callable[..., Plan]) -> None:
    other = a_service(id=str(uuid.UUID(int=2**100 + 8)), organization={"name": "Somebody else"})
    plan = bring([a_service(), other])
    assert (plan.sum.new, plan.sum.joined) == (2, 0)
    assert sorted(db.session.scalars(sa.select(Service.slug))) == ["puff-and-natter", "puff-and-natter-2"]


def test_good_published_id_is_kept_and_a_doubled_one_gets_its_own(bring: Callable[..., Plan]) -> None:
    id_ = "3b9c1f0e-4c1d-4c39-9a6c-3a1f6a0a7e11"
    bring([a_service(id=id_), a_service(id=id_, name="Another", description="Something else.")])
    ids = {service.name: str(service.id) for service in db.session.scalars(sa.select(Service))}
    assert ids["Puff and natter"] == id_
    assert ids["Another"] != id_


def test_id_of_another_feed_is_not_taken_over(bring: Callable[..., Plan]) -> None:
    bring([a_service()], "one")
    plan = bring([a_service()], "two")
    assert plan.sum.new == 1
    assert plan.ledger.counts[Healing.ID_TAKEN] == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Service)) == 2
    assert bring([a_service()], "two").sum.unchanged == 1


def test_missing_id_stays_the_same_next_time(bring: Callable[..., Plan]) -> None:
    given = a_service()
    del given["id"]
    bring([given])
    given["description"] = "New words, same group."
    plan = bring([given])
    assert (plan.sum.changed, plan.sum.new) == (1, 0)


def test_service_gone_from_the_feed_is_said_and_kept(bring: Callable[..., Plan]) -> None:
    bring([a_service(), a_service(name="Second")])
    plan = bring([a_service()])
    assert [entry.name for entry in plan.gone] == ["Second"]
    assert the("Second").deleted_at is None


def test_removed_schedule_goes_and_the_others_stay(bring: Callable[..., Plan]) -> None:
    ids = [str(uuid.UUID(int=2**101 + n)) for n in range(2)]
    when = [{"id": id_, "freq": "WEEKLY", "byday": day} for id_, day in zip(ids, ("TU", "TH"), strict=True)]
    bring([a_service(schedules=when)])
    plan = bring([a_service(schedules=when[1:])])
    assert plan.sum.changed == 1
    assert [str(row.id) for row in db.session.scalars(sa.select(Schedule))] == ids[1:]


def test_what_a_visitor_found_about_a_venue_is_kept(bring: Callable[..., Plan]) -> None:
    given = a_service()
    place = given["service_at_locations"][0]["location"]
    place["accessibility"] = [{"description": "Wheelchair accessible"}]
    bring([given])
    fact = db.session.scalars(sa.select(VenueFactRow)).one()
    assert (fact.fact, fact.said_by) == (VenueFact.STEP_FREE, SaidBy.PUBLISHER)
    fact.said_by = SaidBy.VISIT
    db.session.commit()
    place["accessibility"] = [{"description": "No longer accessible"}]
    bring([given])
    assert db.session.scalars(sa.select(VenueFactRow.said_by)).one() is SaidBy.VISIT


def test_place_without_a_point_gets_that_of_its_postcode(bring: Callable[..., Plan]) -> None:
    bring([a_service()])
    place = db.session.scalars(sa.select(Location)).one()
    assert place.latitude == pytest.approx(53.8, abs=0.1)
    assert place.ward_code.startswith("E05")


def test_nothing_but_an_id_comes_in_unseen(bring: Callable[..., Plan]) -> None:
    plan = bring([{"id": "7"}, {}])
    assert (plan.sum.new, plan.sum.refused) == (2, 0)
    assert {row.status for row in db.session.scalars(sa.select(Service))} == {Status.INACTIVE}
    assert db.session.scalars(sa.select(ListingProjection.is_listed)).unique().all() in (
        [False],
        [False, False],
    )


def test_only_what_is_no_object_is_refused(bring: Callable[..., Plan]) -> None:
    plan = bring([a_service(), None, 7, "words", [1]])
    assert (plan.sum.given, plan.sum.new, plan.sum.refused) == (5, 1, 4)


def test_checked_date_says_the_publisher_checked_it(bring: Callable[..., Plan]) -> None:
    bring([a_service(assured_date="2025-02-03")])
    service = the("Puff and natter")
    assert (service.checked_on, service.checked_by) == (dt.date(2025, 2, 3), CheckedBy.PUBLISHER)


def test_organization_published_apart_fills_in_the_name(bring: Callable[..., Plan]) -> None:
    id_ = str(uuid.UUID(int=2**96 + 78))
    lone = {"id": id_, "name": "Found Apart", "website": "https://example.org", "logo": ""}
    bring([a_service(organization={"id": id_}), lone])
    assert db.session.scalars(sa.select(Organization.name)).one() == "Found Apart"


def test_parents_in_a_circle_are_survived(bring: Callable[..., Plan]) -> None:
    ids = [str(uuid.UUID(int=2**102 + n)) for n in range(3)]
    given = [
        a_service(
            name=f"Service {n}",
            organization={"id": ids[n], "name": f"Org {n}", "parent_organization_id": ids[(n + 1) % 3]},
        )
        for n in range(3)
    ]
    bring(given)
    assert bring(given).sum.unchanged == 3


def test_same_phone_id_on_two_services_is_two_phones(bring: Callable[..., Plan]) -> None:
    phone = {"id": str(uuid.UUID(int=2**103)), "number": "0113 496 0000"}
    given = [a_service(name=name, phones=[phone]) for name in ("One", "Two")]
    bring(given)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Phone)) == 2
    assert bring(list(reversed(given))).sum.unchanged == 2


def test_number_grows_and_is_never_used_again(bring: Callable[..., Plan]) -> None:
    bring([a_service(name="One"), a_service(name="Two")])
    bring([a_service(name="Three")], "later")
    assert sorted(db.session.scalars(sa.select(Service.number))) == [1, 2, 3]


def test_join_of_a_place_given_twice_is_one_place(bring: Callable[..., Plan]) -> None:
    bring([a_service(service_at_locations=a_service()["service_at_locations"] * 2)])
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ServiceAtLocation)) == 1


EXAMPLES = sorted(
    path for folder in ("uk-3.0", "hsds-3.0") for path in (SHARED / folder / "examples").glob("*.json")
)


@pytest.mark.skipif(not EXAMPLES, reason="the published examples are not beside the checkout")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_published_example_comes_in_whole(bring: Callable[..., Plan], path: Path) -> None:
    pieces = list(feeds.read(str(path), Bounds()))
    plan = bring(pieces)
    assert plan.sum.refused == 0
    assert plan.is_readable
    assert not plan.ledger.unknown_fields
    assert bring(pieces).sum.new == 0


@pytest.mark.skipif(not EXAMPLES, reason="the published examples are not beside the checkout")
def test_published_tables_come_in_whole(bring: Callable[..., Plan]) -> None:
    plan = bring(list(feeds.read(str(SHARED / "hsds-3.0" / "examples" / "csv"), Bounds())))
    assert (plan.sum.given, plan.sum.new, plan.sum.refused) == (1, 1, 0)
    assert the("Community Counselling").phones[0].number == "+44 1234 234567"


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
@example(given_=[{"cost_option": {"amount": "\ud800"}}])
@given(given_=st.lists(st.dictionaries(st.sampled_from(NAMES), TREES, max_size=8), min_size=1, max_size=8))
def test_any_objects_come_in_whole_and_once(ground: index.Ground, given_: list[dict[str, Any]]) -> None:
    db.session.rollback()
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Service)) or 0
    assert before == 0
    first = imports.plan([Document("f", given_)], feed="any", ground=ground)
    assert first.sum.refused == 0
    imports.apply(first, ground)
    second = imports.plan([Document("f", given_)], feed="any", ground=ground)
    assert (second.sum.new, second.sum.changed, second.difference.rows) == (0, 0, 0)
    assert second.sum.unchanged == first.sum.new
    db.session.rollback()
