"""What people here changed is not overwritten by a feed without asking."""

from __future__ import annotations

import copy
import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.database import db
from app.domain.listing import Capacity, CheckedBy
from app.gateways.feed_documents import Document
from app.models.directory import Address, Location, Phone, Schedule, Service
from app.models.stewardship import ListingCare
from app.operations import imports, index
from app.operations.import_plan import Plan

SERVICE = uuid.UUID("5b0c3a4e-2f6d-4c1a-9c7e-0d4f6a1b2c3d")


def given(**more: Any) -> dict[str, Any]:
    return {
        "id": str(SERVICE),
        "name": "Puff and natter",
        "description": "Gentle breathing and a brew.",
        "status": "active",
        "assured_date": "2025-02-03",
        "organization": {"id": str(uuid.UUID(int=2**96 + 77)), "name": "Beckside Neighbours"},
        "phones": [{"number": "0113 496 0001"}],
        "service_at_locations": [
            {"location": {"name": "Hall", "addresses": [{"address_1": "1 Street", "postal_code": "LS9 7UF"}]}}
        ],
        **more,
    }


@pytest.fixture
def bring(app: Flask) -> Callable[..., Plan]:
    ground = index.ground(app.config["PLACE_DATA"], app.config["ROOT"])

    def run(data: Any, *, choices: dict[uuid.UUID, frozenset[str]] | None = None) -> Plan:
        db.session.commit()
        imports.begin()
        made = imports.plan([Document("f", copy.deepcopy(data))], feed="one", ground=ground, choices=choices)
        imports.apply(made, ground)
        db.session.commit()
        db.session.expire_all()
        return made

    return run


def edited_here(*fields: str, **columns: Any) -> Service:
    service = db.session.get_one(Service, SERVICE)
    for name, value in columns.items():
        setattr(service, name, value)
    care = db.session.get(ListingCare, SERVICE) or ListingCare(service_id=SERVICE)
    care.local_fields = list(fields)
    db.session.add(care)
    db.session.commit()
    return service


def test_field_changed_here_stays_and_the_difference_is_said(bring: Callable[..., Plan]) -> None:
    bring(given())
    edited_here("description", description="Our better words.")
    made = bring(given(description="Their newer words.", name="Puff, natter and sing"))
    service = db.session.get_one(Service, SERVICE)
    assert (service.description, service.name) == ("Our better words.", "Puff, natter and sing")
    assert [(one.field, one.ours, one.theirs) for one in made.kept[0].fields] == [
        ("description", "Our better words.", "Their newer words.")
    ]
    assert made.sum.changed == 1


def test_listing_that_differs_only_in_what_is_ours_is_unchanged(bring: Callable[..., Plan]) -> None:
    bring(given())
    edited_here("description", description="Our better words.")
    made = bring(given(summary="Gentle breathing and a brew."))
    assert (made.sum.unchanged, made.sum.changed, made.difference.rows) == (1, 0, 0)
    assert len(made.kept) == 1


def test_theirs_is_taken_when_chosen_and_is_no_longer_ours(bring: Callable[..., Plan]) -> None:
    bring(given())
    edited_here("description", "name", description="Our better words.", name="Ours")
    bring(given(description="Their newer words."), choices={SERVICE: frozenset({"description"})})
    service = db.session.get_one(Service, SERVICE)
    assert (service.description, service.name) == ("Their newer words.", "Ours")
    assert db.session.get_one(ListingCare, SERVICE).local_fields == ["name"]


def test_phones_changed_here_stay_whole(bring: Callable[..., Plan]) -> None:
    bring(given())
    edited_here("phones")
    db.session.scalars(sa.select(Phone)).one().number = "0113 496 0999"
    contacts = [{"name": "Bev", "phones": [{"number": "0113 496 0002", "languages": [{"code": "ur"}]}]}]
    made = bring(given(phones=[], contacts=contacts))
    assert list(db.session.scalars(sa.select(Phone.number))) == ["0113 496 0999"]
    assert made.kept[0].fields[0].field == "phones"


def test_contact_that_stays_ours_leaves_their_phone_without_it(bring: Callable[..., Plan]) -> None:
    bring(given())
    edited_here("contacts")
    bring(given(phones=[], contacts=[{"name": "Bev", "phones": [{"number": "0113 496 0002"}]}]))
    assert db.session.execute(sa.select(Phone.number, Phone.contact_id)).all() == [("0113 496 0002", None)]


def test_place_changed_here_stays_with_its_address(bring: Callable[..., Plan]) -> None:
    bring(given())
    edited_here("places")
    db.session.scalars(sa.select(Address)).one().address_1 = "2 Street"
    moved = given()
    moved["service_at_locations"][0]["location"]["addresses"][0]["address_1"] = "99 Road"
    moved["schedules"] = [{"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00"}]
    bring(moved)
    service = db.session.get_one(Service, SERVICE)
    assert [one.location.addresses[0].address_1 for one in service.at_locations] == ["2 Street"]
    assert db.session.scalars(sa.select(Schedule.byday)).one() == "TU"


def test_newer_check_by_somebody_else_is_not_undone(bring: Callable[..., Plan]) -> None:
    bring(given())
    edited_here(
        checked_on=dt.date(2026, 10, 1),
        checked_by=CheckedBy.ORGANISER,
        capacity=Capacity.FULL,
        sensitive=True,
    )
    bring(given(assured_date="2026-01-01"))
    service = db.session.get_one(Service, SERVICE)
    assert (service.checked_on, service.checked_by) == (dt.date(2026, 10, 1), CheckedBy.ORGANISER)
    assert (service.capacity, service.sensitive) == (Capacity.FULL, True)


def test_place_of_a_refuge_is_hidden_until_somebody_shows_it(bring: Callable[..., Plan]) -> None:
    refuge = given(name="Women's refuge", description="A refuge from domestic abuse.")
    bring(refuge)
    place = db.session.scalars(sa.select(Location)).one()
    assert place.undisclosed
    place.undisclosed = False
    db.session.commit()
    assert bring(refuge).sum.unchanged == 1
    assert not db.session.scalars(sa.select(Location.undisclosed)).one()


def test_report_does_not_tell_where_a_hidden_place_is(bring: Callable[..., Plan]) -> None:
    bring(given())
    db.session.scalars(sa.select(Location)).one().undisclosed = True
    moved = given()
    moved["service_at_locations"][0]["location"] |= {"name": "Secret Villa"}
    made = bring(moved)
    assert "Secret" not in repr(made.changed)
