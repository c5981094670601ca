"""Changing a listing through its document."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.listing_change import ListingConflictError
from app.domain.listing_document import Document, clean, differing
from app.domain.stewardship import ChangeSource
from app.domain.viewer import SYSTEM
from app.models.audit import AuditEvent
from app.models.directory import Location, Organization, Phone, Schedule, Service, VenueFactRow
from app.models.search import ListingProjection
from app.models.stewardship import ListingCare, ListingVersion
from app.operations import index, listings
from app.operations.index import Ground
from app.queries.listing_documents import document_of
from app.web.place import place
from tests.factories import (
    AddressFactory,
    ContactFactory,
    CostOptionFactory,
    LocationFactory,
    OrganizationFactory,
    PhoneFactory,
    ScheduleExceptionFactory,
    ServiceFactory,
    SpokenLanguageFactory,
    VenueFactFactory,
)


@pytest.fixture
def ground(app: Flask) -> Ground:
    return index.ground(place(), app.config["ROOT"])


@pytest.fixture
def hall(app: Flask) -> Location:
    location = LocationFactory(name="Chapel Hall")
    AddressFactory(location_id=location.id)
    VenueFactFactory(location_id=location.id)
    return location


@pytest.fixture
def kettle(hall: Location) -> Service:
    """A listing with something in every table a document reads."""
    service = ServiceFactory(name="Kettle On", at=hall, on={"byday": "TU"}, terms=["need:lonely"])
    schedule = service.schedules[0]
    schedule.service_at_location_id = service.at_locations[0].id
    ScheduleExceptionFactory(schedule_id=schedule.id)
    PhoneFactory(service_id=service.id)
    contact = ContactFactory(service_id=service.id)
    PhoneFactory(contact_id=contact.id, number="0113 496 0001")
    CostOptionFactory(service_id=service.id)
    SpokenLanguageFactory(service_id=service.id)
    db.session.flush()
    index.index([service.id], index.ground(place(), place_root()))
    return service


def place_root() -> Any:
    from flask import current_app

    return current_app.config["ROOT"]


def changed(service: Service, **values: object) -> Document:
    return clean({**document_of(service.id), **values})


def apply(service: Service, document: Document, ground: Ground, **more: Any) -> list[str]:
    more.setdefault("source", ChangeSource.EDITOR)
    return listings.apply(service, document, by=SYSTEM, ground=ground, **more)


def test_the_same_document_changes_nothing(kettle: Service, ground: Ground) -> None:
    version = kettle.version
    assert apply(kettle, document_of(kettle.id), ground) == []
    assert (kettle.version, versions_of(kettle)) == (version, [])


def test_every_field_comes_back_as_it_was_written(kettle: Service, ground: Ground) -> None:
    wanted = clean(
        {
            "name": "Kettle Off",
            "kind": "group",
            "summary": "Coffee now.",
            "description": "One.\n\nTwo.",
            "organisation": "Gledhow Growers",
            "topics": ["do:walking", "need:lonely"],
            "keywords": "brew",
            "quote": "Grand.",
            "quote_by": "Ada",
            "language": "pl",
            "schedules": [
                {
                    "freq": "WEEKLY",
                    "interval": 2,
                    "byday": "TH",
                    "dtstart": "2026-01-08",
                    "opens_at": "13:00",
                    "closes_at": "15:00",
                    "term_time_only": True,
                    "timezone": "Europe/London",
                    "exceptions": [
                        {"day": "2026-12-24"},
                        {"day": "2026-12-30", "happens": True, "note": "Party"},
                    ],
                    "place": 1,
                }
            ],
            "when_text": "Ring first.",
            "ways": ["in-person", "online"],
            "citywide": True,
            "places": [
                {
                    **document_of(kettle.id)["places"][0],
                    "note": "Upstairs",
                    "access": {"toilet": {"answer": "partly", "detail": "Narrow"}},
                },
                {"name": "The Barn", "address_1": "2 Beck Row", "postcode": "LS8 5BB", "town": "Leeds"},
            ],
            "pence": 150,
            "cost_text": "Pay what you can.",
            "costs": [{"words": "A brew", "pence": 50}],
            "for_whom": "Anybody.",
            "not_for": "Dogs.",
            "minimum_age": 18,
            "maximum_age": 99,
            "join": "Turn up.",
            "referral": "either",
            "referral_note": "Or be sent.",
            "phones": [{"number": "0113 496 0009", "note": "Mornings"}],
            "email": "tea@example.org",
            "website": "https://tea.example.org",
            "contacts": [{"name": "Ada", "title": "Host"}],
            "languages": [{"code": "pl", "name": "Polish"}],
            "status": "temporarily closed",
            "back_on": "2027-01-05",
            "closed_note": "Painting.",
            "capacity": "waiting",
            "waiting_weeks": 3,
            "sensitive": True,
        }
    )
    fields = apply(kettle, wanted, ground)
    now = document_of(kettle.id)
    wanted["places"][1]["id"] = now["places"][1]["id"]
    wanted["organisation"] = now["organisation"] | {"name": "Gledhow Growers"}
    wanted["topics"] = [topic for topic in wanted["topics"] if topic in now["topics"]]
    assert "do:walking" in now["topics"]
    assert now == wanted
    assert set(fields) == set(wanted)


def test_only_the_chosen_fields_are_written(kettle: Service, ground: Ground) -> None:
    document = changed(kettle, name="Other", summary="New words.")
    assert apply(kettle, document, ground, fields=["summary"]) == ["summary"]
    assert document_of(kettle.id)["name"] == "Kettle On"


def test_rows_that_say_the_same_keep_their_ids(kettle: Service, ground: Ground) -> None:
    schedule, phone = kettle.schedules[0].id, kettle.phones[0].id
    now = document_of(kettle.id)
    apply(
        kettle,
        changed(
            kettle,
            schedules=[*now["schedules"], {"freq": "WEEKLY", "byday": "FR", "opens_at": "10:00"}],
            phones=[{"number": "0113 496 0007"}, *now["phones"]],
        ),
        ground,
    )
    assert db.session.get(Schedule, schedule) is not None
    assert db.session.get(Phone, phone) is not None
    assert [one["number"] for one in document_of(kettle.id)["phones"]][:2] == [
        "0113 496 0007",
        "0113 496 0000",
    ]


def test_numbers_of_a_contact_who_leaves_stay(kettle: Service, ground: Ground) -> None:
    numbers = document_of(kettle.id)["phones"]
    apply(kettle, changed(kettle, contacts=[]), ground)
    assert document_of(kettle.id)["phones"] == numbers


def test_a_building_others_use_is_copied_before_it_changes(
    kettle: Service, hall: Location, ground: Ground
) -> None:
    other = ServiceFactory(at=hall)
    place = {**document_of(kettle.id)["places"][0], "address_1": "9 New Street"}
    apply(kettle, changed(kettle, places=[place]), ground)
    assert document_of(other.id)["places"][0]["address_1"] != "9 New Street"
    now = document_of(kettle.id)
    assert now["places"][0]["address_1"] == "9 New Street"
    assert now["places"][0]["access"] == place["access"]
    assert now["schedules"][0]["place"] == 0


def test_a_fact_said_anew_carries_who_said_it_and_when(
    kettle: Service, hall: Location, ground: Ground, clock: Any
) -> None:
    place = document_of(kettle.id)["places"][0]
    place["access"] = {**place["access"], "toilet": {"answer": "yes", "detail": ""}}
    apply(kettle, changed(kettle, places=[place]), ground, source=ChangeSource.PUBLIC)
    facts = {one.fact.value: one for one in db.session.scalars(select(VenueFactRow))}
    assert (facts["toilet"].said_by, facts["toilet"].said_on) == ("member", dt.date(2026, 11, 24))
    assert facts["step-free"].said_by == "visit"


def test_a_new_postcode_moves_the_point_and_the_ward(kettle: Service, ground: Ground) -> None:
    place = {**document_of(kettle.id)["places"][0], "postcode": "LS8 5BB"}
    before = kettle.at_locations[0].location.latitude
    apply(kettle, changed(kettle, places=[place]), ground)
    location = db.session.get(Service, kettle.id).at_locations[0].location  # type: ignore[union-attr]
    assert location.latitude != before
    assert location.ward_code.startswith("E05")
    apply(
        kettle,
        changed(kettle, places=[{**document_of(kettle.id)["places"][0], "postcode": "ZZ1 1ZZ"}]),
        ground,
    )
    location = db.session.get(Service, kettle.id).at_locations[0].location  # type: ignore[union-attr]
    assert (location.latitude, location.ward_code) == (None, "")


def test_an_undisclosed_place_stays_so_and_keeps_its_address(kettle: Service, ground: Ground) -> None:
    kettle.at_locations[0].location.undisclosed = True
    db.session.flush()
    secret = document_of(kettle.id)["places"][0]
    for attempt in (
        {**secret, "undisclosed": False},
        {"name": "", "id": secret["id"], "undisclosed": True},
        {**secret, "id": "", "undisclosed": False},
    ):
        apply(kettle, changed(kettle, places=[attempt]), ground)
        now = document_of(kettle.id)["places"][0]
        assert now["undisclosed"] is True
        assert now["address_1"] == secret["address_1"]
    apply(
        kettle,
        changed(kettle, places=[{**document_of(kettle.id)["places"][0], "undisclosed": False}]),
        ground,
        disclosing=True,
    )
    assert document_of(kettle.id)["places"][0]["undisclosed"] is False


def test_somebody_elses_place_cannot_be_taken_by_its_id(kettle: Service, ground: Ground) -> None:
    refuge = LocationFactory(name="Safe House", undisclosed=True)
    apply(kettle, changed(kettle, places=[{"id": str(refuge.id), "undisclosed": True}]), ground)
    assert document_of(kettle.id)["places"][0]["id"] != str(refuge.id)


def test_times_and_numbers_at_a_place_outlive_it(kettle: Service, ground: Ground) -> None:
    PhoneFactory(service_at_location_id=kettle.at_locations[0].id, number="0113 496 0005")
    apply(kettle, changed(kettle, places=[]), ground, fields=["places"])
    now = document_of(kettle.id)
    assert [one["byday"] for one in now["schedules"]] == ["TU"]
    assert "0113 496 0005" in [one["number"] for one in now["phones"]]


def test_history_begins_before_the_first_change(kettle: Service, ground: Ground) -> None:
    apply(kettle, changed(kettle, name="Kettle Two"), ground)
    apply(kettle, changed(kettle, name="Kettle Three"), ground)
    found = versions_of(kettle)
    assert [(one.number, one.document["name"], one.fields) for one in found] == [
        (1, "Kettle On", []),
        (2, "Kettle Two", ["name"]),
        (3, "Kettle Three", ["name"]),
    ]


def test_an_earlier_version_can_be_had_back(kettle: Service, ground: Ground) -> None:
    first = document_of(kettle.id)
    apply(kettle, changed(kettle, name="Wrong", phones=[], schedules=[], places=[]), ground)
    listings.restore(kettle, 1, by=SYSTEM, ground=ground)
    assert differing(first, document_of(kettle.id)) == []
    assert [one.source for one in versions_of(kettle)][-1] == ChangeSource.RESTORE


def test_readers_and_the_trace_learn_of_it(kettle: Service, ground: Ground) -> None:
    apply(kettle, changed(kettle, name="Kettle Two"), ground)
    card = db.session.scalar(select(ListingProjection.card).where(ListingProjection.service_id == kettle.id))
    assert "Kettle Two" in str(card)
    db.session.commit()
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert event is not None
    assert (event.action, list(event.fields)) == ("listing.changed", ["name"])
    assert "Kettle" not in str(event.fields)


def test_fields_of_an_imported_listing_are_ours_once_changed_here(kettle: Service, ground: Ground) -> None:
    kettle.feed = "council"
    apply(kettle, changed(kettle, name="Ours"), ground)
    apply(kettle, changed(kettle, summary="Ours too"), ground)
    apply(kettle, changed(kettle, quote="Theirs"), ground, source=ChangeSource.IMPORT)
    care = db.session.get(ListingCare, kettle.id)
    assert care is not None
    assert care.local_fields == ["name", "summary"]


def test_what_somebody_else_changed_since_is_never_overwritten(kettle: Service, ground: Ground) -> None:
    base = document_of(kettle.id)
    apply(kettle, changed(kettle, summary="Hers"), ground)
    mine = clean({**base, "summary": "Mine", "email": "me@example.org"})
    with pytest.raises(ListingConflictError) as refused:
        apply(kettle, mine, ground, base=base)
    assert refused.value.fields == ("summary",)
    assert apply(kettle, clean({**base, "email": "me@example.org"}), ground, base=base) == ["email"]
    now = document_of(kettle.id)
    assert (now["summary"], now["email"]) == ("Hers", "me@example.org")


def test_a_new_listing_gets_a_number_an_address_and_a_first_version(kettle: Service, ground: Ground) -> None:
    document = clean({"name": "Kettle On!", "summary": "Tea.", "organisation": kettle.organization.name})  # type: ignore[union-attr]
    made = listings.create(document, by=SYSTEM, ground=ground, source=ChangeSource.ORGANISER)
    twin = listings.create(document, by=SYSTEM, ground=ground, source=ChangeSource.ORGANISER)
    assert {made.slug, twin.slug} <= {f"kettle-on-{n}" for n in range(2, 99)} | {"kettle-on"}
    assert made.slug not in (twin.slug, kettle.slug)
    assert made.organization_id == kettle.organization_id
    assert made.number > kettle.number
    assert [one.number for one in versions_of(made)] == [1]
    assert db.session.scalar(
        select(ListingProjection.is_listed).where(ListingProjection.service_id == made.id)
    )


def test_an_unknown_organisation_is_made_and_a_doubtful_one_too(kettle: Service, ground: Ground) -> None:
    OrganizationFactory(name="Twin")
    OrganizationFactory(name="Twin")
    apply(kettle, changed(kettle, organisation="Twin"), ground)
    assert db.session.scalar(select(func.count()).where(Organization.name == "Twin")) == 3


def test_a_stopped_listing_leaves_search_and_keeps_its_page(kettle: Service, ground: Ground) -> None:
    listings.stop(kettle, by=SYSTEM, ground=ground, source=ChangeSource.ORGANISER, note="Bev retired.")
    listed = select(ListingProjection.is_listed).where(ListingProjection.service_id == kettle.id)
    assert db.session.scalar(listed) is False
    assert document_of(kettle.id)["closed_note"] == "Bev retired."


def versions_of(service: Service) -> list[ListingVersion]:
    found = select(ListingVersion).where(ListingVersion.service_id == service.id)
    return list(db.session.scalars(found.order_by(ListingVersion.number)))
